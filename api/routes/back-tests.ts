import { z } from '@hono/zod-openapi';

import { AppError, type Role } from '../../models/domain/index.js';
import { findBackTest, listBackTests } from '../../storage/repositories/back-tests.js';
import type { Caller } from '../context.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import { BackTestListed, BackTestPresented, presentBackTest, presentListedBackTest } from '../presenters/back-test.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Back-tests'];
const TESTERS = ['qa', 'manager', 'admin'] as const satisfies readonly Role[];
const Cursor = z.tuple([z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/), z.string()]);

/** Whoever sees some of the conversations only sees their own back-tests only: others' count what they may not see. */
const ownOf = (caller: Caller): string | undefined => (caller.sight === undefined ? undefined : caller.keyId);

const start = route(
  {
    method: 'post',
    path: '/v1/back-tests',
    tags,
    summary: 'Hold a changed policy, playbook or lexicon against past conversations, beside what is in force',
    description: 'Changes nothing. It goes on in the background: read it again until its state is done. One at a time.',
    roles: TESTERS,
    request: {
      body: jsonBody(
        z
          .strictObject({
            policy: z.string().min(1).optional().openapi({ description: 'YAML.' }),
            playbook: z.string().min(1).optional().openapi({ description: 'YAML.' }),
            lexicon: z
              .record(z.string().regex(/^[a-z-]{1,40}$/), z.string().min(1))
              .optional()
              .openapi({
                description:
                  'YAML by area: `{ "company": "…" }` for the company’s own, `{ "commitments": "…" }` for one of Vouch’s.',
              }),
          })
          .refine(({ policy, playbook, lexicon }) => policy ?? playbook ?? lexicon, {
            message: 'give a policy, a playbook or a lexicon',
          }),
      ),
    },
    responses: { 202: jsonAnswer('It runs.', BackTestPresented) },
  },
  async (c) => {
    const api = c.get('api');
    const row = await c.get('backTests').start(api, c.req.valid('json'), c.get('caller'));
    c.header('Location', `/v1/back-tests/${row.id}`);
    return c.json(presentBackTest(row, api.now()), 202);
  },
);

const list = route(
  {
    method: 'get',
    path: '/v1/back-tests',
    tags,
    summary: 'Back-tests, newest first',
    roles: TESTERS,
    request: { query: z.object(pageQuery) },
    responses: { 200: jsonAnswer('A page.', pageOf(BackTestListed)) },
  },
  async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const { database, now } = c.get('api');
    const found = await listBackTests(database.db, limit + 1, {
      createdBy: ownOf(c.get('caller')),
      after: decodeCursor(cursor, Cursor),
    });
    return c.json(
      toPage(
        found,
        limit,
        ({ sortAt, id }) => [sortAt, id],
        (row) => presentListedBackTest(row, now()),
      ),
      200,
    );
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/back-tests/{id}',
    tags,
    summary: 'How far a back-test is, and what it found',
    roles: TESTERS,
    request: { params: idParam },
    responses: { 200: jsonAnswer('The back-test.', BackTestPresented) },
  },
  async (c) => {
    const { id } = c.req.valid('param');
    const { database, now } = c.get('api');
    const caller = c.get('caller');
    const row = await findBackTest(database.db, id, caller.sight);
    const own = ownOf(caller);
    if (row === undefined || (own !== undefined && row.createdBy !== own))
      throw new AppError('not_found', `There is no back-test ${id}: check the id.`);
    return c.json(presentBackTest(row, now()), 200);
  },
);

export const backTestRoutes = [start, list, read] as const;
