/** The pipeline's state; a part of `schema.ts`. */
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';

import type { QueueName, RunReason, RunState, StepName, StepState } from '../models/domain/index.js';
import { at, createdAt } from './schema-columns.js';
import { conversations } from './schema-conversations.js';

export const runs = pgTable(
  'runs',
  {
    id: text('id').primaryKey(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    reason: text('reason').$type<RunReason>().notNull(),
    state: text('state').$type<RunState>().notNull().default('running'),
    createdAt: createdAt(),
    finishedAt: at('finished_at'),
  },
  (t) => [
    index('runs_conversation').on(t.conversationId, t.createdAt),
    index('runs_unfinished')
      .on(t.state, t.createdAt)
      .where(sql`state in ('running', 'failed')`),
  ],
);

export const steps = pgTable(
  'steps',
  {
    runId: text('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    name: text('name').$type<StepName>().notNull(),
    ordinal: integer('ordinal').notNull(),
    queue: text('queue').$type<QueueName>().notNull(),
    state: text('state').$type<StepState>().notNull(),
    /** Also the fencing token: a worker that lost its lease cannot save. */
    attempt: integer('attempt').notNull().default(0),
    /** Tries that failed since the last fresh start; unlike `attempt` a hand-back at a stop does not count. */
    failures: integer('failures').notNull().default(0),
    /** Not before this time (back-off). */
    notBefore: at('not_before'),
    /** Whoever runs it must renew before this time, else the reconciler hands it to another. */
    leaseUntil: at('lease_until'),
    worker: text('worker'),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    skipReason: text('skip_reason'),
    /** 0 to 1, for steps that take long. */
    progress: real('progress'),
    /** Name and version of what ran (importer, model, rules). */
    engine: text('engine'),
    /** Since when it is `queued`; the reconciler enqueues again what waits too long. */
    queuedAt: at('queued_at'),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.name] }),
    index('steps_due')
      .on(t.queue, t.queuedAt)
      .where(sql`state = 'queued'`),
    index('steps_leases')
      .on(t.leaseUntil)
      .where(sql`state = 'running'`),
  ],
);
