import { describe, expect, test } from 'vitest';

import type { Recognition, Word } from '../../../models/transcriber/engine.js';
import { tooManyWords, withoutLoops } from '../../../models/transcriber/loops.js';
import { type SpokenUtterance, turnsOf } from '../../../models/transcriber/turns.js';
import { type HeardStretch, utterancesOf } from '../../../models/transcriber/utterances.js';
import { joinWords } from '../../../models/transcriber/writing.js';

const words = (text: string, from = 0, each = 300): Word[] =>
  text.split(' ').map((word, i) => ({
    text: word,
    startMs: from + i * each,
    endMs: from + i * each + each - 50,
    confidence: 0.8,
  }));
const texts = (all: readonly Word[]) => all.map((word) => word.text).join(' ');

describe('loops', () => {
  test.each([
    ['thank you '.repeat(12).trim(), 'thank you'],
    ['好 '.repeat(20).trim(), '好'],
    ['I will send it over today '.repeat(5).trim(), 'I will send it over today'],
    [
      'so the price is twenty the price is twenty the price is twenty the price is twenty now',
      'so the price is twenty now',
    ],
  ])('%s', (said, kept) => {
    expect(texts(withoutLoops(words(said)).words)).toBe(kept);
  });

  test.each([
    'no no no no that is wrong',
    '对 对 对 对 对 没 错',
    'very very very good',
    'the price the price is twenty',
    'one two three one two three',
    'seven seven seven five five five five',
    '',
  ])('people say: %s', (said) => {
    const all = said === '' ? [] : words(said);
    expect(withoutLoops(all)).toEqual({ words: all, dropped: 0 });
  });

  test('more words than anybody says in the time', () => {
    expect(tooManyWords(words('a b c d e f g h i j k l m n o p'), 1000)).toBe(true);
    expect(tooManyWords(words('a b c d e f g h i j k l'), 1000)).toBe(false);
    expect(tooManyWords(words('hm yes'), 100)).toBe(false);
  });
});

test.each([
  [['we', 'use', 'Salesforce'], 'we use Salesforce'],
  [['我', '们', '用', 'CRM', '系', '统'], '我们用CRM系统'],
  [['yes', ',', 'thirty', '%', 'off', '.'], 'yes, thirty% off.'],
  [['三', '十', '万', '，', '对', '吧', '？'], '三十万，对吧？'],
  [['', ' so ', ''], 'so'],
  [[], ''],
])('%j is written %j', (given, written) => {
  expect(joinWords(given)).toBe(written);
});

const recognition = (text: string, more: Partial<Recognition> = {}): Recognition => ({
  language: 'en',
  text,
  words: text === '' ? [] : words(text),
  confidence: 0.8,
  reliable: true,
  ...more,
});
const second = 16_000;
const heardStretch = (from: number, to: number, made: Recognition, more: Partial<HeardStretch> = {}): HeardStretch => ({
  channel: 0,
  own: { start: from * second, end: to * second },
  heard: { start: from * second, end: to * second },
  recognition: made,
  ...more,
});

describe('stretches become utterances', () => {
  test('in the time of the recording, with the edges of the silence', () => {
    const [only] = utterancesOf([heardStretch(10, 11, recognition('yes that works'))]);
    expect(only).toMatchObject({ startMs: 10_000, endMs: 11_000, text: 'yes that works', reliable: true });
    expect(only?.words[1]).toMatchObject({ startMs: 10_300, endMs: 10_550 });
    expect(only?.confidence).toBeCloseTo(0.8);
  });

  test('a word at a cut is heard once, by the side that its middle is on', () => {
    const left = recognition('we guarantee', { words: [...words('we', 27_000), ...words('guarantee', 27_700, 650)] });
    const right = recognition('guarantee it', { words: [...words('guarantee', 200, 650), ...words('it', 850)] });
    const stretches = [
      heardStretch(0, 28, left, { heard: { start: 0, end: 28.5 * second } }),
      heardStretch(28, 30, right, { heard: { start: 27.5 * second, end: 30 * second } }),
    ];
    expect(utterancesOf(stretches).map(({ text }) => text)).toEqual(['we', 'guarantee it']);
  });

  test('an engine without times of words gives its text for the whole stretch', () => {
    const [only] = utterancesOf([heardStretch(2, 4, recognition('all of it', { words: [] }))]);
    expect(only).toMatchObject({ startMs: 2000, endMs: 4000, text: 'all of it' });
  });

  test.each<[string, Recognition, { text: string; reliable: boolean } | null]>([
    ['nothing said, surely', recognition(''), null],
    ['something said that could not be made out', recognition('', { reliable: false }), { text: '', reliable: false }],
    ['a guess', recognition('maybe this', { reliable: false }), { text: 'maybe this', reliable: false }],
    ['a loop', recognition('bye '.repeat(30).trim()), { text: 'bye', reliable: false }],
    [
      'a loop at the end of good words',
      recognition(`we can start on Monday with all of your people and ${'no '.repeat(9).trim()}`),
      { text: 'we can start on Monday with all of your people and no', reliable: true },
    ],
  ])('%s', (_name, made, expected) => {
    const found = utterancesOf([heardStretch(0, 15, made)]);
    expect(found.map(({ text, reliable }) => ({ text, reliable }))).toEqual(expected ? [expected] : []);
  });
});

test('a word here and there among guesses is a guess, too', () => {
  const guess = recognition('maybe this', { reliable: false });
  const found = utterancesOf([
    heardStretch(0, 10, guess),
    heardStretch(12, 13, recognition('hey')),
    heardStretch(20, 30, guess),
  ]);
  expect(found.map(({ reliable }) => reliable)).toEqual([false, false, false]);
  const half = utterancesOf([heardStretch(0, 2, guess), heardStretch(12, 13, recognition('yes that works'))]);
  expect(half.map(({ reliable }) => reliable)).toEqual([false, true]);
});

const said = (speaker: string, startMs: number, endMs: number, text: string, reliable = true): SpokenUtterance => ({
  speaker,
  channel: 0,
  startMs,
  endMs,
  text,
  words: [],
  language: 'en',
  confidence: 0.9,
  reliable,
});

describe('utterances become turns', () => {
  test.each<[string, SpokenUtterance[], string[]]>([
    ['one goes on after a breath', [said('a', 0, 1000, 'one'), said('a', 1600, 2000, 'two')], ['a: one two']],
    ['a long pause', [said('a', 0, 1000, 'one'), said('a', 4000, 5000, 'two')], ['a: one', 'a: two']],
    [
      'an answer',
      [said('a', 0, 1000, 'one'), said('b', 1200, 1500, 'two'), said('a', 1700, 2000, 'three')],
      ['a: one', 'b: two', 'a: three'],
    ],
    [
      'a word thrown in',
      [said('a', 0, 3000, 'one'), said('b', 1000, 1300, 'aha'), said('a', 3600, 4000, 'two')],
      ['a: one two', 'b: aha'],
    ],
    [
      'one who takes over',
      [said('a', 0, 3000, 'one'), said('b', 2800, 5000, 'two'), said('a', 5200, 6000, 'three')],
      ['a: one', 'b: two', 'a: three'],
    ],
    [
      'a guess in between',
      [said('a', 0, 1000, 'one'), said('a', 1200, 1500, 'mumble', false), said('a', 1700, 2000, 'two')],
      ['a: one', 'a: mumble', 'a: two'],
    ],
    ['given in any order', [said('b', 2000, 3000, 'two'), said('a', 0, 1000, 'one')], ['a: one', 'b: two']],
  ])('%s', (_name, utterances, expected) => {
    expect(turnsOf(utterances).map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual(expected);
  });

  test('confidence is by time, and only what was guessed is marked', () => {
    const [long, guess] = turnsOf([
      { ...said('a', 0, 3000, 'one'), confidence: 1 },
      { ...said('a', 3100, 4100, 'two'), confidence: 0.6 },
      said('b', 9000, 9500, '', false),
    ]);
    expect(long).toEqual({ speaker: 'a', text: 'one two', startMs: 0, endMs: 4100, confidence: 0.9 });
    expect(guess).toMatchObject({ speaker: 'b', text: '', unreliable: true });
  });
});
