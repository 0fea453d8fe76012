import type { Context } from 'hono';
import { z } from '@hono/zod-openapi';

import { AppError } from '../models/domain/index.js';

/** Put into the `headers` of a route that edits: `request: { headers: ifMatchHeader, … }`. */
export const ifMatchHeader = z.object({
  'if-match': z.string().optional().openapi({ description: 'The `ETag` that was read; needed to edit.' }),
});

/** A strong entity tag from a row's `version`. */
export const etagOf = (version: number): string => `"${version}"`;

/** Call it before answering with something that can be edited. */
export function setEtag(c: Context, version: number): void {
  c.header('ETag', etagOf(version));
}

/**
 * The version that the caller read, from `If-Match`; null stands for `*` (whatever is there now). Put
 * it into the update's WHERE, so that nothing changes between look and write.
 * @throws AppError `precondition_required` without the header, `precondition_failed` when it is none of our tags
 */
export function expectedVersion(c: Context): number | null {
  const header = c.req.header('if-match')?.trim();
  if (!header)
    throw new AppError(
      'precondition_required',
      'Read it first, then send its ETag as If-Match: somebody may have changed it.',
    );
  if (header === '*') return null;
  const tag = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (tag === undefined) throw stale();
  return Number(tag);
}

/** @throws AppError `precondition_failed` when `If-Match` names another version than `version` */
export function requireMatch(c: Context, version: number): void {
  const expected = expectedVersion(c);
  if (expected !== null && expected !== version) throw stale();
}

/** For an update that found no row with the expected version. */
export function stale(): AppError {
  return new AppError('precondition_failed', 'Somebody changed it meanwhile: read it again and repeat the change.');
}
