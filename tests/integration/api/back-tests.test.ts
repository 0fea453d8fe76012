import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { type BackTestReport, playbookFor } from '../../../models/domain/index.js';
import { loadRules, shippedPlaybooks, defaultPolicy } from '../../../models/insight/index.js';
import { startWorker, type Worker } from '../../../pipeline/worker.js';
import { backTests, conversations, deals, users, teams } from '../../../storage/schema.js';
import { form, openHarness, sendChat, type Harness } from './harness.js';

interface BackTest {
  id: string;
  state: string;
  done: number;
  total: number;
  error: string | null;
  report: BackTestReport | null;
}

/** A chat in which the rep says these lines, each answered. */
const chat = (id: string, day: string, lines: readonly string[], rep = 'Ann Lee'): string =>
  JSON.stringify({
    id,
    kind: 'chat',
    startedAt: `${day}T09:00:00+08:00`,
    participants: [
      { id: 'rep', side: 'rep', name: rep },
      { id: 'cust', side: 'customer', name: '陈博' },
    ],
    turns: lines.flatMap((text, n) => [
      { speaker: 'rep', text, sentAt: `${day}T09:${10 + n}:00+08:00` },
      { speaker: 'cust', text: '好的，知道了', sentAt: `${day}T09:${10 + n}:30+08:00` },
    ]),
  });

const policy = (when: string): string => `id: ours
name: { zh: 我们的, en: Ours }
rules:
  - { id: forbidden, when: ${when}, allowed: false, why: { zh: 不行, en: No } }
`;

const NEVER_DOWN = '我们的服务器绝对不会宕机';
const DISCOUNT_5 = '如果月底前签，我可以给您打九五折';

describe.each(['pglite', 'postgres'] as const)('back-tests on %s', (database) => {
  let harness: Harness;
  let worker: Worker;
  let ids: { down: string; discount: string; asks: string };

  beforeAll(async () => {
    harness = await openHarness({ database });
    const { db } = harness.database;
    await db.insert(teams).values({ id: 'north', name: 'North' });
    await db
      .insert(users)
      .values({ id: 'ann', email: 'ann@lumen.example', name: 'Ann Lee', role: 'rep', teamId: 'north' });
    worker = startWorker({
      ...{ database: harness.database, store: harness.store, queue: harness.context.queue as never },
      deps: {
        rules: loadRules(),
        policy: async () => defaultPolicy(),
        playbook: async (stage) =>
          playbookFor(
            shippedPlaybooks().map(({ value }) => value),
            await stage(),
          ),
        autoAccept: {},
        phoneRegion: 'CN',
      },
      queues: { analysis: 1, publishing: 1 },
      log: harness.context.log,
    });
    ids = {
      down: await sendChat(harness, chat('down', '2026-03-02', [NEVER_DOWN])),
      discount: await sendChat(harness, chat('discount', '2026-03-16', [DISCOUNT_5], '王强')),
      asks: await sendChat(
        harness,
        chat('asks', '2026-03-09', ['您好，我是云帆软件的林涛', '这块预算大概是多少？', '最后是谁拍板？']),
      ),
    };
    await vi.waitFor(
      async () => {
        const rows = await db.select({ at: conversations.publishedAt }).from(conversations);
        expect(rows.map(({ at }) => at !== null)).toEqual([true, true, true]);
      },
      { timeout: 30_000, interval: 50 },
    );
  });
  afterAll(async () => {
    await worker.close(0);
    await harness.close();
  });

  const start = (json: unknown, key?: string) =>
    harness.request('POST', '/v1/back-tests', { json, ...(key !== undefined && { key }) });
  const read = async (id: string, key?: string): Promise<BackTest> =>
    (await (await harness.request('GET', `/v1/back-tests/${id}`, key === undefined ? {} : { key })).json()) as BackTest;
  const run = async (json: unknown, key?: string): Promise<BackTest> => {
    const response = await start(json, key);
    expect(response.status).toBe(202);
    const { id } = (await response.json()) as BackTest;
    return vi.waitFor(async () => {
      const found = await read(id, key);
      expect(found.state).not.toBe('running');
      return found;
    });
  };

  test('a draft policy: what is new and what is gone, by team, by week', async () => {
    const { state, done, total, report } = await run({ policy: policy('{ category: [price] }') });
    expect([state, done, total]).toEqual(['done', 3, 3]);
    expect(report).toMatchObject({ conversations: 3, weeks: 2, new: 1, gone: 1, inForce: { flags: 1, aWeek: 0.5 } });
    expect(report?.changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ change: 'gone', conversationId: ids.down, team: 'North', rule: 'never-fails' }),
        expect.objectContaining({
          change: 'new',
          conversationId: ids.discount,
          team: null,
          rule: 'forbidden',
          why: '不行',
        }),
      ]),
    );
    expect(report?.changes.find(({ change }) => change === 'new')?.evidence.quote).toContain('九五折');
    expect(report?.teams).toContainEqual({ team: 'North', conversations: 2, inForce: 1, draft: 0, new: 0, gone: 1 });
  });

  test('precision comes from the verdicts', async () => {
    const { items } = (await (await harness.request('GET', `/v1/flags?conversationId=${ids.down}`)).json()) as {
      items: { id: string }[];
    };
    await harness.request('PUT', `/v1/flags/${items[0]?.id}/verdict`, { json: { verdict: 'confirmed' } });
    const { report } = await run({ policy: policy('{ category: [reliability, price] }') });
    expect(report?.draft).toMatchObject({ flags: 2, confirmed: 1, dismissed: 0, precision: 1 });
  });

  test('a draft playbook: scores and steps before and after', async () => {
    const { report } = await run({
      playbook:
        'id: short\nname: { zh: 短, en: Short }\nsteps:\n  - { id: budget, weight: 1, does: { zh: 询问预算, en: Asks } }\n',
    });
    expect(report?.playbook).toMatchObject({ inForce: 'discovery-v1@1', draft: 'short@1' });
    expect(report?.playbook?.scores.draft).toMatchObject({ conversations: 3, deciles: [2, 0, 0, 0, 0, 0, 0, 0, 0, 1] });
    expect(report?.playbook?.steps).toContainEqual({ id: 'budget', inForce: 1, draft: 1 });
    expect(report).toMatchObject({ new: 0, gone: 0 });
  });

  test('the result holds no words: an erased conversation is not in it any more', async () => {
    const sent = await sendChat(harness, chat('gone', '2026-03-17', ['如果月底前签，我可以给您打九二折']));
    await vi.waitFor(async () => {
      const [row] = await harness.database.db.select().from(conversations).where(eq(conversations.id, sent));
      expect(row?.publishedAt).not.toBeNull();
    });
    const { id, report } = await run({ policy: policy('{ category: [price] }') });
    expect(report?.changes.map(({ conversationId }) => conversationId)).toContain(sent);
    const [stored] = await harness.database.db.select().from(backTests).where(eq(backTests.id, id));
    expect(JSON.stringify(stored?.report)).not.toContain('九二折');
    expect((await harness.request('DELETE', `/v1/conversations/${sent}`)).status).toBe(204);
    expect((await read(id)).report?.changes.map(({ conversationId }) => conversationId)).not.toContain(sent);
  });

  test.each([
    ['nothing', {}, undefined],
    ['broken YAML', { policy: 'id: [' }, 'line'],
    ['a field of the wrong kind', { policy: policy('{ category: [prices] }') }, 'line'],
    ['a lexicon that is not there', { lexicon: { prices: 'version: 1' } }, undefined],
    ['a lexicon that does not fit', { lexicon: { objections: 'version: one' } }, 'line'],
  ])('%s is refused', async (_name, json, detail) => {
    const response = await start(json);
    expect(response.status).toBe(400);
    const { details } = (await response.json()) as { details?: Record<string, unknown> };
    if (detail !== undefined) expect(details?.[detail]).toEqual(expect.any(Number));
  });

  test('one at a time', async () => {
    const both = await Promise.all([1, 2].map(() => start({ policy: policy('{}') })));
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    const running = both.find(({ status }) => status === 202);
    const { id } = (await running?.json()) as BackTest;
    await vi.waitFor(async () => expect((await read(id)).state).toBe('done'));
  });

  test('one whose process has ended is told to have failed', async () => {
    const long = new Date(Date.now() - 10 * 60_000);
    await harness.database.db
      .insert(backTests)
      .values({ id: `lost-${database}`, drafts: {}, createdBy: 'somebody', createdAt: long, seenAt: long });
    expect(await read(`lost-${database}`)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('again') as string,
    });
  });

  test('the list is paged, newest first', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = (await (
        await harness.request('GET', `/v1/back-tests?limit=2${cursor && `&cursor=${cursor}`}`)
      ).json()) as { items: BackTest[]; nextCursor: string | null };
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(seen.at(-1)).toBe(`lost-${database}`);
  });

  test('a conversation is held against the playbook of its deal’s stage', async () => {
    await harness.request('POST', '/v1/customers', { json: { id: 'beta', name: 'Beta' } });
    const deal = {
      customerId: 'beta',
      name: 'Beta 2026',
      stage: 'Price_Negotiation',
      openedAt: '2026-03-01T00:00:00Z',
    };
    expect((await harness.request('POST', '/v1/deals', { json: deal })).status).toBe(201);
    const sent = (await (
      await harness.request('POST', '/v1/recordings', {
        body: form(
          { customerId: 'beta' },
          { recording: { name: 'chat.json', content: chat('beta', '2026-03-20', ['您是跟哪家比觉得贵？']) } },
        ),
      })
    ).json()) as { conversations: { id: string }[] };
    const id = sent.conversations[0]?.id;
    await vi.waitFor(
      async () => {
        const response = await harness.request('GET', `/v1/conversations/${id}/analysis`);
        expect(response.status).toBe(200);
        const { scriptFit } = (await response.json()) as { scriptFit: { playbook: string; steps: unknown[] } };
        expect(scriptFit.playbook).toBe('price-negotiation-v1');
        expect(scriptFit.steps).toContainEqual(expect.objectContaining({ id: 'price_reason', covered: true }));
      },
      { timeout: 15_000 },
    );
  });

  test('what one conversation missed, another shows: a won deal’s first, and only what the reader may see', async () => {
    const missedBudget = async (key?: string) => {
      const response = await harness.request(
        'GET',
        `/v1/conversations/${ids.down}/analysis`,
        key === undefined ? {} : { key },
      );
      const { scriptFit } = (await response.json()) as {
        scriptFit: { missed: { id: string; say: string; example: { conversationId: string; quote: string } | null }[] };
      };
      return scriptFit.missed.find(({ id }) => id === 'budget');
    };
    expect(await missedBudget()).toMatchObject({
      say: expect.stringContaining('预算') as string,
      example: { conversationId: ids.asks, quote: expect.stringContaining('预算') as string },
    });

    const won = await sendChat(harness, chat('won', '2026-03-18', ['这个项目预算是多少？']));
    await vi.waitFor(async () => {
      const [row] = await harness.database.db.select().from(conversations).where(eq(conversations.id, won));
      expect(row?.publishedAt).not.toBeNull();
    });
    expect((await missedBudget())?.example?.conversationId).toBe(ids.asks);
    await harness.request('POST', '/v1/customers', { json: { id: 'acme', name: 'Acme' } });
    const { db } = harness.database;
    await db
      .insert(deals)
      .values({ id: 'deal', customerId: 'acme', name: 'Won', outcome: 'won', openedAt: new Date() });
    await db.update(conversations).set({ dealId: 'deal' }).where(eq(conversations.id, won));
    expect((await missedBudget())?.example?.conversationId).toBe(won);

    const rep = await harness.key('rep');
    await db.update(conversations).set({ ownerKeyId: 'somebody else' }).where(eq(conversations.id, won));
    expect((await missedBudget(rep.key))?.example?.conversationId).toBe(ids.asks);
    await db.update(conversations).set({ ownerKeyId: 'somebody else' }).where(eq(conversations.id, ids.asks));
    expect(await missedBudget(rep.key)).toMatchObject({ example: null, say: expect.any(String) as string });
  });
});
