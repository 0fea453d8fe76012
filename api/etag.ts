import type { Context } from 'hono';
import { z } from '@hono/zod-openapi';

import { AppError } from '../models/domain/index.js';
import { refuseStale, stale } from '../storage/stale.js';

/** Put into the `headers` of a route that edits: `request: { headers: ifMatchHeader, … }`. */
export const ifMatchHeader = z.object({
  'if-match': z.string().optional().openapi({ description: 'The `ETag` that was read; needed to edit.' }),
});

/** The same where clients that were made before there was a version may leave it out. */
export const ifMatchIfKnown = z.object({
  'if-match': z
    .string()
    .optional()
    .openapi({ description: 'The `ETag` that was read: nothing is changed that somebody else changed since.' }),
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

/**
 * The same where the header may be left out: clients were made before there was a version to name.
 * @throws AppError `precondition_failed` when it is none of our tags
 */
export const versionIfNamed = (c: Context): number | null =>
  c.req.header('if-match') === undefined ? null : expectedVersion(c);

/** @throws AppError `precondition_failed` when `If-Match` names another version than `version` */
export function requireMatch(c: Context, version: number): void {
  refuseStale(version, expectedVersion(c));
}
