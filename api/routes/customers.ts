import { z } from '@hono/zod-openapi';

import { Role } from '../../models/domain/index.js';
import {
  createCustomer,
  findCustomer,
  listCustomers,
  updateCustomer,
  type CustomerFilter,
  type CustomerWithKeys,
} from '../../storage/repositories/customers.js';
import { EDITORS } from '../access.js';
import type { Caller } from '../context.js';
import { expectedVersion, ifMatchHeader, setEtag } from '../etag.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import { CustomerNamed, CustomerPresented, presentCustomer, presentNamed } from '../presenters/customer.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Customers'];
const KEY_LIMIT = 200;

/** How a customer or a contact is recognised, in any writing. */
export const writtenKeys = {
  externalIds: z.array(z.string().trim().min(1).max(200)).max(KEY_LIMIT).optional(),
  phones: z.array(z.string().min(1).max(60)).max(KEY_LIMIT).optional(),
  emails: z.array(z.string().min(1).max(320)).max(KEY_LIMIT).optional(),
};
export const NameText = z.string().trim().min(1).max(300);

const list = route(
  {
    method: 'get',
    path: '/v1/customers',
    tags,
    summary: 'Customers by name; find one by a telephone number, an e-mail address or an external id in any writing',
    roles: Role.options,
    request: {
      query: z.object({
        ...pageQuery,
        name: z.string().max(300).optional().openapi({ description: 'Part of the name.' }),
        phone: z.string().max(60).optional(),
        email: z.string().max(320).optional(),
        externalId: z.string().max(200).optional(),
      }),
    },
    responses: {
      200: jsonAnswer(
        'A page. A delivery key gets ids and names.',
        pageOf(z.union([CustomerPresented, CustomerNamed])),
      ),
    },
  },
  async (c) => {
    const { limit, cursor, name, ...keys } = c.req.valid('query');
    const { database, config } = c.get('api');
    const rows = await listCustomers(
      database.db,
      { name, key: keyOf(keys), visibleTo: c.get('caller').sight },
      { limit: limit + 1, after: decodeCursor(cursor, z.tuple([z.string(), z.string()])), region: config.phoneRegion },
    );
    return c.json(
      toPage(
        rows,
        limit,
        (row) => [row.name, row.id],
        (row) => presentFor(c.get('caller'), row),
      ),
      200,
    );
  },
);

const presentFor = (
  caller: Caller,
  row: CustomerWithKeys,
): z.infer<typeof CustomerPresented> | z.infer<typeof CustomerNamed> =>
  caller.role === 'delivery' ? presentNamed(row) : presentCustomer(row);

const create = route(
  {
    method: 'post',
    path: '/v1/customers',
    tags,
    summary: 'Make a customer',
    roles: EDITORS,
    request: {
      body: jsonBody(
        z.strictObject({
          id: z
            .string()
            .regex(/^[\w.-]{1,100}$/)
            .optional()
            .openapi({ description: 'Yours to choose; made up when left out.' }),
          name: NameText,
          ...writtenKeys,
        }),
      ),
    },
    responses: { 201: jsonAnswer('The customer.', CustomerPresented) },
  },
  async (c) => {
    const { database, config } = c.get('api');
    const customer = await createCustomer(database.db, c.req.valid('json'), config.phoneRegion);
    setEtag(c, customer.version);
    c.header('Location', `/v1/customers/${encodeURIComponent(customer.id)}`);
    return c.json(presentCustomer(customer), 201);
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/customers/{id}',
    tags,
    summary: 'One customer',
    roles: Role.options,
    request: { params: idParam },
    responses: {
      200: jsonAnswer('The customer; its ETag is needed to edit it.', z.union([CustomerPresented, CustomerNamed])),
    },
  },
  async (c) => {
    const customer = await findCustomer(c.get('api').database.db, c.req.valid('param').id);
    setEtag(c, customer.version);
    return c.json(presentFor(c.get('caller'), customer), 200);
  },
);

const edit = route(
  {
    method: 'patch',
    path: '/v1/customers/{id}',
    tags,
    summary: 'Rename a customer, or replace the numbers, addresses or ids it is recognised by',
    roles: EDITORS,
    request: {
      params: idParam,
      headers: ifMatchHeader,
      body: jsonBody(z.strictObject({ name: NameText.optional(), ...writtenKeys })),
    },
    responses: { 200: jsonAnswer('The customer.', CustomerPresented) },
  },
  async (c) => {
    const { database, config } = c.get('api');
    const { id } = c.req.valid('param');
    const customer = await updateCustomer(database.db, id, c.req.valid('json'), expectedVersion(c), config.phoneRegion);
    setEtag(c, customer.version);
    return c.json(presentCustomer(customer), 200);
  },
);

function keyOf(given: {
  phone?: string | undefined;
  email?: string | undefined;
  externalId?: string | undefined;
}): CustomerFilter['key'] {
  if (given.phone !== undefined) return { kind: 'phone', value: given.phone };
  if (given.email !== undefined) return { kind: 'email', value: given.email };
  if (given.externalId !== undefined) return { kind: 'external_id', value: given.externalId };
  return undefined;
}

export const customerRoutes = [list, create, read, edit] as const;
