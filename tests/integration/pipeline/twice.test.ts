import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { STEP_NAMES } from '../../../models/domain/index.js';
import { startWorker, type Worker } from '../../../pipeline/worker.js';
import { readRun, startRun } from '../../../storage/repositories/runs.js';
import { SHAPES, countRows, openBench, resultsOf, untilDone, type Bench } from './bench.js';

describe.each(SHAPES)('running a step twice is a normal day: %s', (shape) => {
  let bench: Bench;
  let worker: Worker;
  beforeAll(async () => {
    bench = await openBench(shape);
    worker = startWorker({ ...bench, queues: { analysis: 2, transcription: 1, publishing: 2 } });
  });
  afterAll(async () => {
    await worker.close();
    await bench.close();
  });

  let chat: string;
  let call: string;
  test('a chat and a recording go through all steps', async () => {
    [chat = ''] = await bench.addChats(1);
    call = await bench.addRecording();
    await untilDone(bench, [chat, call]);
    const [written, spoken] = [await resultsOf(bench, chat), await resultsOf(bench, call)];
    expect(written).toMatchObject({ kind: 'chat', published: true, run: 'done', language: 'zh' });
    expect(written.turns).toHaveLength(40);
    expect(written.insights.length).toBeGreaterThan(3);
    expect(written.promises.length).toBeGreaterThan(0);
    expect(spoken).toMatchObject({ kind: 'call', published: true, run: 'done', engine: { name: 'stub', model: '1' } });
    expect(spoken.completeness).toMatchObject({ total: 3, read: 2, unreadable: 1, reasons: { unreliable: 1 } });
    expect(spoken.insights.length).toBeGreaterThan(0);
    const skipped = async (id: string) =>
      (await readRun(bench.database.db, id))?.steps.filter((step) => step.state === 'skipped');
    expect(await skipped(chat)).toMatchObject([{ name: 'transcribe', skipReason: 'a chat: nothing to transcribe' }]);
    expect(await skipped(call)).toMatchObject([{ name: 'attribute', skipReason: 'every side is known already' }]);
  });

  test.each(STEP_NAMES)('%s again leaves what was there', async (step) => {
    const before = [await resultsOf(bench, chat), await resultsOf(bench, call), await countRows(bench)] as const;
    for (const id of [chat, call]) {
      const started = await bench.database.db.transaction((tx) => startRun(tx, id, 'retry', step));
      await bench.queue.enqueue(started.queue, [started]);
    }
    await untilDone(bench, [chat, call]);
    const after = [await resultsOf(bench, chat), await resultsOf(bench, call), await countRows(bench)] as const;
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).toEqual(before[1]);
    expect(after[2]).toEqual({ ...before[2], runs: before[2].runs + 2, steps: before[2].steps + 16 });
  });
});
