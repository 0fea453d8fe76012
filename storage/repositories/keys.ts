import { createHash, randomBytes } from 'node:crypto';

import { and, asc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import type { Role } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { apiKeys } from '../schema.js';

/** An API key without the key itself: that is shown once and kept by its hash only. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Whose key it is: it sees what they see; null for a program's own. */
  readonly userId: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const LAST_USED_EVERY_MS = 60_000;
const visible = {
  id: apiKeys.id,
  name: apiKeys.name,
  role: apiKeys.role,
  userId: apiKeys.userId,
  createdAt: apiKeys.createdAt,
  lastUsedAt: apiKeys.lastUsedAt,
  revokedAt: apiKeys.revokedAt,
};

/** `vk_` and 256 random bits: too many to guess, so that one fast hash is enough to keep it by. */
export const newSecret = (): string => `vk_${randomBytes(32).toString('base64url')}`;
export const hashKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Makes a key; `key` is returned here and can never be read again. */
export async function createKey(
  db: DbOrTx,
  input: { name: string; role: Role; userId?: string | null | undefined },
): Promise<{ apiKey: ApiKey; key: string }> {
  const key = newSecret();
  const [apiKey] = await db
    .insert(apiKeys)
    .values({ id: uuid(), name: input.name, role: input.role, userId: input.userId ?? null, hash: hashKey(key) })
    .returning(visible);
  if (apiKey === undefined) throw new Error('insert returned no row');
  return { apiKey, key };
}

/** Revoked keys too: the caller tells them apart. */
export async function findKey(db: DbOrTx, key: string): Promise<ApiKey | undefined> {
  const [row] = await db
    .select(visible)
    .from(apiKeys)
    .where(eq(apiKeys.hash, hashKey(key)));
  return row;
}

/** In the order they were made; `after` is the id of the one before. */
export async function listKeys(db: DbOrTx, limit: number, after?: string): Promise<ApiKey[]> {
  return db
    .select(visible)
    .from(apiKeys)
    .where(after === undefined ? undefined : gt(apiKeys.id, after))
    .orderBy(asc(apiKeys.id))
    .limit(limit);
}

/** Also true when all keys are revoked and all people disabled: a server that once asked does not fall open. */
export async function anyAccount(db: DbOrTx): Promise<boolean> {
  const found = await rows(db, sql`select 1 from api_keys union all select 1 from users limit 1`);
  return found.length > 0;
}

/** Undefined when there is no such key; revoking twice keeps the first time. */
export async function revokeKey(db: DbOrTx, id: string, now: Date): Promise<ApiKey | undefined> {
  await db
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)));
  const [row] = await db.select(visible).from(apiKeys).where(eq(apiKeys.id, id));
  return row;
}

/** Written at most once a minute a key, so that reading stays reading. */
export async function touchKey(db: DbOrTx, id: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - LAST_USED_EVERY_MS);
  await db
    .update(apiKeys)
    .set({ lastUsedAt: now })
    .where(and(eq(apiKeys.id, id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, before))));
}
