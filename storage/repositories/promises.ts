import { and, asc, desc, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import {
  AppError,
  type CommitmentCategory,
  type PromiseState,
  type ReviewVerdict,
  type Risk,
} from '../../models/domain/index.js';
import type { Db, DbOrTx, Tx } from '../database.js';
import { conversations, promiseHistory, promises, reviews, type PromiseStanding } from '../schema.js';

export type PromiseRow = typeof promises.$inferSelect;

/** A promise with what is worked out when it is read. */
export interface ListedPromise extends PromiseRow {
  /** Open, and its day is over where the conversation took place. */
  readonly overdue: boolean;
  /** A person's verdict on the finding; dismissed means that it was no such promise. */
  readonly verdict: ReviewVerdict | null;
  /** A person stands behind it: confirmed the finding, took it into the record, or said how it stands. */
  readonly confirmed: boolean;
  readonly utcOffsetMinutes: number;
}

export interface PromiseFilter {
  readonly customerId?: string | undefined;
  readonly conversationId?: string | undefined;
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
  /** Only from conversations that this key sent, and that nobody owns. */
  readonly visibleTo?: string | undefined;
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
export async function findPromise(db: DbOrTx, id: string, now: Date, visibleTo?: string): Promise<ListedPromise> {
  const [row] = await withContext(db, now).where(
    and(eq(promises.id, id), ...conditions({ visibleTo, withDismissed: true }, now)),
  );
  if (!row) throw noPromise(id);
  return listed(row);
}

/**
 * A person says how a promise stands. It outlives every later run of the pipeline.
 * @param expectedVersion null changes whatever version is there
 * @throws AppError `not_found`, `precondition_failed`
 */
export async function setPromiseState(
  db: Db,
  id: string,
  input: { state: PromiseState; note: string | null },
  { expectedVersion, actor, at }: { expectedVersion: number | null; actor: string; at: Date },
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lock(tx, id);
    if (expectedVersion !== null && row.version !== expectedVersion)
      throw new AppError(
        'precondition_failed',
        'Somebody changed the promise meanwhile: read it again and repeat the change.',
      );
    const after = { state: input.state, stateBy: actor, stateAt: at.toISOString(), stateNote: input.note };
    await write(tx, row, after, { action: 'set', actor, at });
  });
}

/**
 * Takes back what a person last said of a promise; undoing again goes one further back.
 * @throws AppError `not_found`; `conflict` when nobody said anything that still stands
 */
export async function undoPromiseState(db: Db, id: string, actor: string, at: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lock(tx, id);
    const entries = await tx
      .select()
      .from(promiseHistory)
      .where(eq(promiseHistory.promiseId, id))
      .orderBy(desc(promiseHistory.id));
    let undone = 0;
    for (const entry of entries)
      if (entry.action === 'undone') undone += 1;
      else if (undone > 0) undone -= 1;
      else return write(tx, row, entry.before, { action: 'undone', actor, at });
    throw new AppError('conflict', `Nobody said how promise ${id} stands: there is nothing to undo.`);
  });
}

async function lock(tx: Tx, id: string): Promise<PromiseRow> {
  const [row] = await tx.select().from(promises).where(eq(promises.id, id)).for('update');
  if (!row) throw noPromise(id);
  return row;
}

async function write(
  tx: Tx,
  row: PromiseRow,
  after: PromiseStanding,
  entry: { action: 'set' | 'undone'; actor: string; at: Date },
): Promise<void> {
  const stateAt = after.stateAt === null ? null : new Date(after.stateAt);
  await tx
    .update(promises)
    .set({ ...after, stateAt, version: sql`${promises.version} + 1` })
    .where(eq(promises.id, row.id));
  const { state, stateBy, stateNote } = row;
  const before = { state, stateBy, stateNote, stateAt: row.stateAt?.toISOString() ?? null };
  await tx.insert(promiseHistory).values({ id: uuid(), promiseId: row.id, before, after, ...entry });
}

/** The calendar day of `now` where the conversation took place. */
const todayThere = (now: Date): SQL =>
  sql`((${now.toISOString()}::timestamptz at time zone 'UTC') + make_interval(mins => ${conversations.utcOffsetMinutes}))::date`;

const isOverdue = (now: Date): SQL<boolean> =>
  sql<boolean>`coalesce(${promises.state} = 'open' and ${promises.due} < ${todayThere(now)}, false)`;

const isConfirmed = sql<boolean>`(${promises.stateBy} is not null or ${reviews.verdict} is not distinct from 'confirmed'
  or exists (select 1 from record_fields f where f.customer_id = ${promises.customerId} and f.field = 'promises'
    and f.item_key = ${promises.id} and f.provenance->>'by' = 'person'))`;

const withContext = (db: DbOrTx, now: Date) =>
  db
    .select({
      promise: promises,
      overdue: isOverdue(now),
      verdict: reviews.verdict,
      confirmed: isConfirmed,
      utcOffsetMinutes: conversations.utcOffsetMinutes,
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
});

function conditions(filter: PromiseFilter, now: Date): (SQL | undefined)[] {
  return [
    filter.customerId === undefined ? undefined : eq(promises.customerId, filter.customerId),
    filter.conversationId === undefined ? undefined : eq(promises.conversationId, filter.conversationId),
    filter.state && eq(promises.state, filter.state),
    filter.category && eq(promises.category, filter.category),
    filter.risk && eq(promises.risk, filter.risk),
    filter.allowed === undefined ? undefined : sql`${promises.allowed} is not distinct from ${filter.allowed}`,
    filter.overdue === undefined ? undefined : sql`${isOverdue(now)} = ${filter.overdue}`,
    filter.dueFrom === undefined ? undefined : sql`${promises.due} >= ${filter.dueFrom}::date`,
    filter.dueBefore === undefined ? undefined : sql`${promises.due} < ${filter.dueBefore}::date`,
    filter.withDismissed === true ? undefined : sql`${reviews.verdict} is distinct from 'dismissed'`,
    filter.visibleTo === undefined
      ? undefined
      : or(eq(conversations.ownerKeyId, filter.visibleTo), isNull(conversations.ownerKeyId)),
  ];
}

const noPromise = (id: string): AppError => new AppError('not_found', `There is no promise ${id}: check the id.`);
