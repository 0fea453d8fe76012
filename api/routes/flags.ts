import { z } from '@hono/zod-openapi';

import { CommitmentCategory, ReviewVerdict, Risk, type Role } from '../../models/domain/index.js';
import { settleMention } from '../../storage/repositories/promise-ledger.js';
import { clearVerdict, findFlag, listFlags, setVerdict } from '../../storage/repositories/reviews.js';
import { flagsWithRecord } from '../explained.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import { FlagPresented, FlagWithTurns, presentFlag, presentFlagWithTurns } from '../presenters/flag.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Flags'];
/** A rep answers for promises, and does not judge them. */
const LOOKERS = ['qa', 'trainer', 'manager', 'admin'] as const satisfies readonly Role[];
const JUDGES = ['qa', 'manager', 'admin'] as const satisfies readonly Role[];

const list = route(
  {
    method: 'get',
    path: '/v1/flags',
    tags,
    summary: 'Commitments to look at, the riskiest first',
    roles: LOOKERS,
    request: {
      query: z.object({
        ...pageQuery,
        state: z.enum(['open', 'confirmed', 'dismissed']).optional(),
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
    const { limit, cursor, ...filter } = c.req.valid('query');
    const after = decodeCursor(cursor, z.tuple([z.number().int(), z.number(), z.string()]));
    const { sight: visibleTo } = c.get('caller');
    const rows = await listFlags(c.get('api').database.db, { ...filter, visibleTo }, { limit: limit + 1, after });
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
    roles: LOOKERS,
    request: {
      params: idParam,
      query: z.object({ around: z.coerce.number().int().min(0).max(20).default(3) }),
    },
    responses: { 200: jsonAnswer('The flag.', FlagWithTurns) },
  },
  async (c) => {
    const flag = await findFlag(c.get('api').database.db, c.req.valid('param').id, c.req.valid('query').around);
    const [explained = flag] = await flagsWithRecord(c, [flag]);
    return c.json(presentFlagWithTurns(explained), 200);
  },
);

const judge = route(
  {
    method: 'put',
    path: '/v1/flags/{id}/verdict',
    tags,
    summary: 'Confirm or dismiss it',
    roles: JUDGES,
    request: {
      params: idParam,
      body: jsonBody(
        z.strictObject({ verdict: ReviewVerdict, note: z.string().trim().max(2000).nullable().default(null) }),
      ),
    },
    responses: { 200: jsonAnswer('The flag.', FlagWithTurns) },
  },
  async (c) => {
    const { database, foldLedger, now } = c.get('api');
    const { id } = c.req.valid('param');
    const review = { ...c.req.valid('json'), reviewer: c.get('caller').keyId, at: now() };
    await setVerdict(database.db, id, review);
    await database.db.transaction((tx) => settleMention(tx, id, foldLedger));
    const flag = await findFlag(database.db, id);
    const [explained = flag] = await flagsWithRecord(c, [flag]);
    return c.json(presentFlagWithTurns(explained), 200);
  },
);

const reopen = route(
  {
    method: 'delete',
    path: '/v1/flags/{id}/verdict',
    tags,
    summary: 'Take the verdict back: it is open again',
    roles: JUDGES,
    request: { params: idParam },
    responses: { 204: { description: 'Open again.' } },
  },
  async (c) => {
    const { database, foldLedger } = c.get('api');
    const { id } = c.req.valid('param');
    await clearVerdict(database.db, id);
    await database.db.transaction((tx) => settleMention(tx, id, foldLedger));
    return c.body(null, 204);
  },
);

export const flagRoutes = [list, read, judge, reopen] as const;
