import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Analysis, INSIGHT_KINDS } from '../../../models/domain/index.js';
import type { Worker } from '../../../pipeline/worker.js';
import { form, type Harness, openHarness } from './harness.js';
import { budgetChat, startReading, untilRead } from './reading.js';

describe.each(['pglite', 'postgres'] as const)('explanations on %s', (database) => {
  let harness: Harness;
  let worker: Worker;
  let ours: string;
  let nobodys: string;

  beforeAll(async () => {
    harness = await openHarness({ database });
    worker = startReading(harness);
    await harness.request('POST', '/v1/customers', { json: { id: 'acme', name: 'Acme' } });
    const written = await harness.request('PUT', '/v1/customers/acme/record/budget', {
      json: { value: { min: 150_000, max: 150_000, currency: 'CNY', period: 'year', stance: 'stated' } },
    });
    expect(written.status).toBe(200);
    [ours, nobodys] = [await send('with-customer', { customerId: 'acme' }), await send('without', {})];
    await untilRead(harness, ours, nobodys);
  });
  afterAll(async () => {
    await worker.close(0);
    await harness.close();
  });

  async function send(id: string, fields: Record<string, string>): Promise<string> {
    const content = budgetChat(id, [
      { speaker: 'rep', text: '我们的服务器绝对不会宕机' },
      { speaker: 'cust', text: '好的' },
    ]);
    const response = await harness.request('POST', '/v1/recordings', {
      body: form(fields, { recording: { name: `${id}.json`, content } }),
    });
    return ((await response.json()) as { conversations: { id: string }[] }).conversations[0]?.id as string;
  }
  const analysis = async (id: string): Promise<Analysis> =>
    (await (await harness.request('GET', `/v1/conversations/${id}/analysis`)).json()) as Analysis;
  const layers = (found: Analysis): unknown[] =>
    INSIGHT_KINDS.flatMap((kind) => found[kind].map((one: { explanation?: unknown }) => one.explanation));

  test('every insight says what the record holds about the same', async () => {
    const found = await analysis(ours);
    expect(layers(found).length).toBeGreaterThanOrEqual(3);
    for (const explanation of layers(found))
      expect(explanation).toEqual({
        record: expect.stringMatching(/档案.*。$/) as string,
        sequence: expect.stringMatching(/。$/) as string,
        rule: expect.stringMatching(/。$/) as string,
      });
    expect(found.budgets[0]?.explanation?.record).toMatch(
      /^客户档案自\d+年\d+月\d+日起记的预算是每年15万元（由人填写）；这次说的更高。$/,
    );
    expect(found.scriptFit.explanation?.rule).toContain('discovery-v1');
  });

  test('where no customer is known there is no record to speak of', async () => {
    const found = await analysis(nobodys);
    expect(found.budgets[0]?.explanation).toMatchObject({
      record: '',
      sequence: expect.stringContaining('王敏') as string,
    });
  });

  test('a flag has its three layers, with the policy’s verdict', async () => {
    const { items } = (await (await harness.request('GET', `/v1/flags?conversationId=${ours}`)).json()) as {
      items: { id: string; explanation: { record: string; rule: string } }[];
    };
    expect(items[0]?.explanation.record).toBe('客户档案里没有同类的承诺。');
    expect(items[0]?.explanation.rule).toMatch(/承诺规范 default（第\d+版）的 [\w-]+ 条不允许：/);
    const one = (await (await harness.request('GET', `/v1/flags/${items[0]?.id}`)).json()) as (typeof items)[number];
    expect(one.explanation).toEqual(items[0]?.explanation);
  });

  test.each(['proposals', 'promises'])('%s have the three layers of the insight they were made of', async (made) => {
    interface Page {
      items: { id: string; explanation: unknown }[];
    }
    const { items } = (await (await harness.request('GET', `/v1/${made}?conversationId=${ours}`)).json()) as Page;
    expect(items.length).toBeGreaterThan(0);
    const known = layers(await analysis(ours));
    for (const { id, explanation } of items) {
      expect(known).toContainEqual(explanation);
      const one = (await (await harness.request('GET', `/v1/${made}/${id}`)).json()) as Page['items'][number];
      expect(one.explanation).toEqual(explanation);
    }
  });

  test('the script’s score says what of its questions the record answers, and without a customer nothing', async () => {
    const [{ scriptFit }, without] = [await analysis(ours), await analysis(nobodys)];
    expect(scriptFit.explanation?.record).toBe(
      '话术要问的，客户档案里已有预算；客户档案里还没有客户的需求、客户的困难、决策链、下一步。',
    );
    const layer = (id: string) => scriptFit.steps.find((step) => step.id === id)?.explanation?.record;
    expect(layer('budget')).toMatch(/^客户档案自\d+年\d+月\d+日起就有预算。$/);
    expect(layer('authority')).toBe('客户档案里还没有决策链。');
    expect(layer('opening')).toBe('');
    expect(without.scriptFit.explanation?.record).toBe('');
  });
});
