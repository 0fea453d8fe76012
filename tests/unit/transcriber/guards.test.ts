import { describe, expect, test } from 'vitest';

import { compressionRatio, hearsNobody, isStuck, judge } from '../../../models/transcriber/engines/guards.js';

const sentence = 'We could start with forty seats in March and add the rest of the team once the budget is confirmed.';

describe('a reading of a stretch', () => {
  test.each<[string, string, number, number, ReturnType<typeof judge>]>([
    ['clear speech', sentence, -0.2, 0.01, 'good'],
    ['Chinese', '我们三月份可以先开四十个席位，预算确认以后再加。', -0.3, 0.02, 'good'],
    ['just likely enough', sentence, -0.99, 0.01, 'good'],
    ['likely, though the model hears nobody', sentence, -0.3, 0.9, 'good'],
    ['people do repeat themselves', 'Yes. Yes. Yes, exactly.', -0.3, 0.01, 'good'],
    ['unlikely', sentence, -1.01, 0.01, 'doubtful'],
    ['a loop', 'Thank you. '.repeat(30), -0.1, 0.01, 'doubtful'],
    ['a Chinese loop', '谢谢观看。'.repeat(30), -0.1, 0.01, 'doubtful'],
    ['unlikely, and nobody speaks', sentence, -1.2, 0.7, 'silence'],
    ['nothing written, and nobody speaks', ' ', -0.1, 0.7, 'silence'],
    ['unlikely, and perhaps somebody speaks', sentence, -1.2, 0.6, 'doubtful'],
  ])('%s', (_, text, averageLogProbability, noSpeech, verdict) => {
    expect(judge({ text, averageLogProbability, noSpeech })).toBe(verdict);
  });

  test('nobody is heard above 0.6', () => {
    expect([0.59, 0.6, 0.61, 1].map(hearsNobody)).toEqual([false, false, true, true]);
  });

  test('compression grows with repetition', () => {
    expect(compressionRatio('')).toBe(0);
    expect(compressionRatio(sentence)).toBeLessThan(2);
    expect(compressionRatio(sentence.repeat(10))).toBeGreaterThan(5);
  });
});

describe('a decoder that is stuck', () => {
  const said = (...groups: [number[], number][]): number[] =>
    groups.flatMap(([group, times]) => Array.from({ length: times }, () => group).flat());
  test.each<[string, number[], boolean]>([
    ['one token 25 times', said([[7], 25]), true],
    ['one token 24 times', said([[7], 24]), false],
    ['three tokens nine times, after a sentence', said([[1, 2, 3, 4, 5], 1], [[7, 8, 9], 9]), true],
    ['eight tokens seven times', said([[1, 2, 3, 4, 5, 6, 7, 8], 7]), true],
    ['eight tokens six times', said([[1, 2, 3, 4, 5, 6, 7, 8], 6]), false],
    ['a loop that ended', said([[7], 40], [[1, 2, 3], 1]), false],
    ['nine tokens, which sentences are', said([[1, 2, 3, 4, 5, 6, 7, 8, 9], 12]), false],
    ['nothing', [], false],
  ])('%s', (_, tokens, stuck) => {
    expect(isStuck(tokens)).toBe(stuck);
  });
});
