import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ROUTES } from '../../../api/routes/index.js';
import { listParts } from '../../../storage/repositories/conversations.js';
import { createKey } from '../../../storage/repositories/keys.js';
import { createTeam } from '../../../storage/repositories/teams.js';
import {
  auditLog,
  conversationRecordings,
  insights,
  participants,
  promises,
  proposals,
} from '../../../storage/schema.js';
import { waveHeader } from '../../services/wave-header.js';
import { addConversation, addCustomer, budgetOf, commitmentOf, publishNow } from '../records/conversation-of.js';
import { chat, openHarness, sendChat, sendSound, type Harness } from './harness.js';
import { makePerson, type Person } from './person.js';

/** What hangs off one conversation, by the placeholder of its path. */
interface Things {
  conversation: string;
  customer: string;
  proposal: string;
  promise: string;
  flag: string;
  deal: string;
}

const guardedBy: [start: string, thing: keyof Things][] = [
  ['/v1/conversations/{id}', 'conversation'],
  ['/v1/customers/{id}', 'customer'],
  ['/v1/proposals/{id}', 'proposal'],
  ['/v1/promises/{id}', 'promise'],
  ['/v1/flags/{id}', 'flag'],
  ['/v1/deals/{id}', 'deal'],
];
const thingOf = (path: string): keyof Things | undefined =>
  guardedBy.find(([start]) => path === start || path.startsWith(`${start}/`))?.[1];
const guarded = ROUTES.flatMap(({ route, roles }) => {
  const thing = thingOf(route.path);
  return thing === undefined || roles === 'public'
    ? []
    : [{ method: route.method.toUpperCase(), path: route.path, roles, thing }];
});
/** What a path cannot be asked without. */
const NEEDED: Readonly<Record<string, string>> = { '/v1/conversations/{id}/clip': '?from=0&to=1000' };
/** Two seconds at 8 kHz and some samples more, so that the bytes differ. */
const silence = (more: number): Buffer => {
  const samples = Buffer.alloc((16_000 + more) * 2);
  return Buffer.concat([waveHeader(samples.length, 8_000), samples]);
};
const SECRET = '绝密 quote of the other rep';

describe.each(['pglite', 'postgres'] as const)('who sees what on %s', (database) => {
  let harness: Harness;
  let mine: Things;
  let theirs: Things;
  const people = {} as Record<
    'ann' | 'bob' | 'north' | 'south' | 'loose' | 'qa' | 'trainer' | 'delivery' | 'admin',
    Person
  >;

  const talkOf = async (repName: string, words: string): Promise<Things> => {
    const customer = await addCustomer(harness.database, `Customer of ${repName}`);
    const conversation = await addConversation(harness.database, {
      ...{ customerId: customer, texts: [`保证三月底之前上线 ${words}`, `预算三十万左右 ${words}`] },
      insights: {
        budgets: [budgetOf(300_000, 1, `预算三十万左右 ${words}`)],
        commitments: [commitmentOf(0, `保证三月底之前上线 ${words}`, { due: '2026-03-31' })],
      },
    });
    const { db } = harness.database;
    await db
      .update(participants)
      .set({ name: repName })
      .where(and(eq(participants.conversationId, conversation), eq(participants.side, 'rep')));
    await publishNow(harness.database, conversation);
    const [proposal] = await db.select().from(proposals).where(eq(proposals.conversationId, conversation));
    const [promise] = await db.select().from(promises).where(eq(promises.conversationId, conversation));
    const [flag] = await db
      .select()
      .from(insights)
      .where(and(eq(insights.conversationId, conversation), eq(insights.kind, 'commitments')));
    const made = await harness.request('POST', '/v1/deals', { json: { customerId: customer, name: `Deal ${words}` } });
    const { id: deal } = (await made.json()) as { id: string };
    return { conversation, customer, proposal: proposal!.id, promise: promise!.id, flag: flag!.id, deal };
  };

  /** Gives a conversation a recording, so that there is something to hear and to cut. */
  const withSound = async (conversationId: string): Promise<void> => {
    const heard = await sendSound(harness, silence(conversationId.length));
    const { db } = harness.database;
    const [part] = await listParts(db, heard);
    await db.insert(conversationRecordings).values({ conversationId, sha256: part!.sha256, part: 'audio' });
  };

  beforeAll(async () => {
    harness = await openHarness({ database });
    const { db } = harness.database;
    const [north, south] = [await createTeam(db, 'North'), await createTeam(db, 'South')];
    people.ann = await makePerson(harness, 'rep', { teamId: north.id, identities: ['Ann Lee', 'ann-id'] });
    people.bob = await makePerson(harness, 'rep', { teamId: south.id, identities: [' BOB Ray '] });
    people.north = await makePerson(harness, 'manager', { teamId: north.id });
    people.south = await makePerson(harness, 'manager', { teamId: south.id });
    people.loose = await makePerson(harness, 'manager');
    for (const role of ['qa', 'trainer', 'delivery', 'admin'] as const) people[role] = await makePerson(harness, role);
    mine = await talkOf('ann lee', 'hers');
    theirs = await talkOf('Bob Ray', SECRET);
    for (const { conversation } of [mine, theirs]) await withSound(conversation);
  });
  afterAll(() => harness.close());

  const get = async (person: Person, path: string) => {
    const response = await person.request('GET', path);
    return { status: response.status, text: await response.text() };
  };

  test.each(guarded)('$method $path is closed for another rep’s', async ({ method, path, roles, thing }) => {
    const at = (things: Things) =>
      path.replace('{id}', things[thing]).replaceAll(/\{\w+\}/g, 'no-such-thing') + (NEEDED[path] ?? '');
    const call = async (person: Person, things: Things) => {
      const response = await person.request(method, at(things), method === 'GET' ? {} : { json: {} });
      if (response.headers.get('content-type') === 'text/event-stream') {
        await response.body?.cancel();
        return { status: response.status, text: '' };
      }
      return { status: response.status, text: await response.text() };
    };
    const outsiders = [people.ann, people.north, people.loose];
    for (const person of outsiders) {
      const { status, text } = await call(person, theirs);
      expect([403, 404], `${person.email} got ${status}`).toContain(status);
      expect(text).not.toContain(SECRET);
      // Nothing tells a thing that is somebody else's from one that does not exist.
      const gone = await call(person, { ...theirs, [thing]: 'no-such-thing' });
      expect(gone.status).toBe(status);
    }
    if (method === 'GET' && !path.includes('{', path.indexOf('{id}') + 4)) {
      const insiders = [people.bob, people.south, people.qa, people.trainer];
      for (const person of insiders) {
        const role = person.email.split(/\d/)[0] as (typeof roles)[number];
        const { status } = await call(person, theirs);
        if (!roles.includes(role)) expect(status, person.email).toBe(403);
        else expect([200, 404], person.email).toContain(status);
        // What this conversation of the tests has none of is not found.
        if (roles.includes(role) && !/analysis|playbook|examples/.test(path))
          expect(status, `${person.email} ${path}`).toBe(200);
      }
    }
  });

  test.each([
    '/v1/conversations',
    '/v1/customers',
    '/v1/proposals',
    '/v1/promises',
    '/v1/deals',
    '/v1/flags',
    '/v1/status',
  ])('%s lists one’s own only', async (path) => {
    const roles = ROUTES.find(({ route }) => route.path === path && route.method === 'get')?.roles ?? [];
    const foreign = new RegExp([SECRET, ...Object.values(theirs)].join('|'));
    const own = new RegExp(Object.values(mine).join('|'));
    for (const person of [people.ann, people.north]) {
      const { status, text } = await get(person, path);
      if (!roles.includes(person === people.ann ? 'rep' : 'manager')) expect(status).toBe(403);
      else {
        expect(status).toBe(200);
        expect(text).not.toMatch(foreign);
        if (path !== '/v1/status') expect(text).toMatch(own);
      }
    }
    const { text: nothing } = await get(people.loose, path);
    expect(nothing).not.toMatch(foreign);
    expect(nothing).not.toMatch(own);
    for (const person of [people.qa, people.admin])
      if (path !== '/v1/status') expect((await get(person, `${path}?limit=200`)).text).toMatch(foreign);
  });

  test('what is found by a key in any writing is one’s own too', async () => {
    await people.qa.request('PATCH', `/v1/customers/${theirs.customer}`, {
      json: { phones: ['13800138000'] },
      headers: { 'if-match': '*' },
    });
    const found = async (person: Person) =>
      (JSON.parse((await get(person, '/v1/customers?phone=138-0013-8000')).text) as { items: unknown[] }).items.length;
    expect([await found(people.ann), await found(people.bob)]).toEqual([0, 1]);
  });

  test('nobody reaches into another’s customer by sending or assigning something to them', async () => {
    const json = (path: string, body: unknown, person = people.ann, method = 'POST') =>
      person.request(method, path, { json: body, headers: { 'if-match': '*' } }).then(({ status }) => status);
    expect(await json('/v1/deals', { customerId: theirs.customer, name: 'x' })).toBe(404);
    expect(await json('/v1/deals', { customerId: mine.customer, name: 'x' })).toBe(201);
    expect(
      await json(`/v1/conversations/${mine.conversation}`, { customerId: theirs.customer }, people.ann, 'PATCH'),
    ).toBe(404);
    const form = new FormData();
    form.set('customerId', theirs.customer);
    form.set('recording', new Blob([chat('Something', 'reaching')]), 'chat.json');
    expect((await people.ann.request('POST', '/v1/recordings', { body: form })).status).toBe(404);
    const bulk = { decisions: [{ id: theirs.proposal, action: 'reject' }] };
    expect(await json('/v1/proposals/decisions', bulk)).toBe(404);
    const all = `/v1/customers/${mine.customer}/proposals/accept-all`;
    expect(await json(all, { conversationId: theirs.conversation })).toBe(200);
    const [untouched] = await harness.database.db.select().from(proposals).where(eq(proposals.id, theirs.proposal));
    expect(untouched?.state).toBe('pending');
  });

  test('a customer nobody talked to yet is everybody’s, and a new one too', async () => {
    const made = await people.ann.request('POST', '/v1/customers', { json: { name: 'Brand new' } });
    const { id } = (await made.json()) as { id: string };
    for (const person of [people.ann, people.bob]) expect((await get(person, `/v1/customers/${id}`)).status).toBe(200);
  });

  test('a rep sees what they send, and no other rep does', async () => {
    const form = new FormData();
    form.set(
      'recording',
      new Blob([chat('Nobody of ours is named here.', `sent-by-ann-${database}`).replace('Ann Lee', 'X')]),
      'c.json',
    );
    const sent = (await (await people.ann.request('POST', '/v1/recordings', { body: form })).json()) as {
      conversations: { id: string }[];
    };
    const path = `/v1/conversations/${sent.conversations[0]?.id}`;
    const seen = [people.ann, people.north, people.bob, people.south].map(
      async (person) => (await get(person, path)).status,
    );
    expect(await Promise.all(seen)).toEqual([200, 200, 404, 404]);
  });

  test('what telephone systems send is seen by who took part, and by a program’s rep key', async () => {
    const text = chat('From the exchange.', `exchange-${database}`).replace('Ann Lee', 'Bob Ray');
    const id = await sendChat(harness, text);
    await harness.database.db
      .update(participants)
      .set({ name: 'Bob Ray' })
      .where(and(eq(participants.conversationId, id), eq(participants.side, 'rep')));
    const { key } = await harness.key('rep');
    const status = async (person: Person) => (await get(person, `/v1/conversations/${id}`)).status;
    // The harness has no worker that reads the chat: who took part is known once it ran.
    await harness.database.db.insert(participants).values({
      ...{
        conversationId: id,
        id: 'bob',
        ordinal: 0,
        side: 'rep',
        sideConfidence: 1,
        sideSource: 'export',
        name: 'Bob Ray',
      },
    });
    expect([await status(people.ann), await status(people.bob)]).toEqual([404, 200]);
    expect((await harness.request('GET', `/v1/conversations/${id}`, { key })).status).toBe(200);
    // On the customer's side the name says nothing.
    await harness.database.db.update(participants).set({ side: 'customer' }).where(eq(participants.conversationId, id));
    expect(await status(people.bob)).toBe(404);
  });

  test('a key that belongs to somebody sees what they see', async () => {
    const { key } = await createKey(harness.database.db, { name: 'Ann’s script', role: 'rep', userId: people.ann.id });
    const status = async (id: string) => (await harness.request('GET', `/v1/conversations/${id}`, { key })).status;
    expect([await status(mine.conversation), await status(theirs.conversation)]).toEqual([200, 404]);
    const make = (role: string) =>
      harness.request('POST', '/v1/keys', { json: { name: 'x', role, userId: people.ann.id } });
    expect([(await make('admin')).status, (await make('rep')).status]).toEqual([400, 201]);
  });

  test('an administrator sees everything, and never silently', async () => {
    const reads = () =>
      harness.database.db
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.actorId, people.admin.id), eq(auditLog.objectId, theirs.conversation)));
    const before = (await reads()).length;
    harness.setNow(new Date(Date.now() + 3_600_000));
    await Promise.all(
      ['', '/transcript'].map((part) => get(people.admin, `/v1/conversations/${theirs.conversation}${part}`)),
    );
    const after = await reads();
    expect(after).toHaveLength(before + 1);
    expect(after.at(-1)).toMatchObject({
      action: 'conversation.read',
      actorKind: 'user',
      actorName: expect.stringMatching(/^admin/) as string,
    });
    const customer = await get(people.admin, `/v1/customers/${theirs.customer}/record`);
    expect(customer.status).toBe(200);
    const log = await get(people.admin, `/v1/audit?objectId=${theirs.customer}`);
    expect(log.text).toContain('customer.read');
    harness.setNow(new Date());
  });

  test('the audit log cannot be changed, and holds nothing that people said', async () => {
    const { db } = harness.database;
    await expect(db.update(auditLog).set({ actorName: 'somebody else' })).rejects.toThrow();
    await expect(db.delete(auditLog)).rejects.toThrow();
    const stored = JSON.stringify(await db.select().from(auditLog));
    expect(stored).not.toContain(SECRET);
    expect(stored).not.toContain('三十万');
  });

  test('a changed role, a disabled account and a team count at once', async () => {
    const person = await makePerson(harness, 'qa');
    const status = async () => (await get(person, `/v1/conversations/${theirs.conversation}`)).status;
    const change = (json: unknown) => people.admin.request('PATCH', `/v1/users/${person.id}`, { json });
    expect(await status()).toBe(200);
    await change({ role: 'rep' });
    expect(await status()).toBe(404);
    await change({ identities: ['Bob Ray'] });
    expect(await status()).toBe(200);
    await change({ disabled: true });
    expect(await status()).toBe(401);
    const log = JSON.parse((await get(people.admin, `/v1/audit?objectId=${person.id}&action=user`)).text) as {
      items: { action: string; details: unknown }[];
    };
    expect(log.items.map(({ action }) => action)).toEqual(['user.disabled', 'user.changed', 'user.changed']);
    expect(log.items[2]?.details).toMatchObject({ role: { before: 'qa', after: 'rep' } });
  });

  test('the last administrator stays', async () => {
    const change = (json: unknown) => people.admin.request('PATCH', `/v1/users/${people.admin.id}`, { json });
    expect((await change({ role: 'qa' })).status).toBe(409);
    expect((await change({ disabled: true })).status).toBe(409);
    expect((await get(people.admin, '/v1/audit')).status).toBe(200);
  });
});
