import { createHash } from 'node:crypto';

import type { MiddlewareHandler } from 'hono';

import { AppError } from '../models/domain/index.js';
import {
  claimIdempotencyKey,
  releaseIdempotencyKey,
  saveIdempotentAnswer,
} from '../storage/repositories/idempotency.js';
import type { ApiEnv } from './context.js';

/** Answers that a repeat gets back besides the body. */
const KEPT_HEADERS = ['content-type', 'etag', 'location'];

/**
 * `Idempotency-Key`: the first request does the work, its answer is kept for 24 hours, a repeat gets
 * that answer with `Idempotency-Replayed: true`. The same key with another request, or while the first
 * is still running, is a conflict. A refused request frees its key.
 */
export const idempotency: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return next();
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new AppError('invalid_input', 'Idempotency-Key must be 1 to 255 visible ASCII characters.');
  const { database, now, log } = c.get('api');
  const request = { keyId: c.get('caller').keyId, key, fingerprint: fingerprint(c.req, await c.req.text()) };

  const claim = await claimIdempotencyKey(database.db, request, now());
  if (claim.kind === 'other_request')
    throw new AppError('conflict', 'This Idempotency-Key was used for another request: take a new one.');
  if (claim.kind === 'running')
    throw new AppError('conflict', 'The first request with this Idempotency-Key is still running: try again shortly.');
  if (claim.kind === 'answered') {
    const { status, headers, body } = claim.answer;
    return new Response(status === 204 ? null : body, {
      status,
      headers: { ...headers, 'Idempotency-Replayed': 'true' },
    });
  }

  await next();
  if (c.res.ok) {
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => {
        const value = c.res.headers.get(name);
        return value === null ? [] : [[name, value]];
      }),
    );
    await saveIdempotentAnswer(database.db, request, {
      status: c.res.status,
      headers,
      body: await c.res.clone().text(),
    });
  } else {
    await releaseIdempotencyKey(database.db, request).catch((error: unknown) => {
      // The refusal itself must reach the caller; the key frees itself after five minutes.
      log.warn({ requestId: c.get('requestId'), code: AppError.from(error).code }, 'an idempotency key was not freed');
    });
  }
};

function fingerprint(request: { method: string; url: string }, body: string): string {
  const { pathname, search } = new URL(request.url);
  return createHash('sha256').update(`${request.method}\n${pathname}${search}\n${body}`).digest('hex');
}
