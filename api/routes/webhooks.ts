import { z } from '@hono/zod-openapi';

import type { Role } from '../../models/domain/index.js';
import {
  createWebhook,
  findWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  replayDelivery,
  sendTestEvent,
  updateWebhook,
  type Webhook,
} from '../../storage/repositories/webhooks.js';
import { parseWebhookUrl } from '../../storage/webhook-target.js';
import { audit } from '../audit.js';
import { ifMatchIfKnown, setEtag, versionIfNamed } from '../etag.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import {
  DeliveryPresented,
  presentDelivery,
  presentWebhook,
  WebhookEvents,
  WebhookPresented,
  WebhookWithSecret,
} from '../presenters/webhook.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Webhooks'];
const roles = ['admin'] as const satisfies readonly Role[];
const url = z.string().min(1).max(2000);

const list = route(
  {
    method: 'get',
    path: '/v1/webhooks',
    tags,
    summary: 'Webhooks, newest first',
    roles,
    request: { query: z.object(pageQuery) },
    responses: { 200: jsonAnswer('A page.', pageOf(WebhookPresented)) },
  },
  async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const [after] = decodeCursor(cursor, z.tuple([z.string()])) ?? [];
    const rows = await listWebhooks(c.get('api').database.db, { limit: limit + 1, after });
    return c.json(
      toPage(rows, limit, (row) => [row.id], presentWebhook),
      200,
    );
  },
);

const create = route(
  {
    method: 'post',
    path: '/v1/webhooks',
    tags,
    summary: 'Be told what happens: ids and types, never what people said',
    roles,
    replay: false,
    request: { body: jsonBody(z.strictObject({ url, events: WebhookEvents })) },
    responses: { 201: jsonAnswer('The webhook with its secret, which is shown this once.', WebhookWithSecret) },
  },
  async (c) => {
    const { database, config } = c.get('api');
    const input = c.req.valid('json');
    const checked = parseWebhookUrl(input.url, config.allowPrivateWebhooks).href;
    const { webhook, secret } = await database.db.transaction(async (tx) => {
      const made = await createWebhook(tx, { url: checked, events: input.events });
      await audit(c, 'webhook.created', objectOf(made.webhook.id), factsOf(made.webhook), tx);
      return made;
    });
    setEtag(c, webhook.version);
    c.header('Location', `/v1/webhooks/${webhook.id}`);
    return c.json({ ...presentWebhook(webhook), secret }, 201);
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/webhooks/{id}',
    tags,
    summary: 'One webhook',
    roles,
    request: { params: idParam },
    responses: { 200: jsonAnswer('The webhook with its ETag.', WebhookPresented) },
  },
  async (c) => {
    const webhook = await findWebhook(c.get('api').database.db, c.req.valid('param').id);
    setEtag(c, webhook.version);
    return c.json(presentWebhook(webhook), 200);
  },
);

const edit = route(
  {
    method: 'patch',
    path: '/v1/webhooks/{id}',
    tags,
    summary: 'Change where it goes and what it is told, switch it off and on',
    roles,
    request: {
      params: idParam,
      headers: ifMatchIfKnown,
      body: jsonBody(
        z.strictObject({ url: url.optional(), events: WebhookEvents.optional(), active: z.boolean().optional() }),
      ),
    },
    responses: { 200: jsonAnswer('The webhook.', WebhookPresented) },
  },
  async (c) => {
    const { database, config } = c.get('api');
    const { url: given, ...patch } = c.req.valid('json');
    const checked = given === undefined ? {} : { url: parseWebhookUrl(given, config.allowPrivateWebhooks).href };
    const webhook = await database.db.transaction(async (tx) => {
      const changed = await updateWebhook(tx, c.req.valid('param').id, { ...patch, ...checked }, versionIfNamed(c));
      await audit(c, 'webhook.changed', objectOf(changed.id), factsOf(changed), tx);
      return changed;
    });
    setEtag(c, webhook.version);
    return c.json(presentWebhook(webhook), 200);
  },
);

const remove = route(
  {
    method: 'delete',
    path: '/v1/webhooks/{id}',
    tags,
    summary: 'Remove it with its delivery log',
    roles,
    request: { params: idParam },
    responses: { 204: { description: 'Gone.' } },
  },
  async (c) => {
    const { id } = c.req.valid('param');
    await c.get('api').database.db.transaction(async (tx) => {
      await removeWebhook(tx, id);
      await audit(c, 'webhook.deleted', objectOf(id), {}, tx);
    });
    return c.body(null, 204);
  },
);

const deliveries = route(
  {
    method: 'get',
    path: '/v1/webhooks/{id}/deliveries',
    tags,
    summary: 'The delivery log, newest first',
    roles,
    request: {
      params: idParam,
      query: z.object({ ...pageQuery, state: z.enum(['pending', 'delivered', 'failed']).optional() }),
    },
    responses: { 200: jsonAnswer('A page.', pageOf(DeliveryPresented)) },
  },
  async (c) => {
    const { limit, cursor, state } = c.req.valid('query');
    const position = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.string()]));
    const rows = await listDeliveries(c.get('api').database.db, c.req.valid('param').id, {
      ...{ limit: limit + 1, state },
      after: position && [new Date(position[0]), position[1]],
    });
    return c.json(
      toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id], presentDelivery),
      200,
    );
  },
);

const replay = route(
  {
    method: 'post',
    path: '/v1/webhooks/{id}/deliveries/{deliveryId}/replay',
    tags,
    summary: 'Send a delivery again under the id it had',
    roles,
    request: { params: idParam.extend({ deliveryId: z.string().min(1).max(200) }) },
    responses: { 202: jsonAnswer('It is due now.', DeliveryPresented) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { id, deliveryId } = c.req.valid('param');
    return c.json(presentDelivery(await replayDelivery(database.db, id, deliveryId, now())), 202);
  },
);

const test = route(
  {
    method: 'post',
    path: '/v1/webhooks/{id}/test',
    tags,
    summary: 'Send a `webhook.test` event',
    roles,
    request: { params: idParam },
    responses: { 202: jsonAnswer('It is due now; the delivery log tells how it went.', DeliveryPresented) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    return c.json(presentDelivery(await sendTestEvent(database.db, c.req.valid('param').id, now())), 202);
  },
);

const objectOf = (id: string) => ({ kind: 'webhook', id });
/** Where it goes without the path, which may hold a secret of the receiver's. */
const factsOf = ({ url: to, events, active }: Webhook) => ({ host: new URL(to).host, events, active });

export const webhookRoutes = [list, create, read, edit, remove, deliveries, replay, test] as const;
