import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createApp } from '../../../api/app.js';
import { sweepWhenDue } from '../../../pipeline/retention.js';
import { recordingKey } from '../../../storage/object-store.js';
import { recordWorker } from '../../../storage/repositories/workers.js';
import {
  conversations,
  insights as insightRows,
  promiseHistory,
  promiseMentions,
  promises,
  proposals,
  recordings,
  runs,
  steps,
} from '../../../storage/schema.js';
import { waveHeader } from '../../services/wave-header.js';
import { addConversation, addCustomer, commitmentOf, publishNow } from '../records/conversation-of.js';
import { chat, openHarness, sendChat, sendSound, type Harness } from './harness.js';

const NOW = new Date('2026-06-01T00:00:00Z');
const OFF = { conversations: { call: null, meeting: null, chat: null }, sound: null };

describe.each([
  ['pglite', 'filesystem'],
  ['postgres', 's3'],
] as const)('retention on %s and %s', (database, store) => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness({ database, store });
    harness.setNow(NOW);
  });
  afterAll(() => harness.close());

  const get = async (path: string): Promise<unknown> => (await harness.request('GET', path)).json();
  const put = async (json: unknown) => harness.request('PUT', '/v1/retention', { json });
  const auditOf = async (action: string) =>
    ((await get(`/v1/audit?action=${action}`)) as { items: { object: unknown; details: unknown }[] }).items;

  test('nothing is deleted by default', async () => {
    expect(await get('/v1/retention')).toEqual({ retention: OFF, lastSweepAt: null, version: 0 });
  });

  test('the preview counts what would go, and changes nothing', async () => {
    const id = await sendChat(harness, chat('We have 300,000 for this year.', 'preview'));
    const before = '2026-03-03T00:00:00.000Z';
    expect(await get('/v1/retention/preview?chat=90&sound=90')).toEqual({
      conversations: [
        { kind: 'call', before: null, count: 0 },
        { kind: 'meeting', before: null, count: 0 },
        { kind: 'chat', before, count: 1 },
      ],
      held: 0,
      sound: { before, count: 0 },
    });
    // The chat is of the second of March.
    expect(await get('/v1/retention/preview?chat=92')).toMatchObject({ conversations: [{}, {}, { count: 0 }] });
    expect(await get('/v1/retention')).toMatchObject({ retention: OFF });
    expect((await harness.request('GET', `/v1/conversations/${id}`)).status).toBe(200);
  });

  test.each([
    ['0 days', { ...OFF, sound: 0 }],
    ['half a day', { ...OFF, sound: 0.5 }],
    ['a misspelt kind', { ...OFF, conversations: { ...OFF.conversations, chats: 3 } }],
    ['a kind left out', { conversations: { call: 1, chat: 1 }, sound: null }],
  ])('%s is refused', async (_what, retention) => {
    expect((await put(retention)).status).toBe(400);
    expect((await harness.request('GET', '/v1/retention/preview?chat=0')).status).toBe(400);
  });

  test('what is set is kept to, unless a conversation is held', async () => {
    const held = await sendChat(harness, chat('Our limit is 20,000.', 'held'));
    const hold = (method: string, id = held) => harness.request(method, `/v1/conversations/${id}/hold`);
    expect(await (await hold('PUT')).json()).toEqual({ id: held, held: true });
    expect((await hold('PUT')).status).toBe(200);
    expect((await hold('PUT', 'no-such-thing')).status).toBe(404);
    const retention = { ...OFF, conversations: { ...OFF.conversations, chat: 90 } };
    expect(await (await put(retention)).json()).toEqual({ retention, lastSweepAt: null, version: 1 });
    expect(await auditOf('retention.changed')).toMatchObject([{ details: { before: OFF, after: retention } }]);
    expect(await auditOf('conversation.held')).toMatchObject([{ object: { kind: 'conversation', id: held } }]);
    expect(await get('/v1/retention/preview?chat=90')).toMatchObject({ held: 1 });

    const { db } = harness.database;
    const log = harness.context.log;
    const swept = await sweepWhenDue({ db, store: harness.store, log, now: () => NOW });
    expect(swept).toEqual({ conversations: 1, sound: 0, failed: 0 });
    expect(await get('/v1/retention')).toMatchObject({ lastSweepAt: NOW.toISOString() });
    expect((await harness.request('GET', `/v1/conversations/${held}`)).status).toBe(200);

    const refused = await harness.request('DELETE', `/v1/conversations/${held}`);
    expect(refused.status).toBe(409);
    expect(((await refused.json()) as { detail: string }).detail).toContain('release it');
    expect(await get(`/v1/conversations/${held}`)).toMatchObject({ heldAt: NOW.toISOString() });
    expect(await (await hold('DELETE')).json()).toEqual({ id: held, held: false });
    expect((await harness.request('DELETE', `/v1/conversations/${held}`)).status).toBe(204);
    expect(await harness.objects()).toEqual([]);
    expect(await auditOf('conversation.deleted')).toHaveLength(2);
  });

  test('to delete what is held is refused before anything else is done, and changes nothing', async () => {
    const { db } = harness.database;
    const texts = ['保证三月底之前上线'];
    const customerId = await addCustomer(harness.database);
    const insights = { commitments: [commitmentOf(0, texts[0] ?? '', { due: '2026-03-31' })] };
    const id = await addConversation(harness.database, { customerId, texts, insights });
    await publishNow(harness.database, id);
    await harness.request('PUT', `/v1/conversations/${id}/hold`);
    const everything = async () => {
      const tables = [conversations, insightRows, promiseMentions, promises, proposals, promiseHistory];
      return Promise.all(tables.map((table) => db.select().from(table)));
    };
    const before = await everything();
    const foldLedger = () => {
      throw new Error('Nobody asks how the ledger would look without it.');
    };
    const app = createApp({ ...harness.context, foldLedger });
    const { key } = await harness.key('admin');
    const remove = () =>
      app.request(`/v1/conversations/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${key}` } });
    expect((await remove()).status).toBe(409);
    expect(await everything()).toEqual(before);
    await harness.request('DELETE', `/v1/conversations/${id}/hold`);
    expect((await harness.request('DELETE', `/v1/conversations/${id}`)).status).toBe(204);
    expect(await db.select().from(promises).where(eq(promises.customerId, customerId))).toEqual([]);
  });

  test('sound that is no longer kept is not there, and says so', async () => {
    const id = await sendChat(harness, chat('It is 5 p.m. here.', 'sound'));
    const { recordings: parts } = (await get(`/v1/conversations/${id}`)) as { recordings: { sha256: string }[] };
    const sha256 = parts[0]?.sha256 ?? '';
    await harness.database.db.update(recordings).set({ soundRemovedAt: NOW }).where(eq(recordings.sha256, sha256));
    for (const what of ['content', 'waveform']) {
      const answered = await harness.request('GET', `/v1/recordings/${sha256}/${what}`);
      expect(answered.status).toBe(404);
      expect(((await answered.json()) as { detail: string }).detail).toContain('2026-06-01');
    }
    expect(await get(`/v1/recordings/${sha256}`)).toMatchObject({ soundRemovedAt: NOW.toISOString() });
    expect(await get(`/v1/conversations/${id}`)).toMatchObject({
      recordings: [{ soundRemovedAt: NOW.toISOString() }],
    });
  });

  test('sound that is too old is removed from the store, and words are not', async () => {
    const { db } = harness.database;
    const samples = Buffer.alloc(16_000);
    const heard = await sendSound(harness, Buffer.concat([waveHeader(samples.length, 8_000), samples]));
    const written = await sendChat(harness, chat('Call me on Friday.', 'words'));
    await db.update(runs).set({ state: 'done' });
    const sha256Of = async (id: string) =>
      ((await get(`/v1/conversations/${id}`)) as { recordings: { sha256: string }[] }).recordings[0]?.sha256 ?? '';
    const [sound, words] = [await sha256Of(heard), await sha256Of(written)];
    expect(await harness.objects()).toEqual(expect.arrayContaining([recordingKey(sound), recordingKey(words)]));
    expect((await put({ ...OFF, sound: 30 })).status).toBe(200);

    const later = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000);
    const sweep = (now: Date) => sweepWhenDue({ db, store: harness.store, log: harness.context.log, now: () => now });
    expect(await sweep(later(29))).toMatchObject({ sound: 0, failed: 0 });
    expect(await harness.objects()).toContain(recordingKey(sound));
    expect(await sweep(later(31))).toMatchObject({ conversations: 0, sound: 1, failed: 0 });
    const left = await harness.objects();
    expect([left.includes(recordingKey(sound)), left.includes(recordingKey(words))]).toEqual([false, true]);
    const clip = await harness.request('GET', `/v1/conversations/${heard}/clip?from=0&to=500`);
    expect([clip.status, ((await clip.json()) as { detail: string }).detail]).toEqual([
      404,
      expect.stringContaining('no longer kept') as string,
    ]);
    await put(OFF);
  });

  test('health tells which workers live and what each runs', async () => {
    const { db } = harness.database;
    const id = await sendChat(harness, chat('Can you do Tuesday?', 'health'));
    await recordWorker(db, { id: 'one', queues: ['analysis'] }, NOW);
    await recordWorker(db, { id: 'two', queues: ['publishing'] }, new Date(NOW.getTime() - 90_000));
    const run = sql`run_id in (select id from runs where conversation_id = ${id})`;
    await db
      .update(steps)
      .set({ state: 'running', worker: 'one', startedAt: NOW, progress: 0.5 })
      .where(sql`${run} and name = 'normalize'`);
    const health = (await get('/v1/admin/health')) as { workers: unknown[]; queues: unknown[] };
    expect(health.workers).toMatchObject([
      { id: 'two', alive: false, running: [] },
      {
        ...{ id: 'one', queues: ['analysis'], alive: true, startedAt: NOW.toISOString() },
        running: [{ conversationId: id, step: 'normalize', startedAt: '2026-06-01T00:00:00Z', progress: 0.5 }],
      },
    ]);
    expect(health.queues[0]).toMatchObject({ name: 'analysis', running: 1 });
  });

  test('changes of webhooks and of rules are in the audit log, without what may be a secret', async () => {
    const json = { url: 'https://crm.example/hooks/a-secret-path', events: ['promise.flagged'] };
    const made = (await (await harness.request('POST', '/v1/webhooks', { json })).json()) as { id: string };
    await harness.request('PATCH', `/v1/webhooks/${made.id}`, { json: { active: false } });
    await harness.request('DELETE', `/v1/webhooks/${made.id}`);
    const entries = await auditOf('webhook');
    expect(entries).toMatchObject([
      { action: 'webhook.deleted', object: { kind: 'webhook', id: made.id } },
      { action: 'webhook.changed', details: { host: 'crm.example', active: false } },
      { action: 'webhook.created', details: { host: 'crm.example', events: ['promise.flagged'], active: true } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('a-secret-path');

    const policy = (await get('/v1/policies/default')) as { document: object; version: number };
    const version = policy.version + 1;
    await harness.request('PUT', '/v1/policies/default', {
      json: policy.document,
      headers: { 'if-match': `"${policy.version}"` },
    });
    await harness.request('POST', `/v1/policies/default/versions/${version}/activate`);
    expect(await auditOf('rules')).toMatchObject([
      { action: 'rules.activated', object: { kind: 'policy', id: 'default' }, details: { version } },
      { action: 'rules.stored', object: { kind: 'policy', id: 'default' }, details: { version, active: false } },
    ]);
  });
});
