import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Analysis, Transcript } from '../../../models/domain/index.js';
import type { Worker } from '../../../pipeline/worker.js';
import { readRun, startRun } from '../../../storage/repositories/runs.js';
import { runs, steps } from '../../../storage/schema.js';
import { openHarness, sendChat, type Harness } from './harness.js';
import { BUDGET_WORDS, budgetChat, startReading, untilRead } from './reading.js';

const WORDS = BUDGET_WORDS;
const CORRECT = '我们今年的预算是三十万，李总拍板';

/** `late`: as a later export of the same chat has them. */
const CHAT = (id: string, late: readonly { speaker: string; text: string }[] = []): string =>
  budgetChat(id, [{ speaker: 'rep', text: '好的，我们周五前发方案' }, ...late]);

interface Correction {
  turn: number | null;
  action: string;
  original: { text: string; speaker: string | null };
  before: { text: string; speaker: string | null };
  after: { text: string; speaker: string | null };
  by: { id: string; name: string };
}

describe.each(['pglite', 'postgres'] as const)('correcting a transcript on %s', (database) => {
  let harness: Harness;
  let worker: Worker;
  beforeAll(async () => {
    harness = await openHarness({ database });
    worker = startReading(harness);
  });
  afterAll(async () => {
    await worker.close(0);
    await harness.close();
  });

  const ended = (id: string) => untilRead(harness, id);
  const sent = async (name: string): Promise<string> => {
    const id = await sendChat(harness, CHAT(name));
    await ended(id);
    return id;
  };
  const get = async <T>(path: string): Promise<T> => (await (await harness.request('GET', path)).json()) as T;
  const transcript = (id: string) => get<Transcript>(`/v1/conversations/${id}/transcript`);
  const analysis = (id: string) => get<Analysis>(`/v1/conversations/${id}/analysis`);
  const corrections = async (id: string) =>
    (await get<{ items: Correction[] }>(`/v1/conversations/${id}/corrections`)).items;
  const correct = (id: string, turn: number, json: unknown, ifMatch = '*', key?: string) =>
    harness.request('PATCH', `/v1/conversations/${id}/turns/${turn}`, {
      ...{ json, headers: { 'if-match': ifMatch } },
      ...(key !== undefined && { key }),
    });
  const undo = (id: string, turn: number) =>
    harness.request('POST', `/v1/conversations/${id}/turns/${turn}/undo`, { headers: { 'if-match': '*' } });
  const again = async (id: string): Promise<void> => {
    const started = await harness.database.db.transaction((tx) => startRun(tx, id, 'retry', 'normalize'));
    await harness.context.queue.enqueue(started.queue, [started]);
    await ended(id);
  };

  test('words: the evidence follows them, search finds them, and undo gives everything back', async () => {
    const id = await sent('words');
    const before = await analysis(id);
    expect(before.budgets[0]).toMatchObject({ max: 200_000, evidence: [{ turn: 1 }] });
    const editor = await harness.key('rep');
    const response = await correct(id, 1, { text: CORRECT }, '"1"');
    expect([response.status, response.headers.get('etag')]).toEqual([202, '"2"']);
    expect(await response.json()).toMatchObject({ id, version: 2, runId: expect.any(String) as string });
    expect((await readRun(harness.database.db, id))?.reason).toBe('corrected');
    await ended(id);
    const found = await analysis(id);
    expect(found.budgets[0]).toMatchObject({ max: 300_000 });
    expect(found.budgets[0]?.evidence[0].quote).toContain('三十万');
    const { turns } = await transcript(id);
    expect(turns[1]).toMatchObject({ text: CORRECT, original: { text: WORDS, speaker: 'cust' } });
    expect(turns[0]).not.toHaveProperty('original');
    const hits = async (q: string) =>
      (await get<{ items: unknown[] }>(`/v1/search?q=${encodeURIComponent(q)}`)).items.length;
    expect([await hits('三十万'), await hits('二十万')]).toEqual([1, 0]);
    expect(await corrections(id)).toMatchObject([
      {
        ...{ turn: 1, action: 'corrected', original: { text: WORDS, speaker: 'cust' } },
        ...{ before: { text: WORDS }, after: { text: CORRECT }, by: { name: 'admin of the test' } },
      },
    ]);

    expect((await correct(id, 1, { text: '预算是四十万' })).status).toBe(202);
    expect((await undo(id, 1)).status).toBe(202);
    expect((await transcript(id)).turns[1]?.text).toBe(CORRECT);
    expect((await undo(id, 1)).status).toBe(202);
    await ended(id);
    expect((await transcript(id)).turns[1]).toMatchObject({ text: WORDS });
    expect((await transcript(id)).turns[1]).not.toHaveProperty('original');
    expect((await analysis(id)).budgets).toEqual(before.budgets);
    expect((await undo(id, 1)).status).toBe(409);
    expect((await corrections(id)).map(({ action }) => action)).toEqual([
      ...['corrected', 'corrected', 'undone', 'undone'],
    ]);
    expect((await correct(id, 1, { text: CORRECT }, '*', editor.key)).status).toBe(202);
    expect((await corrections(id)).at(-1)?.by).toEqual({ id: editor.id, name: 'rep of the test' });
    await ended(id);
  });

  test('the speaker: what the customer had is the rep’s then', async () => {
    const id = await sent('speaker');
    expect((await correct(id, 1, { speaker: 'rep' })).status).toBe(202);
    await ended(id);
    expect((await transcript(id)).turns[1]).toMatchObject({ speaker: 'rep', text: WORDS });
    expect((await analysis(id)).budgets).toEqual([]);
  });

  test('every reading of the source keeps it: again, after a failure, and with more messages', async () => {
    const id = await sent('kept');
    expect((await correct(id, 1, { text: CORRECT })).status).toBe(202);
    await ended(id);
    await again(id);
    expect((await transcript(id)).turns[1]).toMatchObject({ text: CORRECT, original: { text: WORDS } });

    const { db } = harness.database;
    const last = (await readRun(db, id))?.id ?? '';
    await db.update(runs).set({ state: 'failed' }).where(eq(runs.id, last));
    await db.update(steps).set({ state: 'waiting' }).where(eq(steps.runId, last));
    await db
      .update(steps)
      .set({ state: 'failed', errorCode: 'internal' })
      .where(and(eq(steps.runId, last), eq(steps.name, 'normalize')));
    expect((await harness.request('POST', `/v1/conversations/${id}/retry`)).status).toBe(202);
    await ended(id);
    expect((await transcript(id)).turns[1]).toMatchObject({ text: CORRECT, original: { text: WORDS } });

    const earlier = { speaker: 'cust', text: '在吗', sentAt: '2026-03-18T08:59:00+08:00', externalId: 'm0' };
    expect(await sendChat(harness, CHAT('kept', [earlier]))).toBe(id);
    await ended(id);
    const { turns } = await transcript(id);
    expect(turns.map(({ text }) => text).slice(0, 3)).toEqual(['在吗', '这块预算大概是多少？', CORRECT]);
    expect(await corrections(id)).toMatchObject([{ turn: 2 }]);
    expect((await analysis(id)).budgets[0]).toMatchObject({ max: 300_000, evidence: [{ turn: 2 }] });
  });

  test('of two editors the second must read again; the same words once more change nothing', async () => {
    const id = await sent('two');
    expect((await correct(id, 1, { text: CORRECT }, '"1"')).status).toBe(202);
    expect((await correct(id, 2, { text: '好的' }, '"1"')).status).toBe(412);
    expect((await harness.request('PATCH', `/v1/conversations/${id}/turns/1`, { json: { text: 'x' } })).status).toBe(
      428,
    );
    const same = await correct(id, 1, { text: `  ${CORRECT} ` }, '"2"');
    expect(await same.json()).toEqual({ id, version: 2, runId: null });
    const [one, other] = await Promise.all([
      correct(id, 0, { text: '预算多少？' }, '"2"'),
      correct(id, 0, { text: '有预算吗？' }, '"2"'),
    ]);
    expect([one.status, other.status].sort()).toEqual([202, 412]);
    await ended(id);
  });

  test('a promise stays the same finding while other words of its turn are corrected, and is another with other words', async () => {
    const promised = '好的王种，我们的服务器绝对不会宕机';
    const id = await sendChat(harness, CHAT('promise', [{ speaker: 'rep', text: promised }]));
    await ended(id);
    const flags = async () => {
      await ended(id);
      const { items } = await get<{
        items: { id: string; category: string; evidence: { start: number; quote: string }[] }[];
      }>(`/v1/flags?conversationId=${id}`);
      return items.find(({ category }) => category === 'reliability');
    };
    const before = await flags();
    expect(before?.evidence[0]?.quote).toContain('绝对不会宕机');
    expect((await correct(id, 3, { text: promised.replace('王种', '王总经理') })).status).toBe(202);
    const moved = await flags();
    expect(moved?.id).toBe(before?.id);
    expect(moved?.evidence[0]?.start).toBe((before?.evidence[0]?.start ?? 0) + 2);
    expect((await correct(id, 3, { text: promised.replace('宕机', '死机') })).status).toBe(202);
    const other = await flags();
    expect(other?.id).not.toBe(before?.id);
    expect(other?.evidence[0]?.quote).toContain('死机');
    expect((await undo(id, 3)).status).toBe(202);
    expect((await undo(id, 3)).status).toBe(202);
    expect((await flags())?.id).toBe(before?.id);
  });

  test('until it was read again, quotes of the old words are told from those that stand', async () => {
    const text = '我们的服务器绝对不会宕机';
    const customerId = `outdated-${database}`;
    await harness.request('POST', '/v1/customers', { json: { id: customerId, name: 'Acme' } });
    const id = await sendChat(harness, CHAT('outdated', [{ speaker: 'rep', text }]));
    await harness.request('PATCH', `/v1/conversations/${id}`, { json: { customerId }, headers: { 'if-match': '*' } });
    await ended(id);
    type Shown = { evidence: { quote: string; outdated?: true }[] };
    type Listed = Shown & { id: string };
    const items = async (path: string) => (await get<{ items: Listed[] }>(path)).items;
    /** Each read by itself: a proposal, and a promise with how it came about. */
    const alone = async () => {
      const one = (proposal: Listed) => get<Shown>(`/v1/proposals/${proposal.id}`);
      const story = async ({ id: promise }: Listed) =>
        (await get<{ history: Shown[] }>(`/v1/promises/${promise}`)).history;
      return {
        proposal: await Promise.all((await items(`/v1/proposals?conversationId=${id}`)).map(one)),
        history: (await Promise.all((await items(`/v1/promises?conversationId=${id}`)).map(story))).flat(),
      };
    };
    /** Where quotes with these words are shown, and whether they are said to be outdated. */
    const outdated = async (words: string) => {
      const { summary, scriptFit, ...found } = await analysis(id);
      const listed = (path: string) => items(`/v1/${path}?conversationId=${id}`);
      const shown: Record<string, readonly Shown[]> = {
        insights: [found.budgets, found.stakeholders, found.commitments].flat(),
        summary: summary.sentences,
        script: scriptFit.steps,
        ...{ flags: await listed('flags'), promises: await listed('promises'), proposals: await listed('proposals') },
        ...(await alone()),
      };
      const quotes = Object.entries(shown).flatMap(([where, items]) =>
        items
          .flatMap(({ evidence }) => evidence)
          .filter(({ quote }) => quote.includes(words))
          .map((one) => [where, one.outdated === true] as const),
      );
      return {
        where: [...new Set(quotes.map(([where]) => where))].sort(),
        told: [...new Set(quotes.map(([, is]) => is))],
      };
    };
    const [budget, promise, boss] = [await outdated('二十万'), await outdated('不会宕机'), await outdated('李总')];
    for (const { told } of [budget, promise, boss]) expect(told).toEqual([false]);
    expect(budget.where).toEqual(expect.arrayContaining(['insights', 'proposal', 'proposals', 'summary']));
    expect(promise.where).toEqual(expect.arrayContaining(['flags', 'history', 'insights', 'promises']));

    await worker.close(0);
    expect((await correct(id, 1, { text: WORDS.replace('今年的预算', '预算') })).status).toBe(202);
    // The same words at another place are not where they were found.
    for (const [words, told] of [
      ['二十万', true],
      ['李总', true],
      ['不会宕机', false],
    ] as const)
      expect((await outdated(words)).told).toEqual([told]);
    expect((await correct(id, 1, { text: CORRECT })).status).toBe(202);
    expect(await outdated('二十万')).toEqual({ ...budget, told: [true] });
    expect(await outdated('不会宕机')).toEqual(promise);
    expect((await correct(id, 3, { text: '我们的服务器有备份' })).status).toBe(202);
    expect(await outdated('不会宕机')).toEqual({ ...promise, told: [true] });
    // Taken back they are the words again that were found.
    expect((await undo(id, 3)).status).toBe(202);
    expect(await outdated('不会宕机')).toEqual(promise);

    worker = startReading(harness);
    await again(id);
    expect(await outdated('二十万')).toEqual({ where: [], told: [] });
    expect((await outdated('三十万')).told).toEqual([false]);
  });

  test('in a record a quote follows its words when others are corrected, and is told from them when they are', async () => {
    const customerId = `kept-${database}`;
    await harness.request('POST', '/v1/customers', { json: { id: customerId, name: 'Acme' } });
    const id = await sendChat(harness, CHAT('in-record'));
    await harness.request('PATCH', `/v1/conversations/${id}`, { json: { customerId }, headers: { 'if-match': '*' } });
    await ended(id);
    const other = await sendChat(harness, CHAT('in-record-other').replace('二十万', '五十万'));
    await harness.request('PATCH', `/v1/conversations/${other}`, {
      json: { customerId },
      headers: { 'if-match': '*' },
    });
    await ended(other);
    interface Quoted {
      field: string;
      evidence: { quote: string; start: number; turn: number; outdated?: true }[];
      conversationId: string;
    }
    const [proposed] = (await get<{ items: { id: string }[] }>(`/v1/proposals?conversationId=${id}&field=budget`))
      .items;
    expect((await harness.request('POST', `/v1/proposals/${proposed?.id}/accept`, { json: {} })).status).toBe(200);
    /** The budget's quote in the record, and the same words beside what contradicts it. */
    const quoted = async () => {
      const { fields, contradictions } = await get<{
        fields: { field: string; provenance: Quoted }[];
        contradictions: { field: string; values: Quoted[] }[];
      }>(`/v1/customers/${customerId}/record`);
      const own = fields.find(({ field }) => field === 'budget')?.provenance.evidence[0];
      const claims = contradictions.find(({ field }) => field === 'budget')?.values ?? [];
      const claimed = claims.find(({ conversationId }) => conversationId === id)?.evidence[0];
      const beside = claims.find(({ conversationId }) => conversationId === other)?.evidence[0];
      expect(claimed).toEqual(own);
      expect(beside?.outdated).toBeUndefined();
      return own;
    };
    const first = await quoted();
    expect(first?.quote).toContain('二十万');
    expect((await correct(id, 1, { text: `嗯，${WORDS}` })).status).toBe(202);
    await ended(id);
    expect(await quoted()).toEqual({ ...first, start: (first?.start ?? 0) + 2, end: expect.any(Number) as number });
    expect((await correct(id, 1, { text: CORRECT })).status).toBe(202);
    await ended(id);
    expect(await quoted()).toEqual({ ...first, outdated: true });
    expect((await undo(id, 1)).status).toBe(202);
    expect((await undo(id, 1)).status).toBe(202);
    await ended(id);
    expect(await quoted()).toEqual(first);
  });

  test('what cannot be is refused, and who may not edit does not', async () => {
    const id = await sent('refused');
    for (const json of [{}, { text: ' ' }, { speaker: 'nobody' }, { text: 'x', side: 'rep' }])
      expect((await correct(id, 1, json)).status, JSON.stringify(json)).toBe(400);
    expect((await correct(id, 9, { text: 'x' })).status).toBe(404);
    expect((await correct('none', 0, { text: 'x' })).status).toBe(404);
    const trainer = await harness.key('trainer');
    expect((await correct(id, 1, { text: 'x' }, '*', trainer.key)).status).toBe(403);
    expect((await transcript(id)).turns[1]?.text).toBe(WORDS);
  });
});
