import { z } from '@hono/zod-openapi';

import { AppError, Role } from '../../models/domain/index.js';
import { normalizeEmail } from '../../storage/customer-key.js';
import { findLink, useLink, type OneTimeLink } from '../../storage/repositories/one-time-links.js';
import { endSessions } from '../../storage/repositories/sessions.js';
import { anyAdministrator, changeUser, createUser, type UserRow } from '../../storage/repositories/users.js';
import type { Tx } from '../../storage/database.js';
import { hashPassword } from '../passwords.js';
import { presentSession, SessionState } from '../presenters/session.js';
import { jsonAnswer, jsonBody, route } from '../route.js';
import { requireSameOrigin } from '../session-cookie.js';
import { signIn } from '../sign-in.js';
import { NewPassword } from './session.js';

const tags = ['Session'];
const tokenParam = z.object({ token: z.string().min(1).max(100) });

const read = route(
  {
    method: 'get',
    path: '/v1/links/{token}',
    tags,
    summary: 'What a one-time link is for',
    roles: 'public',
    request: { params: tokenParam },
    responses: {
      200: jsonAnswer(
        'It works still.',
        z.object({
          kind: z.enum(['setup', 'invite', 'reset']),
          email: z.string().nullable(),
          name: z.string().nullable(),
          role: Role,
          expiresAt: z.string(),
        }),
      ),
    },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { kind, user, expiresAt } = await findLink(database.db, c.req.valid('param').token, now());
    const whose = { email: user?.email ?? null, name: user?.name ?? null, role: user?.role ?? ('admin' as const) };
    return c.json({ kind, ...whose, expiresAt: expiresAt.toISOString() }, 200);
  },
);

const use = route(
  {
    method: 'post',
    path: '/v1/links/{token}',
    tags,
    summary: 'Choose a password, and be signed in; the link is worthless afterwards',
    roles: 'public',
    request: {
      params: tokenParam,
      body: jsonBody(
        z.strictObject({
          password: NewPassword,
          name: z.string().trim().min(1).max(200).optional(),
          email: z.string().max(320).optional().openapi({ description: 'Needed by the first administrator only.' }),
        }),
      ),
    },
    responses: { 201: jsonAnswer('Signed in; the cookie is set.', SessionState) },
  },
  async (c) => {
    requireSameOrigin(c);
    const { database, now } = c.get('api');
    const { token } = c.req.valid('param');
    await c.get('signInLimit').take(token, c.get('clientAddress'));
    const link = await findLink(database.db, token, now());
    const given = c.req.valid('json');
    const passwordHash = await hashPassword(given.password);
    const user = await database.db.transaction(async (tx) => {
      await useLink(tx, link.id, now());
      return link.user === null
        ? makeAdministrator(tx, { ...given, passwordHash })
        : setPassword(tx, link, { name: given.name, passwordHash }, now());
    });
    return c.json(await presentSession(c, await signIn(c, user, 'link')), 201);
  },
);

async function makeAdministrator(
  tx: Tx,
  given: { email?: string | undefined; name?: string | undefined; passwordHash: string },
): Promise<UserRow> {
  const email = normalizeEmail(given.email ?? '');
  if (email === null || given.name === undefined)
    throw new AppError('invalid_input', 'The first administrator needs a name and an e-mail address.', {
      details: { field: email === null ? 'email' : 'name' },
    });
  if (await anyAdministrator(tx))
    throw new AppError('conflict', 'There is an administrator already: ask them for an account.');
  return createUser(tx, { email, name: given.name, role: 'admin', passwordHash: given.passwordHash });
}

/** Whoever knew the old password is out. */
async function setPassword(
  tx: Tx,
  link: OneTimeLink,
  change: { name: string | undefined; passwordHash: string },
  now: Date,
): Promise<UserRow> {
  const { after } = await changeUser(tx, link.user?.id ?? '', change);
  await endSessions(tx, after.id, { now });
  return after;
}

export const linkRoutes = [read, use] as const;
