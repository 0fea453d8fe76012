import { eq, sql } from 'drizzle-orm';

import type { DbOrTx } from '../database.js';
import { stableId } from '../record/stable-id.js';
import { webhooks } from '../schema.js';

/** What a webhook can be told. `webhook.test` goes out on request only. */
export const WEBHOOK_EVENTS = [
  'conversation.published',
  'promise.flagged',
  'promise.changed',
  'proposal.created',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number] | 'webhook.test';

/** Woken by this channel, the delivery need not wait for its next look. */
export const WEBHOOK_CHANNEL = 'vouch_webhooks';

/** Something happened. `data` holds ids, types and counts, never what people said. */
export interface OutboxEvent {
  readonly type: WebhookEvent;
  /** Tells the event from others of its type: the same one is never sent twice to one receiver. */
  readonly subject: string;
  readonly data: Readonly<Record<string, string | number | null>>;
}

/** Where events go. */
export const activeWebhooks = (db: DbOrTx): Promise<{ id: string; events: string[] }[]> =>
  db.select({ id: webhooks.id, events: webhooks.events }).from(webhooks).where(eq(webhooks.active, true));

/** Puts deliveries into the outbox for every webhook that wants the event, in the caller's transaction. */
export async function addToOutbox(
  db: DbOrTx,
  receivers: readonly { id: string; events: readonly string[] }[],
  events: readonly OutboxEvent[],
  at: Date,
): Promise<void> {
  const deliveries = receivers.flatMap((webhook) =>
    events
      .filter(({ type }) => type === 'webhook.test' || webhook.events.includes(type))
      .map(({ type, subject, data }) => ({
        id: deliveryId(webhook.id, type, subject),
        webhook: webhook.id,
        event: type,
        payload: JSON.stringify({ type, timestamp: at.toISOString(), data }),
      })),
  );
  if (deliveries.length === 0) return;
  await db.execute(sql`
    with added as (
      insert into webhook_deliveries (id, webhook_id, event, payload, next_attempt_at, created_at)
      select d.id, d.webhook, d.event, d.payload, ${at.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb) as d (id text, webhook text, event text, payload text)
      on conflict (id) do nothing returning id)
    select pg_notify(${WEBHOOK_CHANNEL}, '') from (select count(*) as n from added) counted where n > 0`);
}

/** The id of a delivery is made of what it tells whom, so that the same is not told twice. */
export const deliveryId = (webhookId: string, event: WebhookEvent, subject: string): string =>
  stableId('msg', webhookId, event, subject);

/** Something is due now. */
export async function wakeDelivery(db: DbOrTx): Promise<void> {
  await db.execute(sql`select pg_notify(${WEBHOOK_CHANNEL}, '')`);
}
