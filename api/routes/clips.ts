import { Readable } from 'node:stream';

import { z } from '@hono/zod-openapi';

import { AppError } from '../../models/domain/index.js';
import { LONGEST_CLIP_MS } from '../../ingest/audio/clip.js';
import { listParts } from '../../storage/repositories/conversations.js';
import { findRecording } from '../../storage/repositories/recordings.js';
import { READERS, readableConversation } from '../access.js';
import { auditReading } from '../audit.js';
import { requireBytes } from '../play.js';
import { idParam, route } from '../route.js';

/** A day: no call is longer. */
const milliseconds = z.coerce.number().int().min(0).max(86_400_000);

const clip = route(
  {
    method: 'get',
    path: '/v1/conversations/{id}/clip',
    tags: ['Conversations'],
    summary: 'A stretch of its sound as MP3, for saving: five minutes at most',
    description: 'A few are cut at the same time. When too many wait, 503 and Retry-After say when to come again.',
    roles: READERS,
    request: {
      params: idParam,
      query: z
        .object({
          from: milliseconds.openapi({ description: 'Milliseconds from the start of the recording.' }),
          to: milliseconds,
        })
        .refine(({ from, to }) => to > from && to - from <= LONGEST_CLIP_MS, {
          message: `must be after from, and at most ${LONGEST_CLIP_MS} ms after it`,
          path: ['to'],
        }),
    },
    responses: {
      200: {
        description: 'The clip.',
        content: { 'audio/mpeg': { schema: { type: 'string' as const, format: 'binary' } } },
      },
    },
  },
  async (c) => {
    const { id } = await readableConversation(c, c.req.valid('param').id);
    const { from: fromMs, to: toMs } = c.req.valid('query');
    const { database, clip: cut } = c.get('api');
    const part = (await listParts(database.db, id)).find((one) => one.part === 'audio');
    const recording = part && (await findRecording(database.db, part.sha256));
    if (recording === undefined)
      throw new AppError('not_found', `Conversation ${id} has no sound: share a link to its words instead.`);
    requireBytes(recording);
    if (recording.durationMs !== null && fromMs >= recording.durationMs)
      throw new AppError('invalid_input', `The recording ends after ${recording.durationMs} ms: start earlier.`, {
        details: { field: 'from' },
      });
    await auditReading(c, 'recording.read', { kind: 'conversation', id });
    const name = `clip-${[fromMs, toMs].map((ms) => Math.round(ms / 1000)).join('-')}.mp3`;
    const headers = {
      'content-type': 'audio/mpeg',
      'content-disposition': `attachment; filename="${name}"`,
      // The right to hear it can end.
      'cache-control': 'private, no-store',
    };
    if (c.req.method === 'HEAD') return c.body(null, 200, headers);
    const { bytes, content } = await cut(recording, { fromMs, toMs }, c.req.raw.signal);
    return c.body(Readable.toWeb(content) as ReadableStream, 200, { ...headers, 'content-length': String(bytes) });
  },
);

export const clipRoutes = [clip] as const;
