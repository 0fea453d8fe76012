import {
  WEEKDAYS,
  zhNumber,
  enOrdinal,
  monthOf,
  day,
  month,
  partOfMonth,
  nextDayOfMonth,
  weekdayThe,
  zhWeekday,
  enWeekday,
  enSpan,
  inYear,
  dayOfMonthIn,
  isDayFirst,
  monthsAhead,
} from '../calendar.js';
import { ZN, EN_DAY, EN_MONTH, ORD, CNT, NO_NOUN, LOW, HIGH, NOT_COUNTED, type Grammar } from './words.js';

/** A day and its month. */
export const FULL_DATES: readonly Grammar[] = [
  {
    pattern: /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?/g,
    read: ([, y, m, d], base) => day(base, Number(m), Number(d), Number(y)),
  },
  {
    pattern: new RegExp(`(?:(今|明|后)年)?(${ZN})月(?:份)?(${ZN})[号日]?(?![个\\d])`, 'g'),
    read: ([, year, m, d], base) => day(base, zhNumber(m), zhNumber(d), inYear(base, year)),
  },
  {
    pattern: new RegExp(`(?:(今|明|后)年)?(${ZN})月(?:份)?(底|末|初|中旬?|上旬|下旬)`, 'g'),
    read: ([, year, m, part], base) => partOfMonth(month(base, zhNumber(m), inYear(base, year)), part),
  },
  {
    pattern: new RegExp(`(${ZN})月(?:份)?第?([一二三四1-4])个?(?:周|星期|礼拜)(?![一二三四五六日天])`, 'g'),
    read: ([, m, n], base) =>
      month(base, zhNumber(m))
        .endOf('week')
        .plus({ weeks: zhNumber(n) - 1 }),
  },
  {
    pattern: new RegExp(`(这个?|本|下下个?|下个?)月(${ZN})[号日]`, 'g'),
    read: ([, which, d], base) => dayOfMonthIn(base, monthsAhead(which), zhNumber(d)),
  },
  {
    pattern: new RegExp(
      `(?<!\\d(?:st|nd|rd|th)? (?:of )?)\\b(${EN_MONTH})\\.? (?:the )?(\\d{1,2}|${ORD})(?:st|nd|rd|th)?\\b(?!:\\d)`,
      'g',
    ),
    read: ([, m, d], base) => day(base, monthOf(m), enOrdinal(d)),
  },
  {
    pattern: new RegExp(
      `\\b(?:the )?(\\d{1,2}(?:st|nd|rd|th)?|${ORD}|(?:${CNT})(?! m(?:ay|arch)))(?: of)? (${EN_MONTH})\\b`,
      'g',
    ),
    read: ([, d, m], base) => day(base, monthOf(m), enOrdinal(d)),
  },
];

/** Days of the week, beside a week or a day of the month or alone. */
export const WEEKDAY_NAMES: readonly Grammar[] = [
  {
    pattern: new RegExp(`(下下|下|这|本|上)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])${NOT_COUNTED}`, 'g'),
    read: ([, which, d], base) => zhWeekday(base, which, WEEKDAYS[d ?? ''] ?? 1),
  },
  {
    // "Wednesday the sixth", "Friday seventh", "Thu 16", but not "Friday 3pm"
    pattern: new RegExp(
      `\\b(${EN_DAY})\\b,? (?:the )?(\\d{1,2}(?:st|nd|rd|th)|\\d{1,2}(?![\\d:.-]| ?(?:am|pm|a m|p m|o.?clock|h\\b|%|k\\b|people|of us|or \\d|to \\d))|${ORD})\\b${NO_NOUN}`,
      'g',
    ),
    read: ([, d, ordinal], base) => weekdayThe(base, d ?? '', ordinal ?? ''),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:on )?(${EN_DAY})(?: of)?,? next week|next week,?(?: (?:on|then|hmm|say|maybe))? (${EN_DAY}))\\b`,
      'g',
    ),
    read: ([, before, after], base) => enWeekday(base, 'next', (before ?? after) as string),
  },
  {
    pattern: new RegExp(`\\b(?:(${EN_DAY}) week|(?:a )?week on (${EN_DAY}))\\b`, 'g'),
    read: ([, before, after], base) => enWeekday(base, 'a week from', (before ?? after) as string),
  },
  {
    pattern: new RegExp(
      `\\b(\\d{1,2}|${CNT}|a couple of) (business |working )?(day|week|month|fortnight)s?(?: or so)? from (?:(today|now|tomorrow)|(?:this |next )?(${EN_DAY}))\\b`,
      'g',
    ),
    read: ([, n, business, unit, near, weekdayName], base) => {
      const start = weekdayName ? enWeekday(base, undefined, weekdayName) : base;
      return (
        start && enSpan(near === 'tomorrow' ? start.plus({ days: 1 }) : start, n ?? '', Boolean(business), unit ?? '')
      );
    },
  },
  {
    pattern: new RegExp(`\\b(next|this|last|a week from|the following)? ?(${EN_DAY})\\b`, 'g'),
    read: ([, which, d], base) => enWeekday(base, which, d ?? ''),
  },
];

/** A day of this or the next month, of which only the number is said. */
export const DAYS_OF_A_MONTH: readonly Grammar[] = [
  {
    pattern: new RegExp(
      `(?<![月第\\d])(${ZN}) ?号(?!线|楼|位|机|厂|库|仓|桌|门|院|店|码|方案|设备|产线|车间|柜|馆|井|炉)`,
      'g',
    ),
    read: ([, d], base) => nextDayOfMonth(base, zhNumber(d)),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:by|on|before|until|till|from|for|say|make it|it's) the (${LOW})|the (\\d{1,2}(?:st|nd|rd|th)|${HIGH}))\\b${NO_NOUN}`,
      'g',
    ),
    read: ([, low, d], base) => nextDayOfMonth(base, enOrdinal(low ?? d)),
  },
  {
    // “20th is fine”, “by the 20th” without its article, “thirtieth works”
    pattern: new RegExp(
      `\\b(?:(?:by|on|for|before|until|till|say|make it) (\\d{1,2}(?:st|nd|rd|th)|${HIGH})\\b${NO_NOUN}|(\\d{1,2}(?:st|nd|rd|th)|${ORD})(?=,? (?:works|suits|is (?:fine|good|ok|okay|great|perfect)|then\\b|it is)))\\b`,
      'g',
    ),
    read: ([, after, before], base) => nextDayOfMonth(base, enOrdinal(after ?? before)),
  },
  {
    // 4/15, 4/15/26, 4.15; not 24/7 and not "2/3 of it"
    pattern:
      /(?<![\d./])(?!24\/7)(\d{1,2})(?:\/(\d{1,2})(?:\/((?:20)?\d{2}))?|\.(\d{2}|\d(?=[号日前])))(?![\d/%万wk]|\.\d| ?元| ?块| of )/g,
    read: ([all, first, slashed, year, dotted], base) => {
      const [a, b] = [Number(first), Number(slashed ?? dotted)];
      const dayFirst = slashed !== undefined && (a > 12 || (b <= 12 && isDayFirst(base)));
      const named = year === undefined ? undefined : (Number(year) % 100) + 2000;
      return all.includes('/') && dayFirst ? day(base, b, a, named) : day(base, a, b, named);
    },
  },
];
