import { sql } from 'drizzle-orm';

import type { StepName, StepState } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { runs, steps } from '../schema.js';

export interface StepCounts {
  readonly steps: { step: StepName; state: StepState; count: number }[];
  /** Conversations whose latest run failed. */
  readonly failed: number;
}

/** Counts over the runs that still count (a superseded run's steps tell nothing). */
export async function stepCounts(db: DbOrTx): Promise<StepCounts> {
  const count = sql<number>`count(*)::int`;
  const byState = await db
    .select({ step: steps.name, state: steps.state, count })
    .from(steps)
    .innerJoin(runs, sql`${runs.id} = ${steps.runId} and ${runs.state} <> 'superseded'`)
    .groupBy(steps.name, steps.state, steps.ordinal)
    .orderBy(steps.ordinal, steps.state);
  const [failed] = await db.select({ count }).from(runs).where(sql`${runs.state} = 'failed'
    and not exists (select 1 from runs later where later.conversation_id = ${runs.conversationId} and later.id > ${runs.id})`);
  return { steps: byState, failed: failed?.count ?? 0 };
}
