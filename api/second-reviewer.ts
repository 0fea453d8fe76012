import type { DbOrTx } from '../storage/database.js';
import { judgesOf } from '../storage/repositories/flag-history.js';
import { findReview } from '../storage/repositories/reviews.js';
import { isInSight } from '../storage/repositories/sight.js';
import { activeUsers } from '../storage/repositories/users.js';
import { JUDGES, sightOf } from './access.js';

/**
 * Whether somebody could decide a dispute as the second reviewer: a person who gives verdicts, sees the conversation,
 * did not judge this and does not dispute it. Keys are no persons.
 */
export async function anySecondReviewer(db: DbOrTx, flagId: string, conversationId: string): Promise<boolean> {
  const judged = await judgesOf(db, flagId);
  const review = await findReview(db, flagId);
  for (const user of await activeUsers(db, JUDGES)) {
    if (judged.has(user.id) || review?.answeredBy === user.id) continue;
    if (await isInSight(db, await sightOf(db, user), conversationId)) return true;
  }
  return false;
}
