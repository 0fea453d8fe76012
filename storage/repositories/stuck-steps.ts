/** What should be running and is not. Each query reads a partial index only, so an idle pass costs next to nothing. */
import { sql } from 'drizzle-orm';

import type { QueueName, StepName } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { PROGRESS_CHANNEL } from './progress.js';
import { ticketOf, type StartedRun } from './runs.js';

/** Rows per statement; a pass repeats until there are fewer. */
const BATCH = 500;

interface StuckRow {
  run_id: string;
  name: StepName;
  queue: QueueName;
  attempt: number;
}

const started = (row: StuckRow): StartedRun => ({
  runId: row.run_id,
  queue: row.queue,
  ticket: ticketOf(row.name, row.attempt),
});

/**
 * Steps that have been queued for longer than `overdueMs`: their job may be lost. Their wait starts
 * anew, so that the next batch and the next pass find others.
 */
export async function takeOverdueSteps(db: DbOrTx, overdueMs: number): Promise<StartedRun[]> {
  const found = await rows<StuckRow>(
    db,
    sql`with late as (
          select run_id, name from steps
          where state = 'queued' and queued_at < now() - ${overdueMs} * interval '1 millisecond'
          order by queued_at limit ${BATCH} for update skip locked
        )
        update steps s set queued_at = now() from late where s.run_id = late.run_id and s.name = late.name
        returning s.run_id, s.name, s.queue, s.attempt`,
  );
  return found.map(started);
}

/**
 * Ends the lease of every step: for a database that this process has just become the only one to use,
 * so that whoever held them is gone. `expireLeases` finds them at once instead of in a minute.
 */
export async function endLeases(db: DbOrTx): Promise<void> {
  await db.execute(sql`update steps set lease_until = now() - interval '1 millisecond' where state = 'running'`);
}

/**
 * Takes steps from workers that went away. One that lost `maxFailures` workers (or tries) in a row
 * fails: it may be what kills them.
 */
export async function expireLeases(
  db: DbOrTx,
  maxFailures: number,
): Promise<{ queued: StartedRun[]; failed: { runId: string; step: StepName }[] }> {
  const found = await rows<StuckRow & { state: 'queued' | 'failed' }>(
    db,
    sql`with lost as (
          select run_id, name from steps where state = 'running' and lease_until < now()
          limit ${BATCH} for update skip locked
        ), changed as (
          update steps s set failures = s.failures + 1, lease_until = null, worker = null, progress = null,
                 state = case when s.failures + 1 >= ${maxFailures} then 'failed' else 'queued' end,
                 queued_at = case when s.failures + 1 >= ${maxFailures} then null else now() end,
                 finished_at = case when s.failures + 1 >= ${maxFailures} then now() end,
                 error_code = 'internal',
                 error_message = 'The worker that ran this step went away before it was done; see its log, and whether it had enough memory.'
          from lost where s.run_id = lost.run_id and s.name = lost.name
          returning s.run_id, s.name, s.queue, s.attempt, s.state
        ), closed as (
          update runs set state = 'failed', finished_at = now()
          where id in (select run_id from changed where state = 'failed')
        )
        select changed.*, pg_notify(${PROGRESS_CHANNEL}, jsonb_build_object('conversationId', r.conversation_id,
                 'runId', r.id, 'step', changed.name, 'state', changed.state, 'errorCode', 'internal')::text)
        from changed join runs r on r.id = changed.run_id`,
  );
  return {
    queued: found.filter((row) => row.state === 'queued').map(started),
    failed: found.filter((row) => row.state === 'failed').map((row) => ({ runId: row.run_id, step: row.name })),
  };
}

/** Closes runs that have nothing left to do; their number. Steps and run close in one statement, so this finds something only after a repair by hand. */
export async function closeFinishedRuns(db: DbOrTx): Promise<number> {
  const closed = await rows(
    db,
    sql`update runs r set finished_at = now(),
               state = case when exists (select from steps s where s.run_id = r.id and s.state = 'failed')
                            then 'failed' else 'done' end
        where r.state = 'running' and not exists (
          select from steps s where s.run_id = r.id and s.state in ('waiting', 'queued', 'running'))
        returning r.id`,
  );
  return closed.length;
}
