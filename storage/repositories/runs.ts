/** Runs: starting one, trying a failed one again, and what API and CLI show of them. How steps change state is in step-states.ts. */
import { and, asc, count, desc, eq, inArray, sql, type SQLWrapper } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import {
  AppError,
  QUEUE_NAMES,
  STEP_NAMES,
  STEP_QUEUES,
  type QueueName,
  type RunReason,
  type RunState,
  type StepName,
} from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { conversations, runs, steps } from '../schema.js';
import { inSight, type Sight } from './sight.js';
import { PROGRESS_CHANNEL, encodeProgress } from './progress.js';

/** What the caller enqueues after its commit: `enqueue(started.queue, [started])`. */
export interface StartedRun {
  readonly runId: string;
  readonly queue: QueueName;
  readonly ticket: string;
}

/** Names one wait in the queue, so that enqueuing it twice delivers it once; a new attempt is a new ticket. */
export const ticketOf = (step: StepName, attempt: number): string => `${step}-${attempt}`;

/**
 * Starts a run of the conversation from the step `from`; earlier steps keep their results. A run that
 * was still going or had failed is superseded, and where it had come less far than `from`, the new one
 * starts there. Call it in the transaction that made the change, enqueue after the commit.
 * @throws AppError `not_found`
 */
export async function startRun(
  tx: DbOrTx,
  conversationId: string,
  reason: RunReason,
  from: StepName = 'normalize',
): Promise<StartedRun> {
  // Two starts at once take turns here; the second supersedes the first. A statement of its own, so
  // that the next one sees what the other committed meanwhile.
  const found = await rows(tx, sql`select 1 from conversations where id = ${conversationId} for no key update`);
  if (found.length === 0) throw new AppError('not_found', `There is no conversation ${conversationId}: check the id.`);

  const unfinished = await supersede(tx, conversationId);
  const first = Math.min(STEP_NAMES.indexOf(from), unfinished ?? STEP_NAMES.length);
  const step = STEP_NAMES[first] ?? from;
  return insertRun(tx, { conversationId, reason, step });
}

/**
 * Starts the first run of a conversation, which `making` inserts: data-modifying statements, done in the
 * same one.
 */
export function startFirstRun(tx: DbOrTx, conversationId: string, making: readonly SQLWrapper[]): Promise<StartedRun> {
  return insertRun(tx, { conversationId, reason: 'ingest', step: 'normalize' }, making);
}

async function insertRun(
  tx: DbOrTx,
  { conversationId, reason, step }: { conversationId: string; reason: RunReason; step: StepName },
  making: readonly SQLWrapper[] = [],
): Promise<StartedRun> {
  const runId = uuid();
  const first = STEP_NAMES.indexOf(step);
  const before = making.map((write, i) => sql`${sql.identifier(`made_${i}`)} as (${write.getSQL()}), `);
  await rows(
    tx,
    sql`with ${sql.join(before)}run as (
          insert into runs (id, conversation_id, reason) values (${runId}, ${conversationId}, ${reason}) returning id
        ), made as (
          insert into steps (run_id, name, ordinal, queue, state, skip_reason, finished_at, queued_at)
          select run.id, plan.name, plan.ordinal, plan.queue,
                 case when plan.ordinal < ${first} then 'skipped' when plan.ordinal = ${first} then 'queued' else 'waiting' end,
                 case when plan.ordinal < ${first} then 'unchanged: the result of an earlier run stands' end,
                 case when plan.ordinal < ${first} then now() end,
                 case when plan.ordinal = ${first} then now() end
          from run, jsonb_to_recordset(${PLAN_JSON}::jsonb) as plan (name text, ordinal int, queue text)
        )
        select pg_notify(${PROGRESS_CHANNEL}, ${encodeProgress({ conversationId, runId, step, state: 'queued' })}) from run`,
  );
  return { runId, queue: STEP_QUEUES[step], ticket: ticketOf(step, 0) };
}

const PLAN_JSON = JSON.stringify(STEP_NAMES.map((name, ordinal) => ({ name, ordinal, queue: STEP_QUEUES[name] })));

/** Closes unfinished runs; the ordinal of the first step that had not ended well in them, null when there is none. Steps before runs, as everywhere, so that no two transactions wait for each other. */
async function supersede(tx: DbOrTx, conversationId: string): Promise<number | null> {
  const [row] = await rows<{ first: number | null }>(
    tx,
    sql`with open as (
          update steps s set state = 'skipped', skip_reason = 'superseded by a newer run', lease_until = null,
                 worker = null, finished_at = now()
          from runs r
          where r.id = s.run_id and r.conversation_id = ${conversationId} and r.state in ('running', 'failed')
            and s.state in ('waiting', 'queued', 'running')
          returning s.ordinal
        ), broken as (
          select s.ordinal from steps s join runs r on r.id = s.run_id
          where r.conversation_id = ${conversationId} and r.state in ('running', 'failed') and s.state = 'failed'
        ), closed as (
          update runs set state = 'superseded', finished_at = coalesce(finished_at, now())
          where conversation_id = ${conversationId} and state in ('running', 'failed')
            and (select count(*) from open) >= 0
        )
        select min(ordinal)::int as first from (select ordinal from open union all select ordinal from broken) as late`,
  );
  return row?.first ?? null;
}

/**
 * Lets the failed run of a conversation go on from the step that failed, with all its tries anew.
 * @throws AppError `not_found`; `conflict` when its last run has not failed
 */
export async function retryRun(tx: DbOrTx, conversationId: string): Promise<StartedRun> {
  const [row] = await rows<{ run_id: string; name: StepName; queue: QueueName; attempt: number }>(
    tx,
    sql`with last as (
          select id, state from runs where conversation_id = ${conversationId} order by created_at desc, id desc limit 1
        ), step as (
          update steps set state = 'queued', failures = 0, not_before = null, queued_at = now(), finished_at = null,
                 error_code = null, error_message = null
          where run_id = (select id from last where state = 'failed') and state = 'failed'
          returning run_id, name, queue, attempt
        ), run as (
          update runs set state = 'running', finished_at = null where id in (select run_id from step)
        )
        select step.*, pg_notify(${PROGRESS_CHANNEL}, jsonb_build_object('conversationId', ${conversationId}::text,
                 'runId', run_id, 'step', name, 'state', 'queued')::text) from step`,
  );
  if (row) return { runId: row.run_id, queue: row.queue, ticket: ticketOf(row.name, row.attempt) };
  const last = await readRun(tx, conversationId);
  if (!last) throw new AppError('not_found', `There is no conversation ${conversationId} with a run: check the id.`);
  throw new AppError(
    'conflict',
    `Nothing to retry: the last run of conversation ${conversationId} is ${last.state === 'running' ? 'still going' : last.state}.`,
  );
}

export type StepView = Omit<typeof steps.$inferSelect, 'runId' | 'ordinal' | 'queue' | 'worker' | 'leaseUntil'>;

/** A run as people see it. */
export interface RunView {
  readonly id: string;
  readonly conversationId: string;
  readonly reason: RunReason;
  readonly state: RunState;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly steps: StepView[];
}

/** The newest run of a conversation with its steps in order; null when there is none. */
export async function readRun(db: DbOrTx, conversationId: string): Promise<RunView | null> {
  const [run] = await db
    .select()
    .from(runs)
    .where(eq(runs.conversationId, conversationId))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(1);
  if (!run) return null;
  const its = await db
    .select({
      name: steps.name,
      state: steps.state,
      attempt: steps.attempt,
      failures: steps.failures,
      notBefore: steps.notBefore,
      startedAt: steps.startedAt,
      finishedAt: steps.finishedAt,
      errorCode: steps.errorCode,
      errorMessage: steps.errorMessage,
      skipReason: steps.skipReason,
      progress: steps.progress,
      engine: steps.engine,
      queuedAt: steps.queuedAt,
    })
    .from(steps)
    .where(eq(steps.runId, run.id))
    .orderBy(asc(steps.ordinal));
  return { ...run, steps: its };
}

export interface StatusCounts {
  readonly runs: Record<RunState, number>;
  /** Steps that wait or run, by queue. */
  readonly queues: Record<QueueName, { queued: number; running: number }>;
}

/** How much is done and how much is to do. */
export async function statusCounts(db: DbOrTx): Promise<StatusCounts> {
  const byState = await db.select({ state: runs.state, n: count() }).from(runs).groupBy(runs.state);
  const bySteps = await db
    .select({ queue: steps.queue, state: steps.state, n: count() })
    .from(steps)
    .where(inArray(steps.state, ['queued', 'running']))
    .groupBy(steps.queue, steps.state);
  const counted: StatusCounts = {
    runs: { running: 0, done: 0, failed: 0, superseded: 0 },
    queues: {
      analysis: { queued: 0, running: 0 },
      transcription: { queued: 0, running: 0 },
      publishing: { queued: 0, running: 0 },
    },
  };
  for (const { state, n } of byState) counted.runs[state] = n;
  for (const { queue, state, n } of bySteps)
    if (QUEUE_NAMES.includes(queue) && (state === 'queued' || state === 'running')) counted.queues[queue][state] = n;
  return counted;
}

/** A conversation whose last run failed: which step, why and what to do. */
export interface FailedConversation {
  readonly conversationId: string;
  readonly title: string | null;
  readonly runId: string;
  readonly step: StepName;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly failedAt: Date | null;
}

/** Newest first. */
export async function failedConversations(db: DbOrTx, limit = 100, visibleTo?: Sight): Promise<FailedConversation[]> {
  return db
    .select({
      conversationId: runs.conversationId,
      title: conversations.title,
      runId: runs.id,
      step: steps.name,
      errorCode: steps.errorCode,
      errorMessage: steps.errorMessage,
      failedAt: runs.finishedAt,
    })
    .from(runs)
    .innerJoin(steps, and(eq(steps.runId, runs.id), eq(steps.state, 'failed')))
    .innerJoin(conversations, eq(conversations.id, runs.conversationId))
    .where(and(eq(runs.state, 'failed'), inSight(visibleTo, sql`${runs.conversationId}`)))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(limit);
}
