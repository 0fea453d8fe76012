import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { NOTHING_SAID } from '../../../models/transcriber/engines/stretch.js';
import { checkpointIn } from '../../../pipeline/transcription-checkpoint.js';
import { startRun } from '../../../storage/repositories/runs.js';
import {
  conversationRecordings,
  conversations,
  customers,
  deals,
  insights,
  participants,
  recordings,
  runs,
  steps,
  turns,
} from '../../../storage/schema.js';
import { chat, openHarness, sendChat, type Harness } from './harness.js';

interface Listed {
  items: { id: string; title: string | null; kind: string; state: string | null; version: number }[];
  nextCursor: string | null;
}
interface Read {
  version: number;
  customerId: string | null;
  dealId: string | null;
  matchedBy: string | null;
  title: string | null;
  run: { reason: string; state: string; steps: { name: string; state: string; skipReason: string | null }[] } | null;
  failure: { step: string; code: string; reason: string; whatToDo: string } | null;
}

describe.each(['pglite', 'postgres'] as const)('conversations on %s', (database) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness({ database });
  });
  afterAll(() => harness.close());

  const list = async (query = '', key?: string): Promise<Listed> => {
    const response = await harness.request('GET', `/v1/conversations${query}`, key === undefined ? {} : { key });
    expect(response.status).toBe(200);
    return (await response.json()) as Listed;
  };
  const read = async (id: string): Promise<Read> =>
    (await (await harness.request('GET', `/v1/conversations/${id}`)).json()) as Read;
  const edit = (id: string, json: unknown, ifMatch?: string) =>
    harness.request('PATCH', `/v1/conversations/${id}`, {
      json,
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });

  describe('the list', () => {
    const ids: string[] = [];
    beforeAll(async () => {
      await harness.database.db.insert(customers).values({ id: 'cust-list', name: 'Harbour' });
      // Seven at three moments, microseconds included, so that equal times are ordered by id.
      for (let i = 0; i < 7; i++) {
        const id = `list-${i}`;
        ids.push(id);
        await harness.database.db.insert(conversations).values({
          id,
          kind: i % 2 === 0 ? 'chat' : 'call',
          title: `Talk ${i}`,
          language: i < 3 ? 'zh' : 'en',
          startedAt: new Date(Date.UTC(2026, 0, 1 + (i % 3))),
          customerId: i < 5 ? 'cust-list' : null,
          ownerKeyId: null,
        });
      }
    });

    test('pages hold everything once, newest first, also when something is inserted meanwhile', async () => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Listed = await list(`?customerId=cust-list&limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        await harness.database.db.insert(conversations).values({
          id: `late-${seen.length}`,
          kind: 'chat',
          startedAt: new Date(Date.UTC(2026, 5, seen.length)),
          customerId: 'cust-list',
        });
      } while (cursor !== null);
      expect(seen).toEqual(['list-2', 'list-4', 'list-1', 'list-3', 'list-0']);
    });

    test('what has no time of its own is ordered by when it came in, to the microsecond', async () => {
      await harness.database.db.insert(customers).values({ id: 'cust-now', name: 'Now' });
      for (let i = 0; i < 5; i++)
        await harness.database.db.insert(conversations).values({
          ...{ id: `now-${9 - i}`, kind: 'chat', customerId: 'cust-now' },
          createdAt: sql`${`2026-07-01T00:00:00.00000${i}Z`}::timestamptz`,
        });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Listed = await list(`?customerId=cust-now&limit=1${cursor === null ? '' : `&cursor=${cursor}`}`);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(seen).toEqual(['now-5', 'now-6', 'now-7', 'now-8', 'now-9']);
    });

    test.each([
      ['?kind=call&customerId=cust-list', ['list-1', 'list-3']],
      ['?language=zh&customerId=cust-list', ['list-2', 'list-1', 'list-0']],
      ['?unmatched=true&kind=call', ['list-5']],
      ['?from=2026-01-02T00:00:00Z&to=2026-01-03T00:00:00Z&customerId=cust-list', ['list-4', 'list-1']],
      ['?from=2026-01-02T08:00:00%2B08:00&to=2026-01-03T00:00:00Z&customerId=cust-list', ['list-4', 'list-1']],
      ['?customerId=nobody', []],
      ["?customerId=';drop table conversations;--", []],
      ['?dealId=none', []],
      ['?state=failed&customerId=cust-list', []],
    ])('%s', async (query, expected) => {
      const { items } = await list(query);
      expect(items.map(({ id }) => id).filter((id) => id.startsWith('list-'))).toEqual(expected);
    });

    test.each([
      'limit=0',
      'limit=201',
      'cursor=x',
      'kind=letter',
      'from=yesterday',
      'unmatched=maybe',
      'customerId=%00',
    ])('?%s is refused', async (query) => {
      const response = await harness.request('GET', `/v1/conversations?${query}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ code: 'invalid_input' });
    });
  });

  test('a rep sees their own and nobody’s conversations; a colleague’s are not there', async () => {
    const [mine, other] = [await harness.key('rep'), await harness.key('rep')];
    const id = await sendChat(harness, chat('A rep’s own.', 'own'), mine.key);
    expect((await list('?limit=200', mine.key)).items.map((item) => item.id)).toEqual(
      expect.arrayContaining([id, 'list-0']),
    );
    expect((await list('?limit=200', other.key)).items.map((item) => item.id)).not.toContain(id);
    for (const path of ['', '/transcript', '/analysis', '/events'])
      expect((await harness.request('GET', `/v1/conversations/${id}${path}`, { key: other.key })).status, path).toBe(
        404,
      );
    for (const path of ['/retry', '/swap-speakers'])
      expect(
        (
          await harness.request('POST', `/v1/conversations/${id}${path}`, {
            key: other.key,
            headers: { 'if-match': '*' },
          })
        ).status,
      ).toBe(404);
    expect((await harness.request('GET', `/v1/conversations/${id}`, { key: mine.key })).status).toBe(200);
  });

  test('reading one tells how far its run is and, when it failed, why and what to do', async () => {
    const id = await sendChat(harness, chat('How far?', 'far'));
    const before = await read(id);
    expect(before).toMatchObject({ failure: null, run: { reason: 'ingest', state: 'running' } });
    expect(before.run?.steps.map(({ name }) => name)).toHaveLength(8);
    const { db } = harness.database;
    const [run] = await db.update(runs).set({ state: 'failed' }).where(eq(runs.conversationId, id)).returning();
    await db
      .update(steps)
      .set({ state: 'failed', errorCode: 'no_transcript', errorMessage: 'Put a transcript beside the recording.' })
      .where(eq(steps.runId, run?.id ?? ''));
    expect((await read(id)).failure).toMatchObject({
      step: 'normalize',
      code: 'no_transcript',
      reason: 'Put a transcript beside the recording.',
      whatToDo: expect.stringContaining(`vouch retry ${id}`) as string,
    });
    expect((await list('?state=failed')).items.map((item) => item.id)).toEqual([id]);
    const analysis = await harness.request('GET', `/v1/conversations/${id}/analysis`);
    expect(analysis.status).toBe(404);
    const retried = await harness.request('POST', `/v1/conversations/${id}/retry`);
    expect([retried.status, await retried.json()]).toEqual([202, { id, runId: run?.id }]);
    expect((await harness.request('POST', `/v1/conversations/${id}/retry`)).status).toBe(409);
  });

  describe('editing', () => {
    test('needs the version that was read', async () => {
      const id = await sendChat(harness, chat('Rename me.', 'rename'));
      const tag = (await harness.request('GET', `/v1/conversations/${id}`)).headers.get('etag') ?? '';
      expect((await edit(id, { title: 'x' })).status).toBe(428);
      expect((await edit(id, { title: 'x' }, '"999"')).status).toBe(412);
      const changed = await edit(id, { title: 'Renamed' }, tag);
      expect([changed.status, await changed.json()]).toMatchObject([200, { id, runId: null }]);
      expect((await edit(id, { title: 'Too late' }, tag)).status).toBe(412);
      expect((await edit(id, { title: null }, changed.headers.get('etag') ?? '')).status).toBe(200);
      expect((await read(id)).title).toBeNull();
    });

    test('of two at the same time exactly one wins', async () => {
      const id = await sendChat(harness, chat('Race.', 'race'));
      const { version } = await read(id);
      const answers = await Promise.all(['a', 'b', 'c'].map((title) => edit(id, { title }, `"${version}"`)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    });

    test('another customer: published again, and the deal goes with the old one', async () => {
      const { db } = harness.database;
      await db.insert(customers).values([
        { id: 'c-1', name: 'One' },
        { id: 'c-2', name: 'Two' },
      ]);
      await db.insert(deals).values({ id: 'd-1', customerId: 'c-1', name: 'Deal', openedAt: new Date() });
      const id = await sendChat(harness, chat('Assign me.', 'assign'));
      const first = await edit(id, { customerId: 'c-1', dealId: 'd-1' }, '*');
      expect([first.status, ((await first.json()) as { runId: string }).runId]).toEqual([200, expect.any(String)]);
      expect(await read(id)).toMatchObject({
        customerId: 'c-1',
        dealId: 'd-1',
        matchedBy: 'explicit',
        run: { reason: 'reassigned' },
      });
      expect((await edit(id, { customerId: 'c-2' }, '*')).status).toBe(200);
      expect(await read(id)).toMatchObject({ customerId: 'c-2', dealId: null });
      for (const change of [
        { dealId: 'd-1' },
        { customerId: 'c-9' },
        { dealId: 'd-9' },
        { customerId: null, dealId: 'd-1' },
      ])
        expect((await edit(id, change, '*')).status, JSON.stringify(change)).toBe(400);
      expect((await edit(id, { customerId: null }, '*')).status).toBe(200);
      expect(await read(id)).toMatchObject({ customerId: null, matchedBy: null });
    });

    test.each([
      { name: 'an unknown field', json: { colour: 'red' } },
      { name: 'a number', json: { title: 7 } },
      { name: 'a title of 501', json: { title: 'x'.repeat(501) } },
      { name: 'a list', json: [] },
      { name: 'null', json: null },
    ])('$name is refused', async ({ json }) => {
      const id = await sendChat(harness, chat('Refuse.', 'refuse'));
      expect((await edit(id, json, '*')).status).toBe(400);
    });
  });

  describe('sides', () => {
    let made = 0;
    const talk = async (sides: [string, string]): Promise<string> => {
      const id = `sides-${database}-${made++}`;
      const { db } = harness.database;
      await db.insert(conversations).values({ id, kind: 'call' });
      await db.insert(participants).values(
        sides.map((side, ordinal) => ({
          conversationId: id,
          id: `p${ordinal}`,
          ordinal,
          side: side as 'rep',
          sideConfidence: 0.6,
          sideSource: 'attribution' as const,
        })),
      );
      await db.transaction((tx) => startRun(tx, id, 'ingest'));
      await db.update(runs).set({ state: 'done' }).where(eq(runs.conversationId, id));
      await db.update(steps).set({ state: 'done' });
      return id;
    };
    const sidesOf = async (id: string) => {
      const response = await harness.request('GET', `/v1/conversations/${id}/transcript`);
      const { participants: people } = (await response.json()) as {
        participants: { side: string; sideSource: string; sideConfidence: number }[];
      };
      return people.map(({ side, sideSource, sideConfidence }) => `${side} ${sideSource} ${sideConfidence}`);
    };

    test('are swapped, and what was found is computed again', async () => {
      const id = await talk(['rep', 'customer']);
      const response = await harness.request('POST', `/v1/conversations/${id}/swap-speakers`, {
        headers: { 'if-match': '"1"' },
      });
      expect([response.status, response.headers.get('etag')]).toEqual([202, '"2"']);
      expect(await sidesOf(id)).toEqual(['customer person 1', 'rep person 1']);
      const { run } = await read(id);
      expect(run).toMatchObject({ reason: 'sides_changed', state: 'running' });
      expect(run?.steps.map(({ state }) => state)).toEqual([
        'skipped',
        'skipped',
        'skipped',
        'queued',
        'waiting',
        'waiting',
        'waiting',
        'waiting',
      ]);
      expect(
        (await harness.request('POST', `/v1/conversations/${id}/swap-speakers`, { headers: { 'if-match': '"1"' } }))
          .status,
      ).toBe(412);
    });

    test('unknown stays unknown; with nobody known there is nothing to swap', async () => {
      const half = await talk(['rep', 'unknown']);
      await harness.request('POST', `/v1/conversations/${half}/swap-speakers`, { headers: { 'if-match': '*' } });
      expect(await sidesOf(half)).toEqual(['customer person 1', 'unknown attribution 0.6']);
      const none = await talk(['unknown', 'unknown']);
      expect(
        (await harness.request('POST', `/v1/conversations/${none}/swap-speakers`, { headers: { 'if-match': '*' } }))
          .status,
      ).toBe(409);
      expect(await read(none)).toMatchObject({ version: 1 });
    });

    test('are set one by one', async () => {
      const id = await talk(['unknown', 'unknown']);
      const set = (people: unknown) =>
        harness.request('PATCH', `/v1/conversations/${id}/participants`, {
          json: { participants: people },
          headers: { 'if-match': '*' },
        });
      expect((await set([{ id: 'p1', side: 'rep' }])).status).toBe(202);
      expect(await sidesOf(id)).toEqual(['unknown attribution 0.6', 'rep person 1']);
      for (const people of [[{ id: 'nobody', side: 'rep' }], [{ id: 'p1', side: 'boss' }], []])
        expect((await set(people)).status, JSON.stringify(people)).toBe(400);
    });
  });

  test('deleting takes the turns, the findings and the bytes with it, and spares bytes that others are made of', async () => {
    const { db } = harness.database;
    const id = await sendChat(harness, chat('Delete me.', 'delete'));
    await db.insert(turns).values({ conversationId: id, turn: 0, text: 'Delete me.' });
    await db
      .insert(insights)
      .values({ id: `i-${id}`, conversationId: id, kind: 'pains', ordinal: 0, data: {}, rule: 'r@1' });
    const before = await harness.objects();
    const [part] = await db.select().from(conversationRecordings).where(eq(conversationRecordings.conversationId, id));
    // Of a transcription that was broken off.
    await checkpointIn(harness.store).save(part?.sha256 ?? '', 'whisper/whisper-base/zh', '0-0-512', {
      ...NOTHING_SAID,
      text: 'Delete me.',
    });
    const editor = await harness.key('manager');
    expect((await harness.request('DELETE', `/v1/conversations/${id}`, { key: editor.key })).status).toBe(403);
    expect((await harness.request('DELETE', `/v1/conversations/${id}`)).status).toBe(204);
    expect((await harness.request('DELETE', `/v1/conversations/${id}`)).status).toBe(404);
    expect(await db.select().from(turns).where(eq(turns.conversationId, id))).toEqual([]);
    expect((await harness.objects()).length).toBe(before.length - 1);

    const [one] = await db.select().from(recordings).limit(1);
    await db.insert(conversations).values({ id: 'shares', kind: 'chat' });
    await db
      .insert(conversationRecordings)
      .values({ conversationId: 'shares', sha256: one?.sha256 ?? '', part: 'audio' });
    const shared = await harness.objects();
    expect((await harness.request('DELETE', '/v1/conversations/shares')).status).toBe(204);
    expect(await harness.objects()).toEqual(shared);
  });
});
