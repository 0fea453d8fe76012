import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ROUTES } from '../../../api/routes/index.js';
import type { Role } from '../../../models/domain/index.js';
import { conversations } from '../../../storage/schema.js';
import { openHarness, type Harness } from '../api/harness.js';
import { addConversation, budgetOf, claimOf, commitmentOf, publishNow } from './conversation-of.js';

interface Item {
  id: string;
  [key: string]: unknown;
}
interface Answer extends Item {
  items: Item[];
  nextCursor: string | null;
}

const CONFIRMED = '保证三月底之前上线';
const DISMISSED = 'It will never go down';
const UNSEEN = '我们可以打九折';

describe('the customer record through the API', () => {
  let harness: Harness;
  const keys = new Map<Role, { id: string; key: string }>();
  let customerId = '';
  let callId = '';
  let chatId = '';

  async function call(
    role: Role,
    method: string,
    path: string,
    json?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Answer; etag: string | null; text: string }> {
    const response = await harness.request(method, path, { key: keys.get(role)?.key ?? '', json, headers });
    const text = await response.text();
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      text,
      body: (text === '' ? {} : JSON.parse(text)) as Answer,
    };
  }
  const proposalOf = async (field: string, conversationId = callId) => {
    const { body } = await call(
      'rep',
      'GET',
      `/v1/customers/${customerId}/proposals?field=${field}&conversationId=${conversationId}`,
    );
    return body.items[0] as Item;
  };

  beforeAll(async () => {
    harness = await openHarness();
    for (const role of ['rep', 'qa', 'manager', 'delivery', 'admin'] as const) keys.set(role, await harness.key(role));
    harness.setNow(new Date('2026-04-02T09:00:00+08:00'));
    const made = await call('rep', 'POST', '/v1/customers', {
      name: '海港工具 <b>Ltd</b>',
      phones: ['138 0013 8000'],
      emails: ['Wang@Example.com'],
      externalIds: ['crm-7'],
    });
    expect([made.status, made.body.phones, made.body.emails]).toEqual([201, ['+8613800138000'], ['wang@example.com']]);
    customerId = made.body.id;
    const texts = [CONFIRMED, '预算三十万左右', DISMISSED, '财务李总签字', UNSEEN, '太贵了'];
    callId = await addConversation(harness.database, {
      customerId,
      texts,
      insights: {
        budgets: [budgetOf(300_000, 1, texts[1]!)],
        stakeholders: [{ name: '李总', title: '财务', role: 'approver', ...claimOf(3, texts[3]!) }],
        objections: [{ category: 'price', handled: false, response: [], ...claimOf(5, texts[5]!) }],
        competitors: [{ name: 'SecretRival', ...claimOf(5, texts[5]!) }],
        commitments: [
          commitmentOf(0, CONFIRMED, { due: '2026-03-31', allowed: false, suggestion: '可以说：争取三月底' }),
          commitmentOf(2, DISMISSED, { category: 'reliability', due: '2026-05-01' }),
          commitmentOf(4, UNSEEN, {
            category: 'price',
            risk: 'medium',
            amount: { value: 10, unit: 'percent' },
            condition: '签两年',
          }),
        ],
      },
    });
    chatId = await addConversation(harness.database, {
      ...{ customerId, kind: 'chat', startedAt: '2026-03-09T10:00:00+08:00', texts: ['好', '最多二十万'] },
      insights: { budgets: [budgetOf(200_000, 1, '最多二十万')] },
    });
    for (const id of [callId, chatId]) {
      await harness.database.db
        .update(conversations)
        .set({ summary: { headline: 'internal headline', sentences: [] } })
        .where(eq(conversations.id, id));
      await publishNow(harness.database, id);
    }
  });
  afterAll(() => harness.close());

  it('finds a customer by a key in any writing, and refuses a key that is another one’s', async () => {
    for (const query of ['phone=0086-13800138000', 'email=WANG@example.com', 'externalId=crm-7', 'name=海港'])
      expect(
        (await call('rep', 'GET', `/v1/customers?${query}`)).body.items.map(({ id }) => id),
        query,
      ).toEqual([customerId]);
    const taken = await call('rep', 'POST', '/v1/customers', { name: 'Other', phones: ['013800138000'] });
    expect([taken.status, taken.body.details]).toMatchObject([409, { customerId }]);
    expect(taken.text).not.toContain('138001');
    expect((await call('rep', 'GET', '/v1/customers?name=Other')).body.items).toEqual([]);
    expect((await call('rep', 'POST', '/v1/customers', { name: 'X', phones: ['call me'] })).status).toBe(400);
  });

  it('needs the ETag to edit a customer', async () => {
    const path = `/v1/customers/${customerId}`;
    const { etag } = await call('rep', 'GET', path);
    expect((await call('rep', 'PATCH', path, { name: 'A' })).status).toBe(428);
    expect((await call('rep', 'PATCH', path, { name: 'Harbour' }, { 'if-match': etag! })).status).toBe(200);
    expect((await call('rep', 'PATCH', path, { name: 'B' }, { 'if-match': etag! })).status).toBe(412);
    expect((await call('rep', 'GET', path)).body).toMatchObject({ name: 'Harbour', phones: ['+8613800138000'] });
  });

  it('keeps people, whose numbers find the customer too', async () => {
    const path = `/v1/customers/${customerId}/contacts`;
    const { body } = await call('rep', 'POST', path, { name: '王敏', title: '采购经理', phones: ['139 0013 9000'] });
    await call('rep', 'PATCH', `${path}/${body.id}`, { title: null });
    expect((await call('rep', 'GET', path)).body.items).toMatchObject([
      { name: '王敏', title: null, phones: ['+8613900139000'] },
    ]);
    expect((await call('rep', 'GET', '/v1/customers?phone=13900139000')).body.items).toHaveLength(1);
    expect((await call('rep', 'DELETE', `${path}/${body.id}`)).status).toBe(204);
    expect((await call('rep', 'GET', '/v1/customers?phone=13900139000')).body.items).toEqual([]);
  });

  it('shows contradictions with both quotes, accepts, undoes, and tells the history', async () => {
    const contradictions = async () =>
      (await call('rep', 'GET', `/v1/customers/${customerId}/contradictions`)).body.items;
    expect(await contradictions()).toMatchObject([
      {
        field: 'budget',
        values: [
          { quotes: ['最多二十万'], conversationId: chatId },
          { quotes: ['预算三十万左右'], conversationId: callId },
        ],
      },
    ]);
    const { id } = await proposalOf('budget');
    expect((await call('rep', 'POST', `/v1/proposals/${id}/accept`, { resolves: true })).body).toMatchObject({
      state: 'accepted',
      decidedBy: keys.get('rep')!.id,
    });
    expect(await contradictions()).toEqual([]);
    expect((await call('rep', 'POST', `/v1/proposals/${id}/accept`)).status).toBe(409);
    expect((await call('rep', 'POST', `/v1/proposals/${id}/undo`)).body).toMatchObject({ state: 'pending' });
    expect(await contradictions()).toHaveLength(1);
    const first = await call('rep', 'GET', `/v1/customers/${customerId}/history?limit=1`);
    const second = await call(
      'rep',
      'GET',
      `/v1/customers/${customerId}/history?limit=1&cursor=${first.body.nextCursor}`,
    );
    expect([first.body.items[0]?.action, second.body.items[0]?.action]).toEqual(['undone', 'set']);
  });

  it('writes a value by hand, against the version that was seen', async () => {
    const path = `/v1/customers/${customerId}/record/next_steps`;
    const value = { owner: 'rep', action: '发报价单', due: null };
    expect((await call('rep', 'PUT', path, { value }, { 'if-match': '"3"' })).status).toBe(412);
    expect((await call('rep', 'PUT', path, { value }, { 'if-match': '"0"' })).status).toBe(200);
    const { body } = await call('rep', 'GET', `/v1/customers/${customerId}/record`);
    const [field] = (body.fields as Item[]).filter((one) => one.field === 'next_steps');
    expect(field).toMatchObject({ value, locked: true, provenance: { by: 'person', actor: keys.get('rep')!.id } });
    expect((await call('rep', 'PUT', path, { value: { action: 5 } })).status).toBe(400);
    const gone = await call('rep', 'DELETE', `${path}?itemKey=${encodeURIComponent(String(field!.itemKey))}`);
    expect(gone.status).toBe(204);
  });

  it('queues flags by risk, with the turns around, the wording to use, and takes a verdict with a note', async () => {
    const { body } = await call('qa', 'GET', '/v1/flags?state=open');
    expect(body.items.map(({ risk }) => risk)).toEqual(['high', 'high', 'medium']);
    const pages = [await call('qa', 'GET', '/v1/flags?limit=2')];
    pages.push(await call('qa', 'GET', `/v1/flags?limit=2&cursor=${pages[0]!.body.nextCursor}`));
    expect(pages.flatMap((page) => page.body.items.map(({ id }) => id))).toEqual(body.items.map(({ id }) => id));
    const breaches = await call('qa', 'GET', '/v1/flags?allowed=false');
    expect(breaches.body.items).toMatchObject([{ category: 'deadline', suggestion: '可以说：争取三月底' }]);

    const flag = await call('qa', 'GET', `/v1/flags/${breaches.body.items[0]!.id}?around=1`);
    expect(flag.body.turns).toMatchObject([{ turn: 0, text: CONFIRMED, name: 'Lin Tao', side: 'rep' }, { turn: 1 }]);
    const verdict = { verdict: 'confirmed', note: 'internal note' };
    expect((await call('qa', 'PUT', `/v1/flags/${flag.body.id}/verdict`, verdict)).body).toMatchObject({
      state: 'confirmed',
      review: verdict,
    });
    const never = (await call('qa', 'GET', '/v1/flags?category=reliability')).body.items[0]!;
    await call('manager', 'PUT', `/v1/flags/${never.id}/verdict`, { verdict: 'dismissed' });
    expect((await call('qa', 'GET', '/v1/flags?state=open')).body.items).toMatchObject([{ category: 'price' }]);
    expect((await call('rep', 'GET', '/v1/flags')).status).toBe(403);
  });

  it('keeps the ledger: filters, overdue by the day, a state with a note, undo', async () => {
    const ids = async (query: string) =>
      (await call('rep', 'GET', `/v1/promises?${query}`)).body.items.map(({ what }) => what);
    expect(await ids(`customerId=${customerId}`)).toEqual([CONFIRMED, UNSEEN]);
    expect(await ids('withDismissed=true')).toEqual([CONFIRMED, DISMISSED, UNSEEN]);
    expect(await ids('overdue=true')).toEqual([CONFIRMED]);
    expect(await ids('allowed=false')).toEqual([CONFIRMED]);
    expect(await ids('dueBefore=2026-03-31')).toEqual([]);
    expect(await ids('dueFrom=2026-03-31&dueBefore=2026-04-01')).toEqual([CONFIRMED]);
    expect(await ids('customerId=nobody')).toEqual([]);

    const [{ id }] = (await call('rep', 'GET', '/v1/promises?overdue=true')).body.items as [Item];
    harness.setNow(new Date('2026-03-31T23:59:00+08:00'));
    expect((await call('rep', 'GET', `/v1/promises/${id}`)).body.overdue, 'its day is not over there').toBe(false);
    harness.setNow(new Date('2026-04-01T00:00:00+08:00'));
    const before = await call('rep', 'GET', `/v1/promises/${id}`);
    expect(before.body.overdue).toBe(true);
    const kept = { state: 'kept', note: 'live on the 30th' };
    expect((await call('rep', 'POST', `/v1/promises/${id}/state`, kept)).status).toBe(428);
    const set = await call('rep', 'POST', `/v1/promises/${id}/state`, kept, { 'if-match': before.etag! });
    expect(set.body).toMatchObject({
      state: 'kept',
      stateNote: kept.note,
      stateBy: keys.get('rep')!.id,
      overdue: false,
    });
    expect(
      (await call('rep', 'POST', `/v1/promises/${id}/state`, { state: 'broken' }, { 'if-match': before.etag! })).status,
    ).toBe(412);

    await publishNow(harness.database, callId);
    expect((await call('rep', 'GET', `/v1/promises/${id}`)).body).toMatchObject({ state: 'kept' });
    await call('rep', 'POST', `/v1/promises/${id}/state`, { state: 'broken' }, { 'if-match': '*' });
    expect((await call('rep', 'POST', `/v1/promises/${id}/undo`)).body).toMatchObject({
      state: 'kept',
      stateNote: kept.note,
    });
    expect((await call('rep', 'POST', `/v1/promises/${id}/undo`)).body).toMatchObject({ state: 'open', stateBy: null });
    expect((await call('rep', 'POST', `/v1/promises/${id}/undo`)).status).toBe(409);
  });

  it('keeps deals with their history, and one timeline over everything', async () => {
    const deal = await call('rep', 'POST', '/v1/deals', {
      customerId,
      name: 'Rollout',
      stage: 'offer',
      amount: 300_000,
      currency: 'CNY',
    });
    harness.setNow(new Date('2026-04-03T09:00:00+08:00'));
    const won = await call(
      'manager',
      'PATCH',
      `/v1/deals/${deal.body.id}`,
      { outcome: 'won', stage: 'won' },
      { 'if-match': deal.etag! },
    );
    expect(won.body).toMatchObject({ outcome: 'won', closedAt: '2026-04-03T01:00:00.000Z' });
    expect(
      (await call('rep', 'PATCH', `/v1/deals/${deal.body.id}`, { stage: 'x' }, { 'if-match': deal.etag! })).status,
    ).toBe(412);

    const path = `/v1/customers/${customerId}/timeline`;
    const { body } = await call('rep', 'GET', path);
    expect(body.items.map(({ type, at }) => [type, at])).toEqual([
      ['deal', '2026-04-03T01:00:00.000Z'],
      ['deal', '2026-03-31T16:00:00.000Z'],
      ['promise', '2026-03-30T16:00:00.000Z'],
      ['conversation', '2026-03-09T02:00:00.000Z'],
      ['conversation', '2026-03-02T02:00:00.000Z'],
    ]);
    expect(body.items[2]).toMatchObject({ what: CONFIRMED, overdue: true });
    expect(body.items[4]).toMatchObject({
      kind: 'call',
      headline: 'internal headline',
      counts: { turns: 6, promises: 3, highRisk: 2, breaches: 1 },
    });
    const paged: Item[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Answer = (await call('rep', 'GET', `${path}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`))
        .body;
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(body.items);

    await harness.database.db
      .update(conversations)
      .set({ ownerKeyId: 'another-rep' })
      .where(eq(conversations.id, callId));
    expect((await call('rep', 'GET', path)).body.items.map(({ type }) => type)).toEqual([
      'deal',
      'deal',
      'conversation',
    ]);
    await harness.database.db.update(conversations).set({ ownerKeyId: null }).where(eq(conversations.id, callId));
  });

  it('shows a delivery key confirmed words, the decision chain and promises, and nothing internal', async () => {
    await call('rep', 'POST', `/v1/proposals/${(await proposalOf('decision_chain')).id}/accept`);
    await call('rep', 'POST', `/v1/proposals/${(await proposalOf('objections')).id}/accept`);
    await call('rep', 'POST', `/v1/proposals/${(await proposalOf('competitors')).id}/accept`);

    const { id: promiseId } = (await call('rep', 'GET', '/v1/promises?state=open')).body.items[0] as Item;
    const paths = ROUTES.filter(
      ({ route, roles }) => route.method === 'get' && roles !== 'public' && roles.includes('delivery'),
    ).map(({ route }) => route.path.replace('{id}', route.path.includes('promises') ? promiseId : customerId));
    expect(paths).toEqual(
      expect.arrayContaining(['/v1/customers', `/v1/customers/${customerId}/record`, '/v1/promises']),
    );
    paths.push('/v1/promises?withDismissed=true&allowed=true&risk=medium');
    const answers = await Promise.all(paths.map((path) => call('delivery', 'GET', path)));
    const [record, promises] = [`/v1/customers/${customerId}/record`, '/v1/promises'].map(
      (path) => answers[paths.indexOf(path)],
    );
    expect(record!.body).toMatchObject({
      decisionChain: [{ name: '李总', title: '财务', role: 'approver' }],
      quotes: [
        { field: 'decision_chain', quote: '财务李总签字' },
        { field: 'promises', quote: CONFIRMED },
      ],
    });
    expect(promises!.body.items).toMatchObject([
      { what: CONFIRMED, confirmed: true, due: '2026-03-31' },
      { what: null, confirmed: false, condition: null, amount: { value: 10, unit: 'percent' } },
    ]);
    const seen = new Set<string>();
    for (const { status, text, body } of answers) {
      expect(status).toBe(200);
      for (const inside of [
        DISMISSED,
        UNSEEN,
        '太贵了',
        '预算三十万',
        'SecretRival',
        'internal',
        'test-rule',
        '可以说',
        '13800138000',
        '签两年',
      ])
        expect(text).not.toContain(inside);
      keysOf(body, seen);
    }
    for (const inside of [
      'summary',
      'headline',
      'objections',
      'competitors',
      'confidence',
      'note',
      'stateNote',
      'because',
      'rule',
      'risk',
      'allowed',
      'suggestion',
      'evidence',
      'phones',
      'conversationId',
    ])
      expect(seen, inside).not.toContain(inside);
    for (const path of ['timeline', 'history', 'contradictions', 'proposals', 'contacts'])
      expect((await call('delivery', 'GET', `/v1/customers/${customerId}/${path}`)).status, path).toBe(403);
  });

  it('decides in bulk and accepts what is uncontested', async () => {
    const price = (await call('rep', 'GET', '/v1/proposals?field=promises&state=pending')).body.items;
    const decisions = [
      { id: price[0]!.id, action: 'reject' },
      { id: price[1]!.id, action: 'accept' },
    ];
    const bulk = await call('rep', 'POST', '/v1/proposals/decisions', { decisions });
    expect(bulk.body.items.map(({ state }) => state)).toEqual(['rejected', 'accepted']);
    const all = await call('rep', 'POST', `/v1/customers/${customerId}/proposals/accept-all`, {});
    expect([all.status, (all.body.left as unknown[]).length]).toEqual([200, 2]);
    expect((await call('rep', 'GET', `/v1/customers/${customerId}/record`)).body).toMatchObject({
      pendingProposals: 2,
      contradictions: [{ field: 'budget' }],
    });
  });

  it('keeps webhooks for the administrator, shows a secret once, and no private address is taken', async () => {
    const make = (url: string) => call('admin', 'POST', '/v1/webhooks', { url, events: ['promise.flagged'] });
    for (const url of ['http://127.0.0.1/x', 'http://2130706433/', 'http://[::ffff:10.0.0.1]/', 'ftp://crm.example/'])
      expect((await make(url)).status, url).toBe(400);
    const { body: webhook, status } = await make('https://crm.example/hook');
    expect([status, webhook.secret]).toEqual([201, expect.stringMatching(/^whsec_/)]);
    const path = `/v1/webhooks/${webhook.id}`;
    for (const at of ['/v1/webhooks', path]) expect((await call('admin', 'GET', at)).text).not.toContain('whsec_');
    const test = await call('admin', 'POST', `${path}/test`);
    expect(test.body).toMatchObject({ event: 'webhook.test', state: 'pending' });
    expect((await call('admin', 'POST', `${path}/deliveries/${test.body.id}/replay`)).status).toBe(202);
    const log = await call('admin', 'GET', `${path}/deliveries?state=pending`);
    expect(log.body.items).toMatchObject([{ id: test.body.id, attempts: 0 }]);
    expect(log.text).not.toMatch(/payload|whsec_/);
    expect((await call('admin', 'PATCH', path, { active: false })).body).toMatchObject({ active: false });
    expect((await call('admin', 'POST', `${path}/test`)).status).toBe(409);
    expect((await call('admin', 'PATCH', path, { url: 'http://10.0.0.1/' })).status).toBe(400);
    expect((await call('admin', 'DELETE', path)).status).toBe(204);
    expect((await call('admin', 'GET', path)).status).toBe(404);
  });

  it('tells a promise over conversations: its history, what may belong to it, merge, split and undo', async () => {
    const { id: theirs } = (await call('rep', 'POST', '/v1/customers', { name: 'Promise House' })).body;
    const add = async (on: string, text: string, due: string) => {
      const id = await addConversation(harness.database, {
        ...{ customerId: theirs, texts: [text, '好'], startedAt: `2026-${on}T10:00:00+08:00` },
        insights: { commitments: [commitmentOf(0, text, { due })] },
      });
      await publishNow(harness.database, id);
    };
    await add('03-02', '仓库系统三月底上线', '2026-03-31');
    await add('03-09', '仓库系统上线改到四月十号', '2026-04-10');
    await add('03-16', '门店小程序四月底上线', '2026-04-30');
    const list = async () => (await call('rep', 'GET', `/v1/promises?customerId=${theirs}&who=Lin%20Tao`)).body.items;
    const [main, other] = await list();
    expect([
      await list(),
      (await call('rep', 'GET', `/v1/promises?customerId=${theirs}&who=Nobody`)).body.items,
    ]).toEqual([
      [expect.objectContaining({ due: '2026-04-10', leaned: null }), expect.objectContaining({ due: '2026-04-30' })],
      [],
    ]);
    const path = `/v1/promises/${main!.id}`;
    const read = await call('rep', 'GET', path);
    const events = (answer: Answer) => (answer.history as Item[]).map(({ event }) => event);
    expect(events(read.body)).toEqual(['made', 'changed']);
    expect(read.body).toMatchObject({
      firmness: 'definite',
      history: [{ by: 'machine' }, { changes: [{ term: 'due', before: '2026-03-31', after: '2026-04-10' }] }],
      suggestions: [{ with: other!.id, mention: other!.id, what: '门店小程序四月底上线' }],
    });
    const json = { with: other!.id };
    expect((await call('rep', 'POST', `${path}/merge`, json)).status).toBe(428);
    const merged = await call('rep', 'POST', `${path}/merge`, json, { 'if-match': read.etag! });
    expect(merged.body).toMatchObject({ id: main!.id, due: '2026-04-30', suggestions: [] });
    expect((await call('rep', 'POST', `${path}/merge`, json, { 'if-match': read.etag! })).status).toBe(412);
    expect((await call('rep', 'GET', `/v1/promises/${other!.id}`)).body.id, 'found under its old id').toBe(main!.id);
    const undone = await call('rep', 'POST', `${path}/undo`);
    expect(events(undone.body)).toEqual(['made', 'changed', 'merged', 'undone']);
    const [, changed] = undone.body.history as Item[];
    const split = await call('rep', 'POST', `${path}/split`, { mention: changed!.id }, { 'if-match': undone.etag! });
    expect(split.body).toMatchObject({ id: main!.id, due: '2026-03-31' });
    expect(await list()).toHaveLength(3);
    expect((await call('rep', 'POST', `${path}/split`, { mention: 'none' }, { 'if-match': '*' })).status).toBe(404);

    await call('rep', 'POST', `${path}/undo`);
    await call('rep', 'POST', `${path}/state`, { state: 'kept' }, { 'if-match': '*' });
    const timeline = (await call('rep', 'GET', `/v1/customers/${theirs}/timeline`)).body.items;
    expect(timeline.filter(({ type }) => type === 'promise_event')).toMatchObject([
      { event: 'kept', by: 'person', promiseId: main!.id },
      { event: 'changed', by: 'machine', promiseId: main!.id, changes: [{ term: 'due' }] },
    ]);
    const delivery = (await call('delivery', 'GET', path)).body;
    expect(Object.keys(delivery)).not.toContain('history');
  });
});

/** The names of all keys at any depth. */
function keysOf(value: unknown, into: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (!Array.isArray(value)) into.add(key);
    keysOf(child, into);
  }
}
