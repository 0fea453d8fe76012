import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from 'vitest';

import { splitClauses } from '../../../models/insight/reading/clauses.js';
import { Lexicon } from '../../../models/insight/reading/lexicon.js';
import { fold } from '../../../models/insight/reading/text.js';
import { rules } from './transcripts.js';

const finds = (term: string, text: string) =>
  new Lexicon(new Map([['c', [term]]])).scan(fold(text)).map(({ start, end }) => text.slice(start, end));

describe('how a term is read', () => {
  test.each([
    ['too expensive', 'That is TOO expensive.', ['TOO expensive']],
    ['vp', 'our VP.', ['VP']],
    ["can't", 'we can’t', ['can’t']],
    ['integrat*', 'an integration', ['integrat']],
    ['won (the|a) deal', 'won a deal', ['won a deal']],
    ['(really |)need', 'really need need', ['really need', 'need', 'need']],
    ['take…off', 'take ten off', ['take ten off']],
    ['打…折', '打个八折', ['打个八折']],
    ['100%', '１００％ 没问题', ['１００％']],
  ])('%s in %s', (term, text, found) => {
    expect(finds(term, text)).toEqual(found);
  });

  test.each([
    ['vp', 'the vpn'],
    ['need', 'needle'],
    ['off', 'office'],
    ['take…off', 'take it. Get off'],
    ['take…off', `take ${'very '.repeat(10)}off`],
    ['打…折', '打电话问一下隔壁老王家里今天有没有折'],
    ['太贵', '太 贵'],
  ])('%s is not in %s', (term, text) => {
    expect(finds(term, text)).toEqual([]);
  });

  test.each(['a[b]', 'colou?r', 'in*side out', '(open'])('%s is refused: it would never be found', (term) => {
    expect(() => new Lexicon(new Map([['c', [term]]]))).toThrow(/cannot be read/);
  });

  test('every concept that the code reads is in the rule files', () => {
    const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'models');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const areas = [...new Set([...rules.lexicon.concepts].map((concept) => concept.split('.')[0] as string))].join('|');
    const read = sources.flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(new RegExp(`'((?:${areas})\\.[a-z_]+)'`, 'g'))].map(
        (match) => match[1] as string,
      ),
    );
    expect(read.length).toBeGreaterThan(50);
    expect(read.filter((name) => !rules.lexicon.concepts.has(name) && !rules.says.has(name))).toEqual([]);
  });
});

describe('clauses', () => {
  const clauses = (text: string) =>
    splitClauses(fold(text)).map(({ start, end, sentence }) => `${sentence}:${text.slice(start, end).trim()}`);

  test.each([
    ['好的，明天发您。谢谢', ['0:好的，', '0:明天发您。', '1:谢谢']],
    ['对对 现在方便吗 我是小周', ['0:对对', '0:现在方便吗', '0:我是小周']],
    ['we paid $1.5 million, ok? sure', ['0:we paid $1.5 million,', '0:ok?', '1:sure']],
    ["I'd like to but we can't because of legal", ["0:I'd like to", "0:but we can't", '0:because of legal']],
    ['1,000,000', ['0:1,000,000']],
    ['', []],
    ['。。。', ['0:。', '1:。', '2:。']],
  ])('%s', (text, expected) => {
    expect(clauses(text)).toEqual(expected);
  });

  test('a text without a stop is cut, and never through a character', () => {
    const pieces = splitClauses('😀'.repeat(2000));
    expect(pieces.length).toBeGreaterThan(5);
    for (const { start, end } of pieces) expect((end - start) % 2).toBe(0);
  });

  test.each(['İSTANBUL', 'ＡＢ', '“x”', 'ẞ', 'ŉ', '\ud83d'])('folding %s keeps every offset', (text) => {
    expect(fold(text)).toHaveLength(text.length);
  });
});
