/** Two gigabytes through the API of the built program, by a form and past it: how much memory the server took. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';

import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';

import { freshRedis, freshS3 } from '../services/fresh.js';
import { administer, withDatabase } from '../services/start.js';
import { waveHeader } from '../services/wave-header.js';
import { clientOf, type AcceptedBody } from './client.js';
import { serveVouch, temporaryFolder, vouch, type Running } from './program.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const BYTES = 2 * 1024 ** 3;
const CHUNK = Buffer.alloc(1024 * 1024);
const MOST_MB = 300;

let folder: string;
let removeFolder: () => Promise<void>;
let env: Record<string, string>;
let server: Running & { readonly url: string };
beforeAll(async () => {
  ({ path: folder, remove: removeFolder } = await temporaryFolder());
  const postgres = inject('postgresUrl');
  const database = `${inject('postgresTemplate')}_${randomBytes(4).toString('hex')}`;
  await administer(postgres, `create database ${database} template template0 encoding 'UTF8'`);
  const s3 = freshS3();
  env = {
    VOUCH_DATA_DIR: folder,
    VOUCH_DATABASE_URL: withDatabase(postgres, database),
    VOUCH_REDIS_URL: await freshRedis(),
    VOUCH_S3_ENDPOINT: s3.endpoint,
    VOUCH_S3_ACCESS_KEY: s3.accessKey,
    VOUCH_S3_SECRET_KEY: s3.secretKey,
    VOUCH_S3_BUCKET: s3.bucket,
    VOUCH_S3_REGION: s3.region,
  };
  expect((await vouch(['migrate'], { env })).code).toBe(0);
  server = await serveVouch(env);
});
afterAll(async () => {
  await server.stop();
  await removeFolder();
});

/** The most memory the server ever had, in MB. */
const peakMb = (): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;

/** Sends `head`, silence of that sample rate (other bytes in each test: the same would be the same recording) and `tail`. */
async function send(url: string, options: object, pieces: { head: string; tail: string; hz: number }) {
  const upload = request(url, options);
  const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
  const write = async (piece: Buffer | string) => {
    if (!upload.write(piece)) await once(upload, 'drain');
  };
  if (pieces.head !== '') await write(pieces.head);
  await write(waveHeader(BYTES, pieces.hz, 2));
  for (let sent = 0; sent < BYTES; sent += CHUNK.length) await write(CHUNK);
  upload.end(pieces.tail);
  const [response] = await answered;
  return response;
}

test('a form with 2 GB', async () => {
  const response = await send(
    `${server.url}/v1/recordings`,
    { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=b' } },
    {
      head: '--b\r\nContent-Disposition: form-data; name="recording"; filename="long.wav"\r\n\r\n',
      tail: '\r\n--b--\r\n',
      hz: 8_000,
    },
  );
  expect(response.statusCode).toBe(201);
  expect(await json(response)).toMatchObject({ recording: { bytes: BYTES + 44, format: 'wav' } });
  expect(peakMb()).toBeLessThan(MOST_MB);
});

test('a presigned PUT of 2 GB', async () => {
  const client = clientOf(server.url);
  const post = (path: string, body: unknown) =>
    client.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const bytes = BYTES + 44;
  const { uploadId, url } = (await (await post('/v1/recordings/presign', { bytes })).json()) as {
    uploadId: string;
    url: string;
  };
  const put = await send(
    url,
    { method: 'PUT', headers: { 'content-length': bytes } },
    { head: '', tail: '', hz: 16_000 },
  );
  put.resume();
  expect(put.statusCode).toBe(200);
  const accepted = await post('/v1/recordings/from-upload', { uploadId, fileName: 'long.wav' });
  expect(accepted.status).toBe(201);
  expect(((await accepted.json()) as AcceptedBody).recording).toMatchObject({ bytes, format: 'wav' });
  expect(peakMb()).toBeLessThan(MOST_MB);
});
