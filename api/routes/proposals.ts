import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { ProposalState, RecordField } from '../../models/domain/index.js';
import { findCustomer } from '../../storage/repositories/customers.js';
import { acceptAll, decideProposals, type Decision } from '../../storage/repositories/proposal-decisions.js';
import {
  listProposals,
  readProposal,
  requireProposalsInSight,
  type ListedProposal,
} from '../../storage/repositories/proposals.js';
import { undoProposal } from '../../storage/repositories/records.js';
import type { Sight } from '../../storage/repositories/sight.js';
import { EDITORS, READERS } from '../access.js';
import type { ApiEnv } from '../context.js';
import { explanationsOf } from '../explained.js';
import { withOutdated } from '../outdated.js';
import { decodeCursor, MAX_PAGE, pageOf, pageQuery, toPage } from '../page.js';
import { presentProposal, ProposalPresented } from '../presenters/proposal.js';
import { ValuePresented } from '../presenters/record.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Proposals'];
const filters = {
  conversationId: z.string().optional(),
  field: RecordField.optional(),
  minConfidence: z.coerce.number().min(0).max(1).optional(),
};
const listQuery = { ...pageQuery, ...filters, state: ProposalState.optional() };
const Cursor = z.tuple([z.iso.datetime(), z.string()]);
const resolves = z
  .boolean()
  .default(false)
  .openapi({ description: 'It settles the matter: what contradicts it is put aside.' });
const decided = { 200: jsonAnswer('The proposal as it is now.', ProposalPresented) };

const list = route(
  {
    method: 'get',
    path: '/v1/proposals',
    tags,
    summary: 'Changes that the pipeline suggests to customer records, newest first',
    roles: READERS,
    request: { query: z.object({ ...listQuery, customerId: z.string().optional() }) },
    responses: { 200: jsonAnswer('A page.', pageOf(ProposalPresented)) },
  },
  async (c) => c.json(await pageOfProposals(c, { ...c.req.valid('query'), visibleTo: c.get('caller').sight }), 200),
);

const listOfCustomer = route(
  {
    method: 'get',
    path: '/v1/customers/{id}/proposals',
    tags,
    summary: "Changes that the pipeline suggests to one customer's record, newest first",
    roles: READERS,
    request: { params: idParam, query: z.object(listQuery) },
    responses: { 200: jsonAnswer('A page.', pageOf(ProposalPresented)) },
  },
  async (c) => {
    const { id: customerId } = await findCustomer(c.get('api').database.db, c.req.valid('param').id);
    const filter = { ...c.req.valid('query'), customerId, visibleTo: c.get('caller').sight };
    return c.json(await pageOfProposals(c, filter), 200);
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/proposals/{id}',
    tags,
    summary: 'One proposal, with its evidence and what the record holds now',
    roles: READERS,
    request: { params: idParam },
    responses: decided,
  },
  async (c) => c.json(await presentOne(c, await readProposal(c.get('api').database.db, c.req.valid('param').id)), 200),
);

const accept = route(
  {
    method: 'post',
    path: '/v1/proposals/{id}/accept',
    tags,
    summary: 'Take the proposed value into the record',
    roles: EDITORS,
    request: {
      params: idParam,
      body: { ...jsonBody(z.strictObject({ resolves })), required: false },
    },
    responses: decided,
  },
  async (c) => {
    const { id } = c.req.valid('param');
    const { resolves: settles } = c.req.valid('json') ?? {};
    return c.json(await decideOne(c, { id, action: 'accept', resolves: settles }), 200);
  },
);

const edit = route(
  {
    method: 'post',
    path: '/v1/proposals/{id}/edit',
    tags,
    summary: 'Put another value into the record instead: no machine changes it afterwards',
    roles: EDITORS,
    request: { params: idParam, body: jsonBody(z.strictObject({ value: ValuePresented })) },
    responses: decided,
  },
  async (c) => {
    const { id } = c.req.valid('param');
    const { value } = c.req.valid('json');
    return c.json(await decideOne(c, { id, action: 'edit', value }), 200);
  },
);

const reject = route(
  {
    method: 'post',
    path: '/v1/proposals/{id}/reject',
    tags,
    summary: 'Refuse the proposed value',
    roles: EDITORS,
    request: { params: idParam },
    responses: decided,
  },
  async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await decideOne(c, { id, action: 'reject' }), 200);
  },
);

const undo = route(
  {
    method: 'post',
    path: '/v1/proposals/{id}/undo',
    tags,
    summary: 'Take the last decision on it back; a conflict when the field was changed since',
    roles: EDITORS,
    request: { params: idParam },
    responses: decided,
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { id } = await readProposal(database.db, c.req.valid('param').id);
    await undoProposal(database.db, id, c.get('caller').keyId, now());
    return c.json(await presentOne(c, await readProposal(database.db, id)), 200);
  },
);

const DecisionGiven = z.discriminatedUnion('action', [
  z.strictObject({ id: z.string(), action: z.literal('accept'), resolves: z.boolean().optional() }),
  z.strictObject({ id: z.string(), action: z.literal('edit'), value: ValuePresented }),
  z.strictObject({ id: z.string(), action: z.literal('reject') }),
]);

const bulk = route(
  {
    method: 'post',
    path: '/v1/proposals/decisions',
    tags,
    summary: 'Decide about several proposals, all or none of them',
    roles: EDITORS,
    request: { body: jsonBody(z.strictObject({ decisions: z.array(DecisionGiven).min(1).max(MAX_PAGE) })) },
    responses: { 200: jsonAnswer('The proposals as they are now.', z.object({ items: z.array(ProposalPresented) })) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { decisions } = c.req.valid('json');
    await requireProposalsInSight(
      database.db,
      c.get('caller').sight,
      decisions.map(({ id }) => id),
    );
    const rows = await decideProposals(database.db, decisions, c.get('caller').keyId, now());
    return c.json({ items: await presentAll(c, rows) }, 200);
  },
);

const all = route(
  {
    method: 'post',
    path: '/v1/customers/{id}/proposals/accept-all',
    tags,
    summary: 'Accept what is pending, but for what a person set and what is contradicted: that is left',
    roles: EDITORS,
    request: {
      params: idParam,
      body: jsonBody(z.strictObject({ ...filters, minConfidence: z.number().min(0).max(1).optional() })),
    },
    responses: {
      200: jsonAnswer(
        'What was accepted, and what was left and why.',
        z.object({
          accepted: z.array(z.string()),
          left: z.array(z.object({ id: z.string(), reason: z.enum(['locked', 'contradiction']) })),
        }),
      ),
    },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { sight: visibleTo } = c.get('caller');
    const filter = { ...c.req.valid('json'), customerId: c.req.valid('param').id, visibleTo };
    return c.json(await acceptAll(database.db, filter, c.get('caller').keyId, now()), 200);
  },
);

interface ListQuery extends Partial<Pick<ListedProposal, 'customerId' | 'conversationId' | 'field' | 'state'>> {
  minConfidence?: number | undefined;
  visibleTo?: Sight | undefined;
  limit: number;
  cursor?: string | undefined;
}

async function pageOfProposals(c: Context<ApiEnv>, { limit, cursor, ...filter }: ListQuery) {
  const position = decodeCursor(cursor, Cursor);
  const after = position && { createdAt: new Date(position[0]), id: position[1] };
  const { db } = c.get('api').database;
  const rows = await withOutdated(db, await listProposals(db, filter, { limit: limit + 1, after }), conversationOf);
  const explanations = await explanationsOf(c, rows);
  return toPage(
    rows,
    limit,
    (row) => [row.createdAt.toISOString(), row.id],
    (row) => presentProposal(row, explanations),
  );
}

async function decideOne(c: Context<ApiEnv>, decision: Decision) {
  const { database, now } = c.get('api');
  const [row] = await decideProposals(database.db, [decision], c.get('caller').keyId, now());
  return presentOne(c, row as ListedProposal);
}

async function presentOne(c: Context<ApiEnv>, row: ListedProposal) {
  const [presented] = await presentAll(c, [row]);
  return presented as z.infer<typeof ProposalPresented>;
}

/** As many as there are rows, in their order. */
async function presentAll(c: Context<ApiEnv>, rows: readonly ListedProposal[]) {
  const shown = await withOutdated(c.get('api').database.db, rows, conversationOf);
  const explanations = await explanationsOf(c, shown);
  return shown.map((row) => presentProposal(row, explanations));
}

const conversationOf = ({ conversationId }: ListedProposal): string => conversationId;

export const proposalRoutes = [list, listOfCustomer, bulk, read, accept, edit, reject, undo, all] as const;
