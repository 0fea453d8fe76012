import { describe, expect, test } from 'vitest';

import { align, EQUAL_COSTS, SCLITE_COSTS } from '../../../models/quality/alignment.js';
import {
  characterErrors,
  mixedErrors,
  mixedTokens,
  normalize,
  parseAlternatives,
  rates,
  wordErrors,
} from '../../../models/quality/wer.js';

const counts = (hits: number, substitutions: number, deletions: number, insertions: number) => ({
  hits,
  substitutions,
  deletions,
  insertions,
});

test.each([
  ['the same', 'the same', counts(2, 0, 0, 0)],
  ['a b c', 'a x c', counts(2, 1, 0, 0)],
  ['a b c', 'a c', counts(2, 0, 1, 0)],
  ['a c', 'a b c', counts(2, 0, 0, 1)],
  ['a b', '', counts(0, 0, 2, 0)],
  ['', 'a b', counts(0, 0, 0, 2)],
  ['', '', counts(0, 0, 0, 0)],
  ['a b c d', 'b c d e', counts(3, 0, 1, 1)],
])('words: %j heard as %j', (reference, hypothesis, expected) => {
  expect(wordErrors(reference, hypothesis)).toEqual(expected);
});

test('characters: spaces do not count, characters outside the basic plane are one each', () => {
  expect(characterErrors('三十 万', '三十万')).toEqual(counts(3, 0, 0, 0));
  expect(characterErrors('𠮷野家', '吉野家')).toEqual(counts(2, 1, 0, 0));
});

test('a set is rated by the sum of its errors, not by the mean of its sentences', () => {
  const { rate, total } = rates([wordErrors('a', 'b'), wordErrors('a b c d e f g h i', 'a b c d e f g h i')]);
  expect(total).toBe(10);
  expect(rate).toBeCloseTo(0.1);
});

test("sclite's costs prefer one substitution to an insertion with a deletion, and two of those to three substitutions", () => {
  expect(align(['a', 'b', 'c'], ['b', 'c', 'd'], SCLITE_COSTS)).toEqual(counts(2, 0, 1, 1));
  expect(align(['a'], ['b'], SCLITE_COSTS)).toEqual(counts(0, 1, 0, 0));
  // Equal costs cannot tell two substitutions from a deletion and an insertion around a hit: more hits win.
  expect(align(['a', 'b'], ['b', 'c'], EQUAL_COSTS)).toEqual(counts(1, 0, 1, 1));
});

describe('alternatives', () => {
  test.each([
    ['a { b / c d } e', 'a c d e', counts(4, 0, 0, 0)],
    ['a { b / c d } e', 'a b e', counts(3, 0, 0, 0)],
    ['a { b / c d } e', 'a x e', counts(2, 1, 0, 0)],
    ['a { c / @ } d', 'a d', counts(2, 0, 0, 0)],
    ['a { c / @ } d', 'a c d', counts(3, 0, 0, 0)],
    ['a { b / cd / { g h i / gh i } bd } e', 'a gh i bd e', counts(5, 0, 0, 0)],
    ['a { b / cd / { g h i / gh i } bd } e', 'a gh i e', counts(4, 0, 1, 0)],
    ['{the / this} is', 'this is', counts(2, 0, 0, 0)],
  ])('%s heard as %s', (reference, hypothesis, expected) => {
    expect(align(parseAlternatives(reference), hypothesis.split(' '))).toEqual(expected);
  });

  test('a slash outside braces is a word; a brace left open is an error', () => {
    expect(parseAlternatives('and / or')).toEqual(['and', '/', 'or']);
    expect(() => parseAlternatives('a { b / c')).toThrow(RangeError);
  });
});

test.each([
  ['Hello, World!', 'hello world'],
  ['It’s 5 o’clock.', "it's 5 o'clock"],
  ["'quoted' words", 'quoted words'],
  ['３０万，左右。', '30万 左右'],
  ['e-mail', 'e mail'],
])('normalize %s', (text, expected) => {
  expect(normalize(text)).toBe(expected);
});

test('mixed text: a Chinese character each, other words whole', () => {
  expect(mixedTokens('我们用 Salesforce，三十万')).toEqual(['我', '们', '用', 'salesforce', '三', '十', '万']);
  expect(mixedErrors('我们用 Salesforce', '我们用salesforce')).toEqual(counts(4, 0, 0, 0));
});
