import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { AppError } from '../../../models/domain/index.js';
import { openRemoteEngine, type RemoteSettings } from '../../../models/transcriber/engines/remote.js';
import { tone } from '../../contract/speech-engine.js';
import { startSpeechServer, verboseJson } from '../../contract/speech-server.js';
import { type Answered } from '../../services/answering-server.js';

const speech = tone(440, 3.5);
const KEY = 'sk-very-secret-key';
const well: Answered = { status: 200, body: JSON.stringify(verboseJson) };

let server: Awaited<ReturnType<typeof startSpeechServer>>;
let answers: Answered[] = [];
beforeEach(async () => {
  answers = [];
  server = await startSpeechServer((n) => answers[n - 1] ?? answers.at(-1) ?? well);
});
afterEach(() => server.close());

const recognise = async (
  settings: Partial<RemoteSettings> = {},
  language: 'zh' | 'en' | 'auto' = 'auto',
  signal?: AbortSignal,
) =>
  openRemoteEngine({ url: server.url, key: KEY, model: 'whisper-1', waitMs: 1, attempts: 3, ...settings }).recognise(
    speech,
    { language, ...(signal && { signal }) },
  );

describe('what is sent', () => {
  test('the stretch as WAV, the model, and what is wanted back', async () => {
    await recognise({ url: `${server.url}/` }, 'zh');
    const [asked] = server.asked;
    expect(asked?.path).toBe('/v1/audio/transcriptions');
    expect(asked?.headers.authorization).toBe(`Bearer ${KEY}`);
    const field = (name: string): string[] =>
      [
        ...(asked?.body.matchAll(new RegExp(`name="${name.replace(/[[\]]/g, '\\$&')}"\\r\\n\\r\\n([^\\r]*)`, 'g')) ??
          []),
      ].map(([, value]) => value ?? '');
    expect(field('model')).toEqual(['whisper-1']);
    expect(field('response_format')).toEqual(['verbose_json']);
    expect(field('timestamp_granularities[]')).toEqual(['word', 'segment']);
    expect(field('language')).toEqual(['zh']);
    expect(asked?.body).toContain('filename="speech.wav"\r\nContent-Type: audio/wav\r\n\r\nRIFF');
    expect(asked?.body).toContain('WAVEfmt ');
  });

  test('no key and no language where there is none', async () => {
    await recognise({ key: null });
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
    expect(server.asked[0]?.body).not.toContain('name="language"');
  });

  test('silence is not sent', async () => {
    const heard = await openRemoteEngine({ url: server.url, key: null, model: 'm' }).recognise(
      new Float32Array(16_000),
      {
        language: 'auto',
      },
    );
    expect(heard.text).toBe('');
    expect(server.asked).toEqual([]);
  });
});

describe('what comes back', () => {
  const answer = (body: object): void => void (answers = [{ status: 200, body: JSON.stringify(body) }]);
  const segment = verboseJson.segments[0];

  test('words with their times and what the segments say of them', async () => {
    const heard = await recognise();
    expect(heard).toMatchObject({ language: 'en', text: 'We can hold the price until Friday', reliable: true });
    expect(heard.words[1]).toMatchObject({ text: 'can', startMs: 400, endMs: 700 });
    expect(heard.words[1]?.confidence).toBeCloseTo(Math.exp(-0.2));
  });

  test('without words: spread over the segments', async () => {
    answer({ ...verboseJson, words: undefined });
    const heard = await recognise();
    expect(heard.text).toBe('We can hold the price until Friday.');
    expect(heard.words.map(({ text }) => text)).toEqual(['We', 'can', 'hold', 'the', 'price', 'until', 'Friday.']);
    expect(heard.words[0]?.startMs).toBe(0);
    expect(heard.words.at(-1)?.endMs).toBe(3200);
  });

  test('without words and segments: spread over the stretch', async () => {
    answer({ text: '我们可以给您八折' });
    const heard = await recognise();
    expect(heard).toMatchObject({ language: 'zh', text: '我们可以给您八折' });
    expect(heard.words).toHaveLength(8);
    expect(heard.words.at(-1)?.endMs).toBe(3500);
  });

  test.each<[string, object, object]>([
    ['Chinese, named in English', { ...verboseJson, language: 'chinese' }, { language: 'zh', reliable: true }],
    ['a code with a region', { ...verboseJson, language: 'zh-CN' }, { language: 'zh' }],
    ['another language', { ...verboseJson, language: 'german' }, { language: null, reliable: false }],
    [
      'words that it does not believe itself',
      { ...verboseJson, segments: [{ ...segment, avg_logprob: -1.4 }] },
      { reliable: false },
    ],
    [
      'words where nobody speaks',
      { ...verboseJson, segments: [{ ...segment, no_speech_prob: 0.9 }] },
      { reliable: false },
    ],
    [
      'nobody speaks and the words are unlikely',
      { ...verboseJson, segments: [{ ...segment, no_speech_prob: 0.9, avg_logprob: -1.4 }] },
      { text: '', words: [] },
    ],
    ['nothing', { ...verboseJson, text: '', words: [], segments: [] }, { text: '', words: [], reliable: true }],
    [
      'a loop',
      { language: 'english', text: Array.from({ length: 60 }, () => 'I am sorry.').join(' ') },
      { text: 'I am sorry.', reliable: false },
    ],
  ])('%s', async (_, body, expected) => {
    answer(body);
    expect(await recognise()).toMatchObject(expected);
  });
});

describe('what goes wrong', () => {
  const failure = async (settings: Partial<RemoteSettings> = {}): Promise<AppError> => {
    const error = await recognise(settings).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof AppError)) throw new Error('no AppError was thrown');
    let chain = '';
    for (let at: unknown = error; at instanceof Error; at = at.cause) chain += `${at.message}\n${JSON.stringify(at)}\n`;
    expect(chain).not.toContain(KEY);
    expect(chain).not.toContain('hold the price');
    return error;
  };

  test.each<[string, Answered[], number]>([
    ['500, then well', [{ status: 500 }, well], 2],
    ['429 with Retry-After in seconds', [{ status: 429, headers: { 'retry-after': '0.01' } }, well], 2],
    [
      '503 with a date that has passed',
      [{ status: 503, headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' } }, well],
      2,
    ],
    ['twice 502', [{ status: 502 }, { status: 502 }, well], 3],
  ])('%s', async (_, given, times) => {
    answers = given;
    expect((await recognise()).words).toHaveLength(7);
    expect(server.asked).toHaveLength(times);
  });

  test('Retry-After is waited for', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '0.3' } }, well];
    const started = Date.now();
    await recognise();
    expect(Date.now() - started).toBeGreaterThanOrEqual(300);
  });

  test.each<[string, Answered, string, number]>([
    ['500 again and again', { status: 500, body: 'hold the price' }, 'unavailable', 3],
    ['429 again and again', { status: 429 }, 'rate_limited', 3],
    ['the key is refused', { status: 401, body: `bad key ${KEY}` }, 'forbidden', 1],
    ['the model is not known', { status: 404 }, 'invalid_input', 1],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }, 'invalid_input', 1],
    ['broken JSON', { status: 200, body: '{"text": "hold the price' }, 'unreadable', 1],
    ['JSON of something else', { status: 200, body: '{"transcript": "hold the price"}' }, 'unreadable', 1],
    [
      'times that are no numbers',
      { status: 200, body: '{"text":"a","words":[{"word":"hold the price","start":"x","end":1}]}' },
      'unreadable',
      1,
    ],
    ['an endless answer', { status: 200, body: `{"text":"${'hold the price '.repeat(400_000)}"}` }, 'unreadable', 1],
  ])('%s', async (_, given, code, times) => {
    answers = [given];
    expect((await failure()).code).toBe(code);
    expect(server.asked).toHaveLength(times);
  });

  test('a server that never answers', async () => {
    answers = [{ afterMs: Infinity }];
    expect((await failure({ timeoutMs: 40 })).code).toBe('timeout');
    expect(server.asked.length).toBeGreaterThan(1);
  });

  test('a server that is not there', async () => {
    await server.close();
    expect((await failure()).code).toBe('unavailable');
    server = await startSpeechServer(() => well);
  });

  test('aborted while it waits for the next attempt', async () => {
    answers = [{ status: 429, headers: { 'retry-after': '50' } }];
    const stop = new AbortController();
    const asked = recognise({}, 'auto', stop.signal);
    while (server.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });
});
