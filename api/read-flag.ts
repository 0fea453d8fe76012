import type { Context } from 'hono';

import { judgesOf, readFlagHistories } from '../storage/repositories/flag-history.js';
import { findFlag } from '../storage/repositories/reviews.js';
import { JUDGES, personOf } from './access.js';
import type { ApiEnv } from './context.js';
import { flagsWithRecord } from './explained.js';
import type { ReadFlag } from './presenters/flag.js';

/**
 * A flag with the turns around it, its history, and whether the caller may judge it now.
 * @throws AppError `not_found`
 */
export async function readFlag(c: Context<ApiEnv>, id: string, around?: number): Promise<ReadFlag> {
  const { db } = c.get('api').database;
  const flag = await findFlag(db, id, around);
  const [explained = flag] = await flagsWithRecord(c, [flag]);
  const history = (await readFlagHistories(db, [id])).get(id) ?? [];
  return { ...explained, history, mayJudge: await mayJudge(c, explained) };
}

async function mayJudge(c: Context<ApiEnv>, { id, state, review }: Omit<ReadFlag, 'mayJudge' | 'history'>) {
  const caller = c.get('caller');
  if (!(JUDGES as readonly string[]).includes(caller.role) || review?.decided === true) return false;
  if (state !== 'disputed') return true;
  const me = personOf(caller);
  return review?.answeredBy !== me && !(await judgesOf(c.get('api').database.db, id)).has(me);
}
