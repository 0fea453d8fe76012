import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { type Completeness, RecordField, Role } from '../../models/domain/index.js';
import type { DbOrTx } from '../../storage/database.js';
import type { Contradiction } from '../../storage/record/contradictions.js';
import { findCustomer } from '../../storage/repositories/customers.js';
import { readConfirmedRecord } from '../../storage/repositories/delivery-view.js';
import { listPromises } from '../../storage/repositories/promises.js';
import { completenessOf } from '../../storage/repositories/conversations.js';
import { countPending } from '../../storage/repositories/proposals.js';
import {
  readContradictions,
  type RecordFieldRow,
  readHistory,
  readRecord,
  removeField,
  setField,
  undoEntry,
} from '../../storage/repositories/records.js';
import { readTimeline } from '../../storage/repositories/timeline.js';
import { EDITORS, READERS, visibleTo } from '../access.js';
import type { ApiEnv } from '../context.js';
import { withKept } from '../outdated.js';
import { decodeCursor, MAX_PAGE, pageOf, pageQuery, toPage } from '../page.js';
import { DeliveryRecord, presentDeliveryRecord } from '../presenters/delivery.js';
import {
  ContradictionPresented,
  HistoryPresented,
  presentContradiction,
  presentHistory,
  presentRecord,
  RecordPresented,
  ValuePresented,
} from '../presenters/record.js';
import { presentTimeline, TimelinePresented } from '../presenters/timeline.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Customer record'];
const fieldParam = idParam.extend({ field: RecordField });

const record = route(
  {
    method: 'get',
    path: '/v1/customers/{id}/record',
    tags,
    summary: 'The customer record: every value with where it comes from, and what contradicts what',
    roles: Role.options,
    request: { params: idParam },
    responses: {
      200: jsonAnswer(
        'The record. A delivery key gets the decision chain, promises and confirmed quotes only.',
        z.union([RecordPresented, DeliveryRecord]),
      ),
    },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { id } = await findCustomer(database.db, c.req.valid('param').id);
    if (c.get('caller').role === 'delivery') {
      const promises = await listPromises(database.db, { customerId: id }, { now: now(), limit: MAX_PAGE });
      return c.json(presentDeliveryRecord(id, await readConfirmedRecord(database.db, id), promises), 200);
    }
    return c.json(await presentOf(c, id), 200);
  },
);

const set = route(
  {
    method: 'put',
    path: '/v1/customers/{id}/record/{field}',
    tags,
    summary: 'Write a value by hand: no machine changes it afterwards, and contradictions are settled by it',
    roles: EDITORS,
    request: {
      params: fieldParam,
      headers: z.object({
        'if-match': z
          .string()
          .regex(/^"\d{1,9}"$/)
          .optional()
          .openapi({ description: 'The `version` of the value that was read, in quotes; "0" where it was empty.' }),
      }),
      body: jsonBody(
        z.strictObject({
          value: ValuePresented,
          itemKey: z.string().max(300).optional().openapi({ description: 'The item that this replaces.' }),
        }),
      ),
    },
    responses: { 200: jsonAnswer('The record.', RecordPresented) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { id: customerId, field } = c.req.valid('param');
    const { value, itemKey } = c.req.valid('json');
    const seen = c.req.valid('header')['if-match'];
    await setField(database.db, {
      ...{ customerId, field, value, itemKey, actor: c.get('caller').keyId, at: now() },
      expectedVersion: seen === undefined ? undefined : Number(seen.slice(1, -1)),
    });
    return c.json(await presentOf(c, customerId), 200);
  },
);

const remove = route(
  {
    method: 'delete',
    path: '/v1/customers/{id}/record/{field}',
    tags,
    summary: 'Take a value out',
    roles: EDITORS,
    request: { params: fieldParam, query: z.object({ itemKey: z.string().max(300).default('') }) },
    responses: { 204: { description: 'Gone; the history has it.' } },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { id: customerId, field } = c.req.valid('param');
    const { itemKey } = c.req.valid('query');
    await removeField(database.db, { customerId, field, itemKey }, c.get('caller').keyId, now());
    return c.body(null, 204);
  },
);

const contradictions = route(
  {
    method: 'get',
    path: '/v1/customers/{id}/contradictions',
    tags,
    summary: 'Values that cannot all be true, with the words of each, newest first',
    roles: READERS,
    request: { params: idParam },
    responses: { 200: jsonAnswer('All of them.', z.object({ items: z.array(ContradictionPresented) })) },
  },
  async (c) => {
    const { db } = c.get('api').database;
    const { id } = await findCustomer(db, c.req.valid('param').id);
    const found = await withClaims(db, await readContradictions(db, id));
    const manifests = await manifestsOf(db, [], found);
    return c.json({ items: found.map((one) => presentContradiction(one, manifests)) }, 200);
  },
);

const history = route(
  {
    method: 'get',
    path: '/v1/customers/{id}/history',
    tags,
    summary: 'Every decision on the record, newest first',
    roles: READERS,
    request: { params: idParam, query: z.object({ ...pageQuery, field: RecordField.optional() }) },
    responses: { 200: jsonAnswer('A page.', pageOf(HistoryPresented)) },
  },
  async (c) => {
    const { db } = c.get('api').database;
    const { id } = await findCustomer(db, c.req.valid('param').id);
    const { limit, cursor, field } = c.req.valid('query');
    const [before] = decodeCursor(cursor, z.tuple([z.string()])) ?? [];
    const rows = await readHistory(db, id, { limit: limit + 1, before, field });
    return c.json(
      toPage(rows, limit, (row) => [row.id], presentHistory),
      200,
    );
  },
);

const undo = route(
  {
    method: 'post',
    path: '/v1/customers/{id}/history/{entryId}/undo',
    tags,
    summary: 'Take a decision back; a conflict when the field was changed since',
    roles: EDITORS,
    request: { params: idParam.extend({ entryId: z.string().min(1).max(200) }) },
    responses: { 200: jsonAnswer('The entry that the undoing itself made.', HistoryPresented) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { id, entryId } = c.req.valid('param');
    const entry = await undoEntry(database.db, entryId, c.get('caller').keyId, now(), id);
    return c.json(presentHistory(entry), 200);
  },
);

const SortAt = z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/);

const timeline = route(
  {
    method: 'get',
    path: '/v1/customers/{id}/timeline',
    tags,
    summary: 'Calls, meetings and chats, promises by the day they are due, changes of deals: newest first',
    roles: READERS,
    request: { params: idParam, query: z.object(pageQuery) },
    responses: { 200: jsonAnswer('A page.', pageOf(TimelinePresented)) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { id } = await findCustomer(database.db, c.req.valid('param').id);
    const { limit, cursor } = c.req.valid('query');
    const rows = await readTimeline(database.db, id, {
      ...{ now: now(), limit: limit + 1, visibleTo: visibleTo(c.get('caller')) },
      after: decodeCursor(cursor, z.tuple([SortAt, z.string()])),
    });
    return c.json(
      toPage(rows, limit, (row) => [row.at, row.id], presentTimeline),
      200,
    );
  },
);

/** A customer's record; its quotes follow corrections of their words, or are marked. */
async function presentOf(c: Context<ApiEnv>, customerId: string) {
  const { db } = c.get('api').database;
  const pending = await countPending(db, customerId, visibleTo(c.get('caller')));
  const { fields, contradictions: found } = await readRecord(db, customerId);
  const record = {
    fields: await withKept(db, fields, ({ provenance }) => provenance.conversationId),
    contradictions: await withClaims(db, found),
  };
  return presentRecord(customerId, record, pending, await manifestsOf(db, fields, found));
}

/** How completely what the values and claims rest on was read. */
function manifestsOf(
  db: DbOrTx,
  fields: readonly RecordFieldRow[],
  found: readonly Contradiction[],
): Promise<ReadonlyMap<string, Completeness>> {
  const claims = found.flatMap(({ values }) => values);
  const ids = [...fields.map(({ provenance }) => provenance), ...claims].map(({ conversationId }) => conversationId);
  return completenessOf(db, [...new Set(ids.filter((id) => id !== null))]);
}

/** Their quotes follow corrections too: all of them asked for at once. */
async function withClaims(db: DbOrTx, found: readonly Contradiction[]): Promise<Contradiction[]> {
  const claims = found.flatMap(({ values }) => values);
  const kept = await withKept(db, claims, ({ conversationId }) => conversationId);
  return found.map((one) => ({ ...one, values: kept.splice(0, one.values.length) }));
}

export const customerRecordRoutes = [record, set, remove, contradictions, history, undo, timeline] as const;
