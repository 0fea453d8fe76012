import { createHash, randomBytes } from 'node:crypto';

import { and, desc, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import type { DbOrTx } from '../database.js';
import { sessions, users } from '../schema.js';
import type { UserRow } from './users.js';

export type SessionRow = typeof sessions.$inferSelect;

/** Unused for a week it ends, and a month after signing in whatever happens. */
const IDLE_MS = 7 * 24 * 60 * 60_000;
export const SESSION_MS = 30 * 24 * 60 * 60_000;
const SEEN_EVERY_MS = 60_000;

/** 256 random bits: too many to guess, so that one fast hash is enough to keep a token by. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Starts a session; `token` goes into the cookie and can never be read again. */
export async function startSession(
  db: DbOrTx,
  session: { userId: string; address: string | null; userAgent: string | null; now: Date },
): Promise<{ id: string; token: string }> {
  const token = newToken();
  const { userId, address, userAgent, now } = session;
  const id = uuid();
  await db.insert(sessions).values({
    ...{ id, userId, address, userAgent: userAgent?.slice(0, 300) ?? null, hash: hashToken(token) },
    ...{ createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + IDLE_MS) },
  });
  return { id, token };
}

/** The session of a cookie's token while it lasts, with its person if they are not disabled. */
export async function findSession(
  db: DbOrTx,
  token: string,
  now: Date,
): Promise<{ session: SessionRow; user: UserRow } | undefined> {
  const [row] = await db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.hash, hashToken(token)), gt(sessions.expiresAt, now), isNull(users.disabledAt)));
  return row;
}

/** Moves the end of a session that is used; written at most once a minute, so that reading stays reading. */
export async function touchSession(db: DbOrTx, session: SessionRow, now: Date): Promise<void> {
  if (now.getTime() - session.lastSeenAt.getTime() < SEEN_EVERY_MS) return;
  const last = session.createdAt.getTime() + SESSION_MS;
  await db
    .update(sessions)
    .set({ lastSeenAt: now, expiresAt: new Date(Math.min(now.getTime() + IDLE_MS, last)) })
    .where(and(eq(sessions.id, session.id), lt(sessions.lastSeenAt, now)));
}

/** The one used last first; those that are over are left out. `after` is when the last row was used, and its id. */
export async function listSessions(
  db: DbOrTx,
  userId: string,
  { limit, after, now }: { limit: number; after?: readonly [string, string] | undefined; now: Date },
): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, userId),
        gt(sessions.expiresAt, now),
        after && sql`(${sessions.lastSeenAt}, ${sessions.id}) < (${after[0]}::timestamptz, ${after[1]})`,
      ),
    )
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(limit);
}

/** Ends one session of this person, or all, or all but one; also forgets what is over. Returns how many it ended. */
export async function endSessions(
  db: DbOrTx,
  userId: string,
  which: { id?: string; but?: string; now: Date },
): Promise<number> {
  const gone = await db
    .delete(sessions)
    .where(
      or(
        lt(sessions.expiresAt, which.now),
        and(
          eq(sessions.userId, userId),
          which.id === undefined ? undefined : eq(sessions.id, which.id),
          which.but === undefined ? undefined : ne(sessions.id, which.but),
        ),
      ),
    )
    .returning({ userId: sessions.userId, expiresAt: sessions.expiresAt });
  return gone.filter((row) => row.userId === userId && row.expiresAt > which.now).length;
}
