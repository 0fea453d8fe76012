import { and, asc, between, eq, sql, type SQL } from 'drizzle-orm';

import {
  AppError,
  type Commitment,
  type CommitmentCategory,
  type ConversationKind,
  type PromiseState,
  type ReviewVerdict,
  type Risk,
  type Side,
} from '../../models/domain/index.js';
import type { Db, DbOrTx } from '../database.js';
import { conversations, insights, participants, promiseMentions, promises, reviews, turns } from '../schema.js';
import { refreshRisk } from './insights.js';
import { inSight, type Sight } from './sight.js';

/** A commitment in the queue of the QA lead, with its verdict. */
export interface Flag {
  readonly id: string;
  readonly commitment: Commitment;
  readonly conversation: {
    id: string;
    title: string | null;
    kind: ConversationKind;
    startedAt: Date | null;
    utcOffsetMinutes: number;
  };
  readonly customerId: string | null;
  readonly review: { verdict: ReviewVerdict; note: string | null; reviewer: string; at: Date } | null;
  readonly promiseState: PromiseState | null;
  readonly sortKey: FlagSortKey;
}

/** Risk (0 high to 2 low), age (newest first, as negative microseconds), id. */
export type FlagSortKey = readonly [number, number, string];

export interface FlagFilter {
  /** `open`: nobody gave a verdict yet. */
  readonly state?: 'open' | ReviewVerdict | undefined;
  readonly risk?: Risk | undefined;
  readonly category?: CommitmentCategory | undefined;
  readonly customerId?: string | undefined;
  readonly conversationId?: string | undefined;
  /** False: against the policy. */
  readonly allowed?: boolean | undefined;
  /** Only from conversations in this sight. */
  readonly visibleTo?: Sight | undefined;
}

/** The riskiest first, the newest of them first. */
export async function listFlags(
  db: DbOrTx,
  filter: FlagFilter,
  { limit, after }: { limit: number; after?: FlagSortKey | undefined },
): Promise<Flag[]> {
  const found = await flagged(db)
    .where(
      and(
        isFlag,
        ...conditions(filter),
        after && sql`(${rank}, ${age}, ${insights.id}) > (${after[0]}::int, ${after[1]}::float8, ${after[2]})`,
      ),
    )
    .orderBy(asc(rank), asc(age), asc(insights.id))
    .limit(limit);
  return found.map(flagOf);
}

/** One turn around a flag. */
export interface ContextTurn {
  readonly turn: number;
  readonly speaker: string | null;
  readonly name: string | null;
  readonly side: Side | null;
  readonly text: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly sentAt: Date | null;
}

/**
 * A flag with the `around` turns before and after it.
 * @throws AppError `not_found`
 */
export async function findFlag(db: DbOrTx, id: string, around = 3): Promise<Flag & { turns: ContextTurn[] }> {
  const [row] = await flagged(db).where(and(isFlag, eq(insights.id, id)));
  if (!row) throw new AppError('not_found', `There is no flag ${id}: a later run may have dropped the finding.`);
  const flag = flagOf(row);
  const [first] = flag.commitment.evidence;
  const context = await db
    .select({
      ...{
        turn: turns.turn,
        speaker: turns.speaker,
        name: participants.name,
        side: participants.side,
        text: turns.text,
      },
      ...{ startMs: turns.startMs, endMs: turns.endMs, sentAt: turns.sentAt },
    })
    .from(turns)
    .leftJoin(
      participants,
      and(eq(participants.conversationId, turns.conversationId), eq(participants.id, turns.speaker)),
    )
    .where(
      and(
        eq(turns.conversationId, flag.conversation.id),
        between(turns.turn, first.turn - around, first.turn + around),
      ),
    )
    .orderBy(asc(turns.turn));
  return { ...flag, turns: context };
}

/** A person confirms or dismisses a finding; a later verdict replaces the earlier. @throws AppError `not_found` */
export async function setVerdict(
  db: Db,
  id: string,
  review: { verdict: ReviewVerdict; note: string | null; reviewer: string; at: Date },
): Promise<void> {
  const { conversation } = await findFlag(db, id, 0);
  await db.transaction(async (tx) => {
    await tx
      .insert(reviews)
      .values({ insightId: id, conversationId: conversation.id, ...review })
      .onConflictDoUpdate({ target: reviews.insightId, set: review });
    await refreshRisk(tx, conversation.id);
  });
}

/** Puts a flag back into the queue. @throws AppError `not_found` when it has no verdict */
export async function clearVerdict(db: Db, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [gone] = await tx
      .delete(reviews)
      .where(eq(reviews.insightId, id))
      .returning({ conversationId: reviews.conversationId });
    if (gone === undefined) throw new AppError('not_found', `Flag ${id} has no verdict to take back.`);
    await refreshRisk(tx, gone.conversationId);
  });
}

const isFlag = eq(insights.kind, 'commitments');
const rank = sql<number>`case ${insights.risk} when 'high' then 0 when 'medium' then 1 else 2 end`;
const age = sql<number>`(-1000000 * extract(epoch from ${insights.createdAt}))::float8`;

const flagged = (db: DbOrTx) =>
  db
    .select({
      insight: insights,
      conversation: conversations,
      review: reviews,
      promiseState: promises.state,
      rank,
      age,
    })
    .from(insights)
    .innerJoin(conversations, eq(conversations.id, insights.conversationId))
    .leftJoin(reviews, eq(reviews.insightId, insights.id))
    .leftJoin(promiseMentions, eq(promiseMentions.id, insights.id))
    .leftJoin(promises, eq(promises.id, promiseMentions.promiseId))
    .$dynamic();

function flagOf(row: Awaited<ReturnType<typeof flagged>>[number]): Flag {
  const { id, title, kind, startedAt, utcOffsetMinutes, customerId } = row.conversation;
  return {
    id: row.insight.id,
    commitment: row.insight.data as unknown as Commitment,
    conversation: { id, title, kind, startedAt, utcOffsetMinutes },
    customerId,
    review: row.review,
    promiseState: row.promiseState,
    sortKey: [row.rank, row.age, row.insight.id],
  };
}

function conditions(filter: FlagFilter): (SQL | undefined)[] {
  return [
    filter.state && (filter.state === 'open' ? sql`${reviews.verdict} is null` : eq(reviews.verdict, filter.state)),
    filter.risk && eq(insights.risk, filter.risk),
    filter.category && eq(insights.category, filter.category),
    filter.customerId === undefined ? undefined : eq(conversations.customerId, filter.customerId),
    filter.conversationId === undefined ? undefined : eq(insights.conversationId, filter.conversationId),
    filter.allowed === undefined ? undefined : sql`${insights.allowed} is not distinct from ${filter.allowed}`,
    inSight(filter.visibleTo, sql`${insights.conversationId}`),
  ];
}
