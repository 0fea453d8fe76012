import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { wordsOf } from '../../../models/insight/index.js';
import type { ImportedConversation } from '../../../models/domain/index.js';
import { insertConversation, saveTranscript } from '../../../storage/repositories/conversations.js';
import { savingFindings } from '../../../storage/repositories/insights.js';
import { createTeam } from '../../../storage/repositories/teams.js';
import { auditLog, conversations, customers, deals } from '../../../storage/schema.js';
import { commitmentOf } from '../records/conversation-of.js';
import { openHarness, type Harness } from './harness.js';
import { makePerson, type Person } from './person.js';

interface Hit {
  conversationId: string;
  turn: number;
  text: string;
  highlights: [number, number][];
  side: string;
  rep: { id: string | null; name: string } | null;
}
interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

describe.each(['pglite', 'postgres'] as const)('search on %s', (database) => {
  let harness: Harness;
  let ann: Person;
  let bob: Person;
  let northId = '';

  const talk = async (
    id: string,
    day: number,
    rep: string,
    texts: string[],
    more: Partial<typeof conversations.$inferInsert> = {},
  ) => {
    const { db } = harness.database;
    await insertConversation(db, {
      id,
      kind: 'call',
      startedAt: new Date(Date.UTC(2026, 2, day)),
      customerId: more.customerId ?? null,
    });
    await saveTranscript(
      db,
      id,
      {
        language: 'zh',
        title: `Talk ${id}`,
        participants: [
          { id: 'rep', side: 'rep', sideConfidence: 1, sideSource: 'export', name: rep },
          { id: 'cust', side: 'customer', sideConfidence: 1, sideSource: 'export', name: 'Wang' },
        ],
        turns: texts.map((text, index) => ({
          speaker: index % 2 ? 'cust' : 'rep',
          text,
          startMs: index * 1000,
          endMs: index * 1000 + 900,
        })),
        completeness: { total: texts.length, read: texts.length, unreadable: [] },
        engine: { name: 'test', model: null },
        notes: [],
      } as unknown as ImportedConversation,
      wordsOf,
    );
    if (Object.keys(more).length > 0) await db.update(conversations).set(more).where(eq(conversations.id, id));
  };

  beforeAll(async () => {
    harness = await openHarness({ database });
    const { db } = harness.database;
    const north = await createTeam(db, 'North');
    northId = north.id;
    ann = await makePerson(harness, 'rep', { teamId: north.id, identities: ['Ann Lee'], name: 'Ann Lee' });
    bob = await makePerson(harness, 'rep', { identities: ['Bob Ray'], name: 'Bob Ray' });
    await db.insert(customers).values({ id: 'acme', name: 'Acme' });
    await db
      .insert(deals)
      .values({ id: 'won-deal', customerId: 'acme', name: 'D', outcome: 'won', openedAt: new Date() });
    await talk('t1', 1, 'Ann Lee', ['你们的预算是多少？', '今年大概三十万左右，数据安全最要紧', '保证三月上线']);
    await talk(
      't2',
      2,
      'Bob Ray',
      ['What is the budget?', "It's 300k, and data security matters.", 'We guarantee it.'],
      {
        ...{ language: 'en', customerId: 'acme', dealId: 'won-deal' },
      },
    );
    await talk('t3', 3, 'Ann Lee', ['预算呢', `${'很久以前'.repeat(150)} 预算批了 30万`, '好'], { kind: 'meeting' });
    await harness.database.db.transaction(async (tx) => {
      const commitments = [
        commitmentOf(2, '保证三月上线'),
        commitmentOf(0, '你们的预算是多少？', { risk: 'low', category: 'price' }),
      ];
      for (const statement of savingFindings('t1', { insights: { commitments } })) await tx.execute(statement);
      const scriptFit = { playbook: 'p', score: 72, steps: [] };
      for (const statement of savingFindings('t2', { insights: { commitments: [] }, scriptFit }))
        await tx.execute(statement);
    });
  });
  afterAll(() => harness.close());

  const page = async <T>(path: string, person?: Person): Promise<Page<T>> => {
    const response = person ? await person.request('GET', path) : await harness.request('GET', path);
    expect(response.status, path).toBe(200);
    return (await response.json()) as Page<T>;
  };
  const search = (query: string, person?: Person) =>
    page<Hit>(`/v1/search?${new URLSearchParams(query).toString()}`, person);
  const places = async (query: string, person?: Person) =>
    (await search(query, person)).items.map(({ conversationId, turn }) => `${conversationId}:${turn}`);

  test.each([
    ['q=预算', ['t3:0', 't3:1', 't1:0']],
    ['q=300,000', ['t3:1', 't2:1', 't1:1']],
    ['q=30万', ['t3:1', 't2:1', 't1:1']],
    ['q=预算 三十万', ['t3:1']],
    ['q=数据安全', ['t1:1']],
    ['q="data security"', ['t2:1']],
    ['q="security data"', []],
    ['q=三万', []],
    ['q=据安', []],
    ['q=300k&language=en', ['t2:1']],
    ['q=300k&kind=meeting', ['t3:1']],
    ['q=300k&rep=ann lee', ['t3:1', 't1:1']],
    ['q=300k&outcome=won', ['t2:1']],
    ['q=300k&customerId=acme', ['t2:1']],
    ['q=300k&from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z', ['t2:1']],
    ['q=预算&speaker=customer', ['t3:1']],
    ['q=保证&flag=true', ['t1:2']],
    ['q=保证&flag=deadline', ['t1:2']],
    ['q=保证&flag=price', []],
    ['q=预算&flag=true', ['t1:0']],
  ])('%s', async (query, expected) => {
    expect(await places(query)).toEqual(expected);
  });

  test('by account and by team', async () => {
    expect(await places(`q=300k&rep=${ann.id}`)).toEqual(['t3:1', 't1:1']);
    expect(await places(`q=300k&rep=${bob.id}`)).toEqual(['t2:1']);
    expect(await places(`q=300k&teamId=${northId}`)).toEqual(['t3:1', 't1:1']);
  });

  test('only over what one may see', async () => {
    expect(await places('q=300k', ann)).toEqual(['t3:1', 't1:1']);
    expect(await places('q=300k', bob)).toEqual(['t2:1']);
    expect(await places(`q=300k&rep=${bob.id}`, ann)).toEqual([]);
  });

  test('a hit is a quote with its highlights, cut around them where the turn is long', async () => {
    const [long, short] = (await search('q=三十万 预算&limit=5')).items.concat(
      (await search('q=security 300k')).items,
    ) as [Hit, Hit];
    expect(long.text.length).toBeLessThanOrEqual(400);
    for (const [hit, quotes] of [
      [long, ['预算', '30万']],
      [short, ['300k', 'security']],
    ] as const)
      expect(hit.highlights.map(([start, end]) => hit.text.slice(start, end))).toEqual(quotes);
    expect(short).toMatchObject({ side: 'customer', rep: { id: bob.id, name: 'Bob Ray' } });
  });

  test('pages follow each other, also inside one conversation', async () => {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const next: Page<Hit> = await search(`q=预算&limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...next.items.map(({ conversationId, turn }) => `${conversationId}:${turn}`));
      cursor = next.nextCursor;
    }
    expect(seen).toEqual(['t3:0', 't3:1', 't1:0']);
  });

  test.each(['q=', 'q=...', 'q=x&cursor=abc', 'q=x&flag=nothing', 'q=x&outcome=maybe'])(
    '%s is refused',
    async (query) => {
      expect((await harness.request('GET', `/v1/search?${query}`)).status).toBe(400);
    },
  );

  test("nothing that is typed breaks the query's own language", async () => {
    for (const typed of ["o'neil", 'a\\b', "' | 'x", 'a & !b', '(', ':*', '<->', '預算\u0301', '😀 x'])
      expect((await harness.request('GET', `/v1/search?q=${encodeURIComponent(typed)}`)).status, typed).toBeLessThan(
        500,
      );
  });

  test('a corrected transcript is found by its new words only', async () => {
    await talk('t9', 9, 'Ann Lee', ['unmistakable']);
    expect(await places('q=unmistakable')).toEqual(['t9:0']);
    await harness.database.db.transaction((tx) =>
      saveTranscript(
        tx,
        't9',
        {
          language: 'en',
          title: null,
          participants: [],
          turns: [{ speaker: null, text: 'another' }],
          completeness: {},
          engine: {},
          notes: [],
        } as unknown as ImportedConversation,
        wordsOf,
      ),
    );
    expect(await places('q=unmistakable')).toEqual([]);
    expect(await places('q=another')).toEqual(['t9:0']);
  });

  test('the list of conversations is filtered by rep, team, outcome, risk and score', async () => {
    const ids = async (query: string) =>
      (await page<{ id: string }>(`/v1/conversations?${query}`)).items.map(({ id }) => id);
    expect(await ids('rep=Ann Lee&to=2026-03-05T00:00:00Z')).toEqual(['t3', 't1']);
    expect(await ids(`teamId=${northId}&to=2026-03-05T00:00:00Z`)).toEqual(['t3', 't1']);
    expect(await ids('outcome=won')).toEqual(['t2']);
    expect(await ids('outcome=lost')).toEqual([]);
    expect(await ids('risk=high')).toEqual(['t1']);
    expect(await ids('risk=none&to=2026-03-05T00:00:00Z')).toEqual(['t3', 't2']);
    expect(await ids('scoreMin=70&scoreMax=72')).toEqual(['t2']);
    expect(await ids('scoreMin=73')).toEqual([]);
    const [t2] = (await page<object>('/v1/conversations?outcome=won')).items;
    expect(t2).toMatchObject({ score: 72, risk: null, outcome: 'won', rep: { id: bob.id, name: 'Bob Ray' } });
  });

  test('a dismissed commitment is no risk any more, and is one again when the verdict is taken back', async () => {
    const flags = await page<{ id: string; risk: string }>('/v1/flags?conversationId=t1&risk=high');
    const path = `/v1/flags/${flags.items[0]?.id}/verdict`;
    const risk = async () =>
      (await page<{ id: string; risk: string }>('/v1/conversations?rep=Ann Lee')).items.find(({ id }) => id === 't1')
        ?.risk;
    expect((await harness.request('PUT', path, { json: { verdict: 'dismissed' } })).status).toBe(200);
    expect(await risk()).toBe('low');
    expect((await harness.request('DELETE', path)).status).toBe(204);
    expect(await risk()).toBe('high');
  });

  test('who can be filtered by is who one may see', async () => {
    const names = async (person?: Person) =>
      (await page<{ id: string | null; name: string }>('/v1/reps', person)).items;
    expect(await names()).toEqual([
      { id: ann.id, name: 'Ann Lee' },
      { id: bob.id, name: 'Bob Ray' },
    ]);
    expect(await names(bob)).toEqual([{ id: bob.id, name: 'Bob Ray' }]);
  });

  test('saved searches are one’s own', async () => {
    const query = { q: '预算', language: 'zh' };
    const made = await ann.request('POST', '/v1/saved-searches', { json: { name: 'Budgets', query } });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    expect((await page<object>('/v1/saved-searches', ann)).items).toMatchObject([{ id, name: 'Budgets', query }]);
    expect((await page<object>('/v1/saved-searches', bob)).items).toEqual([]);
    expect((await bob.request('DELETE', `/v1/saved-searches/${id}`)).status).toBe(404);
    expect((await ann.request('DELETE', `/v1/saved-searches/${id}`)).status).toBe(204);
    expect((await ann.request('POST', '/v1/saved-searches', { json: { name: 'x', query: { sql: 'x' } } })).status).toBe(
      400,
    );
  });

  test('what an administrator finds is in the audit log, without the words', async () => {
    await search('q=300k');
    const found = await harness.database.db.select().from(auditLog).where(eq(auditLog.action, 'search.read'));
    expect(found.at(-1)?.details).toMatchObject({ conversations: ['t3', 't2', 't1'] });
    expect(JSON.stringify(found.map(({ details }) => details))).not.toMatch(/300|预算/);
  });
});
