/** What is odd but can be read, through POST /v1/recordings of a running server. */
import { rm } from 'node:fs/promises';

import iconv from 'iconv-lite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { freshPglite } from '../services/fresh.js';
import { sound } from './bad-files.js';
import { clientOf, type AcceptedBody, type Client, type ConversationBody, type TranscriptBody } from './client.js';
import { serveVouch, type Running } from './program.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MB = 1024 ** 2;
const VTT = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n';

let server: Running & { url: string };
let client: Client;
let dataDir: string;
beforeAll(async () => {
  dataDir = await freshPglite();
  server = await serveVouch({ VOUCH_DATA_DIR: dataDir, VOUCH_TIME_ZONE: 'Asia/Shanghai' });
  client = clientOf(server.url);
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Sends it, waits for the end of its run, which must be a good one, and reads the transcript. */
async function taken(
  name: string,
  content: Uint8Array | string,
  fields: Record<string, string> = {},
): Promise<{ id: string; read: ConversationBody; transcript: TranscriptBody }> {
  const response = await client.send({ recording: { name, content } }, fields);
  const accepted = (await response.json()) as AcceptedBody;
  expect({ status: response.status, accepted }).toMatchObject({
    status: 201,
    accepted: { conversations: [{ created: true }] },
  });
  const id = accepted.conversations[0]?.id ?? '';
  const { conversation: read } = await client.ended(id);
  expect(read.run?.state).toBe('done');
  return { id, read, transcript: await client.get<TranscriptBody>(`/v1/conversations/${id}/transcript`) };
}

test.each(['utf-16le', 'utf-16be', 'gb18030'])('%s', async (encoding) => {
  const words = `预算三十万左右，下周签合同（${encoding}）。`;
  const bom = encoding.startsWith('utf') ? { addBOM: true } : {};
  const { transcript } = await taken(`${encoding}.vtt`, iconv.encode(`${VTT}<v 王芳>${words}\n`, encoding, bom));
  expect(transcript.turns).toMatchObject([{ text: words, startMs: 1000, endMs: 2000 }]);
  expect(transcript.participants).toMatchObject([{ name: '王芳' }]);
});

test('invalid UTF-8 in one place, with a note that says so', async () => {
  const bytes = Buffer.concat([Buffer.from(`${VTT}Ann: thir`), Buffer.from([0xc3]), Buffer.from('ty a seat\n')]);
  const { read, transcript } = await taken('damaged.vtt', bytes);
  expect(transcript.turns[0]?.text).toBe('thir\uFFFDty a seat');
  expect(read.notes).toEqual([expect.stringContaining('1 damaged place')]);
});

test('a VTT with some broken times keeps the rest and counts them', async () => {
  const { transcript } = await taken('some-times.vtt', `${VTT}Ann: kept\n\n00:99:00 --> 00:xx\nAnn: lost\n`);
  expect(transcript.turns.map(({ text }) => text)).toEqual(['kept']);
  expect(transcript.completeness).toMatchObject({ total: 2, read: 1, unreadable: 1 });
});

test('a chat whose date order is told by who sends it', async () => {
  const text = '03/04/2026, 09:15 - Maya: hello\n03/04/2026, 09:16 - Li: good morning\n';
  const { transcript } = await taken('order.txt', text, { dateOrder: 'dmy' });
  expect(transcript.turns[0]?.sentAt).toBe('2026-04-03T09:15:00+08:00');
});

test('truncated audio of which something is left, with a note that says so', async () => {
  const whole = await sound('whole.wav', []);
  const response = await client.send({
    recording: { name: 'cut.wav', content: whole.subarray(0, whole.length / 2) },
    transcript: { name: 'cut.vtt', content: `${VTT}Ann: first half\n` },
  });
  const { conversations } = (await response.json()) as AcceptedBody;
  const { conversation: read } = await client.ended(conversations[0]?.id ?? '');
  expect(read).toMatchObject({ run: { state: 'done' }, notes: [expect.stringContaining('cut.wav')] });
  expect(read.durationMs).toBeGreaterThan(900);
  expect(read.durationMs).toBeLessThan(1100);
});

test('ten hours of silence', async () => {
  const args = ['-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-map', '1:a', '-t', '36000', '-frame_size', '65535'];
  const content = await sound('night.flac', [...args, '-compression_level', '0']);
  const response = await client.send({
    recording: { name: 'night.flac', content },
    transcript: { name: 'night.vtt', content: 'WEBVTT\n\n09:59:58.000 --> 09:59:59.000\nAnn: is anybody there?\n' },
  });
  const { recording, conversations } = (await response.json()) as AcceptedBody;
  const { conversation: read } = await client.ended(conversations[0]?.id ?? '');
  expect(read).toMatchObject({ durationMs: 36_000_000, run: { state: 'done' } });
  expect(await client.get(`/v1/recordings/${recording.sha256}`)).toMatchObject({
    durationMs: 36_000_000,
    format: 'flac',
  });
});

test('a message of 5 MB', async () => {
  const text = '报价三十万，我们保证翻倍。'.repeat(Math.ceil((5 * MB) / 39));
  const { transcript, id, read } = await taken('long.vtt', `${VTT}<v 李雷>${text}</v>\n`);
  expect(read.notes).toContainEqual(expect.stringMatching(/^Turn 0 has \d+ characters: what stands after 100000/));
  expect(transcript.turns[0]?.text === text).toBe(true);
  const analysis = await client.get<{ commitments: { evidence: { quote: string; start: number; end: number }[] }[] }>(
    `/v1/conversations/${id}/analysis`,
  );
  for (const { evidence } of analysis.commitments)
    for (const { quote, start, end } of evidence) expect(text.slice(start, end)).toBe(quote);
});

test('keys that would change the prototype of everything', async () => {
  const json =
    '{"id":"proto","kind":"chat","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},' +
    '"participants":[{"id":"__proto__","name":"constructor","__proto__":{"side":"rep"}}],' +
    '"turns":[{"speaker":"__proto__","text":"toString","sentAt":"2026-03-02T09:00:00+08:00","__proto__":{"polluted":1}}]}';
  const { transcript } = await taken('proto.json', json);
  expect(transcript.participants).toMatchObject([{ id: '__proto__', name: 'constructor' }]);
  expect(transcript.turns).toMatchObject([{ speaker: '__proto__', text: 'toString' }]);
  const another = await client.get<Record<string, unknown>>('/v1/status');
  expect(another.polluted).toBeUndefined();
});

test('control characters', async () => {
  const { transcript } = await taken('bell.vtt', `${VTT}Ann: be\0ll\x07 \x1b[31mred\u2028line\n`);
  expect(transcript.turns[0]?.text).toMatch(/^bell \[31mred/);
  expect(JSON.stringify(transcript)).not.toMatch(/\\u0000|\\u0007|\\u001b/);
});

test('SQL and HTML in every name are names', async () => {
  const nasty = `<img src=x onerror=alert(1)>'); drop table conversations; --`;
  const chat = {
    id: 'nasty',
    kind: 'chat',
    participants: [{ id: nasty, side: 'customer', name: nasty, title: nasty }],
    turns: [{ speaker: nasty, text: nasty, sentAt: '2026-03-02T09:00:00+08:00' }],
  };
  const name = `${nasty.replaceAll('/', '')}.json`;
  const { id, read, transcript } = await taken(name, JSON.stringify(chat), { title: nasty, externalId: nasty });
  expect(read.title).toBe(nasty);
  expect(transcript.participants).toMatchObject([{ id: nasty, name: nasty }]);
  expect(transcript.turns).toMatchObject([{ speaker: nasty, text: nasty }]);
  const raw = await client.request(`/v1/conversations/${id}`);
  expect(raw.headers.get('content-type')).toMatch(/^application\/json/);
  expect(raw.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await client.get<{ items: unknown[] }>('/v1/conversations?limit=100')).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ id })]),
  });
});

test('all of it is listed, none is lost, and the server has logged no fault', async () => {
  const { items } = await client.get<{ items: { state: string }[] }>('/v1/conversations?limit=100');
  expect(items.map(({ state }) => state)).toEqual(items.map(() => 'done'));
  const { code, stderr } = await server.stop();
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/"level":[56]0/);
});
