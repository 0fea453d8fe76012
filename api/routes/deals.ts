import { z } from '@hono/zod-openapi';

import { Instant } from '../../models/domain/index.js';
import { createDeal, findDeal, listDealProposals, listDeals, updateDeal } from '../../storage/repositories/deals.js';
import { EDITORS, READERS, readableConversation } from '../access.js';
import { expectedVersion, ifMatchHeader, setEtag } from '../etag.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import {
  DealOutcome,
  DealPresented,
  DealProposalPresented,
  presentDeal,
  presentDealProposal,
} from '../presenters/deal.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';
import { requireCustomerInSight } from '../within-sight.js';
import { NameText } from './customers.js';

const tags = ['Deals'];
const terms = {
  stage: z.string().trim().min(1).max(100).optional(),
  outcome: DealOutcome.optional(),
  amount: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .optional(),
  openedAt: Instant.optional(),
  closedAt: Instant.nullable().optional(),
};

const list = route(
  {
    method: 'get',
    path: '/v1/deals',
    tags,
    summary: 'Deals, newest first',
    roles: READERS,
    request: {
      query: z.object({
        ...pageQuery,
        customerId: z.string().optional(),
        outcome: DealOutcome.optional(),
        stage: z.string().optional(),
      }),
    },
    responses: { 200: jsonAnswer('A page.', pageOf(DealPresented)) },
  },
  async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query');
    const [after] = decodeCursor(cursor, z.tuple([z.string()])) ?? [];
    const { sight: visibleTo } = c.get('caller');
    const rows = await listDeals(c.get('api').database.db, { ...filter, visibleTo }, { limit: limit + 1, after });
    return c.json(
      toPage(rows, limit, (row) => [row.id], presentDeal),
      200,
    );
  },
);

const create = route(
  {
    method: 'post',
    path: '/v1/deals',
    tags,
    summary: 'Make a deal',
    roles: EDITORS,
    request: { body: jsonBody(z.strictObject({ customerId: z.string(), name: NameText, ...terms })) },
    responses: { 201: jsonAnswer('The deal.', DealPresented) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { openedAt, closedAt, ...rest } = c.req.valid('json');
    await requireCustomerInSight(c, rest.customerId);
    const deal = await createDeal(
      database.db,
      { ...rest, ...times({ openedAt, closedAt }) },
      c.get('caller').keyId,
      now(),
    );
    setEtag(c, deal.version);
    c.header('Location', `/v1/deals/${deal.id}`);
    return c.json(presentDeal(deal), 201);
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/deals/{id}',
    tags,
    summary: 'One deal',
    roles: READERS,
    request: { params: idParam },
    responses: { 200: jsonAnswer('The deal; its ETag is needed to edit it.', DealPresented) },
  },
  async (c) => {
    const deal = await findDeal(c.get('api').database.db, c.req.valid('param').id);
    setEtag(c, deal.version);
    return c.json(presentDeal(deal), 200);
  },
);

const edit = route(
  {
    method: 'patch',
    path: '/v1/deals/{id}',
    tags,
    summary: 'Change a deal; winning or losing closes it',
    roles: EDITORS,
    request: {
      params: idParam,
      headers: ifMatchHeader,
      body: jsonBody(z.strictObject({ name: NameText.optional(), ...terms })),
    },
    responses: { 200: jsonAnswer('The deal.', DealPresented) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { openedAt, closedAt, ...rest } = c.req.valid('json');
    const change = { expectedVersion: expectedVersion(c), actor: c.get('caller').keyId, at: now() };
    const patch = { ...rest, ...times({ openedAt, closedAt }) };
    const deal = await updateDeal(database.db, c.req.valid('param').id, patch, change);
    setEtag(c, deal.version);
    return c.json(presentDeal(deal), 200);
  },
);

const candidates = route(
  {
    method: 'get',
    path: '/v1/conversations/{id}/deal-proposals',
    tags,
    summary: 'Deals that the conversation may belong to; choose one by editing the conversation',
    roles: READERS,
    request: { params: idParam },
    responses: { 200: jsonAnswer('All of them.', z.object({ items: z.array(DealProposalPresented) })) },
  },
  async (c) => {
    const { id } = await readableConversation(c, c.req.valid('param').id);
    const rows = await listDealProposals(c.get('api').database.db, id);
    return c.json({ items: rows.map(presentDealProposal) }, 200);
  },
);

function times({ openedAt, closedAt }: { openedAt?: string | undefined; closedAt?: string | null | undefined }) {
  return {
    ...(openedAt === undefined ? {} : { openedAt: new Date(openedAt) }),
    ...(closedAt === undefined ? {} : { closedAt: closedAt === null ? null : new Date(closedAt) }),
  };
}

export const dealRoutes = [list, create, read, edit, candidates] as const;
