import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { STEP_NAMES } from '../../../models/domain/index.js';
import { startWorker, type Worker } from '../../../pipeline/worker.js';
import { readRun } from '../../../storage/repositories/runs.js';
import { openBench, SHAPES, untilDone, type Bench } from './bench.js';

describe.each(SHAPES)('what the database keeps of each step, %s', (shape) => {
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

  test('state, attempt, when it started and finished, and what ran', async () => {
    const before = Date.now();
    const [chat = ''] = await bench.addChats(1);
    const call = await bench.addRecording();
    await untilDone(bench, [chat, call]);
    for (const [id, skipped] of [
      [chat, 'transcribe'],
      [call, 'attribute'],
    ] as const) {
      const run = await readRun(bench.database.db, id);
      expect(run?.steps.map(({ name }) => name)).toEqual(STEP_NAMES);
      let last = before - 1_000;
      for (const step of run?.steps ?? []) {
        const isSkipped = step.name === skipped;
        expect(step).toMatchObject({
          state: isSkipped ? 'skipped' : 'done',
          errorCode: null,
          errorMessage: null,
          skipReason: isSkipped ? (expect.stringMatching(/\w/) as string) : null,
        });
        if (isSkipped) continue;
        expect(step.attempt).toBe(1);
        const [from, to] = [step.startedAt?.getTime() ?? 0, step.finishedAt?.getTime() ?? 0];
        expect([step.name, from >= last, to >= from, to <= Date.now() + 1_000]).toEqual([step.name, true, true, true]);
        last = from;
      }
      const engines = Object.fromEntries(run?.steps.map(({ name, engine }) => [name, engine]) ?? []);
      expect(engines).toMatchObject({
        extract: expect.stringMatching(/^rules@[0-9a-f]+$/) as string,
        flag: expect.stringMatching(/^[\w-]+@\d+$/) as string,
        score: expect.stringMatching(/^[\w-]+@\d+$/) as string,
        ...(id === chat
          ? { normalize: 'imported/vouch-json' }
          : { transcribe: expect.stringMatching(/^\S+\/\S+$/) as string }),
      });
      expect(run?.finishedAt?.getTime()).toBeGreaterThanOrEqual(last);
    }
  });
});
