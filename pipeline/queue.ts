import type { QueueName } from '../models/domain/index.js';

/** What travels: ids only. The database says what is to be done. */
export interface Job {
  readonly runId: string;
  /**
   * Which wait of the run this is (`ticketOf`): a job that still waits is not queued a second time, so
   * that the reconciler may enqueue what is only late. Absent: the run's first.
   */
  readonly ticket?: string;
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
  /** @throws AppError `unavailable`: the rows stay queued, the reconciler delivers later. */
  enqueue(queue: QueueName, jobs: readonly Job[], options?: EnqueueOptions): Promise<void>;
  /**
   * Starts taking jobs, `concurrency` at a time. `handler` never throws for a failed step (the database
   * holds that), only for a bug. Returns how to stop: it takes no more at once, and resolves when
   * those in hand are done.
   */
  process(queue: QueueName, concurrency: number, handler: (job: Job) => Promise<void>): () => Promise<void>;
  /** Waiting jobs per queue, for `vouch status`. */
  depth(): Promise<Record<QueueName, number>>;
  ping(): Promise<void>;
  /** Takes no more jobs and waits for those in hand, `graceMs` at most. */
  close(graceMs: number): Promise<void>;
}
