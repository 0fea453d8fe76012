import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { hashKey } from '../../../storage/repositories/keys.js';
import { apiKeys } from '../../../storage/schema.js';
import { openHarness, type Harness } from './harness.js';

interface Created {
  id: string;
  key: string;
}

describe('while there is no key', () => {
  let harness: Harness;
  let url: string;
  beforeAll(async () => {
    harness = await openHarness();
    url = await harness.listen();
  });
  afterAll(() => harness.close());

  const status = async (headers: Record<string, string> = {}) =>
    (await fetch(`${url}/v1/conversations`, { headers })).status;

  test('a program of this machine is the administrator', async () => {
    expect(await status()).toBe(200);
  });

  test.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['a request that a browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a request that a proxy forwards', { 'x-forwarded-for': '203.0.113.9' }],
    ['a request that a proxy forwards, in the standard’s words', { forwarded: 'for=203.0.113.9' }],
    ['a key that nobody made', { authorization: `Bearer vk_${'A'.repeat(43)}` }],
  ])('%s is refused', async (_name, headers: Record<string, string>) => {
    expect(await status(headers)).toBe(401);
  });

  test('a name that was made to point here is refused (DNS rebinding)', async () => {
    const get = (host: string) => harness.app.request(`http://${host}/v1/conversations`);
    expect((await get('evil.example:8080')).status).toBe(401);
    expect((await get('127.0.0.1.nip.io')).status).toBe(401);
    for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:8080', 'vouch.localhost'])
      expect((await get(host)).status, host).toBe(200);
  });

  test('a page of this machine may', async () => {
    expect(await status({ origin: 'http://localhost:5173', 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  test('the first key is an admin’s, and from it on every request needs one', async () => {
    const make = (role: string) =>
      fetch(`${url}/v1/keys`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'first', role }),
      });
    expect((await make('rep')).status).toBe(409);
    const made = await make('admin');
    expect(made.status).toBe(201);
    const { key } = (await made.json()) as Created;
    expect(await status()).toBe(401);
    expect((await make('admin')).status).toBe(401);
    expect(await status({ authorization: `Bearer ${key}` })).toBe(200);
  });
});

describe('keys', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness();
  });
  afterAll(() => harness.close());

  const create = async (name = 'Ann', role = 'qa'): Promise<Created> => {
    const response = await harness.request('POST', '/v1/keys', { json: { name, role } });
    expect(response.status).toBe(201);
    return (await response.json()) as Created;
  };
  const use = (key: string) => harness.request('GET', '/v1/conversations', { key });

  test('are shown once and kept by their hash only', async () => {
    const { id, key } = await create('<b>Ann</b>');
    expect(key).toMatch(/^vk_[\w-]{43}$/);
    const listed = await (await harness.request('GET', '/v1/keys')).text();
    expect(listed).toContain('<b>Ann</b>');
    expect(listed).not.toContain(key);
    const [row] = await harness.database.db.select().from(apiKeys).where(eq(apiKeys.id, id));
    expect(row?.hash).toBe(hashKey(key));
    expect(JSON.stringify(row)).not.toContain(key.slice(3));
    expect(harness.logged.join('')).not.toContain(key.slice(3));
  });

  test('are paged', async () => {
    for (let i = 0; i < 3; i++) await create(`Paged ${i}`);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = (await (
        await harness.request('GET', `/v1/keys?limit=2${cursor && `&cursor=${cursor}`}`)
      ).json()) as { items: Created[]; nextCursor: string | null };
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toHaveLength((await harness.database.db.select().from(apiKeys)).length);
  });

  test('end at once when they are revoked', async () => {
    const { id, key } = await create();
    expect((await use(key)).status).toBe(200);
    expect((await harness.request('DELETE', `/v1/keys/${id}`)).status).toBe(200);
    expect((await use(key)).status).toBe(401);
    expect((await harness.request('DELETE', '/v1/keys/none')).status).toBe(404);
  });

  test('their last use is written once a minute', async () => {
    const { id, key } = await create();
    const lastUsed = async () =>
      (await harness.database.db.select().from(apiKeys).where(eq(apiKeys.id, id)))[0]?.lastUsedAt;
    const start = new Date('2026-03-02T09:00:00Z');
    harness.setNow(start);
    await use(key);
    await vi.waitFor(async () => expect(await lastUsed()).toEqual(start));
    harness.setNow(new Date(start.getTime() + 59_000));
    await use(key);
    harness.setNow(new Date(start.getTime() + 61_000));
    await use(key);
    await vi.waitFor(async () => expect(await lastUsed()).toEqual(new Date(start.getTime() + 61_000)));
    harness.setNow(new Date());
  });

  test.each([
    ['no name', { role: 'qa' }],
    ['a blank name', { name: '  ', role: 'qa' }],
    ['no role', { name: 'x' }],
    ['an unknown role', { name: 'x', role: 'boss' }],
    ['a hash of one’s own', { name: 'x', role: 'qa', hash: 'x' }],
  ])('%s is refused', async (_name, json) => {
    expect((await harness.request('POST', '/v1/keys', { json })).status).toBe(400);
  });

  test.each(['Basic YTpi', 'Bearer', 'Bearer ', 'vk_x', 'Bearer vk_short', `Bearer vk_${'A'.repeat(44)}`])(
    '%j lets nobody in',
    async (authorization) => {
      const response = await harness.app.request('/v1/conversations', { headers: { authorization } });
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    },
  );
});
