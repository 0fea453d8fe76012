import { eq } from 'drizzle-orm';

import {
  AppError,
  type FlagAction,
  type FlagAnswer,
  type FoldLedger,
  ReviewVerdict,
} from '../../models/domain/index.js';
import type { Db, Tx } from '../database.js';
import { flagAssignments, reviews, type FlagStanding } from '../schema.js';
import { lockConversation } from './conversations.js';
import { appendFlagHistory, judgesOf, lastDecision } from './flag-history.js';
import { refreshRisk } from './insights.js';
import { lockCustomersOf, settleMention } from './promise-ledger.js';
import { findFlag, stateOf, type ReviewRow } from './reviews.js';

/** Who does something with a flag, a person or a program's key, and when. */
export interface By {
  readonly actor: string;
  readonly at: Date;
}

/** Of a verdict: what is no promise takes no part in the customer's ledger any more, or does again. */
export interface Judging extends By {
  readonly fold: FoldLedger;
}

const UNANSWERED = { answer: null, answerNote: null, answeredBy: null, answeredAt: null, decided: false } as const;
const DECIDES = {
  second: { confirmed: 'upheld', dismissed: 'overturned' },
  alone: { confirmed: 'upheld_alone', dismissed: 'overturned_alone' },
} as const satisfies Record<string, Record<ReviewVerdict, FlagAction>>;
const VERDICTS: readonly FlagAction[] = [
  ...ReviewVerdict.options,
  ...Object.values(DECIDES.second),
  ...Object.values(DECIDES.alone),
];

/**
 * A reviewer confirms or dismisses a finding; a later verdict replaces the earlier, and a second one that is the same
 * is a second opinion. On a disputed finding it decides the dispute, which takes somebody who did not judge it before;
 * `alone`: there is nobody else, so who judged it decides, and says why.
 * @throws AppError `not_found`; `forbidden` where another reviewer has to decide; `conflict` when a dispute is decided;
 *   `invalid_input` for a decision alone without a reason
 */
export async function setVerdict(
  db: Db,
  id: string,
  { verdict, note, alone }: { verdict: ReviewVerdict; note: string | null; alone: boolean },
  { actor, at, fold }: Judging,
): Promise<void> {
  await judging(db, id, fold, async (tx, conversationId, before) => {
    refuseDecided(before);
    const disputed = stateOf(before) === 'disputed';
    const second = disputed && !(await judgesOf(tx, id)).has(actor);
    if (disputed) requireDecider(before, { actor, second, alone, note });
    const keepsAnswer = before !== null && (disputed || before.verdict === verdict);
    const answered = keepsAnswer ? answerOf(before) : UNANSWERED;
    await writeReview(tx, {
      ...answered,
      insightId: id,
      conversationId,
      verdict,
      note,
      reviewer: actor,
      at,
      decided: disputed,
    });
    const action = disputed ? DECIDES[second ? 'second' : 'alone'][verdict] : verdict;
    await appendFlagHistory(tx, { insightId: id, conversationId, action, actor, note, at, before: snapshot(before) });
  });
}

/**
 * Puts a flag back into the queue; the verdicts that it had count no more.
 * @throws AppError `not_found` when it has no verdict; `conflict` while it is disputed or once that is decided
 */
export async function clearVerdict(db: Db, id: string, { actor, at, fold }: Judging): Promise<void> {
  await judging(db, id, fold, async (tx, conversationId, before) => {
    if (before === null) throw new AppError('not_found', `Flag ${id} has no verdict to take back.`);
    refuseDecided(before);
    if (stateOf(before) === 'disputed')
      throw new AppError(
        'conflict',
        'The verdict is disputed: another reviewer decides, it cannot just be opened again.',
      );
    await writeReview(tx, null, id);
    await appendFlagHistory(tx, {
      ...{ insightId: id, conversationId, action: 'reopened', actor, at, before: snapshot(before) },
    });
  });
}

/**
 * Takes back the verdict that the same person gave last: the flag stands as it did before.
 * @throws AppError `conflict` when somebody did something since, or there is nothing of theirs to take back
 */
export async function undoVerdict(db: Db, id: string, { actor, at, fold }: Judging): Promise<void> {
  await judging(db, id, fold, async (tx, conversationId, before) => {
    const last = await lastDecision(tx, id);
    if (last?.actor !== actor || !VERDICTS.includes(last.action))
      throw new AppError(
        'conflict',
        'The last decision about this flag is not yours, or was taken back: look at its history.',
      );
    await writeReview(tx, last.before && { ...restored(last.before), insightId: id, conversationId }, id);
    await appendFlagHistory(tx, {
      ...{ insightId: id, conversationId, action: 'undone', actor, at, undoes: last.id, before: snapshot(before) },
    });
  });
}

/**
 * The rep acknowledges or disputes a confirmed finding; it may be changed until somebody decided the dispute. What is
 * disputed leaves the hands of whoever judged it.
 * @throws AppError `not_found`; `conflict` when it is not confirmed, or the dispute is decided
 */
export async function answerFlag(
  db: Db,
  id: string,
  { answer, note }: { answer: FlagAnswer; note: string | null },
  { actor, at }: By,
): Promise<void> {
  await deciding(db, id, async (tx, conversationId, before) => {
    refuseDecided(before);
    if (before?.verdict !== 'confirmed')
      throw new AppError('conflict', 'Nobody confirmed this finding: there is nothing to answer yet.');
    await writeReview(tx, { ...before, answer, answerNote: note, answeredBy: actor, answeredAt: at });
    await appendFlagHistory(tx, { insightId: id, conversationId, action: answer, actor, note, at });
    if (answer === 'disputed') {
      const [assigned] = await tx.select().from(flagAssignments).where(eq(flagAssignments.insightId, id));
      if (assigned && (await judgesOf(tx, id)).has(assigned.assigneeId))
        await tx.delete(flagAssignments).where(eq(flagAssignments.insightId, id));
    }
  });
}

/**
 * Gives a flag to a reviewer, or to nobody.
 * @throws AppError `not_found`; `conflict` when the reviewer judged what is disputed
 */
export async function assignFlag(db: Db, id: string, assigneeId: string | null, { actor, at }: By): Promise<void> {
  await deciding(db, id, async (tx, conversationId, review) => {
    if (assigneeId !== null && stateOf(review) === 'disputed' && (await judgesOf(tx, id)).has(assigneeId))
      throw new AppError('conflict', 'The verdict is disputed: give it to somebody who did not judge it.');
    if (assigneeId === null) await tx.delete(flagAssignments).where(eq(flagAssignments.insightId, id));
    else
      await tx
        .insert(flagAssignments)
        .values({ insightId: id, conversationId, assigneeId })
        .onConflictDoUpdate({ target: flagAssignments.insightId, set: { assigneeId } });
    await appendFlagHistory(tx, { insightId: id, conversationId, action: 'assigned', actor, assigneeId, at });
  });
}

/** Reviewers say something about a flag to each other. @throws AppError `not_found` */
export async function commentFlag(db: Db, id: string, note: string, { actor, at }: By): Promise<void> {
  await deciding(db, id, (tx, conversationId) =>
    appendFlagHistory(tx, { insightId: id, conversationId, action: 'commented', actor, note, at }),
  );
}

type Decide = (tx: Tx, conversationId: string, review: ReviewRow | null) => Promise<void>;

/** One decision about a Conversation's flags at a time. */
async function deciding(db: Db, id: string, decide: Decide): Promise<void> {
  const { conversation } = await findFlag(db, id, 0);
  await db.transaction((tx) => decideLocked(tx, id, conversation.id, decide));
}

/** The same of a verdict: the Conversation's risk and the promise ledger follow, or nothing is changed at all. */
async function judging(db: Db, id: string, fold: FoldLedger, decide: Decide): Promise<void> {
  const { conversation } = await findFlag(db, id, 0);
  await db.transaction(async (tx) => {
    await lockCustomersOf(tx, conversation.id);
    await decideLocked(tx, id, conversation.id, decide);
    await refreshRisk(tx, conversation.id);
    await settleMention(tx, id, fold);
  });
}

async function decideLocked(tx: Tx, id: string, conversationId: string, decide: Decide): Promise<void> {
  await lockConversation(tx, conversationId);
  const [review = null] = await tx.select().from(reviews).where(eq(reviews.insightId, id));
  await decide(tx, conversationId, review);
}

/** The rep who disputed it decides in no case. */
function requireDecider(
  review: ReviewRow | null,
  { actor, second, alone, note }: { actor: string; second: boolean; alone: boolean; note: string | null },
): void {
  if (review?.answeredBy === actor || !(second || alone))
    throw new AppError('forbidden', 'The verdict is disputed, and you gave it: another reviewer decides.');
  if (!second && !note)
    throw new AppError('invalid_input', 'Say why: nobody else reviews here, so you decide about your own verdict.', {
      details: { field: 'note' },
    });
}

async function writeReview(tx: Tx, review: ReviewRow | null, id = review?.insightId ?? ''): Promise<void> {
  if (review === null) await tx.delete(reviews).where(eq(reviews.insightId, id));
  else await tx.insert(reviews).values(review).onConflictDoUpdate({ target: reviews.insightId, set: review });
}

function refuseDecided(review: ReviewRow | null): void {
  if (review?.decided === true)
    throw new AppError('conflict', 'A second reviewer decided the dispute: only they can take that back.');
}

const answerOf = ({ answer, answerNote, answeredBy, answeredAt }: ReviewRow) => ({
  ...{ answer, answerNote, answeredBy, answeredAt },
});

function snapshot(review: ReviewRow | null): FlagStanding | null {
  if (review === null) return null;
  const { verdict, note, reviewer, decided } = review;
  const { answer, answerNote, answeredBy } = review;
  const at = review.at.toISOString();
  return {
    verdict,
    note,
    reviewer,
    at,
    answer,
    answerNote,
    answeredBy,
    answeredAt: review.answeredAt?.toISOString() ?? null,
    decided,
  };
}

const restored = (standing: FlagStanding): Omit<ReviewRow, 'insightId' | 'conversationId'> => ({
  ...standing,
  at: new Date(standing.at),
  answeredAt: standing.answeredAt === null ? null : new Date(standing.answeredAt),
});
