import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import {
  addCorrection,
  listCorrections,
  undoCorrection,
  type TurnEdit,
} from '../../storage/repositories/corrections.js';
import { EDITORS, READERS, readableConversation } from '../access.js';
import { Changed, changeAndRun } from '../change-and-run.js';
import type { ApiEnv } from '../context.js';
import { ifMatchHeader, requireMatch, setEtag } from '../etag.js';
import { CorrectionPresented, presentCorrection } from '../presenters/correction.js';
import { idParam, jsonAnswer, jsonBody, route } from '../route.js';

const tags = ['Conversations'];
/** An hour of one person speaking without a pause. */
const LONGEST_TURN = 100_000;
const turnParam = idParam.extend({ turn: z.coerce.number().int().min(0).max(1_000_000) });
const answers = { 202: jsonAnswer('It is corrected; the run recomputes.', Changed) };

const correct = route(
  {
    method: 'patch',
    path: '/v1/conversations/{id}/turns/{turn}',
    tags,
    summary: 'Correct the words of a turn, or who said it, and read the conversation again',
    description: 'No machine overwrites it: a later reading of the source keeps it wherever the same turn stands then.',
    roles: EDITORS,
    request: {
      params: turnParam,
      headers: ifMatchHeader,
      body: jsonBody(
        z
          .strictObject({
            text: z.string().trim().min(1).max(LONGEST_TURN).optional(),
            speaker: z.string().min(1).max(500).optional().openapi({ description: 'Id of a participant.' }),
          })
          .refine(({ text, speaker }) => text !== undefined || speaker !== undefined, 'needs text or speaker'),
      ),
    },
    responses: answers,
  },
  async (c) => {
    const edit = await editOf(c, c.req.valid('param'));
    const change = c.req.valid('json');
    const api = c.get('api');
    const corrected = await changeAndRun(api, edit.conversationId, 'corrected', 'extract', (tx) =>
      addCorrection(tx, edit, change, api.wordsOf),
    );
    setEtag(c, corrected.version);
    return c.json(corrected, 202);
  },
);

const undo = route(
  {
    method: 'post',
    path: '/v1/conversations/{id}/turns/{turn}/undo',
    tags,
    summary: 'Take back the last correction of a turn, and read the conversation again',
    roles: EDITORS,
    request: { params: turnParam, headers: ifMatchHeader },
    responses: answers,
  },
  async (c) => {
    const edit = await editOf(c, c.req.valid('param'));
    const api = c.get('api');
    const undone = await changeAndRun(api, edit.conversationId, 'corrected', 'extract', (tx) =>
      undoCorrection(tx, edit, api.wordsOf),
    );
    setEtag(c, undone.version);
    return c.json(undone, 202);
  },
);

const list = route(
  {
    method: 'get',
    path: '/v1/conversations/{id}/corrections',
    tags,
    summary: 'What persons corrected in its transcript, oldest first',
    roles: READERS,
    request: { params: idParam },
    responses: { 200: jsonAnswer('All of them.', z.object({ items: z.array(CorrectionPresented) })) },
  },
  async (c) => {
    const found = await listCorrections(c.get('api').database.db, c.req.valid('param').id);
    return c.json({ items: found.map(presentCorrection) }, 200);
  },
);

export const correctionRoutes = [correct, undo, list] as const;

async function editOf(c: Context<ApiEnv>, { id, turn }: { id: string; turn: number }): Promise<TurnEdit> {
  const { version } = await readableConversation(c, id);
  requireMatch(c, version);
  const { keyId: actor, name: actorName } = c.get('caller');
  return { conversationId: id, version, turn, actor, actorName, at: c.get('api').now() };
}
