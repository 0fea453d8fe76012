import type { QueueName } from '../models/domain/index.js';
import { errorFacts, type Log } from './log.js';
import type { EnqueueOptions, Job, Queue } from './queue.js';
import { within } from './within.js';

type Handler = (job: Job) => Promise<void>;

/** Somebody who takes jobs of one queue. */
interface Consumer {
  readonly concurrency: number;
  readonly handler: Handler;
  readonly running: Set<Promise<void>>;
  stopped: boolean;
}

/** One queue: first in, first out. */
interface Lane {
  /** By run and ticket, in the order they came, so that the same job waits once. */
  readonly waiting: Map<string, Job>;
  readonly delayed: Map<string, NodeJS.Timeout>;
  readonly consumers: Consumer[];
}

/**
 * The queue of one process: three lists in memory. What is to be done stands in the database, and
 * the reconciler puts it in here at the start, so nothing needs to be kept. Figures in
 * docs/decisions/0002-embedded-queue.md.
 */
export function createEmbeddedQueue({ log }: { log: Log }): Queue {
  const lanes: Record<QueueName, Lane> = { analysis: lane(), transcription: lane(), publishing: lane() };
  let closed = false;

  const put = (queue: QueueName, job: Job): void => {
    const { waiting } = lanes[queue];
    const key = keyOf(job);
    if (closed || waiting.has(key)) return;
    waiting.set(key, job);
    deliver(lanes[queue], log);
  };

  return {
    kind: 'embedded',
    enqueue(queue: QueueName, jobs: readonly Job[], options: EnqueueOptions = {}) {
      const { delayed } = lanes[queue];
      for (const job of jobs) {
        if (!options.delayMs) put(queue, job);
        else if (!closed && !delayed.has(keyOf(job))) {
          const timer = setTimeout(() => {
            delayed.delete(keyOf(job));
            put(queue, job);
          }, options.delayMs);
          timer.unref();
          delayed.set(keyOf(job), timer);
        }
      }
      return Promise.resolve();
    },
    process(queue, concurrency, handler) {
      const consumer: Consumer = { concurrency, handler, running: new Set(), stopped: false };
      lanes[queue].consumers.push(consumer);
      deliver(lanes[queue], log);
      return async () => {
        consumer.stopped = true;
        await Promise.all(consumer.running);
      };
    },
    depth() {
      const count = ({ waiting, delayed }: Lane): number => waiting.size + delayed.size;
      return Promise.resolve({
        analysis: count(lanes.analysis),
        transcription: count(lanes.transcription),
        publishing: count(lanes.publishing),
      });
    },
    async ping() {},
    async close(graceMs) {
      closed = true;
      const running: Promise<void>[] = [];
      for (const { waiting, delayed, consumers } of Object.values(lanes)) {
        waiting.clear();
        for (const timer of delayed.values()) clearTimeout(timer);
        delayed.clear();
        for (const consumer of consumers) {
          consumer.stopped = true;
          running.push(...consumer.running);
        }
      }
      await within(Promise.all(running), graceMs);
    },
  };
}

const lane = (): Lane => ({ waiting: new Map(), delayed: new Map(), consumers: [] });

const keyOf = (job: Job): string => `${job.runId} ${job.ticket ?? ''}`;

/** Hands waiting jobs to whoever has a hand free, evenly. */
function deliver({ waiting, consumers }: Pick<Lane, 'waiting' | 'consumers'>, log: Log): void {
  for (const [key, job] of waiting) {
    const free = consumers
      .filter((consumer) => !consumer.stopped && consumer.running.size < consumer.concurrency)
      .sort((a, b) => a.running.size - b.running.size)[0];
    if (!free) return;
    waiting.delete(key);
    const run: Promise<void> = free
      .handler(job)
      .catch((error: unknown) => log.error({ runId: job.runId, ...errorFacts(error) }, 'a job handler threw'))
      .finally(() => {
        free.running.delete(run);
        deliver({ waiting, consumers }, log);
      });
    free.running.add(run);
  }
}
