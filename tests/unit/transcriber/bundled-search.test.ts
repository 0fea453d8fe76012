import { gunzipSync, gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import { NONE, readLexicons } from '../../../models/transcriber/bundled/lexicon.js';
import { search } from '../../../models/transcriber/bundled/search.js';
import { framesOf } from './bundled-frames.js';
import { LANGUAGES, lexiconFile, lexiconOf, lexicons } from './bundled-lexicon.js';

describe('the lexicon', () => {
  test('is read language by language', () => {
    expect(lexicons().map(({ language, words }) => [language, words])).toEqual([
      ['en', ['forty', 'four', 'too', 'two']],
      ['zh', ['事', '是', '预算']],
    ]);
  });

  test('a pair that was seen counts as seen, any other as the two words apart', () => {
    const english = lexiconOf('en');
    const [forty, four, too, two] = [0, 1, 2, 3];
    expect(english.after(forty, two)).toBeCloseTo(-0.05);
    expect(english.after(too, four)).toBeCloseTo(-0.1);
    expect(english.after(four, two)).toBeCloseTo(-2.2);
    expect(english.after(english.start, too)).toBeCloseTo(-1.5);
    expect(english.after(two, NONE)).toBeCloseTo(-3);
  });

  test('numbers of more than seven bits are read', () => {
    const [english] = LANGUAGES;
    const words = english!.words.map((word) => ({ ...word, likely: 1000 + word.likely }));
    const [read] = readLexicons(lexiconFile([{ ...english!, words }]));
    expect(read!.after(1, 3)).toBeCloseTo(-1 - 11.2);
  });

  test.each([
    ['another version', lexiconFile(LANGUAGES, 2)],
    ['a language that it does not know', lexiconFile([{ ...LANGUAGES[0]!, language: 'fr' }])],
    ['a file that was cut off', gzipSync(gunzipSync(lexiconFile(LANGUAGES)).subarray(0, -1))],
    ['something else', gzipSync('vouch-lexicon\t1\n')],
  ])('%s is refused', (_, file) => {
    expect(() => readLexicons(file)).toThrow();
  });
});

describe('the search for words', () => {
  test.each<[string, 'zh' | 'en', string, string[]]>([
    ['a word', 'en', '_ f ɔː _ t i _', ['forty']],
    ['a shorter word that the longer begins with', 'en', '_ f ɔː _ _ _', ['four']],
    ['a unit held over frames is one', 'en', 'f f ɔː ɔː t t i i', ['forty']],
    ['of two that sound the same, the likelier', 'en', 't uː', ['too']],
    ['of two that sound the same, the one that follows', 'en', 'f ɔː t i _ t uː', ['forty', 'two']],
    ['a unit that was half heard, for a word that needs it', 'en', 'f ɔː t? i _', ['forty']],
    ['a unit that nobody said is left out', 'en', 'f ɔː i _ t uː', ['four', 'too']],
    ['the same word twice needs a blank between the same units', 'zh', 's_ i4 s_ i4', ['是', '是']],
    ['a word of two characters', 'zh', '_ s_ i4 y_ v4 s_ uan4', ['是', '预算']],
    ['nothing', 'en', '_ _ _', []],
    ['a word that was broken off', 'en', 't uː _ _ f', ['too']],
    ['a sound in between that is in no word', 'en', 'f ɔː _ d! t uː _ f ɔː t i', ['four', 'too', 'forty']],
    ['a sound before that is in no word', 'en', 'd! t uː _ f ɔː', ['too', 'four']],
    ['a sound that the next word does not begin with, though others do', 'en', 'f! t uː _ f ɔː t i', ['too', 'forty']],
  ])('%s', (_, language, said, words) => {
    expect(search(framesOf(said), lexiconOf(language)).words.map(({ word }) => word)).toEqual(words);
  });

  test.each([
    ['too', 10],
    ['two', 50],
  ])('of two that sound the same, %s where the likelier sounds so %i hundredths more seldom', (word, rarer) => {
    const [english] = LANGUAGES;
    const words = english!.words.map((each) => (each.word === 'too' ? { ...each, rarer } : each));
    const [seldom] = readLexicons(lexiconFile([{ ...english!, words }]));
    expect(search(framesOf('_ t uː _'), seldom!).words.map((found) => found.word)).toEqual([word]);
  });

  test('a rare word that others begin with is understood where nothing follows', () => {
    const [english] = LANGUAGES;
    const words = english!.words.map((word) => ({ ...word, likely: word.likely + 1200 }));
    const [rare] = readLexicons(lexiconFile([{ ...english!, words }]));
    expect(search(framesOf('_ f ɔː _'), rare!).words.map(({ word }) => word)).toEqual(['four']);
  });

  test('a word knows when its units were first heard, and how surely', () => {
    const [word] = search(framesOf('_ _ t t uː _'), lexiconOf('en')).words;
    expect(word?.units.map(({ frame }) => frame)).toEqual([2, 4]);
    for (const unit of word?.units ?? []) expect(Math.exp(unit.logProbability)).toBeCloseTo(0.97);
  });

  test('a sound that the words leave out counts against them', () => {
    const [clean, odd] = ['t uː _ f ɔː', 't uː d! f ɔː'].map((said) => search(framesOf(said), lexiconOf('en')));
    expect(odd?.words.map(({ word }) => word)).toEqual(clean?.words.map(({ word }) => word));
    expect(odd?.acoustic).toBeLessThan((clean?.acoustic as number) - 12);
  });

  test('what the words cost in sound does not depend on how likely they are', () => {
    const frames = framesOf('t uː _ f ɔː');
    expect(search(frames, lexiconOf('en')).acoustic).toBeCloseTo(frames.count * Math.log(0.97), 4);
  });
});
