import { Queue as BullQueue, Worker as BullWorker } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';

import { AppError, QUEUE_NAMES, type QueueName } from '../models/domain/index.js';
import { errorFacts, type Log } from './log.js';
import type { Job, Queue } from './queue.js';
import { within } from './within.js';

/** The braces keep all keys in one slot of a Redis Cluster. */
const PREFIX = '{vouch}';

/** What is in Redis: ids only, since it lies there in clear text. Parsed where it enters. */
const Payload = z.object({ runId: z.string().min(1), ticket: z.string().optional() });

/** How long the first enqueue after the start waits for the connection; later ones fail at once when it is gone. */
const FIRST_CONNECTION_MS = 3_000;

/** For good-byes to a Redis that may be away. */
const LAST_MS = 1_000;

/**
 * The queue of several processes: BullMQ on Redis (`noeviction`). BullMQ only delivers: its retries
 * stay unused, since the database decides who is tried again and when.
 */
export function createBullmqQueue({ url, log }: { url: string; log: Log }): Queue {
  // Two connections, because their needs exclude each other: enqueuing must fail at once while Redis
  // is away (a request waits for it), taking jobs must wait for Redis for as long as it takes.
  const commands = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  const taking = new Redis(url, { maxRetriesPerRequest: null });
  for (const connection of [commands, taking]) connection.on('error', once(log));

  const connected = new Promise<void>((resolve) => {
    commands.once('ready', resolve);
    setTimeout(resolve, FIRST_CONNECTION_MS).unref();
  });
  const queues = new Map<QueueName, BullQueue>();
  /** Opened once Redis is there: a BullMQ queue that could not greet its server stays unusable. */
  const open = async (name: QueueName): Promise<BullQueue> => {
    await connected;
    if (commands.status !== 'ready') throw unavailable();
    const known = queues.get(name);
    if (known) return known;
    const queue = new BullQueue(name, {
      connection: commands,
      prefix: PREFIX,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
      // Nobody reads BullMQ's event stream here.
      streams: { events: { maxLen: 100 } },
    });
    queue.on('error', ignored);
    queues.set(name, queue);
    return queue;
  };
  const workers: BullWorker[] = [];
  /** Good-byes are waited for where Redis can hear them. */
  const isThere = (): boolean => taking.status === 'ready';
  /** Ends what BullMQ waits for; see `close`. */
  let giveUp = (): void => {};
  const givenUp = new Promise<void>((resolve) => {
    giveUp = resolve;
  });

  return {
    kind: 'bullmq',
    async enqueue(name, jobs, { delayMs = 0 } = {}) {
      const queue = await open(name);
      const entries = jobs.map((job) => ({
        name: 'run',
        data: { runId: job.runId, ...(job.ticket !== undefined && { ticket: job.ticket }) },
        opts: { jobId: `${job.runId}.${job.ticket ?? 'first'}`, ...(delayMs > 0 && { delay: delayMs }) },
      }));
      try {
        await queue.addBulk(entries);
      } catch (cause) {
        throw unavailable(cause);
      }
    },
    process(name, concurrency, handler) {
      const inHand = new Set<Promise<void>>();
      const run = (data: unknown): Promise<void> => {
        const handled = handler(Payload.parse(data) satisfies Job).finally(() => inHand.delete(handled));
        inHand.add(handled);
        return handled;
      };
      const worker = new BullWorker(name, async ({ data }) => Promise.race([run(data), givenUp]), {
        connection: taking,
        prefix: PREFIX,
        concurrency,
        // A job whose worker died is delivered again as often as it takes; the database counts the tries.
        maxStalledCount: 1_000,
      });
      worker.on('error', ignored);
      worker.on('failed', (job, error) =>
        log.error({ queue: name, job: job?.id, ...errorFacts(error) }, 'a job handler threw'),
      );
      workers.push(worker);
      return async () => {
        const closed = worker.close();
        await (isThere() ? closed : Promise.allSettled(inHand));
      };
    },
    async depth() {
      const counts = await Promise.all(
        QUEUE_NAMES.map(async (name) => {
          const queue = await open(name);
          const {
            waiting = 0,
            prioritized = 0,
            delayed = 0,
          } = await queue.getJobCounts('waiting', 'prioritized', 'delayed').catch((cause: unknown) => {
            throw unavailable(cause);
          });
          return [name, waiting + prioritized + delayed] as const;
        }),
      );
      return Object.fromEntries(counts) as Record<QueueName, number>;
    },
    async ping() {
      await connected;
      try {
        await commands.ping();
      } catch (cause) {
        throw unavailable(cause);
      }
    },
    async close(graceMs) {
      const ended = Promise.allSettled(workers.map((worker) => worker.close()));
      await within(ended, isThere() ? graceMs : 0);
      // BullMQ cannot be told to wait no longer once it waits, so what runs too long ends for it here.
      // Whoever handles it has handed its step back by now, or the reconciler will.
      giveUp();
      await within(ended, LAST_MS);
      // A connection of BullMQ's own would knock at a Redis that is gone for as long as the process lives.
      await within(Promise.allSettled(workers.map((worker) => worker.disconnect())), LAST_MS);
      await within(Promise.allSettled([...queues.values()].map((queue) => queue.close())), LAST_MS);
      commands.disconnect();
      taking.disconnect();
    },
  };
}

/** BullMQ repeats what its connection reports already; without a listener it would throw. */
const ignored = (): void => {};

const unavailable = (cause?: unknown): AppError =>
  new AppError(
    'unavailable',
    'Redis does not answer: start it, or correct VOUCH_REDIS_URL. Nothing is lost meanwhile.',
    {
      cause,
    },
  );

/** Logs the first of a row of equal errors: a Redis that is away reports one at each try to connect. */
function once(log: Log): (error: Error) => void {
  let last = '';
  return (error) => {
    const code = (error as NodeJS.ErrnoException).code ?? error.name;
    if (code === last) return;
    last = code;
    log.warn({ ...errorFacts(error) }, 'Redis does not answer');
  };
}
