import { describe, expect, test } from 'vitest';

import { findAmounts } from '../../../models/insight/amounts.js';
import { fold } from '../../../models/insight/text.js';

describe('money as it is spoken and typed', () => {
  test.each([
    ['三五十万', 300_000, 500_000],
    ['小二十万', 200_000, 200_000],
    ['两万五一年', 25_000, 25_000],
    ['百来万', 1_000_000, 1_000_000],
    ['三万九千八', 39_800, 39_800],
    ['十七八万', 170_000, 180_000],
    ['一百七十来万', 1_700_000, 1_700_000],
    ['五十万到八十万', 500_000, 800_000],
    ['一点三五亿', 135_000_000, 135_000_000],
    ['30w', 300_000, 300_000],
    ['3-5万', 30_000, 50_000],
    ['二十六块五', 26.5, 26.5],
    ['十五万以内', null, 150_000],
    ['不超过二十万', null, 200_000],
    ['15k', 15_000, 15_000],
    ['between 15 and 20k', 15_000, 20_000],
    ['a couple hundred K', 200_000, 200_000],
    ['half a million', 500_000, 500_000],
    ['$1.2m', 1_200_000, 1_200_000],
    ['₹85L', 8_500_000, 8_500_000],
    ['sixty-five thousand', 65_000, 65_000],
    ['one point three five million', 1_350_000, 1_350_000],
    ['up to 80k', null, 80_000],
    ["we can't go over 40k", null, 40_000],
    ['at least 25k', 25_000, null],
    ['HKD 300K', 300_000, 300_000],
  ])('%s', (text, min, max) => {
    const [amount] = findAmounts(fold(text));
    expect(amount).toMatchObject({ min, max, unit: 'money' });
  });

  test.each([
    ['三十二个人', 'number'],
    ['七万六千平', 'number'],
    ['1.2 million loads', 'number'],
    ['10 个工作日', 'number'],
    ['15%', 'percent'],
    ['百分之三十', 'percent'],
    ['fifteen percent', 'percent'],
    ['五个点', 'percent'],
    ['九五折', 'discount'],
    ['8折', 'discount'],
  ])('%s is no money', (text, unit) => {
    expect(findAmounts(fold(text)).map((amount) => amount.unit)).toEqual([unit]);
  });

  test('a discount is what is taken off', () => {
    expect(findAmounts('九五折')[0]?.max).toBe(5);
    expect(findAmounts('打8折').at(-1)?.max).toBe(20);
  });

  test.each([
    ['$45/dev/mo', 'seat_month'],
    ['sixty-five thousand for the year', 'year'],
    ['两万五一年', 'year'],
    ['每月三万', 'month'],
    ['三万块', null],
  ])('the period of %s is %s', (text, period) => {
    expect(findAmounts(fold(text))[0]?.period).toBe(period);
  });
});
