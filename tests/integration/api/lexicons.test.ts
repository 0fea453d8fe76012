import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import type { BackTestReport } from '../../../models/domain/index.js';
import { rulesInForce } from '../../../pipeline/rules-in-force.js';
import { startWorker } from '../../../pipeline/worker.js';
import { stepDeps } from '../pipeline/place.js';
import { loadCompanyLexicon } from '../../../models/insight/index.js';
import { activeRuleDocument } from '../../../storage/repositories/rule-documents.js';
import { chat, openHarness, sendChat, type Harness } from './harness.js';

const lexicon = (rivals: string) => `# our rivals
id: company
name: { zh: 公司词库, en: Company lexicon }
competitors:
  - { name: ${rivals}, also: [路王] }
products: [ParcelWise]
`;

interface Test {
  id: string;
  state: string;
  report: BackTestReport | null;
}

describe.each(['pglite', 'postgres'] as const)('the company’s lexicon on %s', (database) => {
  let harness: Harness;
  let id: string;
  beforeAll(async () => {
    harness = await openHarness({ database });
    const worker = workerOf();
    id = await sendChat(harness, chat('RouteKing was at my old firm.', 'before'));
    await analysed(id);
    await worker.close();
  });
  afterAll(() => harness.close());

  const workerOf = () => {
    const { queue, log } = harness.context;
    const { db } = harness.database;
    const deps = {
      ...stepDeps(),
      lexicon: async () => {
        const active = await activeRuleDocument(db, 'lexicon');
        return active ? loadCompanyLexicon(active.source) : null;
      },
    };
    return startWorker({
      ...{ database: harness.database, store: harness.store, queue: queue as never, deps, log },
      queues: { analysis: 1, publishing: 1 },
    });
  };
  const get = async <T>(path: string): Promise<T> => (await (await harness.request('GET', path)).json()) as T;
  const analysed = (conversation: string) =>
    vi.waitFor(
      async () => expect(await get(`/v1/conversations/${conversation}`)).toMatchObject({ run: { state: 'done' } }),
      { timeout: 40_000, interval: 100 },
    );
  const rivalsIn = async (conversation: string) =>
    (await get<{ competitors: { name: string; rule: string }[] }>(`/v1/conversations/${conversation}/analysis`))
      .competitors;
  const put = (body: string, version: number) =>
    harness.request('PUT', '/v1/lexicons/company', {
      body,
      headers: { 'content-type': 'application/yaml', 'if-match': `"${version}"` },
    });

  test('the package’s own is empty, and in force until another is', async () => {
    expect(await get('/v1/lexicons')).toMatchObject({ items: [{ id: 'company', version: 1, active: true }] });
    expect(await rivalsIn(id)).toEqual([]);
  });

  test('a draft is checked without being stored, as YAML or JSON', async () => {
    const check = async (kind: string, body: unknown, type = 'application/json') =>
      (
        await harness.request('POST', `/v1/${kind}/check`, {
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'content-type': type },
        })
      ).json();
    expect(await check('lexicons', lexicon('RouteKing'), 'application/yaml')).toEqual({ valid: true, problem: null });
    const name = { zh: '词', en: 'Words' };
    expect(await check('lexicons', { id: 'a', name, competitors: [{ name: 'A' }, { name: 'a' }] })).toMatchObject({
      valid: false,
      problem: { field: 'competitors.1.name', message: expect.stringContaining('there twice') as string },
    });
    expect(await check('lexicons', lexicon('[broken'), 'application/yaml')).toMatchObject({
      valid: false,
      problem: { line: expect.any(Number) as number, field: null },
    });
    const step = { id: 'open', weight: 0, does: name };
    expect(await check('playbooks', { id: 'p', name, steps: [step] })).toMatchObject({
      problem: { field: 'steps.0.weight' },
    });
    expect(await check('playbooks', { id: 'p', name, steps: [{ ...step, weight: 1 }] })).toMatchObject({ valid: true });
    expect(await check('policies', { id: 'p', name, rules: [{}] })).toMatchObject({ problem: { field: 'rules.0.id' } });
    expect((await get<{ items: unknown[] }>('/v1/lexicons')).items).toHaveLength(1);
  });

  test('a back-test shows what a draft would find, before it is in force', async () => {
    const started = await harness.request('POST', '/v1/back-tests', {
      json: { lexicon: { company: lexicon('RouteKing') } },
    });
    expect(started.status).toBe(202);
    const { id: testId } = (await started.json()) as Test;
    const done = await vi.waitFor(
      async () => {
        const found = await get<Test>(`/v1/back-tests/${testId}`);
        expect(found.state).toBe('done');
        return found;
      },
      { timeout: 30_000, interval: 100 },
    );
    const rivals = done.report?.insights?.kinds.find(({ kind }) => kind === 'competitors');
    expect(rivals).toMatchObject({ inForce: 0, draft: 1, new: 1, gone: 0 });
    expect(done.report?.insights?.changes).toMatchObject([
      { change: 'new', conversationId: id, rule: 'company@1', evidence: { quote: 'RouteKing was at my old firm' } },
    ]);
    const wrong = await harness.request('POST', '/v1/back-tests', { json: { lexicon: { company: 'rivals: []' } } });
    expect(wrong.status).toBe(400);
  });

  test('what is put in force is what the next conversation is read with; rolled back, no longer', async () => {
    const worker = workerOf();
    const stored = await put(lexicon('RouteKing'), 1);
    expect(stored.status).toBe(201);
    const activate = (version: number) => harness.request('POST', `/v1/lexicons/company/versions/${version}/activate`);
    expect((await activate(2)).status).toBe(200);
    const next = await sendChat(harness, chat('路王 came by yesterday.', 'after'));
    await analysed(next);
    expect(await rivalsIn(next)).toMatchObject([{ name: 'RouteKing', rule: 'company@2' }]);
    expect((await activate(1)).status).toBe(200);
    const last = await sendChat(harness, chat('路王 came by again.', 'back'));
    await analysed(last);
    expect(await rivalsIn(last)).toEqual([]);
    await worker.close();
    const deps = { ...stepDeps(), lexicon: () => Promise.resolve(null) };
    expect(await rulesInForce(deps)).toBe(deps.rules);
  });
});
