import { describe, expect, test } from 'vitest';

import { rescale } from '../../../models/insight/amounts/amount-roles.js';
import { findAmounts } from '../../../models/insight/amounts/amounts.js';
import { fold } from '../../../models/insight/reading/text.js';

/** `scale`: what money was counted in so far, 1 where nobody has said. */
describe('a bare number counts in what money was counted in', () => {
  test.each([
    ['就60个', 1, 600_000],
    ['校里批了70', 1, 700_000],
    ['市场费报了24', 1e4, 240_000],
    ['分完这个不会超110', 1e4, 1_100_000],
    ['撑死45', 1e4, 450_000],
    ['剩3.4', 1e4, 34_000],
    ['一百二', 1e4, 1_200_000],
    ['今年的盘是 thirty-five', 1e4, 350_000],
    ['最多 forty-five', 1, 45_000],
    ['一百一', 1e3, 1_100_000],
    ['spent 四十 already', 1e3, 40_000],
    ['大概 fifteen', 1e3, 15_000],
    ['再加五十', 1e6, 500_000],
    ['再加三', 1e6, 3_000_000],
    ['no, sorry, fifteen', 1, 15_000],
    ['a hundred and twenty', 1, 120_000],
    ['two', 1e6, 2_000_000],
    ['forty', 1e6, 40_000],
  ])('%s after money in %d', (text, scale, value) => {
    expect(read(text, scale)).toEqual([value]);
  });

  test.each([
    ['twelve two', 1, 12_200],
    ['$1200', 1e4, 1200],
    ['三块五', 1e4, 3.5],
    ['八百五一桶', 1e4, 850],
    ['a hundred and twenty a week', 1e3, 120],
    ['两万五', 1e6, 25_000],
    ['350 a month', 1e3, 350],
    ['每个月350', 1e4, 350],
    ['4,500', 1e6, 4500],
  ])('%s is said in full', (text, scale, value) => {
    expect(read(text, scale)).toEqual([value]);
  });
});

function read(text: string, scale: number): (number | null | undefined)[] {
  return findAmounts(fold(text)).map((amount) => {
    const scaled = rescale(amount, scale, fold(text));
    return scaled?.max ?? scaled?.min;
  });
}
