import { describe, expect, test } from 'vitest';

import { currencyNear, currencyOf } from '../../../models/insight/currencies.js';
import { readTranscript } from '../../../models/insight/reading.js';
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
    expect(currencyOf(reading(text))).toBe(currency);
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
