import { Readable } from 'node:stream';

import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { AppError } from '../../models/domain/index.js';
import { uploadKey } from '../../storage/object-store.js';
import { conversationsOfRecording } from '../../storage/repositories/conversation-list.js';
import { findRecording, type RecordingRow } from '../../storage/repositories/recordings.js';
import { EDITORS, READERS, visibleTo } from '../access.js';
import { auditReading } from '../audit.js';
import type { ApiEnv } from '../context.js';
import { receiveMultipart } from '../multipart.js';
import { playRecording, requireBytes } from '../play.js';
import { AcceptedPresented, presentAccepted, presentRecording, RecordingPresented } from '../presenters/recording.js';
import { acceptFields, RecordingForm, recordingFields } from '../recording-fields.js';
import { invalidInput } from '../refuse-invalid.js';
import { jsonAnswer, route } from '../route.js';
import { Staging } from '../staging.js';
import { requireCustomerInSight } from '../within-sight.js';

const tags = ['Recordings'];
const sha256Param = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal') });
const binary = { type: 'string' as const, format: 'binary' };

const upload = route(
  {
    method: 'post',
    path: '/v1/recordings',
    tags,
    summary: 'Send a recording, a chat export or a transcript; or a recording with its transcript',
    description:
      'The same bytes, or the same externalId, give the same conversation again and say so (`created: false`, `reason`): Idempotency-Key is not needed and not looked at.',
    roles: EDITORS,
    replay: 'by-content',
    responses: {
      200: jsonAnswer('It was there already.', AcceptedPresented),
      201: jsonAnswer('It is in; its run is started.', AcceptedPresented),
    },
    // Described, not validated by the framework: its form parser would hold the whole file in memory.
    request: {
      body: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['recording'],
              properties: {
                recording: { ...binary, description: 'The file.' },
                transcript: { ...binary, description: 'Its transcript (VTT, SRT or JSON), when there is one.' },
                ...Object.fromEntries(Object.keys(recordingFields).map((name) => [name, { type: 'string' as const }])),
                staff: { type: 'string', description: "Ids, names, phones or e-mails of the rep's side, by commas." },
                channelSides: { type: 'string', example: '0:customer,1:rep' },
              },
            },
          },
        },
      },
    },
  },
  async (c) => {
    const api = c.get('api');
    const staging = new Staging(api.store, api.config.maxUploadBytes);
    try {
      const form = await receiveMultipart(c.req.raw, staging, ['recording', 'transcript']);
      const fields = RecordingForm.safeParse(Object.fromEntries(form.fields));
      if (!fields.success) throw invalidInput('form', fields.error);
      await requireCustomerInSight(c, fields.data.customerId);
      const recording = form.files.get('recording');
      if (recording === undefined)
        throw new AppError('invalid_input', 'The form has no file part named recording.', {
          details: { field: 'recording' },
        });
      const transcript = form.files.get('transcript');
      const accepted = await api.accept({
        ...acceptFields(fields.data, c.get('caller')),
        ...(recording.uploadId === undefined ? { body: bodyOf(recording) } : { uploadId: recording.uploadId }),
        fileName: recording.fileName,
        ...(transcript && {
          transcript: {
            body:
              transcript.uploadId === undefined
                ? bodyOf(transcript)
                : await api.store.read(uploadKey(transcript.uploadId)),
            fileName: transcript.fileName,
          },
        }),
      });
      return c.json(presentAccepted(accepted), accepted.conversations.some((one) => one.created) ? 201 : 200);
    } finally {
      await staging.discard();
    }
  },
);

const read = route(
  {
    method: 'get',
    path: '/v1/recordings/{sha256}',
    tags,
    summary: 'What is known of a recording',
    roles: READERS,
    request: { params: sha256Param },
    responses: { 200: jsonAnswer('The recording.', RecordingPresented) },
  },
  async (c) => {
    const { recording, conversationIds } = await visibleRecording(c, c.req.valid('param').sha256);
    return c.json(presentRecording(recording, conversationIds), 200);
  },
);

const content = route(
  {
    method: 'get',
    path: '/v1/recordings/{sha256}/content',
    tags,
    summary: 'Play or save it; HTTP Range and HEAD work',
    roles: READERS,
    request: { params: sha256Param },
    responses: {
      200: { description: 'All of it.', content: { 'application/octet-stream': { schema: binary } } },
      206: { description: 'The range asked for.', content: { 'application/octet-stream': { schema: binary } } },
    },
  },
  async (c) => {
    const { recording } = await visibleRecording(c, c.req.valid('param').sha256);
    return playRecording(c, recording);
  },
);

const waveform = route(
  {
    method: 'get',
    path: '/v1/recordings/{sha256}/waveform',
    tags,
    summary: 'How loud it is over time, channel by channel: for drawing it',
    roles: READERS,
    request: { params: sha256Param },
    responses: {
      200: jsonAnswer(
        'Up to 2,000 equally long stretches from the start to the end.',
        z
          .object({
            durationMs: z.number().int(),
            channels: z
              .array(z.array(z.number()))
              .openapi({ description: 'The largest sample of each stretch, 0 to 1.' }),
          })
          .openapi('Waveform'),
      ),
    },
  },
  async (c) => {
    const { recording } = await visibleRecording(c, c.req.valid('param').sha256);
    requireBytes(recording);
    const { durationMs, channels } = await c.get('api').waveform(recording);
    // The bytes never change, and so neither does this.
    c.header('cache-control', 'private, max-age=86400');
    return c.json({ durationMs, channels: channels.map((one) => [...one]) }, 200);
  },
);

export const recordingRoutes = [upload, read, content, waveform] as const;

const bodyOf = ({ content: bytes }: { content: Buffer }): Readable => Readable.from([bytes], { objectMode: false });

/** @throws AppError `not_found`, also when none of its conversations is the caller's to see */
async function visibleRecording(
  c: Context<ApiEnv>,
  sha256: string,
): Promise<{ recording: RecordingRow; conversationIds: string[] }> {
  const { db } = c.get('api').database;
  const recording = await findRecording(db, sha256);
  const only = visibleTo(c.get('caller'));
  const conversationIds = await conversationsOfRecording(db, sha256, only);
  if (recording === undefined || (only !== undefined && conversationIds.length === 0))
    throw new AppError('not_found', `There is no recording ${sha256}: check the SHA-256.`);
  for (const id of conversationIds) await auditReading(c, 'recording.read', { kind: 'conversation', id });
  return { recording, conversationIds };
}
