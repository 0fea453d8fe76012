import type { QueueName } from '../models/domain/index.js';

/** What travels: ids only. The database says what is to be done. */
export interface Job {
  readonly runId: string;
}

export interface EnqueueOptions {
  /** Not before this many milliseconds from now. */
  delayMs?: number;
}

/**
 * Delivers jobs at least once; may lose all of them (an emptied Redis) without harm, since the
 * reconciler enqueues again what the database says should run.
 */
export interface Queue {
  readonly kind: 'embedded' | 'bullmq';
  enqueue(queue: QueueName, jobs: readonly Job[], options?: EnqueueOptions): Promise<void>;
  /** Starts taking jobs; `handler` never throws for a failed step (the database holds that), only for a bug. */
  process(queue: QueueName, concurrency: number, handler: (job: Job) => Promise<void>): void;
  /** Waiting jobs per queue, for `vouch status`. */
  depth(): Promise<Record<QueueName, number>>;
  ping(): Promise<void>;
  /** Takes no more jobs and waits for those in hand, `graceMs` at most. */
  close(graceMs: number): Promise<void>;
}
