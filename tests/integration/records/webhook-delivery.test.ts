import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { eq } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';

import { deliverDue, startWebhookDelivery, type WebhookDeliveryOptions } from '../../../pipeline/webhook-delivery.js';
import {
  createWebhook,
  findWebhook,
  listDeliveries,
  replayDelivery,
  sendTestEvent,
} from '../../../storage/repositories/webhooks.js';
import { webhookDeliveries, webhooks } from '../../../storage/schema.js';
import { onBothDatabases } from './conversation-of.js';

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly path: string;
}

/** A receiver on this machine; `answers` says what it sends back, 200 when it has run out. */
class Receiver {
  readonly received: Received[] = [];
  answers: { status: number; headers?: Record<string, string>; hang?: boolean }[] = [];
  #server: Server | undefined;
  url = '';

  async open(): Promise<void> {
    const server = createServer((request, response) => {
      void this.#take(request).then(() => {
        const { status, headers = {}, hang = false } = this.answers.shift() ?? { status: 200 };
        if (hang) return;
        response.writeHead(status, headers).end('the answer of the receiver');
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  }

  async #take(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.received.push({
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString(),
      path: request.url ?? '',
    });
  }

  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}

onBothDatabases('webhook delivery', (database) => {
  const receiver = new Receiver();
  const logged: string[] = [];
  const note = (...entry: unknown[]) => void logged.push(JSON.stringify(entry));
  const log = { info: note, warn: note, error: note } as unknown as WebhookDeliveryOptions['log'];
  let clock = new Date();
  const options = (rest: Partial<WebhookDeliveryOptions> = {}): WebhookDeliveryOptions => ({
    ...{ database: database(), log, allowPrivate: true, now: () => clock, random: () => 0 },
    ...rest,
  });

  beforeAll(() => receiver.open());
  afterAll(() => receiver.close());
  afterEach(async () => {
    receiver.received.length = 0;
    receiver.answers = [];
    logged.length = 0;
    clock = new Date();
    await database().db.delete(webhooks);
  });

  const make = (url = receiver.url) => createWebhook(database().db, { url, events: ['conversation.published'] });
  const entry = async (id: string) => (await listDeliveries(database().db, id, { limit: 10 }))[0];

  it('signs so that the Standard Webhooks library verifies it, and logs the delivery', async () => {
    const { webhook, secret } = await make();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const test = await sendTestEvent(database().db, webhook.id, clock);
    expect(await deliverDue(options())).toBe(1);
    const [sent] = receiver.received;
    expect(new Webhook(secret).verify(sent!.body, sent!.headers)).toEqual({
      ...{ type: 'webhook.test', timestamp: clock.toISOString() },
      data: { webhookId: webhook.id },
    });
    expect(sent!.headers['webhook-id']).toBe(test.id);
    expect(test.id).not.toContain('.');
    expect(() => new Webhook(secret).verify(sent!.body.replace('test', 'tset'), sent!.headers)).toThrow();
    expect(await entry(webhook.id)).toMatchObject({
      state: 'delivered',
      attempts: 1,
      lastStatus: 200,
      lastError: null,
    });
    expect(await deliverDue(options())).toBe(0);
  });

  it.each([
    ['429', { status: 429 }, 429, 'http_status'],
    ['500', { status: 500 }, 500, 'http_status'],
    ['404', { status: 404 }, 404, 'http_status'],
    ['a redirect', { status: 302, headers: { location: 'http://169.254.169.254/latest' } }, 302, 'redirect'],
    ['no answer in time', { status: 200, hang: true }, null, 'timeout'],
  ])('tries again after %s, later and later', async (_name, answer, status, error) => {
    const { webhook } = await make();
    await sendTestEvent(database().db, webhook.id, clock);
    const start = clock.getTime();
    receiver.answers = [answer, answer];
    const quick = options({ timeoutMs: 300 });
    await deliverDue(quick);
    expect(await entry(webhook.id)).toMatchObject({
      state: 'pending',
      attempts: 1,
      lastStatus: status,
      lastError: error,
    });
    expect((await entry(webhook.id))?.nextAttemptAt).toEqual(new Date(start + 5_000));

    clock = new Date(start + 4_999);
    expect(await deliverDue(quick)).toBe(0);
    clock = new Date(start + 5_000);
    await deliverDue(quick);
    expect((await entry(webhook.id))?.nextAttemptAt).toEqual(new Date(start + 5_000 + 300_000));
    clock = new Date(start + 305_000);
    await deliverDue(quick);
    expect(await entry(webhook.id)).toMatchObject({ state: 'delivered', attempts: 3 });
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/hook', '/hook']);
  });

  it('gives up after ten tries and switches the webhook off', async () => {
    const { webhook } = await make();
    await sendTestEvent(database().db, webhook.id, clock);
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      receiver.answers = [{ status: 503 }];
      expect(await deliverDue(options())).toBe(1);
      clock = new Date(clock.getTime() + 25 * 3_600_000);
    }
    expect(await entry(webhook.id)).toMatchObject({ state: 'failed', attempts: 10, nextAttemptAt: null });
    expect(await findWebhook(database().db, webhook.id)).toMatchObject({ active: false });
    expect(receiver.received).toHaveLength(10);
  });

  it('switches off on 410, sends nothing more, and replays when it is on again', async () => {
    const { webhook } = await make();
    await sendTestEvent(database().db, webhook.id, clock);
    receiver.answers = [{ status: 410 }];
    await deliverDue(options());
    expect(await findWebhook(database().db, webhook.id)).toMatchObject({
      active: false,
      disabledReason: expect.stringContaining('410') as string,
    });
    const failed = await entry(webhook.id);
    expect(failed).toMatchObject({ state: 'failed', lastError: 'gone' });
    await expect(replayDelivery(database().db, webhook.id, failed!.id, clock)).rejects.toMatchObject({
      code: 'conflict',
    });

    await database().db.update(webhooks).set({ active: true }).where(eq(webhooks.id, webhook.id));
    await replayDelivery(database().db, webhook.id, failed!.id, clock);
    await deliverDue(options());
    expect(await entry(webhook.id)).toMatchObject({ id: failed!.id, state: 'delivered', attempts: 1 });
  });

  it('does not connect to a private address, by number or by name, and looks again at each try', async () => {
    const { port } = new URL(receiver.url);
    const byNumber = await make();
    const byName = await make(`http://rebinding.example:${port}/hook`);
    for (const { webhook } of [byNumber, byName]) await sendTestEvent(database().db, webhook.id, clock);
    const resolve = vi.fn(() => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]));
    await deliverDue(options({ allowPrivate: false, resolve }));
    for (const { webhook } of [byNumber, byName])
      expect(await entry(webhook.id)).toMatchObject({
        state: 'pending',
        lastStatus: null,
        lastError: 'refused_address',
      });
    expect(receiver.received).toEqual([]);
    clock = new Date(clock.getTime() + 5_000);
    await deliverDue(options({ allowPrivate: false, resolve }));
    expect(resolve).toHaveBeenCalledTimes(2);
  });

  it('connects to the address it checked, whatever the name says by then', async () => {
    const { port } = new URL(receiver.url);
    const { webhook } = await make(`http://pinned.invalid:${port}/hook`);
    await sendTestEvent(database().db, webhook.id, clock);
    const resolve = vi.fn(() => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }]));
    await deliverDue(options({ resolve }));
    expect(resolve).toHaveBeenCalledExactlyOnceWith('pinned.invalid');
    expect(receiver.received[0]?.headers.host).toBe(`pinned.invalid:${port}`);
  });

  it('gives each delivery to one of several processes', async () => {
    const { webhook } = await make();
    for (let i = 0; i < 30; i += 1) await sendTestEvent(database().db, webhook.id, clock);
    const tries = await Promise.all([deliverDue(options()), deliverDue(options()), deliverDue(options())]);
    expect(tries.reduce((sum, n) => sum + n, 0)).toBe(30);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(30);
  });

  it('wakes by itself when something is due, and stops', async () => {
    const delivery = await startWebhookDelivery({ database: database(), log, allowPrivate: true, pollMs: 3_600_000 });
    const { webhook } = await make();
    await sendTestEvent(database().db, webhook.id, new Date());
    await vi.waitFor(async () => expect(await entry(webhook.id)).toMatchObject({ state: 'delivered' }), {
      timeout: 10_000,
    });
    await delivery.stop();
    await sendTestEvent(database().db, webhook.id, new Date());
    expect(receiver.received).toHaveLength(1);
  });

  it('keeps secret, payload and answer out of log and delivery log', async () => {
    const { webhook, secret } = await make();
    await sendTestEvent(database().db, webhook.id, clock);
    receiver.answers = [{ status: 500 }];
    await deliverDue(options());
    const rows = await database()
      .db.select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.webhookId, webhook.id));
    const text = logged.join('\n') + JSON.stringify(rows.map(({ lastError }) => lastError));
    expect(logged).toHaveLength(1);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('timestamp');
    expect(text).not.toContain('the answer of the receiver');
  });
});
