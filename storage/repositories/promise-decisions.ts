import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError, type FoldLedger, type PromiseState } from '../../models/domain/index.js';
import type { Db, Tx } from '../database.js';
import { promiseHistory, promiseLinks, promiseMentions, promises, type PromiseStanding } from '../schema.js';
import { refuseStale } from '../stale.js';
import { lockConversation } from './conversations.js';
import { settleLedger } from './promise-ledger.js';
import type { LedgerScope } from './promise-rows.js';
import { promiseIdOf, type PromiseRow } from './promises.js';
import { lockCustomer } from './record-fields.js';
import { inSight, type Sight } from './sight.js';
import { activeWebhooks, addToOutbox } from './webhook-outbox.js';

/** Who decides, when, and about which version; null: whatever version is there. */
export interface Decision {
  readonly expectedVersion: number | null;
  readonly actor: string;
  readonly at: Date;
}

type Links = (typeof promiseHistory.$inferSelect)['links'];
/** A link as it shall be; `same` null takes it away. */
type WantedLink = Readonly<{ a: string; b: string; same: boolean | null }>;

/**
 * A person says how a promise stands. It outlives every later run of the pipeline.
 * @throws AppError `not_found`, `precondition_failed`
 */
export async function setPromiseState(
  db: Db,
  id: string,
  input: { state: PromiseState; note: string | null },
  decision: Decision,
): Promise<void> {
  const { actor, at } = decision;
  await db.transaction(async (tx) => {
    const row = await lockPromise(tx, id, decision.expectedVersion);
    const after = { state: input.state, stateBy: actor, stateAt: at.toISOString(), stateNote: input.note };
    await writeStanding(tx, row, after);
    await addHistory(tx, row, { action: 'set', after, links: [], actor, at });
    await tellStanding(tx, row, after, at);
  });
}

/**
 * A person says that another promise, or words that fitted none, belong to this one.
 * @param other id of a promise or of a mention, in the sight of whoever decides
 * @throws AppError `not_found`, `precondition_failed`; `invalid_input` for another customer's; `conflict` when it does already
 */
export async function mergePromises(
  db: Db,
  id: string,
  other: string,
  { fold, sight, ...decision }: Decision & { fold: FoldLedger; sight?: Sight | undefined },
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockPromise(tx, id, decision.expectedVersion);
    const [mention] = await tx
      .select()
      .from(promiseMentions)
      .where(and(eq(promiseMentions.id, other), inSight(sight, sql`${promiseMentions.conversationId}`)));
    if (!mention) throw new AppError('not_found', `There is no promise and no mention ${other}: check the id.`);
    if (mention.promiseId === row.id) throw new AppError('conflict', `${other} belongs to promise ${row.id} already.`);
    const elsewhere = mention.customerId !== row.customerId;
    if (elsewhere || (row.customerId === null && mention.conversationId !== row.conversationId))
      throw new AppError('invalid_input', 'Only promises to the same customer can be one promise.', {
        details: { field: 'with' },
      });
    const mine = await membersOf(tx, row.id);
    const theirs = mention.promiseId === null ? [mention.id] : await membersOf(tx, mention.promiseId);
    const links = await changeLinks(
      tx,
      [...(await partedAmong(tx, mine, theirs)), ...theirs.map((b) => ({ a: row.id, b, same: true }))],
      decision,
    );
    await addHistory(tx, row, { action: 'merged', after: standingOf(row), links, ...decision });
    await settleLedger(tx, scopeOf(row), fold);
  });
}

/**
 * A person says that a mention is not of this promise: it makes one of its own, or what it was taken for is not proposed again.
 * @throws AppError `not_found`, `precondition_failed`; `invalid_input` for the mention that made the promise
 */
export async function splitPromise(
  db: Db,
  id: string,
  mentionId: string,
  { fold, ...decision }: Decision & { fold: FoldLedger },
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockPromise(tx, id, decision.expectedVersion);
    const [mention] = await tx.select().from(promiseMentions).where(eq(promiseMentions.id, mentionId));
    if (!mention || (mention.promiseId !== row.id && !mention.perhaps.includes(row.id)))
      throw new AppError('not_found', `Promise ${row.id} has no mention ${mentionId}: read it again.`);
    if (mention.id === row.id)
      throw new AppError('invalid_input', 'This mention made the promise: split off what was added to it instead.', {
        details: { field: 'mention' },
      });
    const links = await changeLinks(tx, [{ a: row.id, b: mention.id, same: false }], decision);
    await addHistory(tx, row, { action: 'split', after: standingOf(row), links, ...decision });
    await settleLedger(tx, scopeOf(row), fold);
  });
}

/**
 * Takes back what a person last decided about a promise; undoing again goes one further back.
 * @throws AppError `not_found`; `conflict` when nobody decided anything that still stands
 */
export async function undoPromiseDecision(
  db: Db,
  id: string,
  { fold, actor, at }: Omit<Decision, 'expectedVersion'> & { fold: FoldLedger },
): Promise<void> {
  await db.transaction(async (tx) => {
    const row = await lockPromise(tx, id, null);
    const entries = await tx
      .select()
      .from(promiseHistory)
      .where(inArray(promiseHistory.promiseId, await membersOf(tx, row.id)))
      .orderBy(desc(promiseHistory.id));
    let undone = 0;
    for (const entry of entries) {
      if (entry.action === 'undone') undone += 1;
      else if (undone > 0) undone -= 1;
      else if (entry.action === 'set') {
        const after = entry.before.stateBy === null ? { ...entry.before, state: row.toldState } : entry.before;
        await writeStanding(tx, row, after);
        await addHistory(tx, row, { action: 'undone', after, links: [], actor, at });
        return tellStanding(tx, row, after, at);
      } else {
        const back = entry.links.map(({ a, b, before }) => ({ a, b, same: before }));
        const links = await changeLinks(tx, back, { actor, at });
        await addHistory(tx, row, { action: 'undone', after: standingOf(row), links, actor, at });
        await settleLedger(tx, scopeOf(row), fold);
        return;
      }
    }
    throw new AppError('conflict', `Nobody decided anything about promise ${row.id}: there is nothing to undo.`);
  });
}

/** In the order in which publishing locks: the customer (or the conversation that has none), then the promise. */
async function lockPromise(tx: Tx, id: string, expectedVersion: number | null): Promise<PromiseRow> {
  const [seen] = await tx
    .select({ customerId: promises.customerId, conversationId: promises.conversationId })
    .from(promises)
    .where(eq(promises.id, promiseIdOf(id)));
  if (seen?.customerId != null) await lockCustomer(tx, seen.customerId);
  else if (seen) await lockConversation(tx, seen.conversationId);
  const [row] = await tx
    .select()
    .from(promises)
    .where(eq(promises.id, promiseIdOf(id)))
    .for('update');
  if (!row) throw new AppError('not_found', `There is no promise ${id}: check the id.`);
  refuseStale(row.version, expectedVersion);
  return row;
}

const scopeOf = ({ customerId, conversationId }: PromiseRow): LedgerScope =>
  customerId === null ? { customerId, conversationId } : { customerId };

async function membersOf(tx: Tx, promiseId: string): Promise<string[]> {
  const found = await tx
    .select({ id: promiseMentions.id })
    .from(promiseMentions)
    .where(eq(promiseMentions.promiseId, promiseId))
    .orderBy(asc(promiseMentions.id));
  return found.map(({ id }) => id);
}

const standingOf = ({ state, stateBy, stateAt, stateNote }: PromiseRow): PromiseStanding => ({
  ...{ state, stateBy, stateNote },
  stateAt: stateAt?.toISOString() ?? null,
});

async function writeStanding(tx: Tx, row: PromiseRow, after: PromiseStanding): Promise<void> {
  const stateAt = after.stateAt === null ? null : new Date(after.stateAt);
  await tx
    .update(promises)
    .set({ ...after, stateAt, version: sql`${promises.version} + 1` })
    .where(eq(promises.id, row.id));
}

/** Webhooks hear how a person says that it stands, where that is news. */
async function tellStanding(tx: Tx, row: PromiseRow, { state }: PromiseStanding, at: Date): Promise<void> {
  if (state === row.state) return;
  const { id: promiseId, conversationId, customerId } = row;
  const data = { conversationId, customerId, promiseId, change: state, by: 'person' };
  await addToOutbox(tx, await activeWebhooks(tx), [{ type: 'promise.changed', subject: uuid(), data }], at);
}

async function addHistory(
  tx: Tx,
  row: PromiseRow,
  entry: Pick<typeof promiseHistory.$inferInsert, 'action' | 'after' | 'links' | 'actor' | 'at'>,
): Promise<void> {
  const { action, after, links, actor, at } = entry;
  const before = standingOf(row);
  await tx.insert(promiseHistory).values({ id: uuid(), promiseId: row.id, before, action, after, links, actor, at });
}

/** Links that hold two promises apart: they go when a person says that the two are one. */
async function partedAmong(tx: Tx, mine: readonly string[], theirs: readonly string[]): Promise<WantedLink[]> {
  const [a, b] = [
    [...mine, ...theirs],
    [...mine, ...theirs],
  ];
  const parted = await tx
    .select({ a: promiseLinks.a, b: promiseLinks.b })
    .from(promiseLinks)
    .where(and(inArray(promiseLinks.a, a), inArray(promiseLinks.b, b), eq(promiseLinks.same, false)));
  return parted.map((link) => ({ ...link, same: null }));
}

/** Makes links as they shall be. @returns what they were before */
async function changeLinks(
  tx: Tx,
  wanted: readonly WantedLink[],
  { actor, at }: Pick<Decision, 'actor' | 'at'>,
): Promise<Links> {
  const changed: Links = [];
  for (const { same, ...ends } of wanted) {
    const [a, b] = [ends.a, ends.b].sort() as [string, string];
    const pair = and(eq(promiseLinks.a, a), eq(promiseLinks.b, b));
    const [before] = await tx.select({ same: promiseLinks.same }).from(promiseLinks).where(pair);
    changed.push({ a, b, before: before?.same ?? null });
    if (same === null) await tx.delete(promiseLinks).where(pair);
    else
      await tx
        .insert(promiseLinks)
        .values({ a, b, same, actor, at })
        .onConflictDoUpdate({ target: [promiseLinks.a, promiseLinks.b], set: { same, actor, at } });
  }
  return changed;
}
