/**
 * The database is the truth, the queue only delivers: this finds steps that should be running and are
 * not, and enqueues them again.
 */
import { QUEUE_NAMES } from '../models/domain/index.js';
import type { Database } from '../storage/database.js';
import type { StartedRun } from '../storage/repositories/runs.js';
import { closeFinishedRuns, expireLeases, takeOverdueSteps } from '../storage/repositories/stuck-steps.js';
import { BACK_OFF } from './back-off.js';
import { errorFacts, type Log } from './log.js';
import type { Queue } from './queue.js';

export interface ReconcilerOptions {
  readonly database: Database;
  readonly queue: Queue;
  readonly log: Log;
  readonly everyMs?: number;
  /** A step queued for longer is enqueued again; harmless when it only waits behind others. */
  readonly overdueMs?: number;
  /** Tries and lost workers after which a step fails. */
  readonly maxFailures?: number;
}

export interface Reconciler {
  /** One pass; resolves when it is through. Throws nothing. */
  pass(): Promise<void>;
  close(): Promise<void>;
}

/** Starts with a pass that takes everything queued: after a restart the embedded queue is empty. */
export function startReconciler(options: ReconcilerOptions): Reconciler {
  const { everyMs = 5_000, overdueMs = 15_000, log } = options;
  let closed = false;
  let last = Promise.resolve();
  // One at a time: a pass that takes long is not joined by the next.
  const pass = (olderThanMs: number): Promise<void> =>
    (last = last.then(async () => {
      if (closed) return;
      try {
        const found = await reconcile(options, olderThanMs);
        if (found.enqueued + found.failed + found.closed > 0) log.info(found, 'reconciled');
      } catch (error) {
        log.warn(errorFacts(error), 'not reconciled; trying again shortly');
      }
    }));
  void pass(0);
  let idle = true;
  const timer = setInterval(() => {
    if (!idle) return;
    idle = false;
    void pass(overdueMs).finally(() => {
      idle = true;
    });
  }, everyMs);
  return {
    pass: () => pass(overdueMs),
    async close() {
      closed = true;
      clearInterval(timer);
      await last;
    },
  };
}

/**
 * One pass over what is queued for longer than `olderThanMs`, what lost its worker, and runs left open.
 * @throws AppError `unavailable` when the queue is away: the next pass tries again
 */
export async function reconcile(
  { database: { db }, queue, log, maxFailures = BACK_OFF.tries }: ReconcilerOptions,
  olderThanMs: number,
): Promise<{ enqueued: number; failed: number; closed: number }> {
  let enqueued = 0;
  const enqueue = async (found: readonly StartedRun[]): Promise<void> => {
    for (const name of QUEUE_NAMES) {
      const jobs = found.filter((each) => each.queue === name).map(({ runId, ticket }) => ({ runId, ticket }));
      if (jobs.length > 0) await queue.enqueue(name, jobs);
    }
    enqueued += found.length;
  };
  const lost = await expireLeases(db, maxFailures);
  for (const facts of lost.failed) log.error(facts, 'the step failed: it lost its worker again and again');
  await enqueue(lost.queued);
  // Each batch starts its wait anew, so the loop ends. With a wait of zero (at the start) it would find
  // the same again, so there what one batch leaves is for the next passes.
  let batch: StartedRun[];
  do {
    batch = await takeOverdueSteps(db, olderThanMs);
    await enqueue(batch);
  } while (batch.length > 0 && olderThanMs > 0);
  return { enqueued, failed: lost.failed.length, closed: await closeFinishedRuns(db) };
}
