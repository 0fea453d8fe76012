import { get } from 'node:http';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { waveHeader } from '../../services/wave-header.js';
import { chat, form, openHarness, sendChat, type Harness } from './harness.js';

describe.each(['filesystem', 's3'] as const)('playing a recording from %s', (store) => {
  let harness: Harness;
  let address = '';
  const text = chat('Play me.', 'play');
  const bytes = Buffer.byteLength(text);
  beforeAll(async () => {
    harness = await openHarness({ store });
    const response = await harness.request('POST', '/v1/recordings', {
      body: form({}, { recording: { name: '聊天 (1);.json', content: text } }),
    });
    const { recording } = (await response.json()) as { recording: { sha256: string } };
    address = `/v1/recordings/${recording.sha256}/content`;
  });
  afterAll(() => harness.close());

  test.each([
    ['all of it', undefined, 200, text, undefined],
    ['the first byte', 'bytes=0-0', 206, text.slice(0, 1), `bytes 0-0/${bytes}`],
    ['a middle', 'bytes=5-9', 206, text.slice(5, 10), `bytes 5-9/${bytes}`],
    ['the last ten', 'bytes=-10', 206, text.slice(-10), `bytes ${bytes - 10}-${bytes - 1}/${bytes}`],
    ['from the last byte on', `bytes=${bytes - 1}-`, 206, text.slice(-1), `bytes ${bytes - 1}-${bytes - 1}/${bytes}`],
    ['an end behind the file', 'bytes=5-99999', 206, text.slice(5), `bytes 5-${bytes - 1}/${bytes}`],
    ['several ranges: all', 'bytes=0-0,5-9', 200, text, undefined],
    ['nonsense: all', 'bytes=x', 200, text, undefined],
  ])('%s', async (_name, range, status, content, contentRange) => {
    const response = await harness.request('GET', address, { headers: range === undefined ? {} : { range } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-range') ?? undefined).toBe(contentRange);
    expect(response.headers.get('content-length')).toBe(String(content.length));
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(await response.text()).toBe(content);
  });

  test('a range behind the end is 416 and tells the size', async () => {
    const response = await harness.request('GET', address, { headers: { range: `bytes=${bytes}-` } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe(`bytes */${bytes}`);
    expect(await response.json()).toMatchObject({ type: '/problems/range_not_satisfiable', status: 416 });
  });

  test('If-Range with another tag, or a date, gives all', async () => {
    for (const tag of ['"other"', 'Sun, 01 Mar 2026 00:00:00 GMT'])
      expect((await harness.request('GET', address, { headers: { range: 'bytes=0-0', 'if-range': tag } })).status).toBe(
        200,
      );
    const etag = (await harness.request('HEAD', address)).headers.get('etag') ?? '';
    expect((await harness.request('GET', address, { headers: { range: 'bytes=0-0', 'if-range': etag } })).status).toBe(
      206,
    );
  });

  test('what the caller has already is not sent again', async () => {
    const etag = (await harness.request('HEAD', address)).headers.get('etag') ?? '';
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*'])
      expect((await harness.request('GET', address, { headers: { 'if-none-match': tag } })).status).toBe(304);
    expect((await harness.request('GET', address, { headers: { 'if-none-match': '"x"' } })).status).toBe(200);
  });

  test('it is saved, not shown, under its own name, and never sniffed', async () => {
    const { headers } = await harness.request('HEAD', address);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="__ (1)_.json"; filename*=UTF-8''%E8%81%8A%E5%A4%A9%20%281%29%3B.json`,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('private, no-cache');
  });

  test('over a real connection: HEAD tells the length and sends nothing; a client may leave in the middle', async () => {
    const url = await harness.listen();
    const { key } = await harness.key('qa');
    const head = await fetch(url + address, { method: 'HEAD', headers: { authorization: `Bearer ${key}` } });
    expect([head.status, head.headers.get('content-length'), (await head.arrayBuffer()).byteLength]).toEqual([
      200,
      String(bytes),
      0,
    ]);
    await new Promise<void>((resolve, reject) => {
      get(url + address, { headers: { authorization: `Bearer ${key}` } }, (response) => {
        response.once('data', () => response.destroy());
        response.once('close', () => resolve());
      }).once('error', reject);
    });
    expect((await fetch(url + address, { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
  });

  test('a rep plays their own and nobody’s, not a colleague’s', async () => {
    const [mine, other] = [await harness.key('rep'), await harness.key('rep')];
    const id = await sendChat(harness, chat('Mine.', 'mine'), mine.key);
    const { recordings } = (await (await harness.request('GET', `/v1/conversations/${id}`)).json()) as {
      recordings: { sha256: string }[];
    };
    const own = `/v1/recordings/${recordings[0]?.sha256}`;
    expect((await harness.request('GET', own, { key: mine.key })).status).toBe(200);
    expect((await harness.request('GET', own, { key: other.key })).status).toBe(404);
    expect((await harness.request('GET', `${own}/content`, { key: other.key })).status).toBe(404);
    expect((await harness.request('GET', address, { key: other.key })).status).toBe(200);
  });
});

describe('the waveform of a recording', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness();
  });
  afterAll(() => harness.close());

  const send = async (name: string, content: string | Uint8Array): Promise<string> => {
    const response = await harness.request('POST', '/v1/recordings', {
      body: form({}, { recording: { name, content } }),
    });
    const { recording } = (await response.json()) as { recording: { sha256: string } };
    return `/v1/recordings/${recording.sha256}/waveform`;
  };

  test('its channels stand apart: a tone on the left, silence on the right', async () => {
    const address = await send('tone.wav', leftOnlyTone(2));
    const response = await harness.request('GET', address);
    expect(response.status).toBe(200);
    const drawn = (await response.json()) as { durationMs: number; channels: number[][] };
    expect(drawn.durationMs).toBe(2000);
    expect(drawn.channels).toHaveLength(2);
    const [left = [], right = []] = drawn.channels;
    expect(left).toHaveLength(200);
    expect(Math.min(...left.slice(2, -2))).toBeGreaterThan(0.45);
    expect(Math.max(...left)).toBeLessThan(0.6);
    expect(Math.max(...right)).toBe(0);
  });

  test('what is no sound has none', async () => {
    const response = await harness.request('GET', await send('chat.json', chat('No sound.', 'silent')));
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'unreadable' });
  });
});

/** 16-bit stereo at 16 kHz: 440 Hz at half loudness on the left, nothing on the right. */
function leftOnlyTone(seconds: number): Uint8Array {
  const frames = 16_000 * seconds;
  const samples = Buffer.alloc(frames * 4);
  for (let i = 0; i < frames; i += 1)
    samples.writeInt16LE(Math.round(16_384 * Math.sin((2 * Math.PI * 440 * i) / 16_000)), i * 4);
  return Buffer.concat([waveHeader(samples.length, 16_000, 2), samples]);
}
