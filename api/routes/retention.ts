import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { type ConversationKind, Retention } from '../../models/domain/index.js';
import { setHold } from '../../storage/repositories/conversation-holds.js';
import {
  countExpired,
  cutOff,
  lockRetention,
  retentionAsSet,
  saveRetention,
} from '../../storage/repositories/retention.js';
import { lastSweepAt, sweepSoon } from '../../storage/repositories/retention-sweeps.js';
import { refuseStale } from '../../storage/stale.js';
import { noConversation } from '../access.js';
import { audit } from '../audit.js';
import type { ApiEnv } from '../context.js';
import { ifMatchIfKnown, setEtag, versionIfNamed } from '../etag.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Retention'];

const RetentionPresented = z
  .object({
    retention: Retention,
    lastSweepAt: z.string().nullable().openapi({ description: 'When it was last looked what is too old.' }),
    version: z.number().int().openapi({ description: 'How often it was set.' }),
  })
  .openapi('RetentionSet');

const read = route(
  {
    method: 'get',
    path: '/v1/retention',
    tags,
    summary: 'How long conversations and sound are kept, in days; null: for ever',
    roles: ['admin'],
    responses: { 200: jsonAnswer('As it is set.', RetentionPresented) },
  },
  async (c) => present(c),
);

const days = z.coerce
  .number()
  .pipe(Retention.shape.sound.unwrap())
  .optional()
  .openapi({ type: 'integer', minimum: 1, maximum: 36_500 });

const preview = route(
  {
    method: 'get',
    path: '/v1/retention/preview',
    tags,
    summary: 'What would be deleted now, were it set so; changes nothing',
    roles: ['admin'],
    request: { query: z.object({ call: days, meeting: days, chat: days, sound: days }) },
    responses: {
      200: jsonAnswer(
        'How many, and before which day their last word was said.',
        z
          .object({
            conversations: z.array(
              z.object({
                kind: z.enum(['call', 'meeting', 'chat']),
                before: z.string().nullable().openapi({ description: 'Null: this kind is kept for ever.' }),
                count: z.number().int(),
              }),
            ),
            held: z.number().int().openapi({ description: 'Old enough, and kept because they are held.' }),
            sound: z.object({
              before: z.string().nullable(),
              count: z.number().int().openapi({ description: 'Recordings of conversations that stay.' }),
            }),
          })
          .openapi('RetentionPreview'),
      ),
    },
  },
  async (c) => {
    const { call = null, meeting = null, chat = null, sound = null } = c.req.valid('query');
    const { database, now } = c.get('api');
    const at = now();
    const retention: Retention = { conversations: { call, meeting, chat }, sound };
    const counts = await countExpired(database.db, retention, at);
    const before = (kept: number | null): string | null => cutOff(kept, at)?.toISOString() ?? null;
    const kinds = Object.entries(retention.conversations) as [ConversationKind, number | null][];
    return c.json(
      {
        conversations: kinds.map(([kind, kept]) => ({ kind, before: before(kept), count: counts[kind] })),
        held: counts.held,
        sound: { before: before(sound), count: counts.sound },
      },
      200,
    );
  },
);

const put = route(
  {
    method: 'put',
    path: '/v1/retention',
    tags,
    summary: 'Set how long what is kept; what is older is deleted within minutes, and from then on once a day',
    description: 'It cannot be brought back: look at the preview first. What is held stays.',
    roles: ['admin'],
    request: { headers: ifMatchIfKnown, body: jsonBody(Retention) },
    responses: { 200: jsonAnswer('It is set.', RetentionPresented) },
  },
  async (c) => {
    const api = c.get('api');
    const retention = c.req.valid('json');
    await api.database.db.transaction(async (tx) => {
      await lockRetention(tx);
      const { retention: before, version } = await retentionAsSet(tx);
      refuseStale(version, versionIfNamed(c));
      await saveRetention(tx, retention, api.now());
      await sweepSoon(tx);
      await audit(c, 'retention.changed', { kind: 'setting', id: 'retention' }, { before, after: retention }, tx);
    });
    return present(c);
  },
);

const Held = z.object({ id: z.string(), held: z.boolean() });

const hold = route(
  {
    method: 'put',
    path: '/v1/conversations/{id}/hold',
    tags,
    summary: 'Hold a conversation: neither a retention nor a person deletes it',
    roles: ['admin'],
    request: { params: idParam },
    responses: { 200: jsonAnswer('It is held.', Held) },
  },
  async (c) => {
    const { id } = c.req.valid('param');
    const api = c.get('api');
    await api.database.db.transaction(async (tx) => {
      const changed = await setHold(tx, id, true, api.now());
      if (changed === undefined) throw noConversation(id);
      if (changed) await audit(c, 'conversation.held', { kind: 'conversation', id }, {}, tx);
    });
    return c.json({ id, held: true }, 200);
  },
);

const release = route(
  {
    method: 'delete',
    path: '/v1/conversations/{id}/hold',
    tags,
    summary: 'Hold a conversation no longer',
    roles: ['admin'],
    request: { params: idParam },
    responses: { 200: jsonAnswer('It is held no longer.', Held) },
  },
  async (c) => {
    const { id } = c.req.valid('param');
    const api = c.get('api');
    await api.database.db.transaction(async (tx) => {
      const changed = await setHold(tx, id, false, api.now());
      if (changed === undefined) throw noConversation(id);
      if (changed) await audit(c, 'conversation.released', { kind: 'conversation', id }, {}, tx);
    });
    return c.json({ id, held: false }, 200);
  },
);

export const retentionRoutes = [read, preview, put, hold, release] as const;

async function present(c: Context<ApiEnv>) {
  const { db } = c.get('api').database;
  const set = await retentionAsSet(db);
  const at = await lastSweepAt(db);
  setEtag(c, set.version);
  return c.json({ ...set, lastSweepAt: at?.toISOString() ?? null }, 200);
}
