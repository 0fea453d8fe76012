import type { Context } from 'hono';

import { judgesOf, readFlagHistories } from '../storage/repositories/flag-history.js';
import { findFlag, type Flag } from '../storage/repositories/reviews.js';
import { JUDGES, personOf } from './access.js';
import type { ApiEnv } from './context.js';
import { flagsWithRecord } from './explained.js';
import type { ReadFlag } from './presenters/flag.js';
import { anySecondReviewer } from './second-reviewer.js';

/**
 * A flag with the turns around it, its history, and whether the caller may judge it now.
 * @throws AppError `not_found`
 */
export async function readFlag(c: Context<ApiEnv>, id: string, around?: number): Promise<ReadFlag> {
  const { db } = c.get('api').database;
  const flag = await findFlag(db, id, around);
  const [explained = flag] = await flagsWithRecord(c, [flag]);
  const history = (await readFlagHistories(db, [id])).get(id) ?? [];
  return { ...explained, history, ...(await mayJudge(c, explained)) };
}

/** `decidesAlone`: the caller judged what is disputed, and nobody else could decide it. */
export async function mayJudge(
  c: Context<ApiEnv>,
  { id, conversation, state, review }: Flag,
): Promise<Pick<ReadFlag, 'mayJudge' | 'decidesAlone'>> {
  const { db } = c.get('api').database;
  const caller = c.get('caller');
  const me = personOf(caller);
  if (!(JUDGES as readonly string[]).includes(caller.role) || review?.decided === true) return NEITHER;
  if (state !== 'disputed') return { mayJudge: true, decidesAlone: false };
  if (review?.answeredBy === me) return NEITHER;
  if (!(await judgesOf(db, id)).has(me)) return { mayJudge: true, decidesAlone: false };
  const decidesAlone = !(await anySecondReviewer(db, id, conversation.id));
  return { mayJudge: decidesAlone, decidesAlone };
}

const NEITHER = { mayJudge: false, decidesAlone: false };
