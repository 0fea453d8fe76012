import { and, asc, eq, sql, type SQL } from 'drizzle-orm';

import {
  AppError,
  type CommitmentCategory,
  type Completeness,
  type PromiseState,
  type ReviewVerdict,
  type Risk,
} from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { conversations, promiseMentions, promises, reviews } from '../schema.js';
import { inSight, type Sight } from './sight.js';

export type PromiseRow = typeof promises.$inferSelect;

/** A promise with what is worked out when it is read. */
export interface ListedPromise extends PromiseRow {
  /** Its day is over where the conversation took place, and it is open, or only a conversation calls it broken. */
  readonly overdue: boolean;
  /** A person's verdict on the finding; dismissed means that it was no such promise. */
  readonly verdict: ReviewVerdict | null;
  /** A person stands behind it: confirmed the finding, took it into the record, or said how it stands. */
  readonly confirmed: boolean;
  readonly utcOffsetMinutes: number;
  /** Of the conversation in which it was made. */
  readonly completeness: Completeness | null;
}

export interface PromiseFilter {
  readonly customerId?: string | undefined;
  readonly conversationId?: string | undefined;
  /** Who promised, by name. */
  readonly who?: string | undefined;
  readonly state?: PromiseState | undefined;
  readonly category?: CommitmentCategory | undefined;
  readonly risk?: Risk | undefined;
  /** False: breaches of the policy. */
  readonly allowed?: boolean | undefined;
  readonly overdue?: boolean | undefined;
  /** Due on this day or later, and before that day; ISO 8601 dates. */
  readonly dueFrom?: string | undefined;
  readonly dueBefore?: string | undefined;
  /** Those that a person dismissed are left out unless asked for. */
  readonly withDismissed?: boolean | undefined;
  /** Only from conversations in this sight. */
  readonly visibleTo?: Sight | undefined;
  /** Only from conversations of these people: a rep's, or a team's. */
  readonly of?: readonly Sight[] | undefined;
}

/** Sort key of a row: its day (those without come last), then its id. */
export const promiseSortKey = (row: PromiseRow): [string, string] => [row.due ?? NO_DAY, row.id];
const NO_DAY = '9999-12-31';
const day = sql`coalesce(${promises.due}, ${NO_DAY}::date)`;

/** By day, the nearest first. */
export async function listPromises(
  db: DbOrTx,
  filter: PromiseFilter,
  { now, limit, after }: { now: Date; limit: number; after?: readonly [string, string] | undefined },
): Promise<ListedPromise[]> {
  const found = await withContext(db, now)
    .where(and(...conditions(filter, now), after && sql`(${day}, ${promises.id}) > (${after[0]}::date, ${after[1]})`))
    .orderBy(asc(day), asc(promises.id))
    .limit(limit);
  return found.map(listed);
}

/** @throws AppError `not_found`; also for what `visibleTo` may not see */
export async function findPromise(db: DbOrTx, id: string, now: Date, visibleTo?: Sight): Promise<ListedPromise> {
  const [row] = await withContext(db, now).where(
    and(eq(promises.id, promiseIdOf(id)), ...conditions({ visibleTo, withDismissed: true }, now)),
  );
  if (!row) throw noPromise(id);
  return listed(row);
}

/** A promise by its own id or that of any of its mentions: what was merged into another is found under the id it had. */
export const promiseIdOf = (id: string): SQL<string> => sql<string>`coalesce(
  (select ${promiseMentions.promiseId} from ${promiseMentions} where ${promiseMentions.id} = ${id}), ${id})`;

/** The calendar day of `now` where the conversation took place. */
const todayThere = (now: Date): SQL =>
  sql`((${now.toISOString()}::timestamptz at time zone 'UTC') + make_interval(mins => ${conversations.utcOffsetMinutes}))::date`;

const isOverdue = (now: Date): SQL<boolean> =>
  sql<boolean>`coalesce((${promises.state} = 'open' or (${promises.state} = 'broken' and ${promises.stateBy} is null))
    and ${promises.due} < ${todayThere(now)}, false)`;

const isConfirmed = sql<boolean>`(${promises.stateBy} is not null or ${reviews.verdict} is not distinct from 'confirmed'
  or exists (select 1 from record_fields f where f.customer_id = ${promises.customerId} and f.field = 'promises'
    and f.item_key = ${promises.insightId} and f.provenance->>'by' = 'person'))`;

const withContext = (db: DbOrTx, now: Date) =>
  db
    .select({
      promise: promises,
      overdue: isOverdue(now),
      verdict: reviews.verdict,
      confirmed: isConfirmed,
      utcOffsetMinutes: conversations.utcOffsetMinutes,
      completeness: conversations.completeness,
    })
    .from(promises)
    .innerJoin(conversations, eq(conversations.id, promises.conversationId))
    .leftJoin(reviews, eq(reviews.insightId, promises.insightId))
    .$dynamic();

const listed = (row: Omit<ListedPromise, keyof PromiseRow> & { promise: PromiseRow }): ListedPromise => ({
  ...row.promise,
  overdue: row.overdue,
  verdict: row.verdict,
  confirmed: row.confirmed,
  utcOffsetMinutes: row.utcOffsetMinutes,
  completeness: row.completeness,
});

function conditions(filter: PromiseFilter, now: Date): (SQL | undefined)[] {
  return [
    filter.customerId === undefined ? undefined : eq(promises.customerId, filter.customerId),
    filter.conversationId === undefined
      ? undefined
      : sql`exists (select 1 from ${promiseMentions} m where m.promise_id = ${promises.id}
          and m.conversation_id = ${filter.conversationId})`,
    filter.who === undefined ? undefined : eq(promises.who, filter.who),
    filter.state && eq(promises.state, filter.state),
    filter.category && eq(promises.category, filter.category),
    filter.risk && eq(promises.risk, filter.risk),
    filter.allowed === undefined ? undefined : sql`${promises.allowed} is not distinct from ${filter.allowed}`,
    filter.overdue === undefined ? undefined : sql`${isOverdue(now)} = ${filter.overdue}`,
    filter.dueFrom === undefined ? undefined : sql`${promises.due} >= ${filter.dueFrom}::date`,
    filter.dueBefore === undefined ? undefined : sql`${promises.due} < ${filter.dueBefore}::date`,
    filter.withDismissed === true ? undefined : sql`${reviews.verdict} is distinct from 'dismissed'`,
    ...(filter.of ?? []).map((sight) => inSight(sight, sql`${promises.conversationId}`)),
    inSight(filter.visibleTo, sql`${promises.conversationId}`),
  ];
}

const noPromise = (id: string): AppError => new AppError('not_found', `There is no promise ${id}: check the id.`);
