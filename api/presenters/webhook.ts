import { z } from '@hono/zod-openapi';

import { WEBHOOK_EVENTS } from '../../storage/repositories/webhook-outbox.js';
import type { Delivery, Webhook } from '../../storage/repositories/webhooks.js';

export const WebhookEvents = z.array(z.enum(WEBHOOK_EVENTS)).min(1);

const webhook = {
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  active: z.boolean(),
  disabledReason: z.string().nullable().openapi({ description: 'Why Vouch switched it off.' }),
  version: z.number().int(),
  createdAt: z.string(),
};

export const WebhookPresented = z.object(webhook).openapi('Webhook');
export const WebhookWithSecret = z
  .object({
    ...webhook,
    secret: z.string().openapi({ description: 'Checks signatures (Standard Webhooks). Shown this once.' }),
  })
  .openapi('WebhookWithSecret');

export const DeliveryPresented = z
  .object({
    id: z.string().openapi({ description: 'The `webhook-id` that the receiver sees.' }),
    webhookId: z.string(),
    event: z.string(),
    state: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.number().int(),
    nextAttemptAt: z.string().nullable(),
    lastStatus: z.number().int().nullable(),
    lastError: z.string().nullable(),
    deliveredAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .openapi('WebhookDelivery');

export function presentWebhook(row: Webhook): z.infer<typeof WebhookPresented> {
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    active: row.active,
    disabledReason: row.disabledReason,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}

export function presentDelivery(row: Delivery): z.infer<typeof DeliveryPresented> {
  return {
    id: row.id,
    webhookId: row.webhookId,
    event: row.event,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    lastStatus: row.lastStatus,
    lastError: row.lastError,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
