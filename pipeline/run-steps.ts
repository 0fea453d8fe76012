/** One delivery of a job: takes the run's queued step and works through the steps of that queue. */
import { AppError, STEP_QUEUES, type QueueName, type StepName } from '../models/domain/index.js';
import type { Db } from '../storage/database.js';
import type { ObjectStore } from '../storage/object-store.js';
import { ticketOf } from '../storage/repositories/runs.js';
import {
  claimStep,
  endStep,
  failStep,
  postponeStep,
  type ClaimedStep,
  type StepEnd,
} from '../storage/repositories/step-states.js';
import { retryDelayMs, type BackOff } from './back-off.js';
import { createDraft } from './draft.js';
import { errorFacts, type Log } from './log.js';
import { stepAfter } from './plan.js';
import { progressSaver } from './progress-saver.js';
import type { Queue } from './queue.js';
import type { Draft, StepContext, StepDeps, StepResult } from './step.js';
import type { Steps } from './steps/index.js';

export interface RunnerOptions {
  readonly db: Db;
  readonly store: ObjectStore;
  readonly queue: Queue;
  readonly deps: StepDeps;
  readonly steps: Steps;
  readonly log: Log;
  /** Names this worker in the steps it holds. */
  readonly worker: string;
  readonly leaseMs: number;
  readonly backOff: BackOff;
}

/** A step in hand and how to interrupt it. */
export interface InHand {
  readonly claimed: ClaimedStep;
  readonly abort: AbortController;
}

/** The lease went to somebody else: what was computed is thrown away. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export class Runner {
  /** What must be renewed, and handed back at a stop. */
  readonly inHand = new Set<InHand>();
  /** What ended because of a stop; handed back with the rest. */
  readonly interrupted: ClaimedStep[] = [];
  /** No further step is taken; those in hand may end. */
  stopping = false;

  constructor(private readonly options: RunnerOptions) {}

  /** Never throws: a failed step is in the database, and what could not be written there is found by the reconciler. */
  async handle(runId: string, queue: QueueName): Promise<void> {
    const { db, worker, leaseMs, log } = this.options;
    if (this.stopping) return;
    try {
      let claimed = await claimStep(db, { runId, queue, worker, leaseMs });
      if (!claimed) return;
      const draft = createDraft(db, claimed.conversationId);
      while (claimed) claimed = await this.runOne(claimed, queue, draft);
    } catch (error) {
      log.error(
        { runId, queue, ...errorFacts(error) },
        'a step could not be taken or closed; the reconciler will see to it',
      );
    }
  }

  /** Runs a step that is ours; returns the next one if it was taken along. */
  private async runOne(claimed: ClaimedStep, queue: QueueName, draft: Draft): Promise<ClaimedStep | null> {
    const held: InHand = { claimed, abort: new AbortController() };
    this.inHand.add(held);
    const progress = progressSaver(this.options.db, claimed, this.options.log);
    try {
      const context = this.contextOf(held, draft, progress.report);
      const step = this.options.steps[claimed.step];
      const reason = step.skip?.(context) ?? null;
      const result: StepResult = reason === null ? await step.run(context) : { state: 'skipped', reason };
      await progress.settled();
      held.abort.signal.throwIfAborted();
      return await this.close(claimed, result, queue, context);
    } catch (thrown) {
      await this.settle(held, thrown, queue);
      return null;
    } finally {
      this.inHand.delete(held);
    }
  }

  private contextOf(held: InHand, draft: Draft, progress: (fraction: number) => void): StepContext {
    const { conversationId, runId, kind, hasText } = held.claimed;
    const { db, store, deps } = this.options;
    return { conversationId, runId, kind, hasText, db, store, deps, draft, signal: held.abort.signal, progress };
  }

  /** Saves the output and moves the run on, in one transaction; then tells the queue of the next step. */
  private async close(
    claimed: ClaimedStep,
    result: StepResult,
    queue: QueueName,
    context: StepContext,
  ): Promise<ClaimedStep | null> {
    const { db, worker, leaseMs } = this.options;
    const { passed, next } = this.lookAhead(claimed.step, context);
    const along = next !== null && STEP_QUEUES[next] === queue && !this.stopping;
    const end: StepEnd = {
      state: result.state,
      ...(result.state === 'skipped' ? { skipReason: result.reason } : { engine: result.engine }),
      passed,
      next,
      take: along ? { worker, leaseMs } : null,
    };
    const save = result.state === 'done' ? (result.save ?? []) : [];
    const attempt =
      typeof save === 'function'
        ? await db.transaction(async (tx) => {
            const ended = await endStep(tx, claimed, end);
            if (ended === null) throw new LeaseLost();
            await save(tx);
            return ended;
          })
        : await endStep(db, claimed, { ...end, writes: save });
    if (attempt === null) throw new LeaseLost();
    if (next === null) return null;
    if (along) return { ...claimed, step: next, attempt, failures: 0 };
    await this.enqueue(STEP_QUEUES[next], claimed.runId, ticketOf(next, attempt));
    return null;
  }

  /** Steps that have nothing to do are passed here and now, without a trip through their queue. */
  private lookAhead(step: StepName, context: StepContext): Pick<StepEnd, 'passed' | 'next'> {
    const passed: { step: StepName; reason: string }[] = [];
    let next = stepAfter(step);
    for (; next !== null; next = stepAfter(next)) {
      const reason = this.options.steps[next].skip?.(context) ?? null;
      if (reason === null) break;
      passed.push({ step: next, reason });
    }
    return { passed, next };
  }

  /** Writes down what became of a step that threw. */
  private async settle({ claimed, abort }: InHand, thrown: unknown, queue: QueueName): Promise<void> {
    const { db, log, backOff } = this.options;
    const facts = { runId: claimed.runId, step: claimed.step, attempt: claimed.attempt };
    if (thrown instanceof LeaseLost) return log.warn(facts, 'the lease was lost; nothing was saved');
    // At a stop the worker hands back all that is left in one statement. A lost lease is somebody else's.
    if (abort.signal.aborted) {
      if (this.stopping) this.interrupted.push(claimed);
      return;
    }
    const error = AppError.from(thrown);
    const { code, message } = error;
    const delayMs = retryDelayMs(error, claimed.failures, backOff);
    if (delayMs === null) {
      log.error({ ...facts, code, ...errorFacts(thrown) }, 'the step failed');
      await failStep(db, claimed, { code, message });
      return;
    }
    log.warn({ ...facts, code, delayMs, ...errorFacts(thrown) }, 'the step will be tried again');
    if (await postponeStep(db, claimed, { code, message, delayMs }))
      await this.enqueue(queue, claimed.runId, ticketOf(claimed.step, claimed.attempt), delayMs);
  }

  /** A queue that is away loses nothing: the row says that the step is queued, the reconciler delivers it later. */
  async enqueue(queue: QueueName, runId: string, ticket: string, delayMs = 0): Promise<void> {
    try {
      await this.options.queue.enqueue(queue, [{ runId, ticket }], { delayMs });
    } catch (error) {
      this.options.log.warn({ runId, queue, ...errorFacts(error) }, 'not enqueued; the reconciler will do it');
    }
  }
}
