import { describe, expect, test } from 'vitest';

import { currencyNear, currencyOf } from '../../../models/insight/amounts/currencies.js';
import { extract } from '../../../models/insight/index.js';
import { readTranscript } from '../../../models/insight/reading/reading.js';
import { conversation, rules } from './transcripts.js';

const reading = (text: string): ReturnType<typeof readTranscript> =>
  readTranscript(conversation([`customer: ${text}`]), rules);

describe('the currency of a conversation', () => {
  test.each([
    ['We have one-ninety, Canadian, for the year.', 'CAD'],
    ['We asked for four hundred thousand Swedish.', 'SEK'],
    ['It is eighty, ringgit of course.', 'MYR'],
    ['Nairobi gave us KSh 45,000.', 'KES'],
    ['Roughly 90k dirhams.', 'AED'],
    ['R18k, R19k a month.', 'ZAR'],
    ['The school has two lakh for it.', 'INR'],
    ['sterling, obviously', 'GBP'],
    ['预算三十万坡币', 'SGD'],
    ['一共五万块', 'CNY'],
    ['大概八十万港币', 'HKD'],
  ])('%s', (text, currency) => {
    expect(currencyOf(reading(text)).currency).toBe(currency);
  });

  test.each([
    ['Our Canadian team has eighty.'],
    ['The Swiss visited us.'],
    ['I try to see Bob and the others.'],
    ['The sarcasm is lost on us all.'],
  ])('%s names none', (text) => {
    const { turns } = reading(text);
    expect(turns.map((turn) => currencyNear(turn, 0))).toEqual([null]);
  });
});

describe('the currency of a place', () => {
  const there = (startedAt: string, ...lines: string[]): string | null => {
    const held = readTranscript(
      conversation(
        lines.map((text) => `customer: ${text}`),
        { startedAt },
      ),
      rules,
    );
    return currencyOf(held).currency;
  };

  test.each([
    ['2026-03-18T10:00:00+00:00', 'Our budget is forty thousand.', 'GBP'],
    ['2026-03-18T10:00:00+00:00', 'Our budget is forty thousand, here in Galway.', 'EUR'],
    ['2026-03-18T10:00:00+01:00', 'Lagos gave us forty thousand.', 'NGN'],
    ['2026-03-18T10:00:00-05:00', 'Our budget is forty thousand.', 'USD'],
    ['2026-03-18T10:00:00-05:00', 'Our budget is forty thousand dollars, all of Ontario.', 'CAD'],
    ['2026-03-18T10:00:00+10:00', 'Our budget is $40k.', 'AUD'],
    ['2026-03-18T10:00:00+13:00', 'Forty thousand dollars.', 'NZD'],
    ['2026-03-18T10:00:00+13:00', 'Forty thousand US dollars.', 'USD'],
    ['2026-03-18T10:00:00+13:00', 'We pay €40k.', 'EUR'],
    ['2026-03-18T10:00:00+05:30', 'Our budget is forty thousand.', 'INR'],
    ['2026-03-18T10:00:00+08:00', 'Our budget is forty thousand.', 'SGD'],
    ['2026-03-18T10:00:00+08:00', 'Our budget is $40k.', 'USD'],
    ['2026-03-18T10:00:00+08:00', 'Our budget is $40k for the HDB blocks.', 'SGD'],
    ['2026-03-18T10:00:00Z', 'Our budget is forty thousand.', null],
    ['2026-03-18T10:00:00+08:00', '我們預算四十萬，還沒報價', 'TWD'],
    ['2026-03-18T10:00:00+08:00', '我哋預算四十萬，佢哋嘅報價唔啱', 'HKD'],
    ['2026-03-18T10:00:00+08:00', '我們每個月預算八萬蚊港紙', 'HKD'],
    ['2026-03-18T10:00:00+08:00', '我們預算八萬蚊一個月', 'HKD'],
    ['2026-03-18T10:00:00+08:00', '我們預算四十萬元，還沒報價', 'TWD'],
    ['2026-03-18T10:00:00+08:00', '我們預算四十萬元，這個裝在蚊帳廠', 'TWD'],
    ['2026-03-18T10:00:00+08:00', '我們預算四十萬元人民幣，還沒報價', 'CNY'],
    // A mosquito, a drawing, a fine in passing and the weight of milk are no currency of the budget.
    ['2026-03-18T10:00:00+08:00', '探头上趴个蚊子都报警，我们预算两万', 'CNY'],
    ['2026-03-18T10:00:00+08:00', '我们预算两万，图纸明天给您发CAD版的', 'CNY'],
    ['2026-03-18T10:00:00+08:00', '上次客户扣了我们四千美金，今年预算两万', 'CNY'],
    ['2026-03-18T10:00:00-06:00', 'We ship nine thousand pounds of milk a day. Our budget is forty thousand.', 'USD'],
    ['2026-03-18T10:00:00+08:00', '我哋预算四十万，佢哋嘅报价唔啱', 'CNY'],
  ])('%s %s: %s', (startedAt, text, currency) => {
    expect(there(startedAt, text)).toBe(currency);
  });

  test('people who mix languages in Singapore count its dollars', () => {
    expect(
      there('2026-03-18T10:00:00+08:00', '我们 Singapore office 的 budget 是四万', '新加坡这边要 board approve'),
    ).toBe('SGD');
    expect(there('2026-03-18T10:00:00+08:00', '我们 Singapore office 的 budget 是四万块', 'MRT 下来就到')).toBe('SGD');
  });

  test('the reason says that nobody named it', () => {
    const told = (startedAt: string, text: string) =>
      extract(conversation([`customer: ${text}`], { startedAt }), rules).insights.budgets[0];
    expect(told('2026-03-18T10:00:00+10:00', 'our budget is $40k a year')).toMatchObject({
      currency: 'AUD',
      because: expect.stringContaining('AUD is that of the place') as string,
    });
    expect(told('2026-03-18T10:00:00+10:00', 'our budget is £40k a year')?.because).not.toContain('of the place');
    expect(told('2026-03-18T10:00:00+08:00', '我们今年的预算是四十万')?.because).not.toContain('所在地');
  });
});
