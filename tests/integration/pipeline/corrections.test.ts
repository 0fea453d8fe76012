import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Transcriber } from '../../../models/transcriber/transcriber.js';
import { wordsOf } from '../../../models/insight/index.js';
import type { StepDeps } from '../../../pipeline/step.js';
import { startWorker, type Worker } from '../../../pipeline/worker.js';
import { addCorrection, listCorrections, type TurnEdit } from '../../../storage/repositories/corrections.js';
import { findConversation, readTranscript } from '../../../storage/repositories/conversations.js';
import { readInsights } from '../../../storage/repositories/insights.js';
import { startRun } from '../../../storage/repositories/runs.js';
import { SHAPES, openBench, untilDone, type Bench } from './bench.js';
import { stubTranscriber } from './stub-transcriber.js';

const HEARD = 'Our budget is 50,000 dollars, and the CFO signs it.';
const SAID = 'Our budget is 15,000 dollars, and the CFO signs it.';

/** The engine of the day: the stub, or one that hears other words or cuts a little elsewhere. */
const other = (text: string, lateMs: number): Transcriber => ({
  async transcribe(source, options) {
    const made = await stubTranscriber().transcribe(source, options);
    const [first, second, ...rest] = made.turns;
    if (first === undefined || second === undefined) throw new Error('the stub says too little');
    const heard = { ...second, text, startMs: (second.startMs ?? 0) + lateMs };
    return { ...made, engine: { name: 'other', model: '2' }, turns: [first, heard, ...rest] };
  },
});

describe.each(SHAPES)('a corrected recording is put into words again: %s', (shape) => {
  let bench: Bench;
  let worker: Worker;
  let engine: Transcriber = stubTranscriber();
  let id = '';
  beforeAll(async () => {
    bench = await openBench(shape);
    const transcriber: Transcriber = { transcribe: (source, options) => engine.transcribe(source, options) };
    const deps: StepDeps = { ...bench.deps, transcriber };
    worker = startWorker({ ...bench, deps, queues: { analysis: 1, transcription: 1, publishing: 1 } });
    id = await bench.addRecording();
    await untilDone(bench, [id]);
  });
  afterAll(async () => {
    await worker.close();
    await bench.close();
  });

  const run = async (from: 'transcribe' | 'extract'): Promise<void> => {
    const started = await bench.database.db.transaction((tx) => startRun(tx, id, 'retry', from));
    await bench.queue.enqueue(started.queue, [started]);
    await untilDone(bench, [id]);
  };
  const correct = async (turn: number, change: { text?: string; speaker?: string }): Promise<void> => {
    const { db } = bench.database;
    const version = (await findConversation(db, id))?.version ?? 0;
    const edit: TurnEdit = {
      ...{ conversationId: id, version, turn },
      ...{ actor: 'u1', actorName: 'Ann', at: new Date() },
    };
    await db.transaction((tx) => addCorrection(tx, edit, change, wordsOf));
    await run('extract');
  };
  const turns = async () => (await readTranscript(bench.database.db, id)).turns;
  const places = async () => (await listCorrections(bench.database.db, id)).map(({ turn }) => turn);
  const budgets = async () => (await readInsights(bench.database.db, id)).budgets.map(({ max }) => max);

  test('the same words keep their correction, also when they are cut a little elsewhere', async () => {
    await correct(1, { text: SAID });
    expect(await budgets()).toEqual([15_000]);
    await run('transcribe');
    expect((await turns())[1]).toMatchObject({ text: SAID, original: { text: HEARD, speaker: 'b' } });
    engine = other(HEARD, 300);
    await run('transcribe');
    expect((await turns())[1]).toMatchObject({ text: SAID, startMs: 700, original: { text: HEARD } });
    expect([await places(), await budgets()]).toEqual([[1], [15_000]]);
  });

  test('words that were a guess are confirmed by a person, and count from then on', async () => {
    await correct(2, { text: 'That is a hundred and fifty a month.' });
    expect((await turns())[2]).not.toHaveProperty('unreliable');
    await run('transcribe');
    expect((await turns())[2]).toMatchObject({ original: { text: 'mumble' } });
    expect((await turns())[2]).not.toHaveProperty('unreliable');
  });

  test('other words are the newer reading’s; the correction waits without a place, until its words are there again', async () => {
    engine = other('Our budget is 15 dollars, and the CFO signs it.', 0);
    await run('transcribe');
    const [, second] = await turns();
    expect(second?.text).toBe('Our budget is 15 dollars, and the CFO signs it.');
    expect(second).not.toHaveProperty('original');
    expect(await places()).toEqual([null, 2]);
    engine = stubTranscriber();
    await run('transcribe');
    expect((await turns())[1]).toMatchObject({ text: SAID, original: { text: HEARD } });
    expect(await places()).toEqual([1, 2]);
  });
});
