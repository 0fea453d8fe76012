import { z } from '@hono/zod-openapi';

import { CalendarDate, CommitmentCategory, PromiseState, Risk, Role } from '../../models/domain/index.js';
import {
  findPromise,
  listPromises,
  promiseSortKey,
  setPromiseState,
  undoPromiseState,
  type ListedPromise,
} from '../../storage/repositories/promises.js';
import { EDITORS, visibleTo } from '../access.js';
import type { Caller } from '../context.js';
import { expectedVersion, ifMatchHeader, setEtag } from '../etag.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import { DeliveryPromise, presentDeliveryPromise } from '../presenters/delivery.js';
import { presentPromise, PromisePresented } from '../presenters/promise.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Promises'];
const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

const list = route(
  {
    method: 'get',
    path: '/v1/promises',
    tags,
    summary: 'The promise ledger, by the day they are due',
    roles: Role.options,
    request: {
      query: z.object({
        ...pageQuery,
        customerId: z.string().optional(),
        conversationId: z.string().optional(),
        state: PromiseState.optional(),
        category: CommitmentCategory.optional(),
        risk: Risk.optional(),
        allowed: flag.openapi({ description: 'false: breaches of the policy.' }),
        overdue: flag,
        dueFrom: CalendarDate.optional(),
        dueBefore: CalendarDate.optional(),
        withDismissed: flag.openapi({ description: 'true: also those that a person dismissed.' }),
      }),
    },
    responses: {
      200: jsonAnswer(
        'A page. A delivery key gets what concerns delivery; words only once a person confirmed them.',
        pageOf(z.union([PromisePresented, DeliveryPromise])),
      ),
    },
  },
  async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query');
    const { database, now } = c.get('api');
    const caller = c.get('caller');
    const delivery = caller.role === 'delivery';
    // What a delivery key cannot read it cannot ask for either: risk and policy stay inside.
    const inside = delivery ? { risk: undefined, allowed: undefined, withDismissed: undefined } : {};
    const rows = await listPromises(
      database.db,
      { ...filter, ...inside, visibleTo: visibleTo(caller) },
      { now: now(), limit: limit + 1, after: decodeCursor(cursor, z.tuple([CalendarDate, z.string()])) },
    );
    return c.json(
      toPage(rows, limit, promiseSortKey, (row) => presentFor(caller, row)),
      200,
    );
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/promises/{id}',
    tags,
    summary: 'One promise: who said what, until when, and how it stands',
    roles: Role.options,
    request: { params: idParam },
    responses: {
      200: jsonAnswer('The promise; its ETag is needed to change it.', z.union([PromisePresented, DeliveryPromise])),
    },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const caller = c.get('caller');
    const promise = await findPromise(database.db, c.req.valid('param').id, now(), visibleTo(caller));
    setEtag(c, promise.version);
    return c.json(presentFor(caller, promise), 200);
  },
);

const presentFor = (caller: Caller, row: ListedPromise): z.infer<typeof PromisePresented | typeof DeliveryPromise> =>
  caller.role === 'delivery' ? presentDeliveryPromise(row) : presentPromise(row);

const setState = route(
  {
    method: 'post',
    path: '/v1/promises/{id}/state',
    tags,
    summary: 'Say how a promise stands: kept, broken, withdrawn, or open again',
    roles: EDITORS,
    request: {
      params: idParam,
      headers: ifMatchHeader,
      body: jsonBody(
        z.strictObject({ state: PromiseState, note: z.string().trim().max(2000).nullable().default(null) }),
      ),
    },
    responses: { 200: jsonAnswer('The promise.', PromisePresented) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const caller = c.get('caller');
    const { id } = await findPromise(database.db, c.req.valid('param').id, now(), visibleTo(caller));
    const change = { expectedVersion: expectedVersion(c), actor: caller.keyId, at: now() };
    await setPromiseState(database.db, id, c.req.valid('json'), change);
    const promise = await findPromise(database.db, id, now());
    setEtag(c, promise.version);
    return c.json(presentPromise(promise), 200);
  },
);

const undo = route(
  {
    method: 'post',
    path: '/v1/promises/{id}/undo',
    tags,
    summary: 'Take back what was last said of it',
    roles: EDITORS,
    request: { params: idParam },
    responses: { 200: jsonAnswer('The promise.', PromisePresented) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const caller = c.get('caller');
    const { id } = await findPromise(database.db, c.req.valid('param').id, now(), visibleTo(caller));
    await undoPromiseState(database.db, id, caller.keyId, now());
    const promise = await findPromise(database.db, id, now());
    setEtag(c, promise.version);
    return c.json(presentPromise(promise), 200);
  },
);

export const promiseRoutes = [list, read, setState, undo] as const;
