import { and, asc, between, eq, getTableColumns, isNull, sql, type SQL } from 'drizzle-orm';

import {
  AppError,
  type Commitment,
  type CommitmentCategory,
  type Completeness,
  type ConversationKind,
  type FlagAnswer,
  type FlagState,
  type PromiseState,
  type Risk,
  type Side,
} from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import {
  conversations,
  flagAssignments,
  insights,
  participants,
  promiseMentions,
  promises,
  reviews,
  turns,
} from '../schema.js';
import { inSight, type Sight } from './sight.js';
import { nameOf } from './users.js';

export type ReviewRow = typeof reviews.$inferSelect;

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
    completeness: Completeness | null;
  };
  readonly customerId: string | null;
  readonly state: FlagState;
  readonly review: (ReviewRow & { reviewerName: string | null; answererName: string | null }) | null;
  readonly assignee: { id: string; name: string | null } | null;
  readonly promiseState: PromiseState | null;
  readonly sortKey: FlagSortKey;
}

/** Risk (0 high to 2 low), age (newest first, as negative microseconds), place among what its conversation promises, id. */
export type FlagSortKey = readonly [number, number, number, string];

export interface FlagFilter {
  /** `waiting`: open or disputed, so that somebody has to look. */
  readonly state?: FlagState | 'waiting' | undefined;
  /** A person's id; null: nobody's. */
  readonly assigneeId?: string | null | undefined;
  /** Those that a rep answers for: confirmed, and not answered yet, answered so, or decided after a dispute. */
  readonly answer?: FlagAnswer | 'none' | 'decided' | 'any' | undefined;
  readonly risk?: Risk | undefined;
  readonly category?: CommitmentCategory | undefined;
  readonly customerId?: string | undefined;
  readonly conversationId?: string | undefined;
  /** False: against the policy. */
  readonly allowed?: boolean | undefined;
  /** Only from conversations in this sight. */
  readonly visibleTo?: Sight | undefined;
}

/** The riskiest first, the newest of them first, those of one reading in the order in which they were said. */
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
        after &&
          sql`(${rank}, ${age}, ${insights.ordinal}, ${insights.id}) > (${after[0]}::int, ${after[1]}::float8, ${after[2]}::int, ${after[3]})`,
      ),
    )
    .orderBy(asc(rank), asc(age), asc(insights.ordinal), asc(insights.id))
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

/** The verdict on a flag as it stands. */
export async function findReview(db: DbOrTx, id: string): Promise<ReviewRow | undefined> {
  const [row] = await db.select().from(reviews).where(eq(reviews.insightId, id));
  return row;
}

const isFlag = eq(insights.kind, 'commitments');
const rank = sql<number>`case ${insights.risk} when 'high' then 0 when 'medium' then 1 else 2 end`;
const age = sql<number>`(-1000000 * extract(epoch from ${insights.createdAt}))::float8`;

const flagged = (db: DbOrTx) =>
  db
    .select({
      insight: insights,
      conversation: conversations,
      review: {
        ...getTableColumns(reviews),
        reviewerName: nameOf(sql`${reviews.reviewer}`),
        answererName: nameOf(sql`${reviews.answeredBy}`),
      },
      assignee: { id: flagAssignments.assigneeId, name: nameOf(sql`${flagAssignments.assigneeId}`) },
      promiseState: promises.state,
      rank,
      age,
    })
    .from(insights)
    .innerJoin(conversations, eq(conversations.id, insights.conversationId))
    .leftJoin(reviews, eq(reviews.insightId, insights.id))
    .leftJoin(flagAssignments, eq(flagAssignments.insightId, insights.id))
    .leftJoin(promiseMentions, eq(promiseMentions.id, insights.id))
    .leftJoin(promises, eq(promises.id, promiseMentions.promiseId))
    .$dynamic();

/** How a flag stands by its review. */
export function stateOf(review: Pick<ReviewRow, 'verdict' | 'answer' | 'decided'> | null): FlagState {
  if (review === null) return 'open';
  return review.answer === 'disputed' && !review.decided ? 'disputed' : review.verdict;
}

function flagOf(row: Awaited<ReturnType<typeof flagged>>[number]): Flag {
  const { id, title, kind, startedAt, utcOffsetMinutes, completeness, customerId } = row.conversation;
  return {
    id: row.insight.id,
    commitment: row.insight.data as unknown as Commitment,
    conversation: { id, title, kind, startedAt, utcOffsetMinutes, completeness },
    customerId,
    state: stateOf(row.review),
    review: row.review,
    assignee: row.assignee,
    promiseState: row.promiseState,
    sortKey: [row.rank, row.age, row.insight.ordinal, row.insight.id],
  };
}

const isOpen = sql`${reviews.verdict} is null`;
const isDisputed = sql`(${reviews.answer} = 'disputed' and not ${reviews.decided})`;
const BY_STATE = {
  open: isOpen,
  disputed: isDisputed,
  waiting: sql`(${isOpen} or ${isDisputed})`,
  confirmed: sql`(${reviews.verdict} = 'confirmed' and ${isDisputed} is not true)`,
  dismissed: sql`${reviews.verdict} = 'dismissed'`,
} as const satisfies Record<NonNullable<FlagFilter['state']>, SQL>;

const BY_ANSWER = {
  none: sql`(${reviews.verdict} = 'confirmed' and ${reviews.answer} is null)`,
  acknowledged: sql`${reviews.answer} = 'acknowledged'`,
  disputed: isDisputed,
  decided: sql`${reviews.decided}`,
  any: sql`(${reviews.verdict} = 'confirmed' or ${reviews.answer} is not null)`,
} as const satisfies Record<NonNullable<FlagFilter['answer']>, SQL>;

function conditions(filter: FlagFilter): (SQL | undefined)[] {
  return [
    filter.state && BY_STATE[filter.state],
    filter.answer && BY_ANSWER[filter.answer],
    filter.assigneeId === undefined
      ? undefined
      : filter.assigneeId === null
        ? isNull(flagAssignments.assigneeId)
        : eq(flagAssignments.assigneeId, filter.assigneeId),
    filter.risk && eq(insights.risk, filter.risk),
    filter.category && eq(insights.category, filter.category),
    filter.customerId === undefined ? undefined : eq(conversations.customerId, filter.customerId),
    filter.conversationId === undefined ? undefined : eq(insights.conversationId, filter.conversationId),
    filter.allowed === undefined ? undefined : sql`${insights.allowed} is not distinct from ${filter.allowed}`,
    inSight(filter.visibleTo, sql`${insights.conversationId}`),
  ];
}
