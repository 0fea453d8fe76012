import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type SpeechEngine } from '../../../models/transcriber/engine.js';
import { openSherpaEngine } from '../../../models/transcriber/engines/sherpa.js';
import { tone } from '../../contract/speech-engine.js';

describe('what sherpa-onnx hears through SenseVoice', () => {
  const folder = fileURLToPath(new URL('../../../fixtures/models/tiny-sense-voice', import.meta.url));
  let engine: SpeechEngine;
  beforeAll(async () => {
    engine = await openSherpaEngine({ folder, model: 'tiny-sense-voice', threads: 1, family: 'sense-voice' });
  });
  afterAll(() => engine.close());

  test('Chinese, a character each, from 120 ms on every 240 ms', async () => {
    const heard = await engine.recognise(tone(300, 3), { language: 'auto' });
    expect(heard).toMatchObject({ language: 'zh', text: '价格可以保留到星期五价格', reliable: true });
    expect(heard.words.map(({ startMs }) => startMs)).toEqual(heard.words.map((_, n) => 120 + n * 240));
  });

  test('English, tokens joined to words', async () => {
    const heard = await engine.recognise(tone(5000, 3), { language: 'auto' });
    expect(heard).toMatchObject({ language: 'en', text: 'we can hold the price until friday we can', reliable: true });
    expect(heard.words[4]).toMatchObject({ text: 'price', startMs: 1080, endMs: 1560 });
  });

  test('a language that was not asked for is marked unreliable', async () => {
    expect(await engine.recognise(tone(5000, 3), { language: 'zh' })).toMatchObject({
      language: 'en',
      reliable: false,
    });
  });
});
