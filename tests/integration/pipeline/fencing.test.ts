import { createServer } from 'node:net';

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { createBullmqQueue } from '../../../pipeline/queue-bullmq.js';
import { reconcile, startReconciler } from '../../../pipeline/reconciler.js';
import { STEPS, type Steps } from '../../../pipeline/steps/index.js';
import { startWorker } from '../../../pipeline/worker.js';
import type { Tx } from '../../../storage/database.js';
import { PROGRESS_CHANNEL, type Progress } from '../../../storage/repositories/progress.js';
import { readRun, startRun } from '../../../storage/repositories/runs.js';
import { claimStep, endStep, failStep, postponeStep, renewLeases } from '../../../storage/repositories/step-states.js';
import { rows } from '../../../storage/rows.js';
import { SHAPES, openBench, resultsOf, untilDone, type Bench } from './bench.js';

const queues = { analysis: 2, transcription: 1, publishing: 2 };
const claim = { queue: 'analysis', worker: 'test', leaseMs: 60_000 } as const;

describe.each(SHAPES)('the database decides: %s', (shape) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(shape);
  });
  afterAll(() => bench.close());
  const runOf = async (id: string) => {
    const run = await readRun(bench.database.db, id);
    if (!run) throw new Error('no run');
    return run;
  };

  test('a step is taken by one of two, and only once', async () => {
    const [id = ''] = await bench.addChats(1, { enqueue: false });
    const { id: runId } = await runOf(id);
    const both = await Promise.all([1, 2].map(() => claimStep(bench.database.db, { ...claim, runId })));
    expect(both.filter((each) => each !== null)).toMatchObject([{ step: 'normalize', attempt: 1, hasText: true }]);
    expect(await claimStep(bench.database.db, { ...claim, runId })).toBeNull();
  });

  test('a worker that lost its lease can neither save, nor fail, nor postpone, nor renew', async () => {
    const { db } = bench.database;
    const [id = ''] = await bench.addChats(1, { enqueue: false });
    const { id: runId } = await runOf(id);
    const stale = await claimStep(db, { ...claim, runId, leaseMs: -1 });
    if (!stale) throw new Error('not taken');
    await reconcile({ ...bench }, 60_000);
    const fresh = await claimStep(db, { ...claim, runId });
    expect(fresh).toMatchObject({ step: 'normalize', attempt: 2, failures: 1 });
    const before = await runOf(id);
    const end = { state: 'done', passed: [], next: 'transcribe', take: null } as const;
    expect(await endStep(db, stale, end)).toBeNull();
    expect(await failStep(db, stale, { code: 'internal', message: '' })).toBe(false);
    expect(await postponeStep(db, stale, { code: 'internal', message: '', delayMs: 0 })).toBe(false);
    expect(await renewLeases(db, [stale], 1_000)).toEqual([]);
    expect(await runOf(id)).toEqual(before);
  });

  test('what a slow worker computed after its lease ran out is thrown away', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const entered = vi.fn();
    let saves = 0;
    const steps: Steps = {
      ...STEPS,
      summarize: {
        name: 'summarize',
        run: async (context) => {
          const result = await STEPS.summarize.run(context);
          if (entered.mock.calls.length > 0) return result;
          entered();
          await held;
          return { state: 'done', save: async () => void saves++ };
        },
      },
    };
    // So long a lease that the slow worker does not renew it, and one statement ends it.
    const slow = startWorker({ ...bench, queues, steps, leaseMs: 600_000 });
    const [id = ''] = await bench.addChats(1);
    await vi.waitFor(() => expect(entered).toHaveBeenCalled(), { timeout: 50_000 });
    await bench.database.db.execute(
      `update steps set lease_until = now() - interval '1 second' where state = 'running'`,
    );
    const quick = startWorker({ ...bench, queues });
    await reconcile({ ...bench }, 60_000);
    await untilDone(bench, [id]);
    const results = await resultsOf(bench, id);
    release();
    await slow.close();
    await quick.close();
    expect(saves).toBe(0);
    expect(bench.logged.join('\n')).toContain('the lease was lost');
    expect(await resultsOf(bench, id)).toEqual(results);
  });

  test('what a step locks is locked before its conversation is, what it saves is saved after', async () => {
    const seen: string[] = [];
    const see = (tx: Tx) =>
      rows<{ state: string }>(
        tx,
        sql`select state from steps where name = 'publish' and started_at is not null
        order by started_at desc limit 1`,
      ).then(([row]) => void seen.push(row?.state ?? 'none'));
    const publish: Steps['publish'] = {
      name: 'publish',
      run: () => Promise.resolve({ state: 'done', lock: see, save: see }),
    };
    const worker = startWorker({ ...bench, queues, steps: { ...STEPS, publish } });
    const [id = ''] = await bench.addChats(1);
    await untilDone(bench, [id]);
    await worker.close();
    expect(seen).toEqual(['running', 'done']);
  });

  test('a newer run supersedes one that is going on, which then saves nothing', async () => {
    const { db } = bench.database;
    const [id = ''] = await bench.addChats(1, { enqueue: false });
    const old = await runOf(id);
    const claimed = await claimStep(db, { ...claim, runId: old.id });
    if (!claimed) throw new Error('not taken');
    // Asked for `publish` only, it starts where the other had got to: nothing is left out.
    const started = await db.transaction((tx) => startRun(tx, id, 'reassigned', 'publish'));
    expect(started).toMatchObject({ queue: 'analysis', ticket: 'normalize-0' });
    expect(await endStep(db, claimed, { state: 'done', passed: [], next: 'transcribe', take: null })).toBeNull();
    const worker = startWorker({ ...bench, queues });
    await bench.queue.enqueue(started.queue, [started]);
    await untilDone(bench, [id]);
    // Now that all is done, `publish` alone runs again.
    const again = await db.transaction((tx) => startRun(tx, id, 'reassigned', 'publish'));
    expect(again.queue).toBe('publishing');
    await bench.queue.enqueue(again.queue, [again]);
    await untilDone(bench, [id]);
    await worker.close();
    const steps = (await runOf(id)).steps;
    expect(steps.filter((step) => step.state === 'done').map((step) => step.name)).toEqual(['publish']);
  });

  test('a step that loses worker after worker fails in the end', async () => {
    const { db } = bench.database;
    const [id = ''] = await bench.addChats(1, { enqueue: false });
    const { id: runId } = await runOf(id);
    for (let lost = 1; lost <= 3; lost++) {
      expect(await claimStep(db, { ...claim, runId, leaseMs: -1 })).toMatchObject({ attempt: lost });
      await reconcile({ ...bench, maxFailures: 3 }, 60_000);
    }
    const run = await runOf(id);
    expect(run.state).toBe('failed');
    expect(run.steps[0]).toMatchObject({ state: 'failed', failures: 3, errorCode: 'internal' });
    expect(run.steps[0]?.errorMessage).toContain('went away');
  });

  test('what nobody enqueued is found by the reconciler, and enqueued once', async () => {
    const ids = await bench.addChats(3, { enqueue: false });
    await reconcile({ ...bench }, 60_000);
    const waiting = (await bench.queue.depth()).analysis;
    await reconcile({ ...bench }, 0);
    await reconcile({ ...bench }, 0);
    expect((await bench.queue.depth()).analysis).toBe(waiting + 3);
    const worker = startWorker({ ...bench, queues });
    await untilDone(bench, ids);
    await worker.close();
    for (const id of ids) expect((await runOf(id)).steps.every((step) => step.attempt <= 1)).toBe(true);
  });

  test.each([
    { workers: [queues], handed: false, who: 'one worker of all queues goes on into publishing' },
    {
      workers: [{ analysis: 1 }, { publishing: 1 }],
      handed: true,
      who: 'a worker of the analysis queue hands over to one of publishing',
    },
  ])('every change of a step is told, in order: $who', async ({ workers, handed }) => {
    const told: Progress[] = [];
    const stop = await bench.database.listen(
      PROGRESS_CHANNEL,
      (payload) => void told.push(JSON.parse(payload) as Progress),
    );
    const running = workers.map((its) => startWorker({ ...bench, queues: its }));
    const [id = ''] = await bench.addChats(1);
    await untilDone(bench, [id]);
    await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ step: 'publish', state: 'done' }), { timeout: 5_000 });
    await stop();
    for (const worker of running) await worker.close();
    expect(told.every((each) => each.conversationId === id)).toBe(true);
    expect(told.map(({ step, state }) => `${step} ${state}`)).toEqual(
      [
        'normalize queued',
        'normalize running',
        'normalize done',
        'transcribe skipped',
        'attribute running',
        'attribute done',
        // Worked through with attribute, and closed together.
        ...['extract', 'flag', 'score', 'summarize'].map((step) => `${step} done`),
        ...(handed ? ['publish queued'] : []),
        'publish running',
        'publish done',
      ].sort((a, b) => order(a) - order(b)),
    );
  });
});

/** Steps in their order; within one: queued, running, ended. */
function order(text: string): number {
  const [step = '', state = ''] = text.split(' ');
  return Object.keys(STEPS).indexOf(step) * 10 + ['queued', 'running', 'done', 'skipped'].indexOf(state);
}

test('while Redis is away nothing fails: the rows stay queued until somebody can deliver them', async () => {
  const bench = await openBench('cluster');
  const port = await new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
  const away = createBullmqQueue({ url: `redis://127.0.0.1:${port}`, log: bench.log });
  const [id = ''] = await bench.addChats(1, { enqueue: false });
  const reconciler = startReconciler({ ...bench, queue: away });
  await reconciler.pass();
  expect(bench.logged.join('\n')).toContain('not reconciled');
  await reconciler.close();
  // Publishing cannot be enqueued, but the analysis that is running ends well.
  const worker = startWorker({ ...bench, queue: { ...away, process: bench.queue.process }, queues: { analysis: 1 } });
  const { id: runId } = (await readRun(bench.database.db, id)) ?? { id: '' };
  await bench.queue.enqueue('analysis', [{ runId }]);
  await vi.waitFor(
    async () =>
      expect((await readRun(bench.database.db, id))?.steps.at(-1)).toMatchObject({ name: 'publish', state: 'queued' }),
    { timeout: 50_000 },
  );
  await worker.close();
  await away.close(100);
  const back = startWorker({ ...bench, queues });
  const later = startReconciler({ ...bench });
  await untilDone(bench, [id]);
  await later.close();
  await back.close();
  await bench.close();
});
