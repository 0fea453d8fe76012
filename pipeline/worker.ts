import { hostname } from 'node:os';

import { v4 as uuid } from 'uuid';

import { STEP_QUEUES, type QueueName } from '../models/domain/index.js';
import type { Database } from '../storage/database.js';
import type { ObjectStore } from '../storage/object-store.js';
import { ticketOf } from '../storage/repositories/runs.js';
import { handBackSteps, renewLeases } from '../storage/repositories/step-states.js';
import { BACK_OFF, type BackOff } from './back-off.js';
import { errorFacts, type Log } from './log.js';
import type { Queue } from './queue.js';
import { Runner } from './run-steps.js';
import type { StepDeps } from './step.js';
import { STEPS, type Steps } from './steps/index.js';
import { within } from './within.js';

export interface WorkerOptions {
  readonly database: Database;
  readonly store: ObjectStore;
  readonly queue: Queue;
  readonly deps: StepDeps;
  /** Which queues this worker serves, and how many jobs of each at a time. */
  readonly queues: Readonly<Partial<Record<QueueName, number>>>;
  readonly log: Log;
  /** Names it in the steps it holds. */
  readonly id?: string;
  /** How long a step may stay silent before it is taken for lost. Renewed three times in that time. */
  readonly leaseMs?: number;
  readonly backOff?: BackOff;
  /** Other steps than the real ones, for tests. */
  readonly steps?: Steps;
}

export interface Worker {
  /**
   * Takes no more, lets what runs end for `graceMs`, then interrupts it and hands it back. Leaves the
   * queue open: close that afterwards.
   */
  close(graceMs?: number): Promise<void>;
}

/** A killed worker's step is taken over after this; long enough for a busy event loop, short enough for people who wait. */
const LEASE_MS = 60_000;
/** After an interruption, how long a step may take to notice. What does not is fenced off. */
const INTERRUPTED_MS = 1_000;

/** Machine, process and a random part: process numbers come again. */
export const workerId = (): string => `${hostname()}-${process.pid}-${uuid().slice(0, 8)}`;

/** Starts to take jobs from the queues, one conversation's steps after the other. */
export function startWorker(options: WorkerOptions): Worker {
  const { database, queue, log } = options;
  const { db } = database;
  const leaseMs = options.leaseMs ?? LEASE_MS;
  const runner = new Runner({
    db,
    store: options.store,
    queue,
    serves: new Set(Object.keys(options.queues) as QueueName[]),
    deps: options.deps,
    steps: options.steps ?? STEPS,
    log,
    worker: options.id ?? workerId(),
    leaseMs,
    backOff: options.backOff ?? BACK_OFF,
  });
  const stops = (Object.entries(options.queues) as [QueueName, number][]).map(([name, concurrency]) =>
    queue.process(name, concurrency, ({ runId }) => runner.handle(runId, name)),
  );

  let renewing = Promise.resolve();
  const heartbeat = setInterval(() => {
    renewing = renewing.then(() => renew(runner, options, leaseMs));
  }, leaseMs / 3);

  return {
    async close(graceMs = 10_000) {
      runner.stopping = true;
      const ended = Promise.allSettled(stops.map((stop) => stop()));
      await within(ended, graceMs);
      for (const { abort } of runner.inHand) abort.abort();
      await within(ended, INTERRUPTED_MS);
      clearInterval(heartbeat);
      await renewing;
      await handBack(runner, options);
    },
  };
}

/** One statement for everything in hand; what is no longer ours is interrupted. */
async function renew(runner: Runner, { database, log }: WorkerOptions, leaseMs: number): Promise<void> {
  const held = [...runner.inHand];
  if (held.length === 0) return;
  try {
    const ours = new Set(
      await renewLeases(
        database.db,
        held.map(({ claimed }) => claimed),
        leaseMs,
      ),
    );
    for (const { claimed, abort } of held) if (!ours.has(claimed)) abort.abort();
  } catch (error) {
    log.warn({ steps: held.length, ...errorFacts(error) }, 'leases not renewed; trying again shortly');
  }
}

/** What would not end goes back untried; should that fail, the leases run out and the reconciler does it. */
async function handBack(runner: Runner, { database, log }: WorkerOptions): Promise<void> {
  try {
    const held = [...runner.inHand].map(({ claimed }) => claimed);
    const back = await handBackSteps(database.db, [...held, ...runner.interrupted]);
    for (const { runId, step, attempt } of back)
      await runner.enqueue(STEP_QUEUES[step], runId, ticketOf(step, attempt));
    if (back.length > 0) log.info({ steps: back.length }, 'handed back what was running');
  } catch (error) {
    log.warn(errorFacts(error), 'running steps not handed back; their leases will run out');
  }
}
