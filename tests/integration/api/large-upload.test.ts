import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';

import { afterAll, beforeAll, expect, test } from 'vitest';
import { waveHeader } from '../../services/wave-header.js';

import { openHarness, type Harness } from './harness.js';

/** With 2 GiB it takes 28 s and the same memory (35 MB more than idle); this is enough to tell streaming from holding. */
const BYTES = 512 * 1024 ** 2;
const CHUNK = Buffer.alloc(1024 * 1024);

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness({ maxUploadBytes: 4 * 1024 ** 3 });
});
afterAll(() => harness.close());

test('a form with a file of 512 MB goes through in a few megabytes', { timeout: 300_000 }, async () => {
  const url = await harness.listen();
  const { key } = await harness.key('rep');
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const upload = request(`${url}/v1/recordings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'multipart/form-data; boundary=b' },
  });
  const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
  const send = async (piece: Buffer | string) => {
    if (!upload.write(piece)) await once(upload, 'drain');
  };
  await send('--b\r\nContent-Disposition: form-data; name="recording"; filename="long.wav"\r\n\r\n');
  await send(waveHeader(BYTES, 8_000, 2)); // silence
  for (let sent = 0; sent < BYTES; sent += CHUNK.length) await send(CHUNK);
  upload.end('\r\n--b--\r\n');
  const [response] = await answered;
  clearInterval(sampling);
  response.resume();
  expect(response.statusCode).toBe(201);
  // The whole process (this test, PGlite, the server) was there before; what the upload adds is what counts.
  expect(Math.round((peak - idle) / 1024 ** 2)).toBeLessThan(150);
});
