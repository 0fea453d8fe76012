import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { AppError, Role } from '../../models/domain/index.js';
import { normalizeEmail } from '../../storage/customer-key.js';
import { endSessions, listSessions } from '../../storage/repositories/sessions.js';
import { changeUser, findUser, findUserByEmail } from '../../storage/repositories/users.js';
import { audit, auditAs } from '../audit.js';
import type { ApiEnv, Caller } from '../context.js';
import { checkPassword, hashPassword } from '../passwords.js';
import { presentSession, SessionState } from '../presenters/session.js';
import { decodeCursor, pageOf, shortListQuery, toPage } from '../page.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';
import { dropSession, requireSameOrigin } from '../session-cookie.js';
import { currentCaller, signIn } from '../sign-in.js';

const tags = ['Session'];
export const NewPassword = z.string().min(10).max(200);

const read = route(
  {
    method: 'get',
    path: '/v1/session',
    tags,
    summary: 'Who I am here, and how to sign in',
    roles: 'public',
    responses: { 200: jsonAnswer('The state, whoever asks.', SessionState) },
  },
  async (c) => c.json(await presentSession(c, await currentCaller(c)), 200),
);

const begin = route(
  {
    method: 'post',
    path: '/v1/session',
    tags,
    summary: 'Sign in with e-mail address and password',
    roles: 'public',
    request: { body: jsonBody(z.strictObject({ email: z.string().max(320), password: z.string().max(200) })) },
    responses: { 200: jsonAnswer('Signed in; the cookie is set.', SessionState) },
  },
  async (c) => {
    requireSameOrigin(c);
    const { database } = c.get('api');
    const { email, password } = c.req.valid('json');
    const address = normalizeEmail(email) ?? email.trim().toLowerCase();
    await c.get('signInLimit').take(address, c.get('clientAddress'));
    const user = await findUserByEmail(database.db, address);
    const right = await checkPassword(user?.passwordHash, password);
    if (user === undefined || !right || user.disabledAt !== null) {
      // Who it was for is named only where there is such a person: people type passwords into the wrong field.
      await auditAs(c, { kind: 'nobody', id: user?.id ?? null, name: user?.name ?? null }, 'session.failed');
      throw new AppError('unauthorized', 'E-mail address or password is not right.');
    }
    await c.get('signInLimit').succeeded(address);
    return c.json(await presentSession(c, await signIn(c, user, 'password')), 200);
  },
);

const change = route(
  {
    method: 'patch',
    path: '/v1/session',
    tags,
    summary: 'Change my language, name or password; a new password ends my other sessions',
    roles: Role.options,
    request: {
      body: jsonBody(
        z.strictObject({
          locale: z.enum(['zh', 'en']).nullable().optional(),
          name: z.string().trim().min(1).max(200).optional(),
          password: z.strictObject({ current: z.string().max(200), next: NewPassword }).optional(),
        }),
      ),
    },
    responses: { 200: jsonAnswer('As it is now.', SessionState) },
  },
  async (c) => {
    const { userId, sessionId } = signedIn(c);
    const { database, now } = c.get('api');
    const { password, ...rest } = c.req.valid('json');
    const passwordHash = password && (await nextPassword(c, userId, password));
    await database.db.transaction(async (tx) => {
      await changeUser(tx, userId, { ...rest, passwordHash });
      if (passwordHash !== undefined) await endSessions(tx, userId, { but: sessionId, now: now() });
      const changed = [...Object.keys(rest), ...(passwordHash === undefined ? [] : ['password'])];
      await audit(c, 'user.changed', { kind: 'user', id: userId }, { changed }, tx);
    });
    c.get('authenticator').forget();
    return c.json(await presentSession(c, await currentCaller(c)), 200);
  },
);

async function nextPassword(
  c: Context<ApiEnv>,
  userId: string,
  { current, next }: { current: string; next: string },
): Promise<string> {
  const user = await findUser(c.get('api').database.db, userId);
  await c.get('signInLimit').take(user?.email ?? userId, c.get('clientAddress'));
  if (!(await checkPassword(user?.passwordHash, current)))
    throw new AppError('invalid_input', 'The current password is not right.', { details: { field: 'current' } });
  await c.get('signInLimit').succeeded(user?.email ?? userId);
  return hashPassword(next);
}

const end = route(
  {
    method: 'delete',
    path: '/v1/session',
    tags,
    summary: 'Sign out',
    roles: Role.options,
    responses: { 204: { description: 'Signed out.' } },
  },
  async (c) => {
    const { userId, sessionId } = signedIn(c);
    await signOut(c, userId, sessionId);
    dropSession(c);
    return c.body(null, 204);
  },
);

const list = route(
  {
    method: 'get',
    path: '/v1/sessions',
    tags,
    summary: 'Where I am signed in',
    roles: Role.options,
    request: { query: z.object(shortListQuery) },
    responses: {
      200: jsonAnswer(
        'A page, the one used last first.',
        pageOf(
          z.object({
            id: z.string(),
            current: z.boolean(),
            createdAt: z.string(),
            lastSeenAt: z.string(),
            expiresAt: z.string(),
            address: z.string().nullable(),
            userAgent: z.string().nullable(),
          }),
        ),
      ),
    },
  },
  async (c) => {
    const { userId, sessionId } = c.get('caller');
    const { database, now } = c.get('api');
    const { limit, cursor } = c.req.valid('query');
    const after = decodeCursor(cursor, z.tuple([z.iso.datetime(), z.string()]));
    const found =
      userId === null ? [] : await listSessions(database.db, userId, { limit: limit + 1, after, now: now() });
    return c.json(
      toPage(
        found,
        limit,
        (row) => [row.lastSeenAt.toISOString(), row.id],
        (row) => ({
          ...{ id: row.id, current: row.id === sessionId, address: row.address, userAgent: row.userAgent },
          createdAt: row.createdAt.toISOString(),
          lastSeenAt: row.lastSeenAt.toISOString(),
          expiresAt: row.expiresAt.toISOString(),
        }),
      ),
      200,
    );
  },
);

const endOne = route(
  {
    method: 'delete',
    path: '/v1/sessions/{id}',
    tags,
    summary: 'Sign out elsewhere',
    roles: Role.options,
    request: { params: idParam },
    responses: { 204: { description: 'That session is over.' } },
  },
  async (c) => {
    const { userId, sessionId } = signedIn(c);
    const { id } = c.req.valid('param');
    if ((await signOut(c, userId, id)) === 0) throw new AppError('not_found', `You have no session ${id}.`);
    if (id === sessionId) dropSession(c);
    return c.body(null, 204);
  },
);

const endAll = route(
  {
    method: 'delete',
    path: '/v1/sessions',
    tags,
    summary: 'Sign out everywhere',
    roles: Role.options,
    responses: { 204: { description: 'No session is left.' } },
  },
  async (c) => {
    const { userId } = signedIn(c);
    await signOut(c, userId);
    dropSession(c);
    return c.body(null, 204);
  },
);

async function signOut(c: Context<ApiEnv>, userId: string, id?: string): Promise<number> {
  const { database, now } = c.get('api');
  const ended = await database.db.transaction(async (tx) => {
    const count = await endSessions(tx, userId, { ...(id === undefined ? {} : { id }), now: now() });
    if (count > 0) await audit(c, 'session.signed_out', { kind: 'user', id: userId }, { sessions: count }, tx);
    return count;
  });
  c.get('authenticator').forget();
  return ended;
}

/** @throws AppError `not_found` for a key and for whoever sits at an open server: they have no session */
function signedIn(c: Context<ApiEnv>): Caller & { userId: string; sessionId: string } {
  const caller = c.get('caller');
  const { userId, sessionId } = caller;
  if (userId === null || sessionId === null)
    throw new AppError('not_found', 'There is no session here: this is for people who signed in.');
  return { ...caller, userId, sessionId };
}

export const sessionRoutes = [read, begin, change, end, list, endOne, endAll] as const;
