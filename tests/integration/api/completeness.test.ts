import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Worker } from '../../../pipeline/worker.js';
import { packageRoot } from '../../../storage/package-root.js';
import { webhookDeliveries } from '../../../storage/schema.js';
import { addCustomer } from '../records/conversation-of.js';
import { form, openHarness, type Harness } from './harness.js';
import { startReading, untilRead } from './reading.js';

/** Of this chat three files are not in the export. */
const SAMPLE = join(packageRoot, 'fixtures', 'conversations', 'huacheng-wecom.jsonl');
const MANIFEST = {
  unit: 'messages',
  total: 24,
  read: 18,
  notices: 3,
  unreadable: 3,
  reasons: { attachment_absent: 3 },
};

interface Listed {
  items: Record<string, unknown>[];
}

describe.each(['pglite', 'postgres'] as const)('what could not be read, on %s', (database) => {
  let harness: Harness;
  let worker: Worker;
  let customerId: string;
  let conversationId: string;
  beforeAll(async () => {
    harness = await openHarness({ database });
    worker = startReading(harness);
    await harness.request('POST', '/v1/webhooks', {
      json: { url: 'https://8.8.8.8/hook', events: ['conversation.published', 'promise.flagged', 'proposal.created'] },
    });
    customerId = await addCustomer(harness.database);
    const response = await harness.request('POST', '/v1/recordings', {
      body: form({ customerId }, { recording: { name: 'chat.jsonl', content: readFileSync(SAMPLE) } }),
    });
    const accepted = (await response.json()) as { conversations: { id: string }[] };
    conversationId = accepted.conversations[0]?.id ?? '';
    await untilRead(harness, conversationId);
  });
  afterAll(async () => {
    await worker.close();
    await harness.close();
  });

  const get = async <T>(path: string): Promise<T> => {
    const response = await harness.request('GET', path);
    expect([path, response.status]).toEqual([path, 200]);
    return (await response.json()) as T;
  };

  test.each(['', '/transcript', '/analysis'])('stands on the conversation%s', async (part) => {
    expect(await get(`/v1/conversations/${conversationId}${part}`)).toMatchObject({ completeness: MANIFEST });
  });

  test.each([
    ['proposals', () => `/v1/customers/${customerId}/proposals`],
    ['promises', () => `/v1/promises?customerId=${customerId}`],
    ['its place in the list of conversations', () => `/v1/conversations?customerId=${customerId}`],
    ['what is found', () => `/v1/search?q=${encodeURIComponent('周')}&customerId=${customerId}`],
  ])('stands on %s', async (_what, path) => {
    const { items } = await get<Listed>(path());
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) expect(item).toMatchObject({ completeness: MANIFEST });
  });

  test('stands on flags, in the queue and by themselves', async () => {
    const { items } = await get<{ items: { id: string }[] }>('/v1/flags');
    expect(items.length).toBeGreaterThan(0);
    for (const flag of items) {
      expect(flag).toMatchObject({ conversation: { completeness: MANIFEST } });
      expect(await get(`/v1/flags/${flag.id}`)).toMatchObject({ conversation: { completeness: MANIFEST } });
    }
  });

  test('stands on the timeline', async () => {
    const { items } = await get<Listed>(`/v1/customers/${customerId}/timeline`);
    expect(items.filter(({ type }) => type === 'conversation')).toMatchObject([{ completeness: MANIFEST }]);
  });

  test('stands on the record’s values', async () => {
    const { items } = await get<{ items: { id: string; field: string }[] }>(
      `/v1/customers/${customerId}/proposals?field=budget`,
    );
    await harness.request('POST', `/v1/proposals/${items[0]?.id}/accept`);
    const record = await get<{ fields: Record<string, unknown>[] }>(`/v1/customers/${customerId}/record`);
    expect(record.fields).toMatchObject([{ field: 'budget', completeness: MANIFEST }]);
    // A person's own value comes from no conversation.
    await harness.request('PUT', `/v1/customers/${customerId}/record/pains`, { json: { value: { text: '慢' } } });
    const { fields } = await get<{ fields: Record<string, unknown>[] }>(`/v1/customers/${customerId}/record`);
    expect(fields.find(({ field }) => field === 'pains')).toMatchObject({ completeness: null });
  });

  test('is told to webhooks as a number', async () => {
    const sent = await harness.database.db.select().from(webhookDeliveries);
    expect(new Set(sent.map(({ event }) => event))).toContain('conversation.published');
    for (const { payload } of sent) expect(JSON.parse(payload)).toMatchObject({ data: { unreadable: 3 } });
  });
});
