import { describe, expect, test } from 'vitest';

import { wordsOf } from '../../../models/insight/index.js';
import { findHits, looseTsqueryOf, readQuery, tsqueryOf, tsvectorOf } from '../../../storage/search-words.js';

const found = (query: string, text: string): string[] =>
  findHits(text, readQuery(query, wordsOf), wordsOf).map(([start, end]) => text.slice(start, end));
const isFound = (query: string, text: string): boolean => {
  const asked = readQuery(query, wordsOf);
  return asked.phrases.every((phrase) => findHits(text, { phrases: [phrase] }, wordsOf).length > 0);
};

describe('numbers are one word in any writing', () => {
  const WRITINGS = ['30万', '三十万', '300,000', '300k', '300000', '３０万'];
  const pairs = WRITINGS.flatMap((query) => WRITINGS.map((text) => ({ query, text })));
  test.each(pairs)('$query finds $text', ({ query, text }) => {
    expect(isFound(query, `大概 ${text} 左右`)).toBe(true);
  });
  test.each([
    ['30万', '大概三万左右'],
    ['30万', '有三十个人'],
    ['300', 'we have 300,000'],
    ['十万', '预算三十万'],
    ['10%', 'we have 10 seats'],
    ['3000', '三十万'],
  ])('%s does not find %s', (query, text) => {
    expect(isFound(query, text)).toBe(false);
  });
});

describe('words', () => {
  test.each([
    ['预算', '今年的预算大概是多少', ['预算']],
    ['预算 安全', '安全最要紧，预算其次', ['安全', '预算']],
    ['数据安全', '我们看重数据安全', ['数据安全']],
    ['Budget', 'the BUDGET is set', ['BUDGET']],
    ['follow-up', 'a quick follow-up call', ['follow-up']],
    ['"next quarter"', 'not now, next quarter', ['next quarter']],
    ['“下个季度”', '我们下个季度再说', ['下个季度']],
    ["don't", 'we don’t know', ['don’t']],
    ['crm 预算', '你们的CRM预算', ['CRM', '预算']],
    ['ＣＲＭ', 'our CRM', ['CRM']],
  ])('%s finds its words in %s', (query, text, hits) => {
    expect(isFound(query, text)).toBe(true);
    expect(found(query, text)).toEqual(hits);
  });
  test.each([
    ['预', '今年的预算大概是多少'],
    ['budge', 'the budget is set'],
    ['"quarter next"', 'not now, next quarter'],
    ['数据安全', '安全的数据'],
    ['预算 合同', '今年的预算大概是多少'],
    ['art', 'we start on Monday'],
  ])('%s finds nothing in %s', (query, text) => {
    expect(isFound(query, text)).toBe(false);
  });
});

test('places are where the words stand in the text', () => {
  const text = 'Budget: 三十万，CRM';
  expect(wordsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Budget', '三十万', 'CRM']);
  expect(wordsOf('😀 budget').map(({ start }) => start)).toEqual([3]);
});

test('quotes and backslashes cannot leave the query', () => {
  const words = [{ words: ["o'neil\\"], start: 0, end: 7 }];
  expect(tsvectorOf(words)).toBe("'o''neil\\\\':1");
  expect(tsqueryOf({ phrases: [words, words] })).toBe("(('o''neil\\\\')) & (('o''neil\\\\'))");
});

test('what stands together is asked for in order; of a conversation only that it is there', () => {
  const query = readQuery('数据安全 budget', wordsOf);
  expect(tsqueryOf(query)).toBe("(('数据') <-> ('安全')) & (('budget'))");
  expect(looseTsqueryOf(query)).toBe("(('数据') & ('安全')) & (('budget'))");
});

test('nothing to look for is no query', () => {
  expect(readQuery(' ,。"" !', wordsOf).phrases).toEqual([]);
});
