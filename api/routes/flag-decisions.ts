import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { AppError, FlagAnswer, ReviewVerdict } from '../../models/domain/index.js';
import {
  answerFlag,
  assignFlag,
  type By,
  clearVerdict,
  commentFlag,
  type Judging,
  setVerdict,
  undoVerdict,
} from '../../storage/repositories/flag-decisions.js';
import { readFlagHistories } from '../../storage/repositories/flag-history.js';
import { findFlag } from '../../storage/repositories/reviews.js';
import { isInSight } from '../../storage/repositories/sight.js';
import { findUser } from '../../storage/repositories/users.js';
import { JUDGES, personOf, REVIEWERS, sightOf } from '../access.js';
import type { ApiEnv } from '../context.js';
import { ConfirmedFlag, FlagWithTurns, presentConfirmedFlag, presentFlagWithTurns } from '../presenters/flag.js';
import { mayJudge, readFlag } from '../read-flag.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Flags'];
const note = z.string().trim().max(2000).nullable().default(null);
const flagAnswered = { 200: jsonAnswer('The flag.', FlagWithTurns) };

const judge = route(
  {
    method: 'put',
    path: '/v1/flags/{id}/verdict',
    tags,
    summary: 'Confirm or dismiss it; a disputed one is upheld or overturned by that',
    description:
      'Who judged it before may not decide a dispute, and once that is decided the verdict stays. Where no other person ' +
      'could decide (`decidesAlone`), who judged it does so with a reason; that is told in the history, and counts as no agreement.',
    roles: JUDGES,
    request: { params: idParam, body: jsonBody(z.strictObject({ verdict: ReviewVerdict, note })) },
    responses: flagAnswered,
  },
  async (c) => {
    const { id } = c.req.valid('param');
    const { db } = c.get('api').database;
    const { decidesAlone: alone } = await mayJudge(c, await findFlag(db, id, 0));
    await setVerdict(db, id, { ...c.req.valid('json'), alone }, judging(c));
    return c.json(presentFlagWithTurns(await readFlag(c, id)), 200);
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
    const { id } = c.req.valid('param');
    await clearVerdict(c.get('api').database.db, id, judging(c));
    return c.body(null, 204);
  },
);

const undo = route(
  {
    method: 'post',
    path: '/v1/flags/{id}/undo',
    tags,
    summary: 'Take back the verdict that one gave last: it stands as before',
    roles: JUDGES,
    request: { params: idParam },
    responses: flagAnswered,
  },
  async (c) => {
    const { id } = c.req.valid('param');
    await undoVerdict(c.get('api').database.db, id, judging(c));
    return c.json(presentFlagWithTurns(await readFlag(c, id)), 200);
  },
);

const assign = route(
  {
    method: 'put',
    path: '/v1/flags/{id}/assignee',
    tags,
    summary: 'Give it to a reviewer, or to nobody',
    roles: REVIEWERS,
    request: {
      params: idParam,
      body: jsonBody(
        z.strictObject({
          assigneeId: z.string().min(1).max(200).nullable().openapi({ description: 'Of GET /v1/users.' }),
        }),
      ),
    },
    responses: flagAnswered,
  },
  async (c) => {
    const { id } = c.req.valid('param');
    const { assigneeId } = c.req.valid('json');
    if (assigneeId !== null) await requireReviewer(c, id, assigneeId);
    await assignFlag(c.get('api').database.db, id, assigneeId, byCaller(c));
    return c.json(presentFlagWithTurns(await readFlag(c, id)), 200);
  },
);

const comment = route(
  {
    method: 'post',
    path: '/v1/flags/{id}/comments',
    tags,
    summary: 'Say something about it to other reviewers; the rep does not see it',
    roles: REVIEWERS,
    request: { params: idParam, body: jsonBody(z.strictObject({ text: z.string().trim().min(1).max(2000) })) },
    responses: flagAnswered,
  },
  async (c) => {
    const { id } = c.req.valid('param');
    await commentFlag(c.get('api').database.db, id, c.req.valid('json').text, byCaller(c));
    return c.json(presentFlagWithTurns(await readFlag(c, id)), 200);
  },
);

const respond = route(
  {
    method: 'put',
    path: '/v1/flags/{id}/answer',
    tags,
    summary: 'The rep acknowledges or disputes a confirmed one; a dispute goes to a second reviewer',
    description: 'It may be changed until somebody decided the dispute. A dispute takes a reason.',
    roles: ['rep'],
    request: {
      params: idParam,
      body: jsonBody(
        z
          .strictObject({ answer: FlagAnswer, reason: note })
          .refine(({ answer, reason }) => answer !== 'disputed' || Boolean(reason), {
            path: ['reason'],
            message: 'Say why it is disputed: the second reviewer decides by it.',
          }),
      ),
    },
    responses: { 200: jsonAnswer('The flag.', ConfirmedFlag) },
  },
  async (c) => {
    const { db } = c.get('api').database;
    const { id } = c.req.valid('param');
    const { answer, reason } = c.req.valid('json');
    await answerFlag(db, id, { answer, note: reason }, byCaller(c));
    const histories = await readFlagHistories(db, [id], { forRep: true });
    return c.json(presentConfirmedFlag({ ...(await findFlag(db, id, 0)), history: histories.get(id) ?? [] }), 200);
  },
);

const byCaller = (c: Context<ApiEnv>): By => ({ actor: personOf(c.get('caller')), at: c.get('api').now() });

const judging = (c: Context<ApiEnv>): Judging => ({ ...byCaller(c), fold: c.get('api').foldLedger });

/** @throws AppError `invalid_input` where they review nothing, or do not see this */
async function requireReviewer(c: Context<ApiEnv>, flagId: string, userId: string): Promise<void> {
  const { db } = c.get('api').database;
  const user = await findUser(db, userId);
  const reviews = user?.disabledAt === null && (REVIEWERS as readonly string[]).includes(user.role);
  const { conversation } = await findFlag(db, flagId, 0);
  if (user === undefined || !reviews || !(await isInSight(db, await sightOf(db, user), conversation.id)))
    throw new AppError('invalid_input', 'This person does not review here: choose one who does and who sees it.', {
      details: { field: 'assigneeId' },
    });
}

export const flagDecisionRoutes = [judge, reopen, undo, assign, comment, respond] as const;
