import { rm } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { STEP_NAMES, type StepName } from '../../../models/domain/index.js';
import { startReconciler } from '../../../pipeline/reconciler.js';
import { startWorker } from '../../../pipeline/worker.js';
import { readRun } from '../../../storage/repositories/runs.js';
import { openBench, resultsOf, untilDone, type Bench } from './bench.js';
import { openPlace } from './place.js';
import { spawnWorker } from './spawn-worker.js';

const queues = { analysis: 2, transcription: 1, publishing: 2 };

/** A worker and a reconciler that take over, until everything is done. */
async function takeOver(bench: Bench, ids: string[]): Promise<void> {
  const worker = startWorker({ ...bench, queues });
  const reconciler = startReconciler({ ...bench, everyMs: 200 });
  await untilDone(bench, ids);
  await reconciler.close();
  await worker.close();
}

describe('a worker killed in the middle', () => {
  let bench: Bench;
  let undisturbed: { chat: unknown; call: unknown };
  beforeAll(async () => {
    bench = await openBench('cluster');
    const [chat = ''] = await bench.addChats(1);
    const call = await bench.addRecording();
    await takeOver(bench, [chat, call]);
    undisturbed = { chat: await resultsOf(bench, chat), call: await resultsOf(bench, call) };
  });
  afterAll(() => bench.close());

  test.each(
    STEP_NAMES.flatMap((step) => [
      ['runs', step, 'run'] as const,
      ['has written, uncommitted,', step, 'save'] as const,
    ]),
  )('SIGKILL while a worker %s %s: another finishes, with the same results', async (_when, step, stop) => {
    const kind = step === 'transcribe' ? 'call' : 'chat';
    const [id = ''] = kind === 'call' ? [await bench.addRecording()] : await bench.addChats(1);
    const { shape, folder, postgresUrl, redisUrl } = bench;
    const victim = await spawnWorker({
      place: { shape, folder, postgresUrl, redisUrl },
      step,
      stop,
      leaseMs: 1_500,
      graceMs: 0,
    });
    await victim.inStep;
    await victim.end('SIGKILL');
    const held = heldAs(step);
    expect((await readRun(bench.database.db, id))?.steps.find(({ name }) => name === held)?.state).toBe('running');
    await takeOver(bench, [id]);
    expect(await resultsOf(bench, id)).toEqual(undisturbed[kind]);
    const again = (await readRun(bench.database.db, id))?.steps.find(({ name }) => name === held);
    expect(again).toMatchObject({ attempt: 2, failures: 1, errorCode: null });
  });
});

/** The step that the database knows to be running: the analysis steps after attribute are closed together with it. */
const heldAs = (step: StepName): StepName =>
  ['extract', 'flag', 'score', 'summarize'].includes(step) ? 'attribute' : step;

test('an embedded Vouch that was killed goes on when it is started again', async () => {
  const bench = await openBench('embedded');
  const [whole = '', broken = ''] = await bench.addChats(2, { enqueue: false });
  const { shape, folder, postgresUrl, redisUrl } = bench;
  // One process at a time has the embedded database open.
  await bench.database.close();
  const place = { shape, folder, postgresUrl, redisUrl };
  const victim = await spawnWorker({
    place,
    step: 'extract',
    stop: 'save',
    leaseMs: 1_500,
    graceMs: 0,
    reconcile: true,
  });
  await victim.inStep;
  await victim.end('SIGKILL');
  const reopened = await openPlace(place);
  await takeOver(reopened, [whole, broken]);
  expect(await resultsOf(reopened, broken)).toEqual(await resultsOf(reopened, whole));
  await reopened.close();
  await bench.queue.close(0);
  await rm(folder, { recursive: true });
});
