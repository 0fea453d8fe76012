import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { claimDeliveries, finishDelivery } from '../../../storage/repositories/webhook-claims.js';
import { users } from '../../../storage/schema.js';
import { addCustomer } from '../records/conversation-of.js';
import { openHarness, type Harness } from './harness.js';
import { makePerson } from './person.js';

const KEPT = { conversations: { call: null, meeting: null, chat: 90 }, sound: null };
/** An address that webhooks may have; nobody delivers here, so nothing is sent to it. */
const PUBLIC = 'https://8.8.8.8/hook';

describe.each(['pglite', 'postgres'] as const)('what is edited, and lists, on %s', (database) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness({ database });
  });
  afterAll(() => harness.close());

  const call = async (method: string, path: string, json?: unknown, headers: Record<string, string> = {}) => {
    const response = await harness.request(method, path, { ...(json === undefined ? {} : { json }), headers });
    const body = (await response.json().catch(() => null)) as { id: string; items: { name: string; id: string }[] };
    return { status: response.status, etag: response.headers.get('etag') ?? '', body };
  };

  const made = {
    contact: async () => {
      const customerId = await addCustomer(harness.database);
      const { body } = await call('POST', `/v1/customers/${customerId}/contacts`, { name: 'Dana' });
      return `/v1/customers/${customerId}/contacts/${body.id}`;
    },
    team: async () => `/v1/teams/${(await call('POST', '/v1/teams', { name: 'North' })).body.id}`,
    webhook: async () =>
      `/v1/webhooks/${(await call('POST', '/v1/webhooks', { url: PUBLIC, events: ['conversation.published'] })).body.id}`,
    retention: () => Promise.resolve('/v1/retention'),
  };

  test.each([
    ['contact', 'PATCH', { title: 'CFO' }, { name: 'Dana Reyes' }],
    ['team', 'PATCH', { name: 'South' }, { name: 'East' }],
    ['webhook', 'PATCH', { active: false }, { active: true }],
    ['retention', 'PUT', KEPT, { ...KEPT, sound: 30 }],
  ] as const)(
    'two people who read the same %s do not overwrite each other unseen',
    async (kind, method, first, second) => {
      const path = await made[kind]();
      const read = await call('GET', path);
      expect([read.status, read.etag]).toEqual([200, expect.stringMatching(/^"\d+"$/) as string]);
      const changed = await call(method, path, first, { 'if-match': read.etag });
      expect(changed.status).toBe(200);
      expect(changed.etag).not.toBe(read.etag);
      const late = await call(method, path, second, { 'if-match': read.etag });
      expect(late.status).toBe(412);
      const now = await call('GET', path);
      expect([now.etag, now.body]).toEqual([changed.etag, changed.body]);
      expect((await call(method, path, second, { 'if-match': now.etag })).status).toBe(200);
      expect((await call(method, path, first, { 'if-match': 'W/"1"' })).status).toBe(412);
      // Clients from before there was a version name none.
      expect((await call(method, path, first)).status).toBe(200);
    },
  );

  test('a team counts its people, in the list, by itself and when it is renamed', async () => {
    const path = await made.team();
    const id = path.split('/').at(-1) ?? '';
    for (let n = 0; n < 2; n += 1) await makePerson(harness, 'rep', { teamId: id });
    const listed = (await call('GET', '/v1/teams')).body.items.find((team) => team.id === id);
    const read = (await call('GET', path)).body;
    const renamed = (await call('PATCH', path, { name: 'West' })).body;
    expect([listed, read, renamed]).toMatchObject([{ members: 2 }, { members: 2 }, { members: 2, name: 'West' }]);
  });

  test('a webhook that Vouch switches off is another version', async () => {
    const path = await made.webhook();
    const { etag } = await call('GET', path);
    await call('POST', `${path}/test`);
    const { db } = harness.database;
    const now = new Date();
    const claimed = await claimDeliveries(db, { now: new Date(now.getTime() + 1000), limit: 9, leaseMs: 1000 });
    for (const one of claimed)
      await finishDelivery(db, one, { kind: 'failed', status: 410, error: 'gone', disable: '410 Gone' }, now);
    expect((await call('PATCH', path, { url: PUBLIC }, { 'if-match': etag })).status).toBe(412);
  });

  test.each(['/v1/teams/none', '/v1/customers/none/contacts/none', '/v1/webhooks/none'])(
    'there is nothing at %s',
    async (path) => {
      expect((await call('GET', path)).status).toBe(404);
    },
  );

  /** All names of a list, read in pages of two; the list as one page must hold the same. */
  const inPages = async (request: (path: string) => Promise<Response>, path: string) => {
    const read = async (query: string) => {
      const response = await request(`${path}?${query}`);
      expect(response.status).toBe(200);
      return (await response.json()) as { items: { id: string | null; name?: string }[]; nextCursor: string | null };
    };
    const found: unknown[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null; pages += 1) {
      expect(pages).toBeLessThan(5);
      const page = await read(`limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      found.push(...page.items.map(({ id, name }) => name ?? id));
      cursor = page.nextCursor;
    }
    const whole = await read('');
    expect(whole.nextCursor).toBeNull();
    expect(found).toEqual(whole.items.map(({ id, name }) => name ?? id));
    expect((await request(`${path}?cursor=nonsense`)).status).toBe(400);
    return found;
  };
  const asAdmin = (path: string): Promise<Response> => harness.request('GET', path);

  test('lists that are short as a rule have pages too', async () => {
    const customerId = await addCustomer(harness.database);
    for (const name of ['Ann', 'Bob', 'Cai', 'Dan', 'Eve'])
      await call('POST', `/v1/customers/${customerId}/contacts`, { name });
    expect(await inPages(asAdmin, `/v1/customers/${customerId}/contacts`)).toEqual(['Ann', 'Bob', 'Cai', 'Dan', 'Eve']);

    for (const name of ['Red', 'Red', 'Blue']) await call('POST', '/v1/teams', { name });
    const teams = await inPages(asAdmin, '/v1/teams');
    expect(teams.filter((name) => name === 'Red' || name === 'Blue')).toEqual(['Blue', 'Red', 'Red']);

    for (const name of ['one', 'two', 'three']) await call('POST', '/v1/saved-searches', { name, query: { q: name } });
    expect(await inPages(asAdmin, '/v1/saved-searches')).toEqual(['one', 'two', 'three']);
  });

  test('one’s sessions have pages, the one used last first', async () => {
    const person = await makePerson(harness, 'rep');
    const { db } = harness.database;
    const [{ email } = { email: '' }] = await db.select().from(users).where(eq(users.id, person.id));
    for (let n = 0; n < 4; n += 1)
      await harness.request('POST', '/v1/session', { key: null, json: { email, password: 'correct horse battery' } });
    expect(await inPages((path) => person.request('GET', path), '/v1/sessions')).toHaveLength(5);
  });
});
