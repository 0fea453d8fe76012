import { and, eq, isNull, lt, sql } from 'drizzle-orm';

import type { DbOrTx } from '../database.js';
import { idempotencyKeys } from '../schema.js';

/** How long an answer is kept for repeats. */
export const IDEMPOTENCY_HOURS = 24;
/** A request that has no answer after this was cut off (the process was killed); its key may be used again. */
const ABANDONED_MINUTES = 5;

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
 * of two requests at the same time exactly one is `first`.
 */
export async function claimIdempotencyKey(db: DbOrTx, request: IdempotentRequest, now: Date): Promise<Claim> {
  const expired = new Date(now.getTime() - IDEMPOTENCY_HOURS * 3_600_000);
  const abandoned = new Date(now.getTime() - ABANDONED_MINUTES * 60_000);
  const claimed = await db
    .insert(idempotencyKeys)
    .values({ ...request, createdAt: now })
    .onConflictDoUpdate({
      target: [idempotencyKeys.keyId, idempotencyKeys.key],
      set: { fingerprint: request.fingerprint, createdAt: now, status: null, headers: null, body: null },
      setWhere: sql`${idempotencyKeys.createdAt} < ${expired.toISOString()}
        or (${idempotencyKeys.status} is null and ${idempotencyKeys.createdAt} < ${abandoned.toISOString()})`,
    })
    .returning({ key: idempotencyKeys.key });
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

/** Answers older than {@link IDEMPOTENCY_HOURS} are forgotten. */
export async function forgetIdempotentAnswers(db: DbOrTx, now: Date): Promise<void> {
  const expired = new Date(now.getTime() - IDEMPOTENCY_HOURS * 3_600_000);
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, expired));
}

const sameKey = (request: IdempotentRequest) =>
  and(eq(idempotencyKeys.keyId, request.keyId), eq(idempotencyKeys.key, request.key));
