import { describe, expect, test } from 'vitest';

import { listen } from '../../../models/transcriber/bundled/listen.js';
import { framesOf } from './bundled-frames.js';
import { lexicons, UNITS } from './bundled-lexicon.js';

const hear = (said: string, language: 'zh' | 'en' | 'auto' = 'auto', sure = 0.97) => {
  const frames = framesOf(said, sure);
  return listen(frames, { lexicons: lexicons(), units: UNITS, language, startMs: 0, durationMs: frames.count * 40 });
};

describe('what the bundled model hears', () => {
  test.each<[string, 'zh' | 'en' | null, string]>([
    ['_ f ɔː t i _ t uː', 'en', 'forty two'],
    ['_ s_ i4 y_ v4 s_ uan4', 'zh', '是预算'],
    ['_ _ _', null, ''],
  ])('%s is %s: %s', (said, language, text) => {
    expect(hear(said)).toMatchObject({ language, text });
  });

  test('a Chinese word is given character by character, each in its place', () => {
    const { words } = hear('_ _ y_ v4 _ _ _ s_ uan4 _');
    expect(words.map(({ text }) => text)).toEqual(['预', '算']);
    expect(words.map(({ startMs }) => startMs)).toEqual([40, 240]);
    for (const { startMs, endMs } of words) expect(endMs).toBeGreaterThan(startMs);
    expect(words[0]?.endMs).toBeLessThanOrEqual(words[1]?.startMs as number);
  });

  test.each<[string, boolean, Parameters<typeof hear>]>([
    ['clear words of one language', true, ['_ f ɔː t i _ t uː']],
    ['clear words, Chinese', true, ['_ s_ i4 y_ v4 s_ uan4']],
    ['silence', true, ['_ _ _']],
    ['hardly any unit is sure', false, ['_ f ɔː t i _ t uː', 'auto', 0.3]],
    ['clear sounds that are no words', false, ['d _ i _ d _ i _ d _ i f ɔː']],
    ['sounds of both languages', false, ['t uː s_ i4 t uː s_ i4']],
    ['another language than was asked for', false, ['_ f ɔː t i _ t uː', 'zh']],
  ])('%s: reliable %s', (_, reliable, said) => {
    expect(hear(...said).reliable).toBe(reliable);
  });
});
