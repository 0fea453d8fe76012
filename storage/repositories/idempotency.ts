import { and, eq, isNull, sql } from 'drizzle-orm';

import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { idempotencyKeys } from '../schema.js';

/** How long an answer is kept for repeats. */
export const IDEMPOTENCY_HOURS = 24;
/** A request that has no answer after this was cut off (the process was killed); its key may be used again. */
const ABANDONED_MINUTES = 5;
const FORGET_AT_ONCE = 100;

export interface IdempotentRequest {
  readonly keyId: string;
  readonly key: string;
  /** Hash of method, path and body. */
  readonly fingerprint: string;
}

export interface StoredAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

export type Claim =
  | { readonly kind: 'first' }
  | { readonly kind: 'running' }
  | { readonly kind: 'other_request' }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer };

/**
 * Claims the key for this request, or says what became of it before. One statement decides, so that
 * of two requests at the same time exactly one is `first`; it also forgets some of what has expired.
 */
export async function claimIdempotencyKey(db: DbOrTx, request: IdempotentRequest, now: Date): Promise<Claim> {
  const { keyId, key, fingerprint } = request;
  const expired = new Date(now.getTime() - IDEMPOTENCY_HOURS * 3_600_000).toISOString();
  const abandoned = new Date(now.getTime() - ABANDONED_MINUTES * 60_000).toISOString();
  const claimed = await rows<{ key: string }>(
    db,
    sql`with forgotten as (
          delete from idempotency_keys where (key_id, key) in (
            select key_id, key from idempotency_keys
            where created_at < ${expired}::timestamptz and not (key_id = ${keyId} and key = ${key})
            limit ${FORGET_AT_ONCE} for update skip locked)
        )
        insert into idempotency_keys as mine (key_id, key, fingerprint, created_at)
        values (${keyId}, ${key}, ${fingerprint}, ${now.toISOString()}::timestamptz)
        on conflict (key_id, key) do update set fingerprint = excluded.fingerprint, created_at = excluded.created_at,
          status = null, headers = null, body = null
        where mine.created_at < ${expired}::timestamptz
           or (mine.status is null and mine.created_at < ${abandoned}::timestamptz)
        returning key`,
  );
  if (claimed.length > 0) return { kind: 'first' };
  const [row] = await db.select().from(idempotencyKeys).where(sameKey(request));
  if (row === undefined) return { kind: 'running' }; // Released between the two statements: the caller tries again.
  if (row.fingerprint !== request.fingerprint) return { kind: 'other_request' };
  if (row.status === null) return { kind: 'running' };
  return { kind: 'answered', answer: { status: row.status, headers: row.headers ?? {}, body: row.body ?? '' } };
}

export async function saveIdempotentAnswer(
  db: DbOrTx,
  request: IdempotentRequest,
  answer: StoredAnswer,
): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set({ ...answer })
    .where(sameKey(request));
}

/** After a refusal: nothing was done, so the key is free again. */
export async function releaseIdempotencyKey(db: DbOrTx, request: IdempotentRequest): Promise<void> {
  await db.delete(idempotencyKeys).where(and(sameKey(request), isNull(idempotencyKeys.status)));
}

const sameKey = (request: IdempotentRequest) =>
  and(eq(idempotencyKeys.keyId, request.keyId), eq(idempotencyKeys.key, request.key));
