import { z } from 'zod';
import { describe, expect, test } from 'vitest';

import { decodeCursor, encodeCursor, MAX_PAGE, pageQuery, toPage } from '../../../api/page.js';
import { AppError } from '../../../models/domain/index.js';

const Key = z.tuple([z.string(), z.number()]);

test('a cursor comes back as it was', () => {
  expect(decodeCursor(encodeCursor(['2026-03-02 甲', 7]), Key)).toEqual(['2026-03-02 甲', 7]);
  expect(decodeCursor(undefined, Key)).toBeUndefined();
});

test.each([
  ['words', 'not a cursor'],
  ['nothing', ''],
  ['another list’s', encodeCursor([7, 'x'])],
  ['too short', encodeCursor(['x'])],
  ['an object', Buffer.from('{"__proto__":[]}').toString('base64url')],
])('%s is refused as a cursor', (_name, cursor) => {
  const decode = () => decodeCursor(cursor, Key);
  expect(decode).toThrow(AppError);
  expect(decode).toThrow(/start again without it/);
});

describe('toPage', () => {
  const rows = [1, 2, 3, 4];
  const key = (row: number) => [String(row), row];

  test('the extra row says that there is more and is not shown', () => {
    const page = toPage(rows, 3, key, String);
    expect(page.items).toEqual(['1', '2', '3']);
    expect(decodeCursor(page.nextCursor ?? '', Key)).toEqual(['3', 3]);
  });

  test.each([4, 5])('without an extra row the page is the last (limit %i)', (limit) => {
    expect(toPage(rows, limit, key, String)).toEqual({ items: ['1', '2', '3', '4'], nextCursor: null });
  });

  test('an empty list is a last page', () => {
    expect(toPage([], 3, key, String)).toEqual({ items: [], nextCursor: null });
  });
});

test.each([
  ['1', true],
  [String(MAX_PAGE), true],
  [String(MAX_PAGE + 1), false],
  ['0', false],
  ['-1', false],
  ['1.5', false],
  ['many', false],
])('limit=%s', (limit, fits) => {
  expect(z.object(pageQuery).safeParse({ limit }).success).toBe(fits);
});
