import { afterAll, beforeAll, expect, test } from 'vitest';

import { startWorker } from '../../../pipeline/worker.js';
import { readRun } from '../../../storage/repositories/runs.js';
import { openBench, resultsOf, untilDone, type Bench } from './bench.js';
import { spawnWorker } from './spawn-worker.js';

let bench: Bench;
let undisturbed: unknown;
beforeAll(async () => {
  bench = await openBench('cluster');
  const [id = ''] = await bench.addChats(1);
  await finish([id]);
  undisturbed = await resultsOf(bench, id);
});
afterAll(() => bench.close());

/** Another worker, without a reconciler: what was handed back must come through the queue. */
async function finish(ids: string[]): Promise<void> {
  const worker = startWorker({ ...bench, queues: { analysis: 2, transcription: 1, publishing: 2 } });
  await untilDone(bench, ids);
  await worker.close();
}

async function stepOf(id: string, name: string) {
  return (await readRun(bench.database.db, id))?.steps.find((step) => step.name === name);
}

function worker(stop: 'until-term' | 'run', graceMs: number) {
  const { shape, folder, postgresUrl, redisUrl } = bench;
  return spawnWorker({
    place: { shape, folder, postgresUrl, redisUrl },
    step: 'extract',
    stop,
    graceMs,
    leaseMs: 60_000,
  });
}

test('SIGTERM: a step that ends within the grace is saved, and the next is left to others', async () => {
  const [id = ''] = await bench.addChats(1);
  const stopped = await worker('until-term', 10_000);
  await stopped.inStep;
  expect(await stopped.end('SIGTERM')).toBe(0);
  expect(await stepOf(id, 'extract')).toMatchObject({ state: 'done', attempt: 1 });
  expect(await stepOf(id, 'flag')).toMatchObject({ state: 'queued', attempt: 0 });
  await finish([id]);
  expect(await resultsOf(bench, id)).toEqual(undisturbed);
});

test('SIGTERM: a step that does not end is handed back, untried, and another worker does it at once', async () => {
  const [id = ''] = await bench.addChats(1);
  const stopped = await worker('run', 200);
  await stopped.inStep;
  expect(await stopped.end('SIGTERM')).toBe(0);
  // Attribute is what the database knows to be running: extract would have been closed together with it.
  expect(await stepOf(id, 'attribute')).toMatchObject({ state: 'queued', attempt: 1, failures: 0 });
  expect(await stepOf(id, 'extract')).toMatchObject({ state: 'waiting', attempt: 0 });
  await finish([id]);
  expect(await stepOf(id, 'attribute')).toMatchObject({ attempt: 2, failures: 0 });
  expect(await stepOf(id, 'extract')).toMatchObject({ state: 'done', attempt: 1, failures: 0 });
  expect(await resultsOf(bench, id)).toEqual(undisturbed);
});
