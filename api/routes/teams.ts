import { z } from '@hono/zod-openapi';

import { createTeam, deleteTeam, findTeam, listTeams, renameTeam } from '../../storage/repositories/teams.js';
import { audit } from '../audit.js';
import { ifMatchIfKnown, setEtag, versionIfNamed } from '../etag.js';
import { decodeCursor, pageOf, shortListQuery, toPage } from '../page.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';
import { COLLEAGUES } from './users.js';

const tags = ['People'];
const Team = z
  .object({ id: z.string(), name: z.string(), members: z.number().int(), version: z.number().int() })
  .openapi('Team');
const named = { body: jsonBody(z.strictObject({ name: z.string().trim().min(1).max(200) })) };

const list = route(
  {
    method: 'get',
    path: '/v1/teams',
    tags,
    summary: 'Teams by name: a manager sees the conversations of the people in theirs',
    roles: COLLEAGUES,
    request: { query: z.object(shortListQuery) },
    responses: { 200: jsonAnswer('A page.', pageOf(Team)) },
  },
  async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = decodeCursor(cursor, z.tuple([z.string(), z.string()]));
    const found = await listTeams(c.get('api').database.db, { limit: limit + 1, after });
    return c.json(
      toPage(
        found,
        limit,
        (row) => [row.name, row.id],
        (row) => row,
      ),
      200,
    );
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/teams/{id}',
    tags,
    summary: 'One team',
    roles: COLLEAGUES,
    request: { params: idParam },
    responses: { 200: jsonAnswer('The team with its ETag.', Team) },
  },
  async (c) => {
    const team = await findTeam(c.get('api').database.db, c.req.valid('param').id);
    setEtag(c, team.version);
    return c.json(team, 200);
  },
);

const create = route(
  {
    method: 'post',
    path: '/v1/teams',
    tags,
    summary: 'Make a team',
    roles: ['admin'],
    request: named,
    responses: { 201: jsonAnswer('The team.', Team) },
  },
  async (c) => {
    const { name } = c.req.valid('json');
    const team = await c.get('api').database.db.transaction(async (tx) => {
      const made = await createTeam(tx, name);
      await audit(c, 'team.created', { kind: 'team', id: made.id }, {}, tx);
      return made;
    });
    setEtag(c, team.version);
    return c.json(team, 201);
  },
);

const rename = route(
  {
    method: 'patch',
    path: '/v1/teams/{id}',
    tags,
    summary: 'Rename a team',
    roles: ['admin'],
    request: { params: idParam, headers: ifMatchIfKnown, ...named },
    responses: { 200: jsonAnswer('The team.', Team) },
  },
  async (c) => {
    const { id } = c.req.valid('param');
    const { name } = c.req.valid('json');
    const team = await c.get('api').database.db.transaction(async (tx) => {
      const renamed = await renameTeam(tx, id, name, versionIfNamed(c));
      await audit(c, 'team.changed', { kind: 'team', id }, {}, tx);
      return renamed;
    });
    setEtag(c, team.version);
    return c.json(team, 200);
  },
);

const remove = route(
  {
    method: 'delete',
    path: '/v1/teams/{id}',
    tags,
    summary: 'Dissolve a team; its people are in none then',
    roles: ['admin'],
    request: { params: idParam },
    responses: { 204: { description: 'It is gone.' } },
  },
  async (c) => {
    const { id } = c.req.valid('param');
    await c.get('api').database.db.transaction(async (tx) => {
      await deleteTeam(tx, id);
      await audit(c, 'team.deleted', { kind: 'team', id }, {}, tx);
    });
    c.get('authenticator').forget();
    return c.body(null, 204);
  },
);

export const teamRoutes = [list, create, read, rename, remove] as const;
