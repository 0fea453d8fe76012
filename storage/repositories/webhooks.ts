import { randomBytes } from 'node:crypto';

import { and, desc, eq, lt, or } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import { AppError } from '../../models/domain/index.js';
import type { Db, DbOrTx, Tx } from '../database.js';
import { webhookDeliveries, webhooks } from '../schema.js';
import { refuseStale } from '../stale.js';
import { addToOutbox, deliveryId, wakeDelivery } from './webhook-outbox.js';

/** A webhook without its secret: that is shown once. */
export type Webhook = Omit<typeof webhooks.$inferSelect, 'secret'>;
/** One entry of the delivery log, without what was sent. */
export type Delivery = Omit<typeof webhookDeliveries.$inferSelect, 'payload'>;

const visible = {
  id: webhooks.id,
  url: webhooks.url,
  events: webhooks.events,
  active: webhooks.active,
  disabledReason: webhooks.disabledReason,
  version: webhooks.version,
  createdAt: webhooks.createdAt,
};
const logged = {
  id: webhookDeliveries.id,
  webhookId: webhookDeliveries.webhookId,
  event: webhookDeliveries.event,
  state: webhookDeliveries.state,
  attempts: webhookDeliveries.attempts,
  nextAttemptAt: webhookDeliveries.nextAttemptAt,
  lastStatus: webhookDeliveries.lastStatus,
  lastError: webhookDeliveries.lastError,
  deliveredAt: webhookDeliveries.deliveredAt,
  createdAt: webhookDeliveries.createdAt,
};

/** `whsec_` and 256 random bits in base64, as Standard Webhooks asks (24 to 64 bytes). */
const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** Makes a webhook. The secret is returned here and never again; `url` must have been checked. */
export async function createWebhook(
  db: DbOrTx,
  input: { url: string; events: readonly string[] },
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = newWebhookSecret();
  const [webhook] = await db
    .insert(webhooks)
    .values({ id: uuid(), url: input.url, events: [...input.events], secret })
    .returning(visible);
  return { webhook: webhook as Webhook, secret };
}

/** Newest first; `after` is the last row's id. */
export async function listWebhooks(
  db: DbOrTx,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Webhook[]> {
  return db
    .select(visible)
    .from(webhooks)
    .where(after === undefined ? undefined : lt(webhooks.id, after))
    .orderBy(desc(webhooks.id))
    .limit(limit);
}

/** @throws AppError `not_found` */
export async function findWebhook(db: DbOrTx, id: string): Promise<Webhook> {
  const [webhook] = await db.select(visible).from(webhooks).where(eq(webhooks.id, id));
  if (!webhook) throw noWebhook(id);
  return webhook;
}

/**
 * Switching it on again forgets why it was switched off.
 * @param expectedVersion null changes whatever version is there
 * @throws AppError `not_found`, `precondition_failed`
 */
export async function updateWebhook(
  tx: Tx,
  id: string,
  patch: { url?: string | undefined; events?: string[] | undefined; active?: boolean | undefined },
  expectedVersion: number | null,
): Promise<Webhook> {
  const [before] = await tx.select(visible).from(webhooks).where(eq(webhooks.id, id)).for('update');
  if (!before) throw noWebhook(id);
  refuseStale(before.version, expectedVersion);
  const [webhook] = await tx
    .update(webhooks)
    .set({ ...patch, ...(patch.active === true ? { disabledReason: null } : {}), version: before.version + 1 })
    .where(eq(webhooks.id, id))
    .returning(visible);
  return webhook as Webhook;
}

/** Its delivery log goes with it. @throws AppError `not_found` */
export async function removeWebhook(db: DbOrTx, id: string): Promise<void> {
  const removed = await db.delete(webhooks).where(eq(webhooks.id, id)).returning({ id: webhooks.id });
  if (removed.length === 0) throw noWebhook(id);
}

/** The delivery log, newest first; `after` is when the last row was made, and its id. */
export async function listDeliveries(
  db: DbOrTx,
  webhookId: string,
  {
    limit,
    after,
    state,
  }: { limit: number; after?: readonly [Date, string] | undefined; state?: Delivery['state'] | undefined },
): Promise<Delivery[]> {
  await findWebhook(db, webhookId);
  const d = webhookDeliveries;
  return db
    .select(logged)
    .from(d)
    .where(
      and(
        eq(d.webhookId, webhookId),
        state && eq(d.state, state),
        after && or(lt(d.createdAt, after[0]), and(eq(d.createdAt, after[0]), lt(d.id, after[1]))),
      ),
    )
    .orderBy(desc(d.createdAt), desc(d.id))
    .limit(limit);
}

/**
 * Sends a delivery again, from the first try of its schedule, under the id it had: a receiver that
 * got it before can tell. @throws AppError `not_found`; `conflict` while the webhook is switched off
 */
export async function replayDelivery(db: Db, webhookId: string, id: string, at: Date): Promise<Delivery> {
  const webhook = await findWebhook(db, webhookId);
  if (!webhook.active) throw new AppError('conflict', `Webhook ${webhookId} is switched off: switch it on first.`);
  const [delivery] = await db
    .update(webhookDeliveries)
    .set({ state: 'pending', attempts: 0, nextAttemptAt: at, deliveredAt: null, lastError: null, lastStatus: null })
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.webhookId, webhookId)))
    .returning(logged);
  if (!delivery) throw new AppError('not_found', `Webhook ${webhookId} has no delivery ${id}: check the id.`);
  await wakeDelivery(db);
  return delivery;
}

/** Puts a `webhook.test` event into the outbox. @throws AppError `not_found`; `conflict` while it is switched off */
export async function sendTestEvent(db: Db, webhookId: string, at: Date): Promise<Delivery> {
  const webhook = await findWebhook(db, webhookId);
  if (!webhook.active) throw new AppError('conflict', `Webhook ${webhookId} is switched off: switch it on first.`);
  const subject = uuid();
  await addToOutbox(db, [webhook], [{ type: 'webhook.test', subject, data: { webhookId } }], at);
  const [delivery] = await db
    .select(logged)
    .from(webhookDeliveries)
    .where(eq(webhookDeliveries.id, deliveryId(webhookId, 'webhook.test', subject)));
  return delivery as Delivery;
}

const noWebhook = (id: string): AppError => new AppError('not_found', `There is no webhook ${id}: check the id.`);
