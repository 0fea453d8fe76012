import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { CalendarDate, CommitmentCategory, PromiseState, Risk, Role } from '../../models/domain/index.js';
import {
  mergePromises,
  setPromiseState,
  splitPromise,
  undoPromiseDecision,
} from '../../storage/repositories/promise-decisions.js';
import { readPromiseStory } from '../../storage/repositories/promise-story.js';
import { findPromise, listPromises, promiseSortKey, type ListedPromise } from '../../storage/repositories/promises.js';
import { EDITORS, visibleTo } from '../access.js';
import { conversationFilters, peopleOf } from '../conversation-filters.js';
import type { ApiEnv } from '../context.js';
import { expectedVersion, ifMatchHeader, setEtag } from '../etag.js';
import { explanationsOf } from '../explained.js';
import { withOutdated } from '../outdated.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import { DeliveryPromise, presentDeliveryPromise } from '../presenters/delivery.js';
import { presentPromise, presentPromiseWithStory, PromisePresented, PromiseWithStory } from '../presenters/promise.js';
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
        rep: conversationFilters.rep,
        teamId: conversationFilters.teamId,
        who: z.string().optional().openapi({ description: 'The name of whoever promised.' }),
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
    const { limit, cursor, rep, teamId, ...filter } = c.req.valid('query');
    const { database, now } = c.get('api');
    const caller = c.get('caller');
    const delivery = caller.role === 'delivery';
    // What a delivery key cannot read it cannot ask for either: risk, policy, and who leads which conversation stay inside.
    const of = delivery ? [] : await peopleOf(database.db, { rep, teamId });
    const inside = delivery ? { risk: undefined, allowed: undefined, withDismissed: undefined } : {};
    const found = await listPromises(
      database.db,
      { ...filter, ...inside, of, visibleTo: visibleTo(caller) },
      { now: now(), limit: limit + 1, after: decodeCursor(cursor, z.tuple([CalendarDate, z.string()])) },
    );
    const rows = await withOutdated(database.db, found, conversationOf);
    if (delivery) return c.json(toPage(rows, limit, promiseSortKey, presentDeliveryPromise), 200);
    const explanations = await explanationsOf(c, rows);
    return c.json(
      toPage(rows, limit, promiseSortKey, (row) => presentPromise(row, explanations)),
      200,
    );
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/promises/{id}',
    tags,
    summary: 'One promise: who said what, until when, how it stands, and how it came to that',
    description: 'The id of anything merged into it finds it too.',
    roles: Role.options,
    request: { params: idParam },
    responses: {
      200: jsonAnswer('The promise; its ETag is needed to change it.', z.union([PromiseWithStory, DeliveryPromise])),
    },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const caller = c.get('caller');
    const promise = await findPromise(database.db, c.req.valid('param').id, now(), visibleTo(caller));
    setEtag(c, promise.version);
    if (caller.role === 'delivery') return c.json(presentDeliveryPromise(promise), 200);
    return c.json(await presentStory(c, promise), 200);
  },
);

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
    const [shown = promise] = await withOutdated(database.db, [promise], conversationOf);
    return c.json(presentPromise(shown, await explanationsOf(c, [promise])), 200);
  },
);

/** Merging and splitting name something else of the ledger, and answer with the promise as it is then. */
const naming = <Named extends z.ZodType>(named: Named) => ({
  roles: EDITORS,
  request: { params: idParam, headers: ifMatchHeader, body: jsonBody(named) },
  responses: { 200: jsonAnswer('The promise.', PromiseWithStory) },
});
const named = (description: string) => z.string().min(1).max(200).openapi({ description });

const merge = route(
  {
    method: 'post',
    path: '/v1/promises/{id}/merge',
    tags,
    summary: 'Another promise, or words that fitted none, are this promise',
    ...naming(z.strictObject({ with: named('`with` of a suggestion.') })),
  },
  async (c) => {
    const { id, db, decision } = await deciding(c);
    const sight = visibleTo(c.get('caller'));
    await mergePromises(db, id, c.req.valid('json').with, {
      ...{ expectedVersion: expectedVersion(c), sight },
      ...decision,
    });
    return c.json(await decided(c, id), 200);
  },
);

const split = route(
  {
    method: 'post',
    path: '/v1/promises/{id}/split',
    tags,
    summary: 'What a conversation said is not this promise: it makes one of its own',
    ...naming(z.strictObject({ mention: named('`id` in the history, or `mention` of a suggestion.') })),
  },
  async (c) => {
    const { id, db, decision } = await deciding(c);
    await splitPromise(db, id, c.req.valid('json').mention, { expectedVersion: expectedVersion(c), ...decision });
    return c.json(await decided(c, id), 200);
  },
);

const undo = route(
  {
    method: 'post',
    path: '/v1/promises/{id}/undo',
    tags,
    summary: 'Take back what was last decided about it: how it stands, a merge, a split',
    roles: EDITORS,
    request: { params: idParam },
    responses: { 200: jsonAnswer('The promise.', PromiseWithStory) },
  },
  async (c) => {
    const { id, db, decision } = await deciding(c);
    await undoPromiseDecision(db, id, decision);
    return c.json(await decided(c, id), 200);
  },
);

/** The promise that a caller decides about, if they see it. */
async function deciding(c: Context<ApiEnv>) {
  const { database, foldLedger, now } = c.get('api');
  const caller = c.get('caller');
  const { id } = await findPromise(database.db, c.req.param('id') ?? '', now(), visibleTo(caller));
  return { id, db: database.db, decision: { fold: foldLedger, actor: caller.keyId, at: now() } };
}

/** The promise as it is after the decision, with its ETag. */
async function decided(c: Context<ApiEnv>, id: string): Promise<z.infer<typeof PromiseWithStory>> {
  const { database, now } = c.get('api');
  const promise = await findPromise(database.db, id, now());
  setEtag(c, promise.version);
  return presentStory(c, promise);
}

/** A promise with how it came about, as far as the caller sees it; quotes of corrected words are marked. */
async function presentStory(c: Context<ApiEnv>, promise: ListedPromise): Promise<z.infer<typeof PromiseWithStory>> {
  const { db } = c.get('api').database;
  const { history, suggestions } = await readPromiseStory(db, promise.id, visibleTo(c.get('caller')));
  const [[shown = promise], told, perhaps] = await Promise.all([
    withOutdated(db, [promise], conversationOf),
    withOutdated(db, history, conversationOf),
    withOutdated(db, suggestions, conversationOf),
  ]);
  return presentPromiseWithStory(shown, await explanationsOf(c, [promise]), { history: told, suggestions: perhaps });
}

const conversationOf = ({ conversationId }: { readonly conversationId: string | null }): string | null =>
  conversationId;

export const promiseRoutes = [list, read, setState, merge, split, undo] as const;
