import { z } from '@hono/zod-openapi';

import { AppError, Role } from '../../models/domain/index.js';
import { anyAccount, createKey, listKeys, revokeKey, type ApiKey } from '../../storage/repositories/keys.js';
import { findUser } from '../../storage/repositories/users.js';
import { audit } from '../audit.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Keys'];
const key = {
  id: z.string(),
  name: z.string(),
  role: Role,
  userId: z.string().nullable().openapi({ description: 'Whose key it is: it sees what they see.' }),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable().openapi({ description: 'To the minute.' }),
  revokedAt: z.string().nullable(),
};
const KeyPresented = z.object(key).openapi('Key');
const KeyCreated = z
  .object({ ...key, key: z.string().openapi({ description: 'Shown here once; only its hash is kept.' }) })
  .openapi('KeyCreated');

const list = route(
  {
    method: 'get',
    path: '/v1/keys',
    tags,
    summary: 'API keys, without the keys themselves',
    roles: ['admin'],
    request: { query: z.object(pageQuery) },
    responses: { 200: jsonAnswer('A page.', pageOf(KeyPresented)) },
  },
  async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = decodeCursor(cursor, z.tuple([z.string()]));
    const rows = await listKeys(c.get('api').database.db, limit + 1, after?.[0]);
    return c.json(
      toPage(rows, limit, (row) => [row.id], present),
      200,
    );
  },
);

const create = route(
  {
    method: 'post',
    path: '/v1/keys',
    tags,
    summary: 'Make a key; it is shown once',
    roles: ['admin'],
    replay: false,
    request: {
      body: jsonBody(
        z.strictObject({
          name: z.string().trim().min(1).max(100),
          role: Role,
          userId: z.string().max(200).nullable().default(null),
        }),
      ),
    },
    responses: { 201: jsonAnswer('The key.', KeyCreated) },
  },
  async (c) => {
    const { db } = c.get('api').database;
    const wanted = c.req.valid('json');
    // From the first key on every request needs one: without an admin key nobody could make the second.
    if (wanted.role !== 'admin' && !(await anyAccount(db)))
      throw new AppError('conflict', 'Make an admin key first: from the first key on, every request needs one.');
    if (wanted.userId !== null && (await findUser(db, wanted.userId))?.role !== wanted.role)
      throw new AppError('invalid_input', 'A key that belongs to somebody has their role.', {
        details: { field: 'userId' },
      });
    const { apiKey, key } = await db.transaction(async (tx) => {
      const made = await createKey(tx, wanted);
      await audit(c, 'key.created', { kind: 'key', id: made.apiKey.id }, { role: wanted.role }, tx);
      return made;
    });
    c.get('authenticator').forget();
    return c.json({ ...present(apiKey), key }, 201);
  },
);

const revoke = route(
  {
    method: 'delete',
    path: '/v1/keys/{id}',
    tags,
    summary: 'Revoke a key, for ever',
    roles: ['admin'],
    request: { params: idParam },
    responses: { 200: jsonAnswer('It is revoked.', KeyPresented) },
  },
  async (c) => {
    const { id } = c.req.valid('param');
    const { database, now } = c.get('api');
    const revoked = await database.db.transaction(async (tx) => {
      const row = await revokeKey(tx, id, now());
      if (row === undefined) throw new AppError('not_found', `There is no key ${id}: check the id.`);
      await audit(c, 'key.revoked', { kind: 'key', id }, {}, tx);
      return row;
    });
    c.get('authenticator').forget();
    return c.json(present(revoked), 200);
  },
);

export const keyRoutes = [list, create, revoke] as const;

function present(row: ApiKey): z.infer<typeof KeyPresented> {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    userId: row.userId,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
