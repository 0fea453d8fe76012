import { z } from '@hono/zod-openapi';

import { AppError } from '../models/domain/index.js';

export const MAX_PAGE = 200;

const limitOf = (items: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .default(items)
    .openapi({ type: 'integer', description: `Items a page, ${MAX_PAGE} at most.` });

/** Query of every list: `?limit=&cursor=`. Spread into the route's own query: `z.object({ ...pageQuery, state: … })`. */
export const pageQuery = {
  limit: limitOf(50),
  cursor: z.string().max(1000).optional().openapi({ description: '`nextCursor` of the page before; opaque.' }),
};

/** Of a list that is short as a rule: whoever asks for no pages gets as much as one may hold. */
export const shortListQuery = { ...pageQuery, limit: limitOf(MAX_PAGE) };

/** Answer of every list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export interface Page<T> {
  items: T[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** A position in a list: the sort key of its last item, so that inserts before or after do not move the next page. */
export function encodeCursor(sortKey: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(sortKey)).toString('base64url');
}

/** @throws AppError `invalid_input` when it is none of ours */
export function decodeCursor<T extends z.ZodType>(cursor: string | undefined, shape: T): z.output<T> | undefined {
  if (cursor === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new AppError('invalid_input', 'The cursor is not one that this list gave: start again without it.', {
      cause,
    });
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success)
    throw new AppError('invalid_input', 'The cursor is not one that this list gave: start again without it.');
  return parsed.data;
}

/** One page from `limit + 1` rows: the extra row tells that there is more. `sortKey` must match the query's order. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  sortKey: (row: Row) => readonly unknown[],
  present: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(sortKey(last)) : null,
  };
}
