import { isDeepStrictEqual } from 'node:util';

import { and, eq, sql, type SQL } from 'drizzle-orm';

import type {
  FoldedLedger,
  FoldedPromise,
  FoldLedger,
  PlacedMention,
  PromiseEventKind,
  PromiseLink,
  PromiseMention,
} from '../../models/domain/index.js';
import type { DbOrTx, Tx } from '../database.js';
import { inOneStatement, rows } from '../rows.js';
import { promiseMentions, type PromiseStanding } from '../schema.js';
import { handOnDecisions } from './promise-heirs.js';
import { deleting, upsertMentions, upsertPromises, type LedgerScope } from './promise-rows.js';
import { lockCustomer } from './record-fields.js';

/** What happened to a ledger since it was settled. */
export interface Happened {
  /** What one conversation says now, in place of what it said before. */
  readonly said?: SaidNow;
  /** Promises that lost a mention to another customer, or with a conversation that was deleted. */
  readonly left?: readonly string[];
}

/** What one conversation says of promises. */
export interface SaidNow {
  readonly conversationId: string;
  readonly mentions: readonly PromiseMention[];
}

/** What a conversation did to a promise that was in the ledger already. */
export interface PromiseNews {
  readonly promiseId: string;
  readonly event: Exclude<PromiseEventKind, 'made' | 'leaned'>;
  /** Of what says so. */
  readonly mentionId: string;
}

const isNews = (event: PromiseEventKind): event is PromiseNews['event'] => event !== 'made' && event !== 'leaned';

/** The ledger as it is stored. */
interface Stored {
  readonly mentions: readonly (Pick<PlacedMention, 'promiseId' | 'event' | 'changes' | 'perhaps'> & {
    readonly data: PromiseMention;
    /** A person decided about it or linked it: it stays though no run finds it again. */
    readonly touched: boolean;
  })[];
  readonly links: readonly PromiseLink[];
  readonly dismissed: readonly string[];
  /** Promises that are stored, and how persons last said that they stand, by mention; merges and splits say nothing of it. */
  readonly promises: readonly string[];
  readonly standings: Readonly<Record<string, PromiseStanding>>;
}

const NOTHING: Stored = { mentions: [], links: [], dismissed: [], promises: [], standings: {} };

/**
 * Makes the ledger of a customer anew: under the customer's lock, from everything that its conversations say of promises
 * and from what persons decided, with what one of them says now. The same again changes nothing.
 * @returns what became of promises that were there before
 */
export async function settleLedger(
  tx: Tx,
  scope: LedgerScope,
  fold: FoldLedger,
  happened: Happened = {},
): Promise<PromiseNews[]> {
  if (scope.customerId !== null) await lockCustomer(tx, scope.customerId);
  const { writes, news } = settling(scope, fold, await readLedger(tx, scope), happened);
  if (writes.length > 0) await tx.execute(inOneStatement(writes));
  return news;
}

/** The statements of a first publication without a customer: nothing is there to be read. They touch different rows. */
export const startingLedger = (said: SaidNow, fold: FoldLedger): SQL[] =>
  said.mentions.length === 0
    ? []
    : settling({ customerId: null, conversationId: said.conversationId }, fold, NOTHING, { said }).writes;

/**
 * The conversation belongs to another customer now: what it says goes with it, and is in its place once both are settled.
 * @returns the promises that it leaves
 */
export async function moveMentions(tx: Tx, conversationId: string, customerId: string | null): Promise<string[]> {
  const moved = await tx
    .update(promiseMentions)
    .set({ customerId })
    .where(and(eq(promiseMentions.conversationId, conversationId), sql`customer_id is distinct from ${customerId}`))
    .returning({ promiseId: promiseMentions.promiseId });
  return moved.flatMap(({ promiseId }) => promiseId ?? []);
}

/**
 * Keeps everybody else from the records and ledgers that a conversation is in until the transaction ends. Taken before
 * the conversation's own lock, always, by publishing too.
 */
export async function lockCustomersOf(tx: Tx, conversationId: string): Promise<void> {
  const locked = new Set<string>();
  // Until its lock was had, the conversation may have gone to another customer.
  for (let open = true; open;) {
    const found = await rows<{ id: string }>(
      tx,
      sql`select customer_id as id from conversations where id = ${conversationId} and customer_id is not null
        union select customer_id from promise_mentions where conversation_id = ${conversationId} and customer_id is not null
        union select customer_id from proposals where conversation_id = ${conversationId}
        order by id`,
    );
    const missing = found.filter(({ id }) => !locked.has(id));
    for (const { id } of missing) await lockCustomer(tx, id);
    missing.forEach(({ id }) => locked.add(id));
    open = missing.length > 0;
  }
}

/**
 * The conversation is about to be deleted: its words leave the ledger, and what others said is settled without them.
 * What persons decided about a promise stays with those who tell of it too.
 */
export async function leaveLedger(tx: Tx, conversationId: string, fold: FoldLedger): Promise<void> {
  await handOnDecisions(tx, conversationId);
  const said = await tx.delete(promiseMentions).where(eq(promiseMentions.conversationId, conversationId)).returning({
    id: promiseMentions.id,
    customerId: promiseMentions.customerId,
    promiseId: promiseMentions.promiseId,
  });
  if (said.length === 0) return;
  // Those that it made are told by others from now on, under another id, or not at all.
  const made = said.map(({ id }) => id);
  await tx.execute(deleting('promises', made));
  const left = said.flatMap(({ promiseId }) => promiseId ?? []);
  const customers = new Set(said.flatMap(({ customerId }) => customerId ?? []));
  for (const customerId of [...customers].sort()) await settleLedger(tx, { customerId }, fold, { left });
}

/** A person's verdict on a finding changed: what is no promise takes no part in the others any more, or does again. */
export async function settleMention(tx: Tx, id: string, fold: FoldLedger): Promise<void> {
  const [mention] = await tx.select().from(promiseMentions).where(eq(promiseMentions.id, id));
  if (!mention) return;
  const { customerId, conversationId, promiseId } = mention;
  const scope = customerId === null ? { customerId, conversationId } : { customerId };
  await settleLedger(tx, scope, fold, { left: promiseId === null ? [] : [promiseId] });
}

function settling(
  scope: LedgerScope,
  fold: FoldLedger,
  stored: Stored,
  { said, left = [] }: Happened,
): { writes: SQL[]; news: PromiseNews[] } {
  const now = new Set(said?.mentions.map(({ id }) => id));
  const kept = stored.mentions.filter(
    ({ data, touched }) => !now.has(data.id) && (data.conversationId !== said?.conversationId || touched),
  );
  const gone = stored.mentions.filter(({ data }) => !now.has(data.id)).filter((one) => !kept.includes(one));
  const ledger = fold([...kept.map(({ data }) => data), ...(said?.mentions ?? [])], {
    links: stored.links,
    dismissed: new Set(stored.dismissed),
  });
  const before = new Map(stored.mentions.map((one) => [one.data.id, one]));
  const moved = ledger.placed.filter(
    (placed) => now.has(placed.mention.id) || !samePlace(placed, before.get(placed.mention.id)),
  );
  const promises = touchedPromises(ledger, stored, moved, [...left, ...gone.map(({ promiseId }) => promiseId)]);
  const ids = new Set(ledger.promises.map(({ id }) => id));
  const ended = stored.promises.filter((id) => !ids.has(id));
  const known = new Set(stored.promises);
  const news = moved.flatMap((placed): PromiseNews[] => {
    const { promiseId, event, mention } = placed;
    if (promiseId === null || !known.has(promiseId) || !isNews(event)) return [];
    return samePlace(placed, before.get(mention.id)) ? [] : [{ promiseId, event, mentionId: mention.id }];
  });
  const writes = [
    ...(moved.length > 0 ? [upsertMentions(scope, moved)] : []),
    ...(promises.length > 0 ? [upsertPromises(scope, promises, standingsOf(ledger, stored))] : []),
    ...(ended.length > 0 ? [deleting('promises', ended)] : []),
    ...(gone.length > 0
      ? [
          deleting(
            'promise_mentions',
            gone.map(({ data }) => data.id),
          ),
        ]
      : []),
  ];
  return { writes, news };
}

type Place = Omit<PlacedMention, 'mention'>;

/** By value: what comes out of the database has its keys in another order. */
const samePlace = (one: Place, other: Place | undefined): boolean =>
  isDeepStrictEqual(placeOf(one), other && placeOf(other));

const placeOf = ({ promiseId, event, changes, perhaps }: Place) => [promiseId, event, changes, perhaps];

/** Promises that are new, or that something came to or went from. */
function touchedPromises(
  { promises }: FoldedLedger,
  stored: Stored,
  moved: readonly PlacedMention[],
  left: readonly (string | null)[],
): FoldedPromise[] {
  const known = new Set(stored.promises);
  const former = new Map(stored.mentions.map(({ data, promiseId }) => [data.id, promiseId]));
  const touched = new Set([
    ...left,
    ...moved.flatMap(({ mention, promiseId }) => [promiseId, former.get(mention.id) ?? null]),
  ]);
  return promises.filter(({ id }) => !known.has(id) || touched.has(id));
}

/** What a person last said of any mention of a promise. */
function standingsOf({ placed }: FoldedLedger, { standings }: Stored): Map<string, PromiseStanding> {
  const found = new Map<string, PromiseStanding>();
  for (const { mention, promiseId } of placed) {
    const standing = standings[mention.id];
    if (promiseId === null || standing?.stateAt == null) continue;
    const other = found.get(promiseId)?.stateAt;
    if (other == null || Date.parse(other) < Date.parse(standing.stateAt)) found.set(promiseId, standing);
  }
  return found;
}

async function readLedger(db: DbOrTx, scope: LedgerScope): Promise<Stored> {
  const mine =
    scope.customerId === null
      ? sql`m.conversation_id = ${scope.conversationId} and m.customer_id is null`
      : sql`m.customer_id = ${scope.customerId}`;
  const [found] = await rows<Stored>(
    db,
    sql`
      with mine as (select m.* from promise_mentions m where ${mine}),
      decided as (
        select distinct on (h.promise_id) h.promise_id, h.after from promise_history h
        join mine on mine.id = h.promise_id where h.links = '[]' order by h.promise_id, h.id desc)
      select
        coalesce((select json_agg(json_build_object('promiseId', m.promise_id, 'event', m.event, 'changes', m.changes,
          'perhaps', m.perhaps, 'data', m.data, 'touched', exists (select 1 from promise_history h where h.promise_id = m.id)
            or exists (select 1 from reviews r where r.insight_id = m.id)
            or exists (select 1 from promise_links l where l.a = m.id or l.b = m.id))) from mine m), '[]') as mentions,
        coalesce((select json_agg(json_build_object('a', l.a, 'b', l.b, 'same', l.same) order by l.at, l.a, l.b)
          from promise_links l join mine on mine.id = l.a), '[]') as links,
        coalesce((select json_agg(r.insight_id) from reviews r join mine on mine.id = r.insight_id
          where r.verdict = 'dismissed'), '[]') as dismissed,
        coalesce((select json_agg(p.id) from promises p join mine on mine.id = p.id), '[]') as promises,
        coalesce((select json_object_agg(d.promise_id, d.after) from decided d), '{}') as standings`,
  );
  return found ?? NOTHING;
}
