import { z } from '@hono/zod-openapi';

import { listContacts, removeContact, saveContact } from '../../storage/repositories/contacts.js';
import { EDITORS, READERS } from '../access.js';
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
    request: { params: idParam },
    responses: { 200: jsonAnswer('All of them.', z.object({ items: z.array(ContactPresented) })) },
  },
  async (c) => {
    const contacts = await listContacts(c.get('api').database.db, c.req.valid('param').id);
    return c.json({ items: contacts.map(presentContact) }, 200);
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
    return c.json(presentContact(await saveContact(database.db, input, config.phoneRegion)), 201);
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
      body: jsonBody(z.strictObject({ name: NameText.optional(), title, ...writtenKeys })),
    },
    responses: { 200: jsonAnswer('The contact.', ContactPresented) },
  },
  async (c) => {
    const { database, config } = c.get('api');
    const { id: customerId, contactId } = c.req.valid('param');
    const input = { ...c.req.valid('json'), customerId, id: contactId };
    return c.json(presentContact(await saveContact(database.db, input, config.phoneRegion)), 200);
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

export const contactRoutes = [list, create, edit, remove] as const;
