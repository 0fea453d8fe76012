import { z } from '@hono/zod-openapi';

import type { Accepted } from '../../ingest/accept.js';
import type { RecordingRow } from '../../storage/repositories/recordings.js';

export const AcceptedPresented = z
  .object({
    recording: z.object({ sha256: z.string(), bytes: z.number().int(), format: z.string() }),
    conversations: z.array(
      z.object({
        id: z.string(),
        created: z.boolean(),
        extended: z.boolean().openapi({ description: 'It was there, and this recording adds to it.' }),
        reason: z
          .enum(['same_bytes', 'same_external_id'])
          .optional()
          .openapi({ description: 'Why nothing was created.' }),
      }),
    ),
  })
  .openapi('Accepted');

export const RecordingPresented = z
  .object({
    sha256: z.string(),
    bytes: z.number().int(),
    fileName: z.string(),
    format: z.string(),
    mediaType: z.string(),
    durationMs: z.number().int().nullable(),
    channels: z.number().int().nullable(),
    createdAt: z.string(),
    soundRemovedAt: z.string().nullable().openapi({ description: 'Since then its sound is no longer kept.' }),
    conversationIds: z.array(z.string()),
  })
  .openapi('Recording');

export function presentAccepted(accepted: Accepted): z.infer<typeof AcceptedPresented> {
  const { sha256, bytes, format } = accepted.recording;
  return {
    recording: { sha256, bytes, format },
    conversations: accepted.conversations.map(({ id, created, extended, reason }) => ({
      id,
      created,
      extended,
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}

export function presentRecording(row: RecordingRow, conversationIds: string[]): z.infer<typeof RecordingPresented> {
  return {
    sha256: row.sha256,
    bytes: row.bytes,
    fileName: row.fileName,
    format: row.format,
    mediaType: row.mediaType,
    durationMs: row.durationMs,
    channels: row.channels,
    createdAt: row.createdAt.toISOString(),
    soundRemovedAt: row.soundRemovedAt?.toISOString() ?? null,
    conversationIds,
  };
}
