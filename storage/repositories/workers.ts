import { asc, eq, lt, sql } from 'drizzle-orm';

import type { QueueName, StepName } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { workers } from '../schema.js';

export type WorkerRow = typeof workers.$inferSelect;

/** A process that takes jobs says that it lives; also forgets those that were silent for a day. */
export async function recordWorker(db: DbOrTx, worker: { id: string; queues: string[] }, now: Date): Promise<void> {
  await db
    .insert(workers)
    .values({ ...worker, startedAt: now, seenAt: now })
    .onConflictDoUpdate({ target: workers.id, set: { seenAt: now, queues: worker.queues } });
  await db.delete(workers).where(lt(workers.seenAt, new Date(now.getTime() - 24 * 3_600_000)));
}

/** At an orderly stop. */
export async function removeWorker(db: DbOrTx, id: string): Promise<void> {
  await db.delete(workers).where(eq(workers.id, id));
}

export async function listWorkers(db: DbOrTx): Promise<WorkerRow[]> {
  return db.select().from(workers).orderBy(asc(workers.startedAt), asc(workers.id));
}

/** A step in a worker's hand. Times are text in UTC. */
export interface StepInHand {
  readonly worker: string;
  readonly conversationId: string;
  readonly step: StepName;
  readonly startedAt: string;
  /** 0 to 1, for steps that take long. */
  readonly progress: number | null;
}

/** What every worker runs now, the longest first. */
export async function stepsInHand(db: DbOrTx): Promise<StepInHand[]> {
  return rows(
    db,
    sql`select s.worker, r.conversation_id as "conversationId", s.name as step, s.progress,
          to_char(s.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt"
        from runs r join steps s on s.run_id = r.id
        where r.state = 'running' and s.state = 'running' and s.worker is not null order by s.started_at`,
  );
}

export interface QueueHealth {
  readonly name: QueueName;
  /** Steps that may run, that run, and whose run failed at them. */
  readonly queued: number;
  readonly running: number;
  readonly failed: number;
  /** Since when the longest-waiting step may run; text in UTC. */
  readonly oldestQueuedAt: string | null;
}

/** As the database says; a queue with nothing in it has no row. */
export async function queueHealth(db: DbOrTx): Promise<QueueHealth[]> {
  return rows(
    db,
    sql`select s.queue as name, count(*) filter (where s.state = 'queued')::int as queued,
          count(*) filter (where s.state = 'running')::int as running,
          count(*) filter (where s.state = 'failed')::int as failed,
          to_char(min(s.queued_at) filter (where s.state = 'queued') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
            as "oldestQueuedAt"
        from runs r join steps s on s.run_id = r.id
        where r.state in ('running', 'failed') and s.state in ('queued', 'running', 'failed') group by s.queue`,
  );
}
