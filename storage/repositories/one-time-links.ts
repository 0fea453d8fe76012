import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError } from '../../models/domain/index.js';
import type { DbOrTx, Tx } from '../database.js';
import { oneTimeLinks, users } from '../schema.js';
import { hashToken, newToken } from './sessions.js';
import type { UserRow } from './users.js';

export type LinkKind = (typeof oneTimeLinks.$inferSelect)['kind'];
export interface OneTimeLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly expiresAt: Date;
  /** Null for `setup`. */
  readonly user: UserRow | null;
}

const LASTS_MS: Readonly<Record<LinkKind, number>> = {
  setup: 24 * 60 * 60_000,
  invite: 7 * 24 * 60 * 60_000,
  reset: 24 * 60 * 60_000,
};

/** Makes a link and takes back those of this person (or for setting up) that nobody used; `token` is shown once. */
export async function makeLink(
  db: DbOrTx,
  kind: LinkKind,
  userId: string | null,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  await db
    .delete(oneTimeLinks)
    .where(
      and(isNull(oneTimeLinks.usedAt), userId === null ? isNull(oneTimeLinks.userId) : eq(oneTimeLinks.userId, userId)),
    );
  const token = newToken();
  const expiresAt = new Date(now.getTime() + LASTS_MS[kind]);
  await db.insert(oneTimeLinks).values({ id: uuid(), kind, userId, hash: hashToken(token), expiresAt, createdAt: now });
  return { token, expiresAt };
}

/** @throws AppError `not_found`: one answer for a link that never was, was used, or is too old */
export async function findLink(db: DbOrTx, token: string, now: Date): Promise<OneTimeLink> {
  const [row] = await db
    .select({ link: oneTimeLinks, user: users })
    .from(oneTimeLinks)
    .leftJoin(users, eq(users.id, oneTimeLinks.userId))
    .where(
      and(
        eq(oneTimeLinks.hash, hashToken(token)),
        isNull(oneTimeLinks.usedAt),
        gt(oneTimeLinks.expiresAt, now),
        sql`(${users.disabledAt} is null)`,
      ),
    );
  if (row === undefined) throw worthless();
  return { id: row.link.id, kind: row.link.kind, expiresAt: row.link.expiresAt, user: row.user };
}

/** Of two who use a link at the same time one wins. @throws AppError `not_found` for the other */
export async function useLink(tx: Tx, id: string, now: Date): Promise<void> {
  const used = await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(and(eq(oneTimeLinks.id, id), isNull(oneTimeLinks.usedAt)))
    .returning({ id: oneTimeLinks.id });
  if (used.length === 0) throw worthless();
}

const worthless = (): AppError =>
  new AppError('not_found', 'This link was used already, or is too old: ask an administrator for a new one.');
