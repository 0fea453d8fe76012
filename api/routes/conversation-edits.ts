import { z } from '@hono/zod-openapi';

import { Side } from '../../models/domain/index.js';
import { removeDeletedRecordings } from '../../storage/recording-removals.js';
import {
  deleteConversation,
  editConversation,
  setSides,
  swapSides,
} from '../../storage/repositories/conversation-edits.js';
import { requireNotHeld } from '../../storage/repositories/conversation-holds.js';
import { leaveLedger, lockCustomersOf } from '../../storage/repositories/promise-ledger.js';
import { retryRun } from '../../storage/repositories/runs.js';
import { EDITORS, noConversation, readableConversation } from '../access.js';
import { audit } from '../audit.js';
import { Changed, changeAndRun } from '../change-and-run.js';
import { deliver } from '../deliver.js';
import { ifMatchHeader, requireMatch, setEtag } from '../etag.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';
import { requireCustomerInSight } from '../within-sight.js';

const tags = ['Conversations'];
const editing = { params: idParam, headers: ifMatchHeader };

const edit = route(
  {
    method: 'patch',
    path: '/v1/conversations/{id}',
    tags,
    summary: 'Rename it, or assign it to another customer or deal (the customer record is then published again)',
    roles: EDITORS,
    request: {
      ...editing,
      body: jsonBody(
        z.strictObject({
          title: z.string().max(500).nullable().optional(),
          customerId: z.string().nullable().optional(),
          dealId: z.string().nullable().optional(),
        }),
      ),
    },
    responses: { 200: jsonAnswer('It is changed.', Changed) },
  },
  async (c) => {
    const { id, version } = await readableConversation(c, c.req.valid('param').id);
    requireMatch(c, version);
    const change = c.req.valid('json');
    await requireCustomerInSight(c, change.customerId);
    const edited = await changeAndRun(c.get('api'), id, 'reassigned', 'publish', (tx) =>
      editConversation(tx, id, version, change),
    );
    setEtag(c, edited.version);
    return c.json(edited, 200);
  },
);

const swap = route(
  {
    method: 'post',
    path: '/v1/conversations/{id}/swap-speakers',
    tags,
    summary: 'Rep and customer were taken for each other: swap them and read the conversation again',
    roles: EDITORS,
    request: editing,
    responses: { 202: jsonAnswer('It is swapped; the run recomputes.', Changed) },
  },
  async (c) => {
    const { id, version } = await readableConversation(c, c.req.valid('param').id);
    requireMatch(c, version);
    const swapped = await changeAndRun(c.get('api'), id, 'sides_changed', 'extract', async (tx) => {
      const next = await swapSides(tx, id, version);
      return next === null ? null : { version: next, moved: true };
    });
    setEtag(c, swapped.version);
    return c.json(swapped, 202);
  },
);

const sides = route(
  {
    method: 'patch',
    path: '/v1/conversations/{id}/participants',
    tags,
    summary: 'Say which side each speaker stands on',
    roles: EDITORS,
    request: {
      ...editing,
      body: jsonBody(
        z.strictObject({
          participants: z
            .array(z.strictObject({ id: z.string().min(1), side: Side }))
            .min(1)
            .max(500),
        }),
      ),
    },
    responses: { 202: jsonAnswer('It is set; the run recomputes.', Changed) },
  },
  async (c) => {
    const { id, version } = await readableConversation(c, c.req.valid('param').id);
    requireMatch(c, version);
    const { participants } = c.req.valid('json');
    const set = await changeAndRun(c.get('api'), id, 'sides_changed', 'extract', async (tx) => {
      const next = await setSides(tx, id, version, participants);
      return next === null ? null : { version: next, moved: true };
    });
    setEtag(c, set.version);
    return c.json(set, 202);
  },
);

const retry = route(
  {
    method: 'post',
    path: '/v1/conversations/{id}/retry',
    tags,
    summary: 'Continue a failed run from the step that failed',
    roles: EDITORS,
    request: { params: idParam },
    responses: { 202: jsonAnswer('It goes on.', z.object({ id: z.string(), runId: z.string() })) },
  },
  async (c) => {
    const { id } = await readableConversation(c, c.req.valid('param').id);
    const api = c.get('api');
    const started = await api.database.db.transaction((tx) => retryRun(tx, id));
    await deliver(api, started);
    return c.json({ id, runId: started.runId }, 202);
  },
);

const remove = route(
  {
    method: 'delete',
    path: '/v1/conversations/{id}',
    tags,
    summary: 'Delete a conversation, all that was found in it, and recordings that nothing else is made of',
    roles: ['admin'],
    request: { params: idParam },
    responses: { 204: { description: 'It is gone.' } },
  },
  async (c) => {
    const { id } = c.req.valid('param');
    const { database, foldLedger, store, log } = c.get('api');
    const orphans = await database.db.transaction(async (tx) => {
      await lockCustomersOf(tx, id);
      await requireNotHeld(tx, id);
      await audit(c, 'conversation.deleted', { kind: 'conversation', id }, {}, tx);
      await leaveLedger(tx, id, foldLedger);
      return deleteConversation(tx, id);
    });
    if (orphans === null) throw noConversation(id);
    await removeDeletedRecordings(database.db, store);
    log.info({ conversationId: id, recordings: orphans.length }, 'a conversation was deleted');
    return c.body(null, 204);
  },
);

export const conversationEditRoutes = [edit, swap, sides, retry, remove] as const;
