import { Hono } from 'hono';
import { expect, test } from 'vitest';

import { etagOf, expectedVersion, requireMatch, setEtag } from '../../../api/etag.js';
import { AppError } from '../../../models/domain/index.js';

const app = new Hono();
app.onError((error) => new Response(AppError.from(error).code, { status: AppError.from(error).status }));
app.put('/', (c) => {
  requireMatch(c, 3);
  setEtag(c, 4);
  return c.json(expectedVersion(c));
});

test.each([
  ['the version that is there', '"3"', 200],
  ['any version', '*', 200],
  ['an older version', '"2"', 412],
  ['a newer version', '"4"', 412],
  ['a weak tag', 'W/"3"', 412],
  ['no quotes', '3', 412],
  ['a list', '"2", "3"', 412],
  ['nothing', undefined, 428],
  ['white space', ' ', 428],
])('If-Match: %s', async (_name, tag, status) => {
  const response = await app.request('/', { method: 'PUT', headers: tag === undefined ? {} : { 'if-match': tag } });
  expect(response.status).toBe(status);
  if (status === 200) expect(response.headers.get('etag')).toBe(etagOf(4));
});
