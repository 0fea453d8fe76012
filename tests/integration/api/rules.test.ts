import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { activeRuleDocument } from '../../../storage/repositories/rule-documents.js';
import { openHarness, type Harness } from './harness.js';

const policy = (id: string, why = 'Not with us.') => `# kept as written
id: ${id}
name: { zh: 规范, en: Policy }
rules:
  - id: no-outcomes
    when: { category: [outcome] }
    allowed: false
    why: { zh: ${why}, en: ${why} }
    suggestion: { zh: 我们会尽力, en: We will do our best. }
`;

interface Document {
  id: string;
  version: number;
  active: boolean;
  origin: string;
  source: string;
  document: { version: number };
}

describe.each(['pglite', 'postgres'] as const)('policies and playbooks on %s', (database) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness({ database });
  });
  afterAll(() => harness.close());

  const put = (id: string, body: string, headers: Record<string, string> = {}, query = '') =>
    harness.request('PUT', `/v1/policies/${id}${query}`, {
      body,
      headers: { 'content-type': 'application/yaml', ...headers },
    });
  const read = async (path: string): Promise<Document> =>
    (await (await harness.request('GET', path)).json()) as Document;
  const activate = (id: string, version: number) =>
    harness.request('POST', `/v1/policies/${id}/versions/${version}/activate`);

  test('the package’s own is there, and active until another is', async () => {
    const { items } = (await (await harness.request('GET', '/v1/policies')).json()) as { items: Document[] };
    expect(items).toMatchObject([{ id: 'default', origin: 'package', active: true }]);
    expect(await read('/v1/playbooks/discovery-v1')).toMatchObject({
      origin: 'package',
      active: true,
      document: { steps: expect.any(Array) as unknown[] },
    });
    const yaml = await harness.request('GET', '/v1/policies/default', { headers: { accept: 'application/yaml' } });
    expect(yaml.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    expect(await yaml.text()).toBe(harness.context.policy.source);
  });

  test('versions are stored, activated and rolled back; drafts are checked with the active one', async () => {
    const why = async (): Promise<string[]> => {
      const response = await harness.request('POST', '/v1/compliance/check', {
        json: { text: '我们保证让您的销售翻倍。' },
      });
      return ((await response.json()) as { spans: { why: string }[] }).spans.map((span) => span.why);
    };
    const first = await put('ours', policy('ours', 'First.'));
    expect([first.status, first.headers.get('etag')]).toEqual([201, '"1"']);
    expect(await first.json()).toMatchObject({
      version: 1,
      active: false,
      source: expect.stringContaining('# kept as written') as string,
    });
    expect((await activate('ours', 1)).status).toBe(200);
    expect(await why()).toEqual(['First.']);
    expect((await put('ours', policy('ours', 'Second.'), { 'if-match': '"1"' }, '?activate=true')).status).toBe(201);
    expect(await why()).toEqual(['Second.']);
    expect(await activeRuleDocument(harness.database.db, 'policy')).toMatchObject({
      id: 'ours',
      version: 2,
      source: expect.stringContaining('version: 2') as string,
    });
    expect((await activate('ours', 1)).status).toBe(200);
    expect(await why()).toEqual(['First.']);
    expect(await read('/v1/policies/ours')).toMatchObject({ version: 1, active: true, document: { version: 1 } });
    expect(await read('/v1/policies/ours/versions/2')).toMatchObject({ version: 2, active: false });
    const own = await read('/v1/policies/default');
    expect((await activate('default', own.version)).status).toBe(200);
    expect(await why()).not.toContain('First.');
    expect(await activeRuleDocument(harness.database.db, 'policy')).toBeUndefined();
  });

  test('JSON is taken too', async () => {
    const { document } = await read('/v1/playbooks/discovery-v1');
    const response = await harness.request('PUT', '/v1/playbooks/by-json', { json: { ...document, id: 'by-json' } });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ id: 'by-json', version: 1 });
  });

  test('a later version needs the newest one’s tag; of two at once one wins', async () => {
    expect((await put('tagged', policy('tagged'))).status).toBe(201);
    expect((await put('tagged', policy('tagged'))).status).toBe(428);
    expect((await put('tagged', policy('tagged'), { 'if-match': '"7"' })).status).toBe(412);
    const both = await Promise.all([1, 2].map(() => put('tagged', policy('tagged'), { 'if-match': '"1"' })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
    expect((await put('default', policy('default'))).status).toBe(428);
  });

  test('two activations at once leave one active', async () => {
    for (const id of ['left', 'right']) await put(id, policy(id));
    await Promise.all(['left', 'right', 'left', 'right'].map((id) => activate(id, 1)));
    const { items } = (await (await harness.request('GET', '/v1/policies?limit=200')).json()) as { items: Document[] };
    expect(items.filter(({ active }) => active)).toHaveLength(1);
  });

  test('each stage of a deal may have its own playbook in force', async () => {
    const playbook = (id: string, stages: string) =>
      `id: ${id}\nname: { zh: 流程, en: Script }\nstages: ${stages}\nsteps:\n  - { id: budget, weight: 1, does: { zh: 问, en: Asks } }\n`;
    const putPlaybook = (id: string, stages: string) =>
      harness.request('PUT', `/v1/playbooks/${id}?activate=true`, {
        body: playbook(id, stages),
        headers: { 'content-type': 'application/yaml' },
      });
    const inForce = async (): Promise<string[]> => {
      const { items } = (await (await harness.request('GET', '/v1/playbooks')).json()) as { items: Document[] };
      return items.filter(({ active }) => active).map(({ id }) => id);
    };
    expect(await inForce()).toEqual(['discovery-v1', 'demo-v1', 'price-negotiation-v1', 'renewal-v1']);
    await putPlaybook('our-renewal', '[Renewal]');
    expect(await inForce()).toEqual(['discovery-v1', 'demo-v1', 'price-negotiation-v1', 'our-renewal']);
    await putPlaybook('our-general', '[]');
    await putPlaybook('late', '[demo, renewal]');
    expect(await inForce()).toEqual(['price-negotiation-v1', 'late', 'our-general']);
    for (const [id, left] of [
      ['renewal-v1', ['price-negotiation-v1', 'our-general', 'demo-v1', 'renewal-v1']],
      ['discovery-v1', ['price-negotiation-v1', 'discovery-v1', 'demo-v1', 'renewal-v1']],
    ] as const) {
      expect((await harness.request('POST', `/v1/playbooks/${id}/versions/1/activate`)).status).toBe(200);
      expect((await inForce()).sort()).toEqual([...left].sort());
    }
  });

  test('the list is paged, each version once', async () => {
    const all = ((await (await harness.request('GET', '/v1/policies?limit=200')).json()) as { items: Document[] })
      .items;
    for (const limit of [1, 2, 3]) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page = (await (
          await harness.request('GET', `/v1/policies?limit=${limit}${cursor && `&cursor=${cursor}`}`)
        ).json()) as { items: Document[]; nextCursor: string | null };
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items.map(({ id, version, origin }) => `${id} ${version} ${origin}`));
        cursor = page.nextCursor;
      }
      expect(seen).toEqual(all.map(({ id, version, origin }) => `${id} ${version} ${origin}`));
    }
  });

  test.each([
    ['broken YAML', 'x1', 'id: [', 400, 'line'],
    ['a field of the wrong kind', 'x2', policy('x2').replace('allowed: false', 'allowed: maybe'), 400, 'line'],
    ['another id than the address', 'x3', policy('x4'), 400, undefined],
    ['a NUL', 'x5', `${policy('x5')}# \0`, 400, undefined],
  ])('%s is refused', async (_name, id, body, status, field) => {
    const response = await put(id, body);
    const problem = (await response.json()) as { details?: Record<string, unknown> };
    expect(response.status).toBe(status);
    if (field !== undefined) expect(problem.details?.[field]).toEqual(expect.any(Number));
  });

  test('what is not there is not found', async () => {
    for (const path of ['/v1/policies/none', '/v1/policies/default/versions/99'])
      expect((await harness.request('GET', path)).status).toBe(404);
    expect((await activate('none', 1)).status).toBe(404);
  });
});

describe('checking a draft', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness();
  });
  afterAll(() => harness.close());

  test('spans are exact, say why and offer a wording', async () => {
    const text = '我们保证让您的销售翻倍，周五前上线。';
    const response = await harness.request('POST', '/v1/compliance/check', {
      json: { text, at: '2026-03-02T09:00:00+08:00' },
    });
    const body = (await response.json()) as {
      allowed: boolean;
      policy: unknown;
      spans: { start: number; end: number; quote: string; allowed: boolean; suggestion: string | null }[];
    };
    expect(body).toMatchObject({ language: 'zh', allowed: false, policy: { id: 'default' } });
    expect(body.spans.length).toBeGreaterThan(0);
    for (const span of body.spans) expect(text.slice(span.start, span.end)).toBe(span.quote);
    expect(body.spans.find((span) => !span.allowed)?.suggestion).toEqual(expect.any(String));
  });

  test.each(['Thank you for your time today.', '谢谢您今天的时间。'])('%s is free', async (text) => {
    const response = await harness.request('POST', '/v1/compliance/check', { json: { text } });
    expect(await response.json()).toMatchObject({ allowed: true, spans: [] });
  });

  test('a policy can be named', async () => {
    const response = await harness.request('POST', '/v1/compliance/check', {
      json: { text: 'Hello.', policy: 'none' },
    });
    expect(response.status).toBe(404);
  });
});
