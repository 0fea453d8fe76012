import { z } from '@hono/zod-openapi';
import { sql } from 'drizzle-orm';

import { AppError, CommitmentCategory } from '../../models/domain/index.js';
import {
  deleteSavedSearch,
  listSavedSearches,
  saveSearch,
  type SavedSearchRow,
} from '../../storage/repositories/saved-searches.js';
import { listReps, searchTurns } from '../../storage/repositories/search.js';
import { inSight } from '../../storage/repositories/sight.js';
import { readQuery } from '../../storage/search-words.js';
import { READERS } from '../access.js';
import { auditReading } from '../audit.js';
import { conversationFilters, peopleOf } from '../conversation-filters.js';
import { decodeCursor, pageOf, pageQuery, shortListQuery, toPage } from '../page.js';
import { RepNamed } from '../presenters/conversation.js';
import { presentHit, SearchHitPresented } from '../presenters/search-hit.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Search'];
const Position = z.tuple([
  z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/),
  z.string(),
  z.number().int(),
]);
const asked = {
  q: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .openapi({ description: 'Words, all of which must be there; "in quotes" together. Numbers in any writing.' }),
  ...conversationFilters,
  flag: z
    .enum(['true', ...CommitmentCategory.options])
    .optional()
    .openapi({ description: 'Only turns that a commitment rests on; of this category.' }),
  speaker: z.enum(['rep', 'customer']).optional(),
};

const search = route(
  {
    method: 'get',
    path: '/v1/search',
    tags,
    summary: 'Search what was said and written, in Chinese and English; newest conversation first',
    roles: READERS,
    request: { query: z.object({ ...pageQuery, ...asked }) },
    responses: { 200: jsonAnswer('A page of turns.', pageOf(SearchHitPresented)) },
  },
  async (c) => {
    const { limit, cursor, q, rep, teamId, flag, speaker, ...filter } = c.req.valid('query');
    const { database, wordsOf } = c.get('api');
    const query = readQuery(q, wordsOf);
    if (query.phrases.length === 0)
      throw new AppError('invalid_input', 'There is no word in it to look for.', { details: { field: 'q' } });
    const found = await searchTurns(
      database.db,
      query,
      {
        ...{ ...filter, side: speaker, flag: flag === 'true' ? 'any' : flag, visibleTo: c.get('caller').sight },
        of: await peopleOf(database.db, { rep, teamId }),
      },
      { limit: limit + 1, after: decodeCursor(cursor, Position) },
    );
    await auditReading(c, 'search.read', undefined, {
      conversations: [...new Set(found.map((hit) => hit.conversationId))],
    });
    return c.json(
      toPage(
        found,
        limit,
        (hit) => [hit.sortAt, hit.conversationId, hit.turn],
        (hit) => presentHit(hit, query, wordsOf),
      ),
      200,
    );
  },
);

const reps = route(
  {
    method: 'get',
    path: '/v1/reps',
    tags,
    summary: 'People of our side who are named in conversations: what the filter `rep` takes',
    roles: READERS,
    request: { query: z.object({ ...shortListQuery, q: z.string().max(200).optional() }) },
    responses: { 200: jsonAnswer('A page, by name.', pageOf(RepNamed)) },
  },
  async (c) => {
    const visible = inSight(c.get('caller').sight, sql`p.conversation_id`);
    const { limit, cursor, q } = c.req.valid('query');
    const [after] = decodeCursor(cursor, z.tuple([z.string()])) ?? [];
    const found = await listReps(c.get('api').database.db, visible, q, { limit: limit + 1, after });
    return c.json(
      toPage(
        found,
        limit,
        (row) => [row.name],
        (row) => row,
      ),
      200,
    );
  },
);

const SavedSearch = z
  .object({ id: z.string(), name: z.string(), query: z.record(z.string(), z.string()), createdAt: z.string() })
  .openapi('SavedSearch');

const saved = route(
  {
    method: 'get',
    path: '/v1/saved-searches',
    tags,
    summary: 'My saved searches',
    roles: READERS,
    request: { query: z.object(shortListQuery) },
    responses: { 200: jsonAnswer('A page, in the order they were saved.', pageOf(SavedSearch)) },
  },
  async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const [after] = decodeCursor(cursor, z.tuple([z.string()])) ?? [];
    const owner = ownerOf(c.get('caller'));
    const found = await listSavedSearches(c.get('api').database.db, owner, { limit: limit + 1, after });
    return c.json(
      toPage(found, limit, (row) => [row.id], presentSaved),
      200,
    );
  },
);

const save = route(
  {
    method: 'post',
    path: '/v1/saved-searches',
    tags,
    summary: 'Save a search',
    roles: READERS,
    request: {
      body: jsonBody(
        z.strictObject({ name: z.string().trim().min(1).max(200), query: z.object(asked).partial().strict() }),
      ),
    },
    responses: { 201: jsonAnswer('It is saved.', SavedSearch) },
  },
  async (c) => {
    const { name, query } = c.req.valid('json');
    const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
    const row = await saveSearch(c.get('api').database.db, { ownerId: ownerOf(c.get('caller')), name, query: given });
    return c.json(presentSaved(row), 201);
  },
);

const forget = route(
  {
    method: 'delete',
    path: '/v1/saved-searches/{id}',
    tags,
    summary: 'Forget a saved search',
    roles: READERS,
    request: { params: idParam },
    responses: { 204: { description: 'It is gone.' } },
  },
  async (c) => {
    await deleteSavedSearch(c.get('api').database.db, ownerOf(c.get('caller')), c.req.valid('param').id);
    return c.body(null, 204);
  },
);

export const searchRoutes = [search, reps, saved, save, forget] as const;

/** A person's own, whether they signed in or use a key of theirs. */
const ownerOf = ({ userId, keyId }: { userId: string | null; keyId: string }): string => userId ?? keyId;

const presentSaved = (row: SavedSearchRow): z.infer<typeof SavedSearch> => ({
  ...{ id: row.id, name: row.name, query: row.query },
  createdAt: row.createdAt.toISOString(),
});
