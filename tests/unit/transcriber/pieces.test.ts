import { describe, expect, test } from 'vitest';

import { toRecognition } from '../../../models/transcriber/engines/sherpa.js';
import { wordsOf } from '../../../models/transcriber/engines/text.js';
import { toWav } from '../../../models/transcriber/engines/wav.js';

/** Pieces of 100 ms each, one after the other. */
const pieces = (...texts: string[]) =>
  texts.map((text, n) => ({ text, startMs: n * 100, endMs: (n + 1) * 100, confidence: 0.5 }));

describe('pieces of text as words', () => {
  test.each<[string, string[], string[]]>([
    ['tokens of one word', [' bud', 'get', ' is'], ['budget', 'is']],
    ['a mark goes with its word', [' price', ',', ' then', '.'], ['price,', 'then.']],
    ['Chinese: a character each', ['我们', '可以'], ['我', '们', '可', '以']],
    ['Chinese marks go with their character', ['好', '，', '可以', '。'], ['好，', '可', '以。']],
    ['English in Chinese', ['用', 'CR', 'M', '系统'], ['用', 'CRM', '系', '统']],
    ['a number after Chinese', ['大概', '30', '万'], ['大', '概', '30', '万']],
    ['money', [' about', ' $', '500'], ['about', '$500']],
    ['an apostrophe', [' don', "'t"], ["don't"]],
    ['marks alone are nothing', [' -', '。'], []],
    ['spaces alone are nothing', [' ', ''], []],
    ['a whole sentence', ['We can start.'], ['We', 'can', 'start.']],
  ])('%s', (_, texts, expected) => {
    expect(wordsOf(pieces(...texts), 60_000).map(({ text }) => text)).toEqual(expected);
  });

  test('a piece is spread over its time by length', () => {
    expect(
      wordsOf([{ text: '一二三四', startMs: 0, endMs: 400, confidence: 1 }], 60_000).map(({ startMs }) => startMs),
    ).toEqual([0, 100, 200, 300]);
  });

  test('times that go back or beyond the end are put right', () => {
    const words = wordsOf(
      [
        { text: ' a', startMs: 500, endMs: 900, confidence: 1 },
        { text: ' b', startMs: 200, endMs: 300, confidence: 1 },
        { text: ' c', startMs: 950, endMs: 2000, confidence: 1 },
      ],
      1000,
    );
    expect(words.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [500, 900],
      [900, 900],
      [950, 1000],
    ]);
  });
});

describe('what sherpa-onnx gives', () => {
  const senseVoice = {
    lang: '<|zh|>',
    text: '好的，三月。',
    tokens: ['好', '的', '，', '三', '月', '。'],
    timestamps: [0.3, 0.5, 0.6, 0.9, 1.1, 1.2],
  };

  test('SenseVoice, with the language that it heard', () => {
    const heard = toRecognition(senseVoice, 'sense-voice', 'auto', 2000);
    expect(heard).toMatchObject({ language: 'zh', text: '好的，三月。', reliable: true });
    expect(heard.words.map(({ text, startMs }) => [text, startMs])).toEqual([
      ['好', 300],
      ['的，', 500],
      ['三', 900],
      ['月。', 1100],
    ]);
  });

  test('SenseVoice in English: the space begins a word', () => {
    const heard = toRecognition(
      { lang: '<|en|>', text: '', tokens: ['▁we', '▁can', '▁sh', 'ip'], timestamps: [0, 0.2, 0.4, 0.5] },
      'sense-voice',
      'auto',
      1000,
    );
    expect(heard).toMatchObject({ language: 'en', text: 'we can ship' });
  });

  test('Paraformer: @@ joins, the language is told from the letters', () => {
    const heard = toRecognition(
      { text: '', tokens: ['我', '们', '用', 'sales@@', 'force', 'now'], timestamps: [0, 0.1, 0.2, 0.3, 0.5, 0.7] },
      'paraformer',
      'auto',
      1000,
    );
    expect(heard).toMatchObject({ language: 'zh', text: '我们用salesforce now' });
  });

  test.each<[string, Parameters<typeof toRecognition>, object]>([
    [
      'another language',
      [{ ...senseVoice, lang: '<|ja|>' }, 'sense-voice', 'auto', 2000],
      { language: null, reliable: false },
    ],
    [
      'not the language that was asked for',
      [senseVoice, 'sense-voice', 'en', 2000],
      { language: 'zh', reliable: false },
    ],
    [
      'unlikely',
      [{ ...senseVoice, ys_log_probs: [-2, -2, -2, -2, -2, -2] }, 'sense-voice', 'zh', 2000],
      { reliable: false },
    ],
    [
      'without times',
      [{ ...senseVoice, timestamps: [] }, 'sense-voice', 'zh', 2000],
      { text: '好的，三月。', reliable: true },
    ],
    ['nothing', [{ text: '', tokens: [], timestamps: [] }, 'sense-voice', 'zh', 2000], { text: '', words: [] }],
  ])('%s', (_, given, expected) => {
    expect(toRecognition(...given)).toMatchObject(expected);
  });
});

describe('WAV', () => {
  test('a header of 44 bytes and 16 bits a sample, cut at full scale', () => {
    const wav = toWav(Float32Array.from([0, 1, -1, 2, 0.5]));
    expect(wav.length).toBe(54);
    expect(wav.toString('ascii', 0, 4) + wav.toString('ascii', 8, 16)).toBe('RIFFWAVEfmt ');
    expect(wav.readUInt32LE(24)).toBe(16_000);
    expect([44, 46, 48, 50, 52].map((at) => wav.readInt16LE(at))).toEqual([0, 32_767, -32_767, 32_767, 16_384]);
  });
});
