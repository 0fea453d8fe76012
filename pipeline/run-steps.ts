/** One delivery of a job: takes the run's queued step and works through the steps of that queue, and on into publishing. */
import { AppError, STEP_QUEUES, type QueueName, type StepName } from '../models/domain/index.js';
import type { Db } from '../storage/database.js';
import type { ObjectStore } from '../storage/object-store.js';
import { mergeFindings, savingFindings, type Findings } from '../storage/repositories/insights.js';
import { ticketOf } from '../storage/repositories/runs.js';
import {
  claimStep,
  endStep,
  failStep,
  postponeStep,
  type ClaimedStep,
  type PassedStep,
  type StepEnd,
} from '../storage/repositories/step-states.js';
import { retryDelayMs, type BackOff } from './back-off.js';
import { createDraft } from './draft.js';
import { errorFacts, type Log } from './log.js';
import { stepAfter } from './plan.js';
import { progressSaver } from './progress-saver.js';
import type { Queue } from './queue.js';
import type { Draft, StepContext, StepDeps, StepDone, StepResult } from './step.js';
import type { Steps } from './steps/index.js';

export interface RunnerOptions {
  readonly db: Db;
  readonly store: ObjectStore;
  readonly queue: Queue;
  /** The queues this worker serves. */
  readonly serves: ReadonlySet<QueueName>;
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

/** Steps of one job that are worked through and not written down yet: nothing is lost but work when the worker dies. */
interface Pending {
  /** The one that the database knows to be running; its fence holds for all. */
  readonly first: ClaimedStep;
  readonly ended: readonly PassedStep[];
  readonly found: Findings;
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
      const claimed = await claimStep(db, { runId, queue, worker, leaseMs });
      if (!claimed) return;
      const draft = createDraft(db, claimed.conversationId);
      let pending: Pending | null = { first: claimed, ended: [], found: {} };
      while (pending) pending = await this.runOne(pending, queue, draft);
    } catch (error) {
      log.error(
        { runId, queue, ...errorFacts(error) },
        'a step could not be taken or closed; the reconciler will see to it',
      );
    }
  }

  /** Runs the step after those that are pending; returns what is pending then, null when this job is through. */
  private async runOne(pending: Pending, queue: QueueName, draft: Draft): Promise<Pending | null> {
    const name = stepToRun(pending);
    const held: InHand = { claimed: pending.first, abort: new AbortController() };
    this.inHand.add(held);
    const progress = progressSaver(this.options.db, pending.first, this.options.log);
    try {
      const context = this.contextOf(held, draft, progress.report);
      const step = this.options.steps[name];
      const reason = step.skip?.(context) ?? null;
      const result: StepResult = reason === null ? await step.run(context) : { state: 'skipped', reason };
      await progress.settled();
      held.abort.signal.throwIfAborted();
      return await this.close(pending, name, result, queue, context);
    } catch (thrown) {
      await this.settle(pending, name, held, thrown);
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

  /**
   * Ends a step. What only found something waits for the next step of this job, and is written with it;
   * else everything pending is saved and the run moved on, in one transaction, and the queue of the next
   * step told.
   */
  private async close(
    pending: Pending,
    name: StepName,
    result: StepResult,
    queue: QueueName,
    context: StepContext,
  ): Promise<Pending | null> {
    const { passed, next } = this.lookAhead(name, context);
    const sameQueue = next !== null && STEP_QUEUES[next] === queue;
    const along = (sameQueue || this.publishesToo(queue, next)) && !this.stopping;
    const { save, lock } = result.state === 'done' ? result : {};
    const all: Pending = {
      first: pending.first,
      ended: [...pending.ended, endOf(name, result), ...passed],
      found: mergeFindings(pending.found, (result.state === 'done' && result.found) || {}),
    };
    if (along && sameQueue && save === undefined) return all;
    const attempt = await this.write(all, { next, take: along, save, lock });
    if (next === null) return null;
    if (along) return { first: { ...pending.first, step: next, attempt, failures: 0 }, ended: [], found: {} };
    await this.enqueue(STEP_QUEUES[next], pending.first.runId, ticketOf(next, attempt));
    return null;
  }

  /**
   * Publishing what was just analysed takes milliseconds, so a worker of both queues does it at once: a
   * fifth of what a chat costs is its way through a queue. Never into transcription, which takes minutes.
   */
  private publishesToo(queue: QueueName, next: StepName | null): boolean {
    return queue === 'analysis' && next === 'publish' && this.options.serves.has('publishing');
  }

  /** Saves everything pending and moves the run on; the attempt of the next step. @throws LeaseLost */
  private async write(
    { first, ended: [own, ...passed], found }: Pending,
    { next, take, save = [], lock }: { next: StepName | null; take: boolean } & Pick<StepDone, 'save' | 'lock'>,
  ): Promise<number> {
    const { db, worker, leaseMs } = this.options;
    if (!own) throw new Error('nothing has ended');
    const writes = savingFindings(first.conversationId, found);
    const end: StepEnd = { ...own, passed, next, take: take ? { worker, leaseMs } : null };
    const attempt =
      typeof save === 'function'
        ? await db.transaction(async (tx) => {
            await lock?.(tx);
            const ended = await endStep(tx, first, { ...end, writes });
            if (ended === null) throw new LeaseLost();
            await save(tx);
            return ended;
          })
        : await endStep(db, first, { ...end, writes: [...writes, ...save] });
    if (attempt === null) throw new LeaseLost();
    return attempt;
  }

  /** Steps that have nothing to do are passed here and now, without a trip through their queue. */
  private lookAhead(step: StepName, context: StepContext): Pick<StepEnd, 'passed' | 'next'> {
    const passed: PassedStep[] = [];
    let next = stepAfter(step);
    for (; next !== null; next = stepAfter(next)) {
      const reason = this.options.steps[next].skip?.(context) ?? null;
      if (reason === null) break;
      passed.push({ step: next, state: 'skipped', skipReason: reason });
    }
    return { passed, next };
  }

  /** Writes down what became of a step that threw, after what is pending before it. */
  private async settle(pending: Pending, name: StepName, { abort }: InHand, thrown: unknown): Promise<void> {
    const { db, log, backOff } = this.options;
    let claimed = pending.first;
    if (thrown instanceof LeaseLost)
      return log.warn({ runId: claimed.runId, step: name }, 'the lease was lost; nothing was saved');
    // At a stop the worker hands back all that is left in one statement. A lost lease is somebody else's.
    if (abort.signal.aborted) {
      if (this.stopping) this.interrupted.push(claimed);
      return;
    }
    if (pending.ended.length > 0)
      claimed = { ...claimed, step: name, attempt: await this.write(pending, { next: name, take: true }), failures: 0 };
    const facts = { runId: claimed.runId, step: claimed.step, attempt: claimed.attempt };
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
      await this.enqueue(STEP_QUEUES[claimed.step], claimed.runId, ticketOf(claimed.step, claimed.attempt), delayMs);
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

/** The step after the last that ended, or the first itself. */
function stepToRun({ first, ended }: Pending): StepName {
  const last = ended.at(-1);
  const next = last ? stepAfter(last.step) : first.step;
  if (next === null) throw new Error('the run has no step left');
  return next;
}

const endOf = (step: StepName, result: StepResult): PassedStep =>
  result.state === 'skipped'
    ? { step, state: 'skipped', skipReason: result.reason }
    : { step, state: 'done', ...(result.engine !== undefined && { engine: result.engine }) };
