import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { startReconciler } from '../../../pipeline/reconciler.js';
import { startWorker } from '../../../pipeline/worker.js';
import { statusCounts } from '../../../storage/repositories/runs.js';
import { countRows, openBench, resultsOf, untilDone, type Bench } from './bench.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench('cluster');
});
afterAll(() => bench.close());

const BATCH = 60;

test('Redis is emptied in the middle of a batch: everything completes, exactly once', async () => {
  const [alone = ''] = await bench.addChats(1);
  const queues = { analysis: 4, transcription: 1, publishing: 2 };
  const first = startWorker({ ...bench, queues });
  await untilDone(bench, [alone]);
  await first.close();
  const one = await countRows(bench);
  const results = await resultsOf(bench, alone);

  const ids = await bench.addChats(BATCH);
  const worker = startWorker({ ...bench, queues });
  const redis = new Redis(bench.redisUrl);
  await vi.waitFor(async () => expect((await statusCounts(bench.database.db)).runs.done).toBeGreaterThan(5), {
    timeout: 50_000,
    interval: 20,
  });
  const before = await statusCounts(bench.database.db);
  await redis.flushdb();
  redis.disconnect();
  // Otherwise the batch was through already, and this test would show nothing.
  expect(before.runs.running).toBeGreaterThan(10);

  const reconciler = startReconciler({ ...bench, everyMs: 200, overdueMs: 1_000 });
  await untilDone(bench, ids);
  await reconciler.close();
  await worker.close();
  const all = await countRows(bench);
  const each = Object.fromEntries(Object.entries(one).map(([table, rows]) => [table, rows * (BATCH + 1)]));
  // Equal chats of one customer are mentions of the same promises.
  expect(all).toEqual({ ...each, promises: one.promises });
  for (const id of ids.slice(-3)) expect(await resultsOf(bench, id)).toEqual(results);
});
