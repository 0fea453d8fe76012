import { request as httpRequest } from 'node:http';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { sweepUploads } from '../../../api/staging.js';
import { uploadKey } from '../../../storage/object-store.js';
import { waveHeader } from '../../services/wave-header.js';
import { chat, form, openHarness, type Harness } from './harness.js';

interface AcceptedBody {
  recording: { sha256: string; bytes: number; format: string };
  conversations: { id: string; created: boolean; reason?: string }[];
}

const VTT = 'WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nAnn Lee: We deliver before Friday.\n';
/** Two seconds of silence, 8 kHz, 16 bit, one channel. */
const wav = () => Buffer.concat([waveHeader(32_000, 8_000), Buffer.alloc(32_000)]);

describe('multipart', () => {
  let harness: Harness;
  let url: string;
  beforeAll(async () => {
    harness = await openHarness({ maxUploadBytes: 200_000 });
    url = await harness.listen();
  });
  afterAll(() => harness.close());

  const rows = async () => {
    const listed = (await (await harness.request('GET', '/v1/conversations')).json()) as { items: unknown[] };
    return listed.items.length;
  };

  test('an export becomes a conversation; the same bytes give the same one and say so', async () => {
    const send = () =>
      harness.request('POST', '/v1/recordings', {
        body: form({ title: 'First talk' }, { recording: { name: 'chat.json', content: chat('First.', 'a') } }),
      });
    const first = await send();
    expect(first.status).toBe(201);
    const accepted = (await first.json()) as AcceptedBody;
    expect(accepted.conversations).toMatchObject([{ created: true }]);
    const again = await send();
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({
      conversations: [{ id: accepted.conversations[0]?.id, created: false, reason: 'same_bytes' }],
    });
    expect((await harness.objects()).filter((key) => key.startsWith('uploads/'))).toEqual([]);
  });

  test('a recording with its transcript is one conversation, whatever the order of the parts', async () => {
    const sound = { name: 'call.wav', content: wav() };
    const words = { name: 'call.vtt', content: VTT };
    const fields = { externalId: 'pbx-7', channelSides: '0:customer', staff: 'Ann Lee, Bo', timeZone: 'Asia/Shanghai' };
    const response = await harness.request('POST', '/v1/recordings', {
      body: form({}, { transcript: words, recording: sound }),
      headers: {},
    });
    expect(response.status).toBe(201);
    const { conversations } = (await response.json()) as AcceptedBody;
    expect(conversations).toHaveLength(1);
    const read = (await (await harness.request('GET', `/v1/conversations/${conversations[0]?.id}`)).json()) as {
      recordings: { part: string }[];
    };
    expect(read.recordings.map(({ part }) => part).sort()).toEqual(['audio', 'text']);
    const other = await harness.request('POST', '/v1/recordings', {
      body: form(fields, { recording: sound, transcript: words }),
    });
    expect([200, 201]).toContain(other.status);
  });

  test('a name with HTML and SQL in it is a name', async () => {
    const name = `<img src=x onerror=alert(1)>'); drop table conversations; --.json`;
    const response = await harness.request('POST', '/v1/recordings', {
      body: form({ title: '<script>alert(1)</script>' }, { recording: { name, content: chat('HTML.', 'html') } }),
    });
    const { conversations } = (await response.json()) as AcceptedBody;
    const read = await harness.request('GET', `/v1/conversations/${conversations[0]?.id}`);
    expect(read.headers.get('content-type')).toMatch(/^application\/json/);
    expect(read.headers.get('x-content-type-options')).toBe('nosniff');
    const body = (await read.json()) as { title: string; recordings: { fileName: string }[] };
    expect(body.title).toBe('<script>alert(1)</script>');
    expect(body.recordings[0]?.fileName).toContain('drop table conversations');
  });

  test.each([
    ['no recording', form({ title: 'x' }, {}), 400, /no file part named recording/],
    ['another file part', form({}, { audio: { name: 'a.wav', content: 'x' } }), 400, /"audio" is not expected/],
    ['two recordings', twice(), 400, /"recording" is not expected/],
    ['an empty file', form({}, { recording: { name: 'empty.json', content: '' } }), 400, /empty.json is empty/],
    [
      'an unknown field',
      form({ colour: 'red' }, { recording: { name: 'c.json', content: chat('F.', 'f') } }),
      400,
      /colour/,
    ],
    [
      'a bad time zone',
      form({ timeZone: 'Mars/Base' }, { recording: { name: 'c.json', content: chat('F.', 'f') } }),
      400,
      /timeZone/,
    ],
    [
      'a bad channel map',
      form({ channelSides: 'left:rep' }, { recording: { name: 'c.json', content: chat('F.', 'f') } }),
      400,
      /channelSides/,
    ],
    [
      'a field of 70 KB',
      form({ title: 'x'.repeat(70_000) }, { recording: { name: 'c.json', content: chat('F.', 'f') } }),
      413,
      /"title" has more than/,
    ],
    [
      'a file over the limit',
      form({}, { recording: { name: 'big.json', content: 'x'.repeat(200_001) } }),
      413,
      /more than 200000 bytes/,
    ],
    ['a format nobody knows', form({}, { recording: { name: 'odd.json', content: '{"odd":1}' } }), 415, /odd.json/],
  ])('%s is refused and leaves nothing', async (_name, body, status, detail) => {
    const before = [await rows(), await harness.objects()];
    const response = await harness.request('POST', '/v1/recordings', { body });
    const problem = (await response.json()) as { detail: string };
    expect(problem.detail).toMatch(detail);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect([await rows(), await harness.objects()]).toEqual(before);
  });

  test.each([
    ['JSON', 'application/json', '{}', 415],
    ['no boundary', 'multipart/form-data', 'x', 400],
    [
      'a form that ends too early',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="recording"; filename="a.json"\r\n\r\n{',
      400,
    ],
    [
      'a file exactly at the limit, of no known format',
      'multipart/form-data; boundary=b',
      `--b\r\nContent-Disposition: form-data; name="recording"; filename="a.json"\r\n\r\n${'x'.repeat(200_000)}\r\n--b--`,
      415,
    ],
  ])('%s', async (_name, type, body, status) => {
    const before = await harness.objects();
    const response = await harness.request('POST', '/v1/recordings', { body, headers: { 'content-type': type } });
    expect(response.status).toBe(status);
    expect(await harness.objects()).toEqual(before);
  });

  test('a client that goes away in the middle leaves nothing', async () => {
    const before = await harness.objects();
    const { key } = await harness.key('rep');
    const seen = harness.logged.length;
    await new Promise<void>((resolve) => {
      const upload = httpRequest(`${url}/v1/recordings`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'multipart/form-data; boundary=b',
          'content-length': '150000',
        },
      });
      upload.once('error', () => resolve());
      upload.once('close', () => resolve());
      upload.write('--b\r\nContent-Disposition: form-data; name="recording"; filename="a.json"\r\n\r\n');
      upload.write('x'.repeat(50_000), () => setImmediate(() => upload.destroy()));
    });
    await vi.waitFor(() => expect(harness.logged.slice(seen).join('')).toMatch(/a request was refused/), 5_000);
    expect(await harness.objects()).toEqual(before);
    expect(harness.logged.slice(seen).join('')).toMatch(/"code":"cancelled"/);
  });

  test('a refusal reaches a client that is still sending', async () => {
    const { key } = await harness.key('rep');
    const big = form({}, { recording: { name: 'big.json', content: new Uint8Array(5_000_000) } });
    const response = await fetch(`${url}/v1/recordings`, {
      method: 'POST',
      body: big,
      headers: { authorization: `Bearer ${key}` },
    });
    expect(response.status).toBe(413);
    await response.body?.cancel();
  });
});

function twice(): FormData {
  const data = form({}, { recording: { name: 'a.json', content: chat('One.', '1') } });
  data.append('recording', new Blob([chat('Two.', '2')]), 'b.json');
  return data;
}

describe.each(['filesystem', 's3'] as const)('presigned upload to %s', (store) => {
  let harness: Harness;
  let url: string;
  beforeAll(async () => {
    harness = await openHarness({ store, maxUploadBytes: 100_000 });
    url = await harness.listen();
  });
  afterAll(() => harness.close());

  interface Upload {
    uploadId: string;
    url: string;
    method: string;
  }
  const presign = async (): Promise<Upload> => {
    const response = await harness.request('POST', '/v1/recordings/presign', { json: {} });
    expect(response.status).toBe(201);
    return (await response.json()) as Upload;
  };
  const put = (upload: Upload, body: string) => fetch(new URL(upload.url, url), { method: 'PUT', body });
  const take = (uploadId: string, fileName = 'chat.json') =>
    harness.request('POST', '/v1/recordings/from-upload', { json: { uploadId, fileName, title: 'Uploaded' } });

  test('the bytes are put without a key, then taken in', async () => {
    const upload = await presign();
    expect((await put(upload, chat('Presigned.', 'p'))).ok).toBe(true);
    const response = await take(upload.uploadId);
    expect(response.status).toBe(201);
    const { recording, conversations } = (await response.json()) as AcceptedBody;
    expect(conversations).toMatchObject([{ created: true }]);
    expect(await harness.objects()).toContain(`recordings/${recording.sha256.slice(0, 2)}/${recording.sha256}`);
    expect((await harness.objects()).filter((key) => key.startsWith('uploads/'))).toEqual([]);
    expect((await take(upload.uploadId)).status).toBe(404);
  });

  test('the address is absolute on S3 and our own on a folder', async () => {
    const { url: address } = await presign();
    expect(address.startsWith(store === 's3' ? 'http' : '/v1/uploads/')).toBe(true);
  });

  test('what is not recognised is refused', async () => {
    const upload = await presign();
    await put(upload, '{"odd":1}');
    expect((await take(upload.uploadId, 'odd.json')).status).toBe(415);
    expect((await harness.objects()).filter((key) => key === uploadKey(upload.uploadId))).toEqual([]);
  });

  test.each([
    ['an upload that never came', { uploadId: '018f0000-0000-7000-8000-000000000000', fileName: 'a.json' }, 404],
    ['a path instead of an id', { uploadId: '../../etc/passwd', fileName: 'a.json' }, 400],
    ['no file name', { uploadId: '018f0000-0000-7000-8000-000000000000' }, 400],
    ['an unknown field', { uploadId: '018f0000-0000-7000-8000-000000000000', fileName: 'a.json', colour: 'red' }, 400],
  ])('%s is refused', async (_name, json, status) => {
    expect((await harness.request('POST', '/v1/recordings/from-upload', { json })).status).toBe(status);
  });

  test('too large is refused before, and after', async () => {
    const before = await harness.request('POST', '/v1/recordings/presign', { json: { bytes: 100_001 } });
    expect(before.status).toBe(413);
    const upload = await presign();
    const sent = await put(upload, 'x'.repeat(100_001));
    // S3 takes what it is given; the limit then holds when it is to be taken in.
    if (store === 'filesystem') expect(sent.status).toBe(413);
    else expect((await take(upload.uploadId)).status).toBe(413);
  });

  test('what nobody takes in is swept away after its time, and only that', async () => {
    const upload = await presign();
    await put(upload, 'left behind');
    const left = async () => (await harness.objects()).includes(uploadKey(upload.uploadId));
    await sweepUploads(harness.store, new Date(Date.now() - 3_600_000));
    expect(await left()).toBe(true);
    expect(await sweepUploads(harness.store, new Date(Date.now() + 1_000))).toBeGreaterThan(0);
    expect(await left()).toBe(false);
  });
});

test('our own upload address is of no use with another id, after its time, or with a changed token', async () => {
  const harness = await openHarness();
  const { url } = (await (await harness.request('POST', '/v1/recordings/presign', { json: {} })).json()) as {
    url: string;
  };
  const put = (address: string) => harness.request('PUT', address, { key: null, body: 'x' });
  expect((await put(url.replace(/uploads\/\w{8}/, 'uploads/00000000'))).status).toBe(401);
  expect((await put(url.replace(/token=../, 'token=xx'))).status).toBe(401);
  expect((await put(url.replace(/expires=(\d+)/, (_all, seconds) => `expires=${Number(seconds) + 9}`))).status).toBe(
    401,
  );
  harness.setNow(new Date(Date.now() + 3_601_000));
  expect((await put(url)).status).toBe(401);
  harness.setNow(new Date());
  expect((await put(url)).status).toBe(200);
  await harness.close();
});
