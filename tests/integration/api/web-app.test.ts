import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openHarness, type Harness } from './harness.js';

describe('the web app', () => {
  let harness: Harness;
  let folder: string;
  const script = `/* ${'x'.repeat(3000)} */`;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vouch-web-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Vouch</title>');
    await writeFile(join(folder, 'assets/index-a1b2c3.js'), script);
    await writeFile(join(folder, 'assets/small-a1b2c3.js'), 'plain');
    await writeFile(join(folder, 'assets/small-a1b2c3.js.br'), brotliCompressSync('packed'));
    harness = await openHarness({ webFolder: folder });
  });
  afterAll(async () => {
    await harness.close();
    await rm(folder, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    harness.app.request(path, { method, headers: { accept: 'text/html,*/*;q=0.8', ...headers } });

  test.each(['/', '/conversations', '/conversations/018f-abc', '/invite?token=x', '/documents', '/v1x'])(
    '%s is the page, not kept without asking',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('<title>Vouch</title>');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    },
  );

  test.each([
    ['/v1/no-such-route', {}],
    ['/docs/no-such-page', {}],
    ['/healthz/x', {}],
    ['/metrics', {}],
    ['/assets/gone-000000.js', {}],
    ['/favicon.ico', {}],
    ['/assets/..%2f..%2fpackage.json', {}],
    ['/conversations', { accept: 'application/json' }],
  ])('%s is not', async (path, headers: Record<string, string>) => {
    const response = await get(path, headers);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  test('nothing is written there', async () => {
    expect((await get('/conversations', {}, 'POST')).status).toBe(404);
  });

  test('files with a hash in their name are kept for a year', async () => {
    const response = await get('/assets/index-a1b2c3.js', { accept: '*/*' });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(await response.text()).toBe(script);
  });

  test('files are sent compressed, and those compressed before as they are', async () => {
    const packed = await get('/assets/index-a1b2c3.js', { 'accept-encoding': 'gzip, br' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect((await packed.arrayBuffer()).byteLength).toBeLessThan(200);
    const before = await get('/assets/small-a1b2c3.js', { 'accept-encoding': 'gzip, br' });
    expect(before.headers.get('content-encoding')).toBe('br');
    expect(before.headers.get('vary')).toContain('Accept-Encoding');
  });

  test('no inline script, no frame, no guessing of types, no address told to others', async () => {
    const { headers } = await get('/conversations');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).toMatch(/default-src 'none';.*frame-ancestors 'none'/);
    expect(policy.replace(/style-src[^;]*/, '')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect((await get('/v1/conversations')).headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; frame/,
    );
  });

  test('what has an ETag is not compressed, since the ETag names the bytes', async () => {
    await harness.request('POST', '/v1/customers', { json: { id: 'acme', name: 'Acme' } });
    const headers = { 'accept-encoding': 'gzip' };
    const one = await harness.request('GET', '/v1/customers/acme', { headers });
    expect([one.headers.get('etag'), one.headers.get('content-encoding')]).toEqual(['"1"', null]);
    const list = await harness.request('GET', '/v1/customers', { headers });
    expect(list.headers.get('content-encoding')).toBe('gzip');
  });
});
