import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createApp } from '../../../api/app.js';
import { PROBLEM_TITLES } from '../../../api/problem.js';
import { AppError, ERROR_CODES, HTTP_STATUS } from '../../../models/domain/index.js';
import { chat, form, openHarness, type Harness } from './harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

/** The app with a route's dependency that fails in the given way. */
const failing = (error: Error) =>
  createApp({
    ...harness.context,
    accept: (input) => {
      input.body?.destroy();
      return Promise.reject(error);
    },
  });
const upload = async (app: ReturnType<typeof createApp>) => {
  const { key } = await harness.key('rep');
  return app.request('/v1/recordings', {
    method: 'POST',
    body: form({}, { recording: { name: 'a.json', content: chat('Secret words.', 'p') } }),
    headers: { authorization: `Bearer ${key}` },
  });
};

describe('every error code is answered as a problem (RFC 9457)', () => {
  test.each(ERROR_CODES)('%s', async (code) => {
    const response = await upload(failing(new AppError(code, 'What to do.', { details: { limit: 7 } })));
    expect(response.status).toBe(HTTP_STATUS[code]);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual({
      type: `/problems/${code}`,
      title: PROBLEM_TITLES[code],
      status: HTTP_STATUS[code],
      detail: 'What to do.',
      instance: '/v1/recordings',
      code,
      requestId: response.headers.get('x-request-id'),
      details: { limit: 7 },
    });
  });
});

test('a bug is a 500 that tells nothing of its inside, and the log names it under the request, without what people said', async () => {
  const before = harness.logged.length;
  const response = await upload(
    failing(new TypeError('cannot read "Secret words." of undefined', { cause: new Error('password=hunter2') })),
  );
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(text).not.toMatch(/Secret|hunter2|TypeError|\.ts/);
  const logged = harness.logged.slice(before).join('\n');
  expect(logged).toContain(response.headers.get('x-request-id'));
  expect(logged).toMatch(/TypeError/);
  expect(logged).not.toMatch(/Secret words|hunter2/);
});

test.each([
  ['a full disk', Object.assign(new Error('write'), { code: 'ENOSPC' }), 507],
  ['a database that went away', new Error('query', { cause: Object.assign(new Error('x'), { code: '57P01' }) }), 503],
  ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 503],
])('%s has its own answer', async (_name, error, status) => {
  const response = await upload(failing(error));
  expect(response.status).toBe(status);
  if (status === 503) expect(response.headers.get('retry-after')).toBe('5');
});

describe('requests that are not right', () => {
  const post = (body: string, type = 'application/json') =>
    harness.request('POST', '/v1/compliance/check', { body, headers: { 'content-type': type } });

  test.each([
    [
      'broken JSON',
      '{"text": "a",\n "at": }',
      'application/json',
      400,
      { detail: 'The body is not JSON: see line 2, column 8.' },
    ],
    ['nothing', '', 'application/json', 400, { code: 'invalid_input' }],
    ['a list', '[]', 'application/json', 400, { code: 'invalid_input' }],
    ['a missing field', '{}', 'application/json', 400, { detail: 'body.text: is needed' }],
    ['a number for text', '{"text":7}', 'application/json', 400, { detail: 'body.text: must be text' }],
    ['an empty text', '{"text":""}', 'application/json', 400, { detail: 'body.text: must not be empty' }],
    [
      'an unknown field',
      '{"text":"a","colour":"red"}',
      'application/json',
      400,
      { detail: 'body: has a name that is not known here: colour' },
    ],
    [
      'prototype pollution',
      '{"text":"a","__proto__":{"admin":true}}',
      'application/json',
      400,
      { detail: /__proto__/ },
    ],
    [
      'pollution through the constructor',
      '{"text":"a","constructor":{"prototype":{"admin":true}}}',
      'application/json',
      400,
      { code: 'invalid_input' },
    ],
    ['NUL', '{"text":"a\\u0000"}', 'application/json', 400, { detail: /NUL/ }],
    [
      'too long a text',
      JSON.stringify({ text: 'x'.repeat(20_001) }),
      'application/json',
      400,
      { code: 'invalid_input' },
    ],
    [
      'too large a body',
      JSON.stringify({ text: 'x'.repeat(70_000) }),
      'application/json',
      413,
      { details: { maxJsonBytes: 65_536 } },
    ],
    ['another media type', 'text=a', 'application/x-www-form-urlencoded', 415, { code: 'unsupported_format' }],
    ['plain text', 'hello', 'text/plain', 415, { code: 'unsupported_format' }],
    [
      'a date that is none',
      '{"text":"a","at":"2026-02-30T00:00:00Z"}',
      'application/json',
      400,
      { details: { issues: [{ at: 'body.at' }] } },
    ],
  ])('%s', async (_name, body, type, status, expected: Record<string, unknown>) => {
    const response = await post(body, type);
    const problem = (await response.json()) as Record<string, unknown>;
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    for (const [field, value] of Object.entries(expected))
      if (value instanceof RegExp) expect(problem[field]).toMatch(value);
      else if (typeof value === 'object') expect(problem[field]).toMatchObject(value as object);
      else expect(problem[field]).toBe(value);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test('a misspelt filter is refused and does not list everything', async () => {
    const response = await harness.request('GET', '/v1/conversations?stat=failed');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ detail: 'query: has a name that is not known here: stat' });
    expect((await harness.request('GET', '/v1/conversations?state=failed')).status).toBe(200);
  });

  test('a body that is sent in pieces, without a length, is counted too', async () => {
    const pieces = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(' '.repeat(10_000)));
      },
    });
    const response = await harness.request('POST', '/v1/compliance/check', {
      body: pieces,
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(413);
  });

  test.each([
    ['GET', '/v1/nothing'],
    ['GET', '/'],
    ['DELETE', '/v1/compliance/check'],
    ['GET', '/v1/conversations/'],
    ['GET', '/docs/assets/../../../package.json'],
    ['GET', '/docs/assets/..%2f..%2fpackage.json'],
  ])('%s %s is nowhere', async (method, path) => {
    const response = await harness.request(method, path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: '/problems/not_found' });
  });

  test('a path that is there, but not with this method, is not said to be missing', async () => {
    const response = await harness.request('DELETE', '/v1/compliance/check');
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/^Nothing answers DELETE/) as string });
  });

  test('a broken escape in the address is refused', async () => {
    expect((await harness.request('GET', '/v1/conversations/%E0%A4%A')).status).toBe(400);
    expect((await harness.request('GET', '/v1/conversations/a%00b')).status).toBe(400);
  });
});

describe('health', () => {
  test('alive, ready, and what is the matter when it is not', async () => {
    expect(await (await harness.request('GET', '/healthz', { key: null })).json()).toEqual({
      ok: true,
      version: '0.0.0-test',
    });
    const ready = await harness.request('GET', '/readyz', { key: null });
    expect([ready.status, await ready.json()]).toMatchObject([
      200,
      {
        ready: true,
        database: { ok: true, kind: 'pglite' },
        store: { ok: true, kind: 'filesystem' },
        queue: { ok: true, kind: 'embedded' },
      },
    ]);
    const broken = createApp({
      ...harness.context,
      queue: {
        ...harness.context.queue,
        ping: () => Promise.reject(new AppError('unavailable', 'Redis does not answer.')),
      },
    });
    const answer = await broken.request('/readyz');
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { ready: false, database: { ok: true }, queue: { ok: false, code: 'unavailable' } },
    ]);
  });

  test('what waits, runs and failed', async () => {
    const { key } = await harness.key('manager');
    const response = await harness.request('GET', '/v1/status', { key });
    expect(await response.json()).toMatchObject({
      version: '0.0.0-test',
      queues: { analysis: { queued: expect.any(Number) as number } },
      failed: [],
    });
  });
});

describe('documentation', () => {
  test('the document describes every route with its roles', async () => {
    const document = (await (await harness.request('GET', '/openapi.json', { key: null })).json()) as {
      openapi: string;
      paths: Record<
        string,
        Record<string, { 'x-roles'?: string[]; roles?: unknown; responses: Record<string, unknown> }>
      >;
    };
    expect(document.openapi).toBe('3.1.0');
    const check = document.paths['/v1/compliance/check']?.post;
    expect(check?.['x-roles']).toEqual(['rep', 'qa', 'trainer', 'manager', 'admin']);
    expect(check?.roles).toBeUndefined();
    expect(Object.keys(check?.responses ?? {})).toEqual(['200', 'default']);
  });

  test('the page brings its own scripts and nothing from elsewhere', async () => {
    const page = await harness.request('GET', '/docs', { key: null });
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toMatch(/<script>|onload=|style=/);
    const files = [...html.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(files.length).toBeGreaterThan(3);
    for (const path of files) {
      const file = await harness.request('GET', path, { key: null });
      expect(file.status, path).toBe(200);
      expect((await file.arrayBuffer()).byteLength, path).toBeGreaterThan(50);
      expect(file.headers.get('content-type')).toMatch(/css|javascript|png/);
    }
  });
});
