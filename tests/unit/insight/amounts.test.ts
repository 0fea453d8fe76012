import { describe, expect, test } from 'vitest';

import { findAmounts } from '../../../models/insight/amounts/amounts.js';
import { fold } from '../../../models/insight/reading/text.js';

describe('money as it is spoken and typed', () => {
  test.each([
    ['三五十万', 300_000, 500_000],
    ['小二十万', 200_000, 200_000],
    ['小几万', 30_000, 50_000],
    ['大几万', 60_000, 90_000],
    ['几十万', 300_000, 500_000],
    ['大几十万', 600_000, 900_000],
    ['二十好几万', 250_000, 290_000],
    ['八十好几万', 850_000, 890_000],
    ['a few hundred thousand', 300_000, 500_000],
    ["we've got a quarter of a million set aside", 250_000, 250_000],
    ['two and a quarter million', 2_250_000, 2_250_000],
    ['两个million', 2_000_000, 2_000_000],
    ['大概500个k', 500_000, 500_000],
    ['给您做到12万8，含税', 128_000, 128_000],
    ['总价3万5，不能再低了', 35_000, 35_000],
    ['12 万 8，含税', 128_000, 128_000],
    // What stands after it counts something else.
    ['30万 5 月份批', 300_000, 300_000],
    ['2万,3个人', 20_000, 20_000],
    ['3万6折', 30_000, 30_000],
    ['两万五一年', 25_000, 25_000],
    ['百来万', 1_000_000, 1_000_000],
    ['三万九千八', 39_800, 39_800],
    ['十七八万', 170_000, 180_000],
    ['一百二三十万', 1_200_000, 1_300_000],
    ['一两万', 10_000, 20_000],
    ['两万五六', 25_000, 26_000],
    ['六千七千的样子', 6000, 7000],
    ['一百七十来万', 1_700_000, 1_700_000],
    ['五十万到八十万', 500_000, 800_000],
    ['八十到一百万', 800_000, 1_000_000],
    ['三千块到五千块', 3000, 5000],
    ['一点三五亿', 135_000_000, 135_000_000],
    ['两个亿', 200_000_000, 200_000_000],
    ['半个亿', 50_000_000, 50_000_000],
    ['1万亿', 1e12, 1e12],
    ['万把块', 10_000, 10_000],
    ['萬二', 12_000, 12_000],
    ['七位数', 1_000_000, 9_999_999],
    ['6位数', 100_000, 999_999],
    ['30w', 300_000, 300_000],
    ['3-5万', 30_000, 50_000],
    ['5、6万', 50_000, 60_000],
    ['3万2', 32_000, 32_000],
    ['1w8的极限', 18_000, 18_000],
    ['2万5千', 25_000, 25_000],
    ['1万2500', 12_500, 12_500],
    ['1万到1万5', 10_000, 15_000],
    ['3k5', 3500, 3500],
    ['25到30个w', 250_000, 300_000],
    ['三十个w', 300_000, 300_000],
    ['一百二十 K', 120_000, 120_000],
    ['二十六块五', 26.5, 26.5],
    ['三块五毛', 3.5, 3.5],
    ['两块三毛五', 2.35, 2.35],
    ['四毛钱', 0.4, 0.4],
    ['一个印张七分九', 0.079, 0.079],
    ['五万五一亩', 55_000, 55_000],
    ['三千一季', 3000, 3000],
  ])('Chinese: %s', (text, min, max) => {
    expect(findAmounts(fold(text)).find(({ unit }) => unit === 'money')).toMatchObject({ min, max });
  });

  test.each([
    ['15k', 15_000, 15_000],
    ['25-30k', 25_000, 30_000],
    ['2k to 2.5k', 2000, 2500],
    ['from 900k to 1.2m', 900_000, 1_200_000],
    ['between 15 and 20k', 15_000, 20_000],
    ['a couple hundred K', 200_000, 200_000],
    ['half a million', 500_000, 500_000],
    ['just under half a million', 500_000, 500_000],
    ['a million and a half', 1_500_000, 1_500_000],
    ['three quarters of a million pounds', 750_000, 750_000],
    ['mid five figures', 40_000, 70_000],
    ['low six figures', 100_000, 400_000],
    ['$1.2m', 1_200_000, 1_200_000],
    ['sixty-five thousand', 65_000, 65_000],
    ['four hundred and ten thousand', 410_000, 410_000],
    ['eleven thousand two hundred and fifty', 11_250, 11_250],
    ['two thousand and fifty euro', 2050, 2050],
    ['two thousand six fifty', 2650, 2650],
    ['four and a half thousand', 4500, 4500],
    ['one point three five million', 1_350_000, 1_350_000],
    ['two million four', 2_400_000, 2_400_000],
    ['forty-odd thousand', 40_000, 40_000],
    ['two or three hundred thousand', 200_000, 300_000],
    ['a hundred and sixty to a hundred and eighty thousand', 160_000, 180_000],
    ['between three-eighty and four hundred and twenty thousand', 380_000, 420_000],
    ['seven and half lakhs', 750_000, 750_000],
    ['eighteen to twenty lakhs', 1_800_000, 2_000_000],
    ['four lakh sixty', 460_000, 460_000],
    ['2.5 crore', 25_000_000, 25_000_000],
    ['$25–30k', 25_000, 30_000],
    ['12,5k', 12_500, 12_500],
  ])('English: %s', (text, min, max) => {
    expect(findAmounts(fold(text))).toMatchObject([{ min, max, unit: 'money' }]);
  });

  test.each([
    ['a hundred and twenty', 120, 120],
    ['two hundred and fifty', 250, 250],
    ['one-twenty', 120, 120],
    ['twelve two', 12_200, 12_200],
    ['nineteen-six', 19_600, 19_600],
    ['twenty five thirty', 25, 30],
    ['between thirty and forty', 30, 40],
    ['three hundred and eighty to three ninety-five', 380, 395],
    ['two and a half', 2.5, 2.5],
    ['60个', 60, 60],
    ['no, sorry, fifteen', 15, 15],
  ])('%s is a number whose scale the conversation tells', (text, min, max) => {
    expect(findAmounts(fold(text))).toMatchObject([{ min, max, unit: 'number' }]);
  });

  test.each([
    ['one hundred and one-fifty', [100, 150]],
    ['two hundred and three hundred', [200, 300]],
    ['$4.25 and 32', [4.25, 32]],
    ['5k for 20 sites', [5000, 20]],
    ['5k to 20 sites', [5000, 20]],
    ['fifty-fifty', [50, 50]],
  ])('%s is two numbers', (text, values) => {
    expect(findAmounts(fold(text)).map(({ max }) => max)).toEqual(values);
  });
});

describe('currencies', () => {
  test.each([
    ['₹85L', 8_500_000, 'INR'],
    ['₹12,34,567', 1_234_567, 'INR'],
    ['HKD 300K', 300_000, 'HKD'],
    ['hk$1.2m', 1_200_000, 'HKD'],
    ['US $ 5 million', 5_000_000, 'USD'],
    ['S$80k', 80_000, 'SGD'],
    ['NT$3,000,000', 3_000_000, 'TWD'],
    ['RM45k', 45_000, 'MYR'],
    ['R18k', 18_000, 'ZAR'],
    ['R450 a month', 450, 'ZAR'],
    ['N4.5m', 4_500_000, 'NGN'],
    ['KSh 45,000', 45_000, 'KES'],
    ['AED 90k', 90_000, 'AED'],
    ['€ 19.000', 19_000, 'EUR'],
    ['19.000 €', 19_000, 'EUR'],
    ['€1.250.000,50', 1_250_000.5, 'EUR'],
    ['$19.000', 19, 'USD'],
    ['14 750 CHF', 14_750, 'CHF'],
    ['5 €', 5, 'EUR'],
    ['eighty thousand Aussie dollars', 80_000, 'AUD'],
    ['nine thousand dirhams', 9000, 'AED'],
    ['4.1 million Kenya shillings', 4_100_000, 'KES'],
    ['三万坡币', 30_000, 'SGD'],
    ['十五美金', 15, 'USD'],
    ['1.5万瑞士法郎', 15_000, 'CHF'],
    ['¥300', 300, 'CNY'],
    ['东京那边要 ¥30000', 30_000, 'JPY'],
    ['¥30,000 from the Osaka office', 30_000, 'JPY'],
    ['thirteen dollars and forty-five cents', 13.45, 'USD'],
    ['3 dollars 50 cents', 3.5, 'USD'],
    ['470 pence', 4.7, 'GBP'],
  ])('%s', (text, value, currency) => {
    expect(findAmounts(fold(text))).toMatchObject([{ max: value, currency, unit: 'money' }]);
  });

  test('a word between two numbers belongs to one of them', () => {
    const read = (text: string): unknown => findAmounts(text).map(({ max, currency }) => [max, currency]);
    expect(read('30 rmb 40 usd')).toEqual([
      [30, 'CNY'],
      [40, 'USD'],
    ]);
    expect(read('rmb 30 usd 40')).toEqual([
      [30, 'CNY'],
      [40, 'USD'],
    ]);
  });
});

describe('bounds and periods', () => {
  test.each([
    ['十五万以内', null, 150_000],
    ['不超过二十万', null, 200_000],
    ['不会超110万', null, 1_100_000],
    ['撑死45万', null, 450_000],
    ['8万顶天了', null, 80_000],
    ['5万起步', 50_000, null],
    ['15万打底', 150_000, null],
    ['20万上下', 200_000, 200_000],
    ['up to 80k', null, 80_000],
    ['up to a hundred and fifty thousand', null, 150_000],
    ["we can't go over 40k", null, 40_000],
    ['at least 25k', 25_000, null],
    ['forty thousand and not a penny more', null, 40_000],
    ['a little under 60k', 60_000, 60_000],
    ['30到40万以内', 300_000, 400_000],
  ])('%s', (text, min, max) => {
    expect(findAmounts(fold(text))).toMatchObject([{ min, max, unit: 'money' }]);
  });

  test.each([
    ['$45/dev/mo', 'seat_month'],
    ['20k a seat', 'seat_year'],
    ['sixty-five thousand for the year', 'year'],
    ['两万五一年', 'year'],
    ['每月三万', 'month'],
    ['三万块', null],
  ])('the period of %s is %s', (text, period) => {
    expect(findAmounts(fold(text))[0]?.period).toBe(period);
  });
});

describe('what is no money', () => {
  test.each([
    ['三十二个人', 'number'],
    ['两三家', 'number'],
    ['七万六千平', 'number'],
    ['三十一家店', 'number'],
    ['1.2 million loads', 'number'],
    ['10 个工作日', 'number'],
    ['15%', 'percent'],
    ['百分之三十', 'percent'],
    ['fifteen percent', 'percent'],
    ['五个点', 'percent'],
    ['三成左右', 'percent'],
    ['九五折', 'discount'],
    ['8折', 'discount'],
    ['4410', 'number'],
    ['nine one one', 'number'],
  ])('%s', (text, unit) => {
    expect(findAmounts(fold(text)).map((amount) => amount.unit)).toEqual([unit]);
  });

  test.each([
    ['万一'],
    ['千万别这么说'],
    ['百忙之中'],
    ['一定'],
    ['占一半'],
    ['一分钱都没有'],
    ['一毛不拔'],
    ['那半批了'],
    ['大半天'],
    ['第三季度'],
    ['Q3'],
    ['h200'],
    ['13800138000'],
    ['half an hour'],
    ['a couple of weeks'],
    ['a few people'],
    ['thousands of them'],
    ['k'],
    ['a n95 mask'],
  ])('%s has no number', (text) => {
    expect(findAmounts(fold(text))).toEqual([]);
  });

  test.each([
    ['2026-03-18'],
    ['138-0013-8000'],
    ['+44 20 7946 0958'],
    ['9 to 5'],
    ['24/7'],
    ['10:30'],
    ['三分钟'],
    ['3月18号'],
    ['八分之一'],
    ['one two three four five six'],
  ])('%s holds no money', (text) => {
    expect(findAmounts(fold(text)).filter(({ unit }) => unit === 'money')).toEqual([]);
  });

  test('a discount is what is taken off', () => {
    expect(findAmounts('九五折')[0]?.max).toBe(5);
    expect(findAmounts('打8折').at(-1)?.max).toBe(20);
    expect(findAmounts('打七五折').at(-1)?.max).toBe(25);
  });
});

test.each([
  '1',
  '\n1',
  '一',
  '五十万到',
  'a hundred and ',
  'and one ',
  '1,',
  '1-',
  '¥1 ',
  '3万2',
  '三块',
  '1 000 ',
  'half of a ',
  '1 to ',
  '1 $ ',
])('a long text of %j is read in linear time', (piece) => {
  const time = (units: number): number => {
    const text = piece.repeat(Math.ceil(units / piece.length));
    const start = performance.now();
    findAmounts(text);
    return performance.now() - start;
  };
  time(5000);
  const most = 40 * Math.max(20, time(10_000));
  // Other work on the machine may hold up one run, not three.
  let took = time(100_000);
  for (let more = 2; more > 0 && took >= most; more -= 1) took = Math.min(took, time(100_000));
  expect(took).toBeLessThan(most);
});
