import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import {
  type ContactWithKeys,
  findContact,
  listContacts,
  removeContact,
  saveContact,
} from '../../storage/repositories/contacts.js';
import { EDITORS, READERS } from '../access.js';
import type { ApiEnv } from '../context.js';
import { ifMatchIfKnown, setEtag, versionIfNamed } from '../etag.js';
import { decodeCursor, pageOf, shortListQuery, toPage } from '../page.js';
import { ContactPresented, presentContact } from '../presenters/customer.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';
import { NameText, writtenKeys } from './customers.js';

const tags = ['Customers'];
const contactParam = idParam.extend({ contactId: z.string().min(1).max(200) });
const title = z.string().trim().max(300).nullable().optional();

const list = route(
  {
    method: 'get',
    path: '/v1/customers/{id}/contacts',
    tags,
    summary: 'People at a customer',
    roles: READERS,
    request: { params: idParam, query: z.object(shortListQuery) },
    responses: { 200: jsonAnswer('A page.', pageOf(ContactPresented)) },
  },
  async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const [after] = decodeCursor(cursor, z.tuple([z.string()])) ?? [];
    const found = await listContacts(c.get('api').database.db, c.req.valid('param').id, { limit: limit + 1, after });
    return c.json(
      toPage(found, limit, (row) => [row.id], presentContact),
      200,
    );
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/customers/{id}/contacts/{contactId}',
    tags,
    summary: 'One person at a customer',
    roles: READERS,
    request: { params: contactParam },
    responses: { 200: jsonAnswer('The contact with its ETag.', ContactPresented) },
  },
  async (c) => {
    const { id, contactId } = c.req.valid('param');
    return presented(c, await findContact(c.get('api').database.db, id, contactId), 200);
  },
);

const create = route(
  {
    method: 'post',
    path: '/v1/customers/{id}/contacts',
    tags,
    summary: 'Add a person; their numbers and addresses find the customer too',
    roles: EDITORS,
    request: { params: idParam, body: jsonBody(z.strictObject({ name: NameText, title, ...writtenKeys })) },
    responses: { 201: jsonAnswer('The contact.', ContactPresented) },
  },
  async (c) => {
    const { database, config } = c.get('api');
    const input = { ...c.req.valid('json'), customerId: c.req.valid('param').id };
    return presented(c, await saveContact(database.db, input, config.phoneRegion), 201);
  },
);

const edit = route(
  {
    method: 'patch',
    path: '/v1/customers/{id}/contacts/{contactId}',
    tags,
    summary: 'Change a person; lists that are given replace those there',
    roles: EDITORS,
    request: {
      params: contactParam,
      headers: ifMatchIfKnown,
      body: jsonBody(z.strictObject({ name: NameText.optional(), title, ...writtenKeys })),
    },
    responses: { 200: jsonAnswer('The contact.', ContactPresented) },
  },
  async (c) => {
    const { database, config } = c.get('api');
    const { id: customerId, contactId } = c.req.valid('param');
    const input = { ...c.req.valid('json'), customerId, id: contactId, version: versionIfNamed(c) };
    return presented(c, await saveContact(database.db, input, config.phoneRegion), 200);
  },
);

const remove = route(
  {
    method: 'delete',
    path: '/v1/customers/{id}/contacts/{contactId}',
    tags,
    summary: 'Take a person out',
    roles: EDITORS,
    request: { params: contactParam },
    responses: { 204: { description: 'Gone.' } },
  },
  async (c) => {
    const { id, contactId } = c.req.valid('param');
    await removeContact(c.get('api').database.db, id, contactId);
    return c.body(null, 204);
  },
);

function presented<S extends 200 | 201>(c: Context<ApiEnv>, contact: ContactWithKeys, status: S) {
  setEtag(c, contact.version);
  return c.json(presentContact(contact), status);
}

export const contactRoutes = [list, create, read, edit, remove] as const;
