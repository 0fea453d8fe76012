import { lt } from 'drizzle-orm';
import { RateLimiterDrizzle } from 'rate-limiter-flexible';

import type { Db, DbOrTx } from '../database.js';
import { signInAttempts } from '../schema.js';

/** Counts up to `points` in `duration` seconds, for all processes on this database; a try is one statement. */
export const countAttempts = (
  db: Db,
  limit: { readonly keyPrefix: string; readonly points: number; readonly duration: number },
): RateLimiterDrizzle =>
  // The sweeper prunes: the library's own timer would outlive a closed database.
  new RateLimiterDrizzle({ ...limit, storeClient: db, schema: signInAttempts, clearExpiredByTimeout: false });

/** Forgets counts whose time is over. */
export async function forgetAttempts(db: DbOrTx, now: Date): Promise<void> {
  await db.delete(signInAttempts).where(lt(signInAttempts.expire, now));
}
