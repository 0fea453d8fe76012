import { describe, expect, test } from 'vitest';

import { standardError } from '../../../models/quality/standard-error.js';
import { type Figure, isMet, row } from '../../quality/speech/report.js';

const mean = (some: readonly number[]): number => some.reduce((sum, each) => sum + each, 0) / some.length;

describe('the standard error', () => {
  test('of a mean is the one of the textbook: deviation over the root of the count', () => {
    // Variance 5/3 of four: sqrt(5/12).
    expect(standardError([1, 2, 3, 4], mean)).toBeCloseTo(Math.sqrt(5 / 12), 12);
  });

  test('is nothing where all are alike, and falls with more of the same', () => {
    expect(standardError([3, 3, 3], mean)).toBe(0);
    expect(standardError([1, 5, 1, 5, 1, 5, 1, 5], mean)).toBeLessThan(standardError([1, 5], mean));
  });

  test('is without bounds where one sentence is all there is, or one left out leaves no figure', () => {
    expect(standardError([1], mean)).toBe(Infinity);
    expect(standardError([0, 1], (some) => 1 / mean(some))).toBe(Infinity);
  });
});

describe('the verdict on a bar', () => {
  const of = (value: number | null, standardError?: number, bar: Figure['bar'] = { atMost: 8 }): Figure => ({
    ...{ name: 'wrong', value, unit: '%', bar, note: '' },
    ...(standardError !== undefined && { standardError }),
  });

  test.each([
    [of(7.9), true, 'met'],
    [of(8.1), false, 'MISSED'],
    [of(7.9, 0.05), true, 'met'],
    [of(8.1, 0.05), false, 'MISSED'],
    [of(5, 2.9), true, 'met'],
    [of(7.9, 0.2), null, 'too few to tell'],
    [of(8.1, 0.2), null, 'too few to tell'],
    [of(0, Infinity), null, 'too few to tell'],
    [of(90, 6, { atLeast: 95 }), null, 'too few to tell'],
    [of(90, 4, { atLeast: 95 }), false, 'MISSED'],
    [of(null, 1), null, ''],
    [of(8, 1, null), null, ''],
  ])('%j', (figure, met, said) => {
    expect(isMet(figure)).toBe(met);
    expect(row(figure)[3]).toBe(said);
  });
});
