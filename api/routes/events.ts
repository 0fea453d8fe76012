import { z } from '@hono/zod-openapi';
import { LRUCache } from 'lru-cache';

import { isInSight } from '../../storage/repositories/sight.js';
import { READERS, readableConversation, visibleTo } from '../access.js';
import { allEvents, conversationEvents } from '../events.js';
import { idParam, route } from '../route.js';

const tags = ['Events'];
const stream = (description: string) => ({
  description,
  content: { 'text/event-stream': { schema: z.string() } },
});

const ofConversation = route(
  {
    method: 'get',
    path: '/v1/conversations/{id}/events',
    tags,
    summary: 'Follow the run of a conversation (server-sent events)',
    roles: READERS,
    request: { params: idParam },
    responses: { 200: stream('`run`: a snapshot; `step`: each change; `end`: the last snapshot.') },
  },
  async (c) => {
    const { id } = await readableConversation(c, c.req.valid('param').id);
    return conversationEvents(c, id);
  },
);

const all = route(
  {
    method: 'get',
    path: '/v1/events',
    tags,
    summary: 'Follow all runs (server-sent events)',
    roles: READERS,
    responses: { 200: stream('`step`: each change of a step, ids and states only.') },
  },
  (c) => {
    const only = visibleTo(c.get('caller'));
    const { db } = c.get('api').database;
    const seen = new LRUCache<string, boolean>({ max: 1_000 });
    return allEvents(c, async (id) => {
      if (only === undefined) return true;
      const known = seen.get(id);
      if (known !== undefined) return known;
      const visible = await isInSight(db, only, id);
      seen.set(id, visible);
      return visible;
    });
  },
);

export const eventRoutes = [ofConversation, all] as const;
