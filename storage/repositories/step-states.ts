/**
 * How a step changes state. Every change by a worker is one statement, fenced by the attempt: who lost
 * its lease changes nothing. Locks are taken in one order everywhere, so that no two transactions wait for
 * each other: conversation, steps, run, then whatever a step saves.
 */
import { sql, type SQL } from 'drizzle-orm';

import type { ConversationKind, ErrorCode, QueueName, StepName } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { PROGRESS_CHANNEL, encodeProgress, type Progress } from './progress.js';

/** A step in this worker's hand. */
export interface ClaimedStep {
  readonly runId: string;
  readonly conversationId: string;
  readonly kind: ConversationKind;
  /** The conversation has an export or a transcript. */
  readonly hasText: boolean;
  readonly step: StepName;
  /** The fencing token. */
  readonly attempt: number;
  /** Failed tries so far. */
  readonly failures: number;
}

/** Takes the queued step of the run, if it is one of this queue; null when there is nothing to take. */
export async function claimStep(
  db: DbOrTx,
  claim: { runId: string; queue: QueueName; worker: string; leaseMs: number },
): Promise<ClaimedStep | null> {
  // One second of tolerance: the queue's clock is not the database's, and a job delivered a little early must not be lost.
  const [row] = await rows<{
    conversation_id: string;
    kind: ConversationKind;
    has_text: boolean;
    name: StepName;
    attempt: number;
    failures: number;
  }>(
    db,
    sql`with mine as (
          update steps s set state = 'running', attempt = s.attempt + 1, started_at = now(), finished_at = null,
                 lease_until = now() + ${claim.leaseMs} * interval '1 millisecond', worker = ${claim.worker},
                 queued_at = null, not_before = null, progress = null
          from runs r, conversations c
          where s.run_id = ${claim.runId} and s.queue = ${claim.queue} and s.state = 'queued'
            and (s.not_before is null or s.not_before <= now() + interval '1 second')
            and r.id = s.run_id and c.id = r.conversation_id
          returning s.run_id, s.name, s.attempt, s.failures, r.conversation_id, c.kind,
                    exists (select from conversation_recordings t where t.conversation_id = c.id and t.part = 'text') as has_text
        )
        select mine.*, pg_notify(${PROGRESS_CHANNEL}, jsonb_build_object('conversationId', conversation_id,
                 'runId', run_id, 'step', name, 'state', 'running')::text) from mine`,
  );
  if (!row) return null;
  return {
    runId: claim.runId,
    conversationId: row.conversation_id,
    kind: row.kind,
    hasText: row.has_text,
    step: row.name,
    attempt: row.attempt,
    failures: row.failures,
  };
}

/** How a step ended well that was never taken on its own. */
export interface PassedStep {
  readonly step: StepName;
  readonly state: 'done' | 'skipped';
  readonly skipReason?: string;
  readonly engine?: string;
}

/** How a step ended well, and what comes next. */
export interface StepEnd {
  readonly state: 'done' | 'skipped';
  readonly skipReason?: string;
  readonly engine?: string;
  /** Steps right after this one that ended with it: they had nothing to do, or were worked through in one go. */
  readonly passed: readonly PassedStep[];
  /** The step after those; null closes the run. */
  readonly next: StepName | null;
  /** Take `next` at once, in the same statement, with a lease of so many milliseconds; null leaves it queued. */
  readonly take: { readonly worker: string; readonly leaseMs: number } | null;
  /** Data-modifying statements that write the output, each on rows of its own; done with the rest or not at all. */
  readonly writes?: readonly SQL[];
}

/**
 * Closes the step, writes its output and moves the run on, in one statement: round trips are most of
 * what a short step costs. Returns the attempt of the next step (0 when it was only queued, or there
 * is none), or null when the step is no longer ours: then nothing was written.
 */
export async function endStep(tx: DbOrTx, mine: ClaimedStep, end: StepEnd): Promise<number | null> {
  const { conversationId, runId, step } = mine;
  const news: Progress[] = [
    { conversationId, runId, step, state: end.state },
    ...end.passed.map((passed) => ({ conversationId, runId, step: passed.step, state: passed.state })),
  ];
  if (end.next) news.push({ conversationId, runId, step: end.next, state: end.take ? 'running' : 'queued' });
  const writes = (end.writes ?? []).map((write, i) => sql`, ${sql.identifier(`written_${i}`)} as (${write})`);
  const statement = sql`with locked as (
      select id from conversations where id = ${conversationId} for no key update
    ), mine as (
      update steps set state = ${end.state}, finished_at = now(), lease_until = null, worker = null,
             error_code = null, error_message = null, skip_reason = ${end.skipReason ?? null},
             engine = ${end.engine ?? null}, progress = null
      where ${fence(mine)} and (select count(*) from locked) = 1 returning run_id
    )${passing(mine, end)}, next as (${moving(mine, end)})${sql.join(writes)}
    select (select attempt from next) as attempt, 1 / (select count(*) from mine) as fence,
           ${durability(end)}, ${notify(news)}`;
  try {
    const [row] = await rows<{ attempt: number | null }>(tx, statement);
    return row?.attempt ?? 0;
  } catch (error) {
    // PostgreSQL runs every part of the statement whether the step is ours or not; dividing by the
    // number of steps that are undoes them all when it is none.
    if (codeOf(error) === DIVISION_BY_ZERO) return null;
    throw error;
  }
}

const passing = ({ runId }: ClaimedStep, { passed }: StepEnd): SQL =>
  passed.length === 0
    ? sql``
    : sql`, passed as (
        update steps s set state = p.state, skip_reason = p."skipReason", engine = p.engine, finished_at = now(),
               started_at = case when p.state = 'done' then now() else s.started_at end,
               attempt = s.attempt + case when p.state = 'done' then 1 else 0 end, error_code = null, error_message = null
        from jsonb_to_recordset(${JSON.stringify(passed)}::jsonb) as p (step text, state text, "skipReason" text, engine text)
        where s.run_id = ${runId} and s.name = p.step and s.state = 'waiting' and exists (select from mine)
      )`;

/** The next step, taken or queued, or the end of the run. Looks at `mine` so that the locks are taken in their order. */
function moving({ runId }: ClaimedStep, { next, take }: StepEnd): SQL {
  const waiting = sql`run_id = ${runId} and name = ${next} and state = 'waiting' and exists (select from mine)`;
  if (next === null)
    return sql`update runs set state = 'done', finished_at = now() where id = ${runId} and exists (select from mine)
               returning 0 as attempt`;
  if (take === null)
    return sql`update steps set state = 'queued', queued_at = now() where ${waiting} returning 0 as attempt`;
  return sql`update steps set state = 'running', attempt = attempt + 1, started_at = now(), worker = ${take.worker},
                    lease_until = now() + ${take.leaseMs} * interval '1 millisecond'
             where ${waiting} returning attempt`;
}

/**
 * Only the last step waits for the disk (which makes everything before it durable too). A server that
 * loses its power within the half second before forgets that a step was done, and it is done again.
 */
const durability = ({ next }: StepEnd): SQL =>
  next === null ? sql`1 as durable` : sql`set_config('synchronous_commit', 'off', true)`;

const DIVISION_BY_ZERO = '22012';

/** SQLSTATE of the driver's error, which drizzle wraps. */
function codeOf(thrown: unknown): unknown {
  for (let error = thrown; error instanceof Error; error = error.cause)
    if ('code' in error && typeof error.code === 'string') return error.code;
  return undefined;
}

/** The step will not be tried again by itself. False when it is no longer ours. */
export async function failStep(
  db: DbOrTx,
  mine: ClaimedStep,
  error: { code: ErrorCode; message: string },
): Promise<boolean> {
  const { conversationId, runId, step } = mine;
  const changed = await rows(
    db,
    sql`with mine as (
          update steps set state = 'failed', failures = failures + 1, finished_at = now(), lease_until = null,
                 worker = null, error_code = ${error.code}, error_message = ${error.message}, progress = null
          where ${fence(mine)} returning run_id
        ), run as (
          update runs set state = 'failed', finished_at = now() where id in (select run_id from mine)
        )
        select ${notify([{ conversationId, runId, step, state: 'failed', errorCode: error.code }])} from mine`,
  );
  return changed.length > 0;
}

/** The step waits `delayMs` for its next try. False when it is no longer ours. */
export async function postponeStep(
  db: DbOrTx,
  mine: ClaimedStep,
  error: { code: ErrorCode; message: string; delayMs: number },
): Promise<boolean> {
  const { conversationId, runId, step } = mine;
  const changed = await rows(
    db,
    sql`with mine as (
          update steps set state = 'queued', failures = failures + 1, lease_until = null, worker = null, progress = null,
                 error_code = ${error.code}, error_message = ${error.message},
                 not_before = now() + ${error.delayMs} * interval '1 millisecond',
                 queued_at = now() + ${error.delayMs} * interval '1 millisecond'
          where ${fence(mine)} returning run_id
        )
        select ${notify([{ conversationId, runId, step, state: 'queued', errorCode: error.code }])} from mine`,
  );
  return changed.length > 0;
}

/** Gives steps back untried, at a stop. Returns those that were still ours. */
export async function handBackSteps(db: DbOrTx, mine: readonly ClaimedStep[]): Promise<ClaimedStep[]> {
  return changeMany(
    db,
    mine,
    sql`state = 'queued', queued_at = now(), lease_until = null, worker = null, progress = null`,
  );
}

/** Renews the leases of everything in hand. Returns those that are still ours. */
export async function renewLeases(db: DbOrTx, mine: readonly ClaimedStep[], leaseMs: number): Promise<ClaimedStep[]> {
  return changeMany(db, mine, sql`lease_until = now() + ${leaseMs} * interval '1 millisecond'`);
}

/** Keeps and announces how far a long step is, 0 to 1. */
export async function saveProgress(db: DbOrTx, mine: ClaimedStep, fraction: number): Promise<void> {
  const { conversationId, runId, step } = mine;
  await rows(
    db,
    sql`with mine as (update steps set progress = ${fraction} where ${fence(mine)} returning run_id)
        select ${notify([{ conversationId, runId, step, state: 'running', progress: fraction }])} from mine`,
  );
}

async function changeMany(db: DbOrTx, mine: readonly ClaimedStep[], change: SQL): Promise<ClaimedStep[]> {
  if (mine.length === 0) return [];
  const held = JSON.stringify(mine.map(({ runId, step, attempt }) => ({ run: runId, step, attempt })));
  const changed = await rows<{ run_id: string; name: StepName }>(
    db,
    sql`update steps set ${change}
        from jsonb_to_recordset(${held}::jsonb) as held (run text, step text, attempt int)
        where steps.run_id = held.run and steps.name = held.step and steps.attempt = held.attempt
          and steps.state = 'running'
        returning steps.run_id, steps.name`,
  );
  const still = new Set(changed.map((row) => `${row.run_id} ${row.name}`));
  return mine.filter(({ runId, step }) => still.has(`${runId} ${step}`));
}

const fence = (mine: ClaimedStep): SQL =>
  sql`run_id = ${mine.runId} and name = ${mine.step} and attempt = ${mine.attempt} and state = 'running'`;

const notify = (news: readonly Progress[]): SQL =>
  sql.join(
    news.map((progress) => sql`pg_notify(${PROGRESS_CHANNEL}, ${encodeProgress(progress)})`),
    sql`, `,
  );
