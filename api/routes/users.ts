import { z } from '@hono/zod-openapi';

import { AppError, Role, type Role as RoleName } from '../../models/domain/index.js';
import { normalizeEmail } from '../../storage/customer-key.js';
import { makeLink } from '../../storage/repositories/one-time-links.js';
import { endSessions } from '../../storage/repositories/sessions.js';
import {
  changeUser,
  createUser,
  findUser,
  listUsers,
  noUser,
  type UserWithTeam,
} from '../../storage/repositories/users.js';
import { audit } from '../audit.js';
import type { ApiContext } from '../context.js';
import { ifMatchIfKnown, setEtag, versionIfNamed } from '../etag.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import { presentUser, presentUserNamed, UserNamed, UserPresented } from '../presenters/user.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['People'];
/** Who needs to know who there is. */
export const COLLEAGUES = ['qa', 'trainer', 'manager', 'admin'] as const satisfies readonly RoleName[];

const person = {
  name: z.string().trim().min(1).max(200),
  role: Role,
  teamId: z.string().max(200).nullable().optional(),
  identities: z.array(z.string().trim().min(1).max(320)).max(100).optional(),
};
const Link = {
  link: z.string().openapi({ description: 'A path of the web app; it works once. Shown here only.' }),
  expiresAt: z.string(),
};

const list = route(
  {
    method: 'get',
    path: '/v1/users',
    tags,
    summary: 'People who sign in; administrators see their accounts too',
    roles: COLLEAGUES,
    request: {
      query: z.object({
        ...pageQuery,
        teamId: z.string().optional(),
        role: Role.optional(),
        q: z.string().max(200).optional().openapi({ description: 'Part of the name or e-mail address.' }),
      }),
    },
    responses: { 200: jsonAnswer('A page.', pageOf(z.union([UserPresented, UserNamed]))) },
  },
  async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query');
    const after = decodeCursor(cursor, z.tuple([z.string()]));
    const found = await listUsers(c.get('api').database.db, filter, limit + 1, after?.[0]);
    const present = c.get('caller').role === 'admin' ? presentUser : presentUserNamed;
    return c.json(
      toPage(found, limit, (row) => [row.id], present),
      200,
    );
  },
);

const create = route(
  {
    method: 'post',
    path: '/v1/users',
    tags,
    summary: 'Make an account; send the link on yourself',
    roles: ['admin'],
    replay: false,
    request: { body: jsonBody(z.strictObject({ ...person, email: z.string().max(320) })) },
    responses: { 201: jsonAnswer('The person.', z.object({ user: UserPresented, ...Link })) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const wanted = c.req.valid('json');
    const email = normalizeEmail(wanted.email);
    if (email === null)
      throw new AppError('invalid_input', 'This is not an e-mail address.', { details: { field: 'email' } });
    const { id, token, expiresAt } = await database.db.transaction(async (tx) => {
      const user = await createUser(tx, { ...wanted, email });
      await audit(c, 'user.created', { kind: 'user', id: user.id }, { role: user.role, teamId: user.teamId }, tx);
      return { id: user.id, ...(await makeLink(tx, 'invite', user.id, now())) };
    });
    c.get('authenticator').forget();
    const user = presentUser(await existing(c.get('api'), id));
    return c.json({ user, link: `/invite?token=${token}`, expiresAt: expiresAt.toISOString() }, 201);
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/users/{id}',
    tags,
    summary: 'One account',
    roles: ['admin'],
    request: { params: idParam },
    responses: { 200: jsonAnswer('The person; the ETag is needed to change it.', UserPresented) },
  },
  async (c) => {
    const user = await existing(c.get('api'), c.req.valid('param').id);
    setEtag(c, user.version);
    return c.json(presentUser(user), 200);
  },
);

const change = route(
  {
    method: 'patch',
    path: '/v1/users/{id}',
    tags,
    summary: 'Change name, role, team or identities; let somebody in no more',
    roles: ['admin'],
    request: {
      params: idParam,
      headers: ifMatchIfKnown,
      body: jsonBody(
        z.strictObject({
          name: person.name.optional(),
          role: Role.optional(),
          teamId: person.teamId,
          identities: person.identities,
          disabled: z.boolean().optional(),
        }),
      ),
    },
    responses: { 200: jsonAnswer('As it is now.', UserPresented) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { id } = c.req.valid('param');
    const { disabled, ...rest } = c.req.valid('json');
    const version = versionIfNamed(c);
    await database.db.transaction(async (tx) => {
      const disabledAt = disabled === undefined ? undefined : disabled ? now() : null;
      const { before, after } = await changeUser(tx, id, { ...rest, disabledAt }, version);
      if (after.disabledAt !== null) await endSessions(tx, id, { now: now() });
      const turnedOff = before.disabledAt === null && after.disabledAt !== null;
      const details = {
        changed: Object.keys(c.req.valid('json')),
        ...(before.role === after.role ? {} : { role: { before: before.role, after: after.role } }),
        ...(before.teamId === after.teamId ? {} : { teamId: { before: before.teamId, after: after.teamId } }),
      };
      await audit(c, turnedOff ? 'user.disabled' : 'user.changed', { kind: 'user', id }, details, tx);
    });
    c.get('authenticator').forget();
    const user = await existing(c.get('api'), id);
    setEtag(c, user.version);
    return c.json(presentUser(user), 200);
  },
);

const link = route(
  {
    method: 'post',
    path: '/v1/users/{id}/link',
    tags,
    summary: 'Make a link to choose a (new) password; earlier ones are worthless',
    roles: ['admin'],
    replay: false,
    request: { params: idParam },
    responses: { 201: jsonAnswer('The link.', z.object(Link)) },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const user = await existing(c.get('api'), c.req.valid('param').id);
    const kind = user.passwordHash === null ? 'invite' : 'reset';
    const { token, expiresAt } = await database.db.transaction(async (tx) => {
      await audit(c, 'user.link_made', { kind: 'user', id: user.id }, { kind }, tx);
      return makeLink(tx, kind, user.id, now());
    });
    return c.json({ link: `/invite?token=${token}`, expiresAt: expiresAt.toISOString() }, 201);
  },
);

const signOut = route(
  {
    method: 'delete',
    path: '/v1/users/{id}/sessions',
    tags,
    summary: 'Sign somebody out everywhere',
    roles: ['admin'],
    request: { params: idParam },
    responses: { 204: { description: 'No session of theirs is left.' } },
  },
  async (c) => {
    const { database, now } = c.get('api');
    const { id } = await existing(c.get('api'), c.req.valid('param').id);
    await database.db.transaction(async (tx) => {
      const sessions = await endSessions(tx, id, { now: now() });
      await audit(c, 'session.signed_out', { kind: 'user', id }, { sessions }, tx);
    });
    c.get('authenticator').forget();
    return c.body(null, 204);
  },
);

export const userRoutes = [list, create, read, change, link, signOut] as const;

/** @throws AppError `not_found` */
async function existing({ database }: ApiContext, id: string): Promise<UserWithTeam> {
  const user = await findUser(database.db, id);
  if (user === undefined) throw noUser(id);
  return user;
}
