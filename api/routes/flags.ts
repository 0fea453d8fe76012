import { z } from '@hono/zod-openapi';

import { CommitmentCategory, FlagAnswer, FlagState, Risk } from '../../models/domain/index.js';
import { readFlagHistories } from '../../storage/repositories/flag-history.js';
import { listFlags } from '../../storage/repositories/reviews.js';
import { personOf, REVIEWERS } from '../access.js';
import { flagsWithRecord } from '../explained.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import {
  ConfirmedFlag,
  FlagPresented,
  FlagWithTurns,
  presentConfirmedFlag,
  presentFlag,
  presentFlagWithTurns,
} from '../presenters/flag.js';
import { readFlag } from '../read-flag.js';
import { idParam, jsonAnswer, route } from '../route.js';

const tags = ['Flags'];
/** Position in the queue: see `Flag.sortKey`. */
const sortKey = z.tuple([z.number().int(), z.number(), z.number().int(), z.string()]);

const list = route(
  {
    method: 'get',
    path: '/v1/flags',
    tags,
    summary: 'Commitments to look at, the riskiest first',
    roles: REVIEWERS,
    request: {
      query: z.object({
        ...pageQuery,
        state: z
          .enum(['waiting', ...FlagState.options])
          .optional()
          .openapi({ description: '`waiting`: open or disputed, so that somebody has to look.' }),
        assignee: z
          .string()
          .max(200)
          .optional()
          .openapi({ description: '`me`, `nobody`, or the id of whoever it is assigned to.' }),
        risk: Risk.optional(),
        category: CommitmentCategory.optional(),
        customerId: z.string().optional(),
        conversationId: z.string().optional(),
        allowed: z
          .enum(['true', 'false'])
          .transform((text) => text === 'true')
          .optional()
          .openapi({ description: 'false: against the policy.' }),
      }),
    },
    responses: { 200: jsonAnswer('A page.', pageOf(FlagPresented)) },
  },
  async (c) => {
    const { limit, cursor, assignee, ...filter } = c.req.valid('query');
    const after = decodeCursor(cursor, sortKey);
    const caller = c.get('caller');
    const assigneeId = assignee === 'nobody' ? null : assignee === 'me' ? personOf(caller) : assignee;
    const wanted = { ...filter, assigneeId, visibleTo: caller.sight };
    const rows = await listFlags(c.get('api').database.db, wanted, { limit: limit + 1, after });
    const explained = await flagsWithRecord(c, rows);
    return c.json(
      toPage(explained, limit, (row) => row.sortKey, presentFlag),
      200,
    );
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/flags/{id}',
    tags,
    summary: 'One commitment with its words, the turns around them, and the wording that may be used instead',
    roles: REVIEWERS,
    request: {
      params: idParam,
      query: z.object({ around: z.coerce.number().int().min(0).max(20).default(3) }),
    },
    responses: { 200: jsonAnswer('The flag.', FlagWithTurns) },
  },
  async (c) => {
    const flag = await readFlag(c, c.req.valid('param').id, c.req.valid('query').around);
    return c.json(presentFlagWithTurns(flag), 200);
  },
);

const confirmed = route(
  {
    method: 'get',
    path: '/v1/confirmed-flags',
    tags,
    summary: 'What reviewers confirmed in own conversations, to acknowledge or dispute',
    roles: ['rep'],
    request: {
      query: z.object({
        ...pageQuery,
        answer: z
          .enum(['none', ...FlagAnswer.options, 'decided'])
          .optional()
          .openapi({ description: '`none`: not answered yet; `decided`: what became of disputes.' }),
      }),
    },
    responses: { 200: jsonAnswer('A page.', pageOf(ConfirmedFlag)) },
  },
  async (c) => {
    const { limit, cursor, answer = 'any' } = c.req.valid('query');
    const { db } = c.get('api').database;
    const after = decodeCursor(cursor, sortKey);
    const { sight: visibleTo } = c.get('caller');
    const rows = await listFlags(db, { answer, visibleTo }, { limit: limit + 1, after });
    const explained = await flagsWithRecord(c, rows);
    const ids = rows.map(({ id }) => id);
    const histories = await readFlagHistories(db, ids, { forRep: true });
    const told = explained.map((flag) => ({ ...flag, history: histories.get(flag.id) ?? [] }));
    return c.json(
      toPage(told, limit, (row) => row.sortKey, presentConfirmedFlag),
      200,
    );
  },
);

export const flagRoutes = [list, read, confirmed] as const;
