import { z } from '@hono/zod-openapi';

import { AppError, Risk, RunState } from '../../models/domain/index.js';
import { conversationSortKey, listConversations } from '../../storage/repositories/conversation-list.js';
import { listParts, readTranscript } from '../../storage/repositories/conversations.js';
import { readAnalysis } from '../../storage/repositories/insights.js';
import { readRun } from '../../storage/repositories/runs.js';
import { readScriptExamples, withExamples } from '../../storage/repositories/script-examples.js';
import { READERS, readableConversation, visibleTo } from '../access.js';
import { conversationFilters, peopleOf } from '../conversation-filters.js';
import { setEtag } from '../etag.js';
import { withRecord } from '../explained.js';
import { withOutdated } from '../outdated.js';
import { decodeCursor, pageOf, pageQuery, toPage } from '../page.js';
import {
  AnalysisPresented,
  ConversationListed,
  ConversationPresented,
  presentConversation,
  presentListed,
  presentTranscript,
  TranscriptPresented,
} from '../presenters/conversation.js';
import { idParam, jsonAnswer, route } from '../route.js';

const tags = ['Conversations'];
/** When (UTC, as PostgreSQL writes it) and id of the last row. */
const Cursor = z.tuple([z.string().regex(/^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/), z.string()]);

const list = route(
  {
    method: 'get',
    path: '/v1/conversations',
    tags,
    summary: 'Conversations, newest first',
    roles: READERS,
    request: {
      query: z.object({
        ...pageQuery,
        ...conversationFilters,
        dealId: z.string().optional(),
        state: RunState.optional().openapi({ description: 'Of the newest run.' }),
        unmatched: z
          .enum(['true', 'false'])
          .optional()
          .openapi({ description: 'true: those that wait for a customer.' }),
        risk: z
          .enum(['none', ...Risk.options])
          .optional()
          .openapi({ description: 'Of its riskiest commitment that nobody dismissed.' }),
        scoreMin: z.coerce.number().min(0).max(100).optional(),
        scoreMax: z.coerce.number().min(0).max(100).optional(),
      }),
    },
    responses: { 200: jsonAnswer('A page.', pageOf(ConversationListed)) },
  },
  async (c) => {
    const { limit, cursor, unmatched, rep, teamId, ...filter } = c.req.valid('query');
    const { db } = c.get('api').database;
    const rows = await listConversations(
      db,
      {
        ...{ ...filter, unmatched: unmatched === 'true', visibleTo: visibleTo(c.get('caller')) },
        of: await peopleOf(db, { rep, teamId }),
      },
      limit + 1,
      decodeCursor(cursor, Cursor),
    );
    return c.json(toPage(rows, limit, conversationSortKey, presentListed), 200);
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/conversations/{id}',
    tags,
    summary: 'One conversation: what it is made of, how complete it is, how far its run is and why it failed',
    roles: READERS,
    request: { params: idParam },
    responses: { 200: jsonAnswer('The conversation; its ETag is needed to edit it.', ConversationPresented) },
  },
  async (c) => {
    const conversation = await readableConversation(c, c.req.valid('param').id);
    const { db } = c.get('api').database;
    const [parts, run] = await Promise.all([listParts(db, conversation.id), readRun(db, conversation.id)]);
    setEtag(c, conversation.version);
    return c.json(presentConversation(conversation, parts, run), 200);
  },
);

const transcript = route(
  {
    method: 'get',
    path: '/v1/conversations/{id}/transcript',
    tags,
    summary: 'Who said what, when',
    roles: READERS,
    request: { params: idParam },
    responses: { 200: jsonAnswer('The transcript.', TranscriptPresented) },
  },
  async (c) => {
    const conversation = await readableConversation(c, c.req.valid('param').id);
    const turns = await readTranscript(c.get('api').database.db, conversation.id);
    return c.json(presentTranscript(turns, conversation), 200);
  },
);

const analysis = route(
  {
    method: 'get',
    path: '/v1/conversations/{id}/analysis',
    tags,
    summary: 'What was found, with the exact words it rests on',
    description: 'After a correction, quotes of words that are no longer there are `outdated` until it was read again.',
    roles: READERS,
    request: { params: idParam },
    responses: { 200: jsonAnswer('The analysis (`vouch.analysis/1`).', AnalysisPresented) },
  },
  async (c) => {
    const conversation = await readableConversation(c, c.req.valid('param').id);
    const { database, version } = c.get('api');
    const found = await readAnalysis(database.db, conversation.id, version);
    if (found === null)
      throw new AppError('not_found', 'This conversation is not analysed yet: its `run` says how far it is.');
    const { language, scriptFit } = found;
    const examples = await readScriptExamples(
      database.db,
      {
        ...{ conversationId: conversation.id, language, playbook: scriptFit.playbook },
        steps: (scriptFit.missed ?? []).map(({ id }) => id),
      },
      visibleTo(c.get('caller')),
    );
    const { customerId, completeness } = conversation;
    const [marked = found] = await withOutdated(database.db, [found], ({ id }) => id);
    const explained = await withRecord(c, marked, customerId);
    return c.json({ ...explained, scriptFit: withExamples(explained.scriptFit, examples), completeness }, 200);
  },
);

export const conversationRoutes = [list, read, transcript, analysis] as const;
