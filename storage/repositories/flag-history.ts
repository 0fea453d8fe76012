import { type SQL, and, asc, desc, eq, inArray, notInArray, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import type { FlagAction } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { flagHistory } from '../schema.js';
import { nameOf } from './users.js';

export type FlagHistoryRow = typeof flagHistory.$inferSelect;

/** One thing that somebody did with a flag. */
export interface FlagEvent {
  readonly id: string;
  readonly action: FlagAction;
  readonly actor: string;
  /** Null where the account or key is gone. */
  readonly actorName: string | null;
  readonly note: string | null;
  /** `assigned` only; null: to nobody. */
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly at: Date;
}

/** What reviewers keep among themselves. */
const AMONG_REVIEWERS = ['assigned', 'commented'] as const satisfies readonly FlagAction[];

/**
 * Everything that people did with flags, each one's oldest first; a flag that nobody touched is not in the map.
 * `forRep`: without what reviewers keep among themselves.
 */
export async function readFlagHistories(
  db: DbOrTx,
  insightIds: readonly string[],
  { forRep = false }: { forRep?: boolean } = {},
): Promise<ReadonlyMap<string, readonly FlagEvent[]>> {
  const found = await db
    .select({
      ...{ id: flagHistory.id, action: flagHistory.action, note: flagHistory.note, at: flagHistory.at },
      insightId: flagHistory.insightId,
      actor: flagHistory.actor,
      actorName: nameOf(sql`${flagHistory.actor}`),
      assigneeId: flagHistory.assigneeId,
      assigneeName: nameOf(sql`${flagHistory.assigneeId}`),
    })
    .from(flagHistory)
    .where(
      and(
        inArray(flagHistory.insightId, [...insightIds]),
        forRep ? notInArray(flagHistory.action, [...AMONG_REVIEWERS]) : undefined,
      ),
    )
    .orderBy(asc(flagHistory.id));
  const histories = new Map<string, FlagEvent[]>();
  for (const { insightId, ...event } of found) histories.set(insightId, [...(histories.get(insightId) ?? []), event]);
  return histories;
}

/** Adds an entry; there is no way to change one. */
export async function appendFlagHistory(db: DbOrTx, entry: Omit<typeof flagHistory.$inferInsert, 'id'>): Promise<void> {
  await db.insert(flagHistory).values({ id: uuid(), ...entry });
}

/** The last thing that changed how a flag stands: no comment and no assignment. */
export async function lastDecision(db: DbOrTx, insightId: string): Promise<FlagHistoryRow | undefined> {
  const [last] = await db
    .select()
    .from(flagHistory)
    .where(and(eq(flagHistory.insightId, insightId), notInArray(flagHistory.action, [...AMONG_REVIEWERS])))
    .orderBy(desc(flagHistory.id))
    .limit(1);
  return last;
}

/** Verdicts in `flag_history h` that were neither undone nor made void by opening the flag again, as a condition. */
export const isStandingVerdict: SQL = sql`(h.action in ('confirmed', 'dismissed', 'upheld', 'overturned')
  and not exists (select 1 from flag_history later where later.insight_id = h.insight_id
    and (later.undoes = h.id or (later.action = 'reopened' and later.id > h.id))))`;

/** Who gave a verdict on a flag that still stands. */
export async function judgesOf(db: DbOrTx, insightId: string): Promise<ReadonlySet<string>> {
  const found = await rows<{ actor: string }>(
    db,
    sql`select distinct h.actor from flag_history h where h.insight_id = ${insightId} and ${isStandingVerdict}`,
  );
  return new Set(found.map(({ actor }) => actor));
}
