import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

import { z } from '@hono/zod-openapi';
import { v7 as uuid } from 'uuid';

import { AppError } from '../../models/domain/index.js';
import { uploadKey } from '../../storage/object-store.js';
import { EDITORS } from '../access.js';
import type { ApiContext } from '../context.js';
import { AcceptedPresented, presentAccepted } from '../presenters/recording.js';
import { acceptFields, RecordingJson } from '../recording-fields.js';
import { jsonAnswer, jsonBody, route } from '../route.js';
import { Staging, storeLimited } from '../staging.js';
import { requireUploadToken, signUpload } from '../upload-token.js';
import { requireCustomerInSight } from '../within-sight.js';

const tags = ['Recordings'];
const UPLOAD_SECONDS = 3600;
const UploadId = z.uuid();

const presign = route(
  {
    method: 'post',
    path: '/v1/recordings/presign',
    tags,
    summary: 'Ask for an address to PUT a file to (straight to the S3 store where there is one)',
    roles: EDITORS,
    replay: false,
    request: { body: jsonBody(z.strictObject({ bytes: z.number().int().min(1).optional() })) },
    responses: {
      201: jsonAnswer(
        'PUT the bytes there, then call from-upload.',
        z
          .object({
            uploadId: z.string(),
            method: z.literal('PUT'),
            url: z.string().openapi({ description: 'Absolute, or a path on this server; no key is needed there.' }),
            expiresAt: z.string(),
            maxBytes: z.number().int(),
          })
          .openapi('Upload'),
      ),
    },
  },
  async (c) => {
    const { store, config, now } = c.get('api');
    const { bytes } = c.req.valid('json');
    if (bytes !== undefined) requireFits(bytes, config.maxUploadBytes);
    const uploadId = uuid();
    const expires = Math.floor(now().getTime() / 1000) + UPLOAD_SECONDS;
    const direct = await store.presignPut(uploadKey(uploadId), UPLOAD_SECONDS);
    const token = signUpload(config.uploadSecret, uploadId, expires);
    return c.json(
      {
        uploadId,
        method: 'PUT' as const,
        url: direct ?? `/v1/uploads/${uploadId}?expires=${expires}&token=${token}`,
        expiresAt: new Date(expires * 1000).toISOString(),
        maxBytes: config.maxUploadBytes,
      },
      201,
    );
  },
);

const put = route(
  {
    method: 'put',
    path: '/v1/uploads/{uploadId}',
    tags,
    summary: 'Where a presigned upload goes when the store is a folder',
    roles: 'public',
    request: {
      params: z.object({ uploadId: UploadId }),
      query: z.object({
        expires: z.coerce
          .number()
          .int()
          .openapi({ type: 'integer', param: { required: true } }),
        token: z.string().max(100),
      }),
      body: { content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } },
    },
    responses: { 200: jsonAnswer('It is stored.', z.object({ uploadId: z.string(), bytes: z.number().int() })) },
  },
  async (c) => {
    const { store, config, now } = c.get('api');
    const { uploadId } = c.req.valid('param');
    requireUploadToken(config.uploadSecret, { uploadId, ...c.req.valid('query') }, now());
    const { body } = c.req.raw;
    if (body === null) throw new AppError('invalid_input', 'The request has no body: send the bytes of the file.');
    const stream = Readable.fromWeb(body as ReadableStream<Uint8Array>);
    const { bytes } = await storeLimited(store, uploadId, stream, config.maxUploadBytes);
    return c.json({ uploadId, bytes }, 200);
  },
);

const fromUpload = route(
  {
    method: 'post',
    path: '/v1/recordings/from-upload',
    tags,
    summary: 'Take in what was uploaded by a presigned PUT',
    roles: EDITORS,
    request: {
      body: jsonBody(
        RecordingJson.extend({
          uploadId: UploadId,
          fileName: z.string().min(1).max(255),
          transcript: z.strictObject({ uploadId: UploadId, fileName: z.string().min(1).max(255) }).optional(),
        }),
      ),
    },
    responses: {
      200: jsonAnswer('It was there already.', AcceptedPresented),
      201: jsonAnswer('It is in; its run is started.', AcceptedPresented),
    },
  },
  async (c) => {
    const api = c.get('api');
    const { uploadId, fileName, transcript, ...fields } = c.req.valid('json');
    await requireCustomerInSight(c, fields.customerId);
    const staging = new Staging(api.store, api.config.maxUploadBytes);
    try {
      for (const id of [uploadId, ...(transcript ? [transcript.uploadId] : [])]) await requireUpload(api, id);
      const accepted = await api.accept({
        ...acceptFields(fields, c.get('caller')),
        uploadId,
        fileName,
        ...(transcript && {
          transcript: { body: await api.store.read(uploadKey(transcript.uploadId)), fileName: transcript.fileName },
        }),
      });
      staging.adopt(uploadId);
      if (transcript) staging.adopt(transcript.uploadId);
      return c.json(presentAccepted(accepted), accepted.conversations.some((one) => one.created) ? 201 : 200);
    } finally {
      await staging.discard();
    }
  },
);

export const uploadRoutes = [presign, put, fromUpload] as const;

async function requireUpload({ store, config }: ApiContext, uploadId: string): Promise<void> {
  const { bytes } = await store.stat(uploadKey(uploadId)).catch((error: unknown) => {
    if (AppError.from(error).code !== 'not_found') throw error;
    throw new AppError('not_found', `There is no upload ${uploadId}: PUT the file first, or again.`, { cause: error });
  });
  requireFits(bytes, config.maxUploadBytes);
}

function requireFits(bytes: number, maxUploadBytes: number): void {
  if (bytes > maxUploadBytes)
    throw new AppError('too_large', `The file has more than ${maxUploadBytes} bytes.`, { details: { maxUploadBytes } });
}
