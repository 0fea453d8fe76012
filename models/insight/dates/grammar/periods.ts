import {
  zhNumber,
  enOrdinal,
  monthOf,
  month,
  partOfMonth,
  weekday,
  inYear,
  endOfQuarter,
  endBefore,
  monthsAhead,
} from '../calendar.js';
import { EN_HOLIDAY, holiday, ZH_HOLIDAY } from '../holidays.js';
import { ZN, EN_MONTH, type Grammar } from './words.js';

/** By the end of a month, a quarter, a year, a week. */
export const ENDS_OF_PERIODS: readonly Grammar[] = [
  {
    pattern: /(这个?|本|下下个?|下个?)?月(?:底|末)(?:之?前)?|(这个?|本|当|下下个?|下个?)月(?:之内|以内|内(?!部|容))/g,
    read: ([, which, within], base) => base.plus({ months: monthsAhead(which ?? within) }).endOf('month'),
  },
  {
    pattern: /(这个?|本|下下个?|下个?)月(?:份)?(初|中旬?|上旬|下旬)/g,
    read: ([, which, part], base) => partOfMonth(base.plus({ months: monthsAhead(which) }).startOf('month'), part),
  },
  {
    pattern: /(?:by |before |at )?(?:the )?(?:end of (?:the |this )?month|month[- ]end|eom)\b/g,
    read: (_, base) => base.endOf('month'),
  },
  { pattern: /(?:end of|by the end of) next month/g, read: (_, base) => base.plus({ months: 1 }).endOf('month') },
  {
    pattern: new RegExp(`end of (${EN_MONTH})\\b`, 'g'),
    read: ([, m], base) => month(base, monthOf(m)).endOf('month'),
  },
  {
    pattern: new RegExp(`\\b(early|mid|late|(?:the )?middle of)[ -](?:in )?(${EN_MONTH})\\b`, 'g'),
    read: ([, part, m], base) => partOfMonth(month(base, monthOf(m)), part),
  },
  {
    pattern: new RegExp(`\\b(?:the )?(first|second|third|fourth) week (?:of|in) (${EN_MONTH})\\b`, 'g'),
    read: ([, n, m], base) =>
      month(base, monthOf(m))
        .endOf('week')
        .plus({ weeks: enOrdinal(n) - 1 }),
  },
  {
    pattern: new RegExp(
      `(?:(今|明|后)年)?(?:第?([一二三四1-4])季度?|\\bq([1-4]))(?:(?:末|底|结束)(?:之?前|以前)?|之内|以内|内(?!部|容))`,
      'g',
    ),
    read: ([, year, zh, q], base) => endOfQuarter(base, zhNumber(zh ?? q), inYear(base, year)),
  },
  {
    pattern:
      /\b(?:end of|within|in|during) (?:the )?(?:q([1-4])\b|(first|second|third|fourth|last) quarter\b)(?! of)(?: of this year)?/g,
    read: ([, q, n], base) => endOfQuarter(base, q ? Number(q) : n === 'last' ? 4 : enOrdinal(n)),
  },
  {
    pattern: /(?:今年)?(上|下)半年(?:之内|以内|内(?!部|容)|结束|末|底)(?:之?前|以前)?|年中(?:之前|以前|前|底)/g,
    read: ([, half], base) => endOfQuarter(base, half === '下' ? 4 : 2),
  },
  {
    pattern: /\b(?:end of|within|in|during) (?:the )?(?:(first|second) half of (?:the|this) year|h([12]))\b/g,
    read: ([, half, h], base) => endOfQuarter(base, half === 'second' || h === '2' ? 4 : 2),
  },
  {
    pattern:
      /(?:年底|年末)(?:之?前)?|(?<![\d一二两三四五六七八九十几多半明后去每])(?:今年|年)(?:之内|以内|内(?!部|容))|end of (?:the |this |the calendar )?year|year[- ]end|\beoy\b/g,
    read: (_, base) => base.endOf('year'),
  },
  {
    pattern:
      /(?:本|这个?)?季度(?:末|底)|(?:本|这个?)季度(?:之内|以内|内(?!部|容))|end of (?:the |this )?quarter|\beoq\b/g,
    read: (_, base) => base.endOf('quarter'),
  },
  {
    pattern: /下个?季度(?:末|底|之内|以内|内(?!部|容))|end of (?:the )?next quarter/g,
    read: (_, base) => base.plus({ quarters: 1 }).endOf('quarter'),
  },
  {
    pattern: /end of (?:the )?next year/g,
    read: (_, base) => base.plus({ years: 1 }).endOf('year'),
  },
  {
    pattern: /(?:end of|by the end of) (?:the )?next week|下个?(?:周|星期|礼拜)(?:之内|以内|内(?!部|容)|底)/g,
    read: (_, base) => weekday(base, 5, 1),
  },
  {
    pattern: /(?:end of|by the end of) (?:the |this )?week|\beow\b|(?:这|本)周(?:之?内|末前)/g,
    read: (_, base) => weekday(base, 5, 0),
  },
  { pattern: /下个?周末/g, read: (_, base) => weekday(base, 7, 1) },
  { pattern: /(?:over|at|on|this) (?:the )?weekend\b|(?:这个?|本)周末/g, read: (_, base) => weekday(base, 7, 0) },
];

/** Holidays, where something is to be done by then. */
export const HOLIDAYS: readonly Grammar[] = [
  {
    pattern: new RegExp(
      `(${ZH_HOLIDAY})(?:假期?|放假|长假)?(?:之前|以前|前(?!后|[\\d二两三四五六几]|一[天周个])|当天)|(?<![二三四五六七八九周期拜双\\d])(十一)(?:之前|以前|前(?!后)|当天)|(?<![\\d一二两三四五六七八九十百几多数半今明后去前当往历])(年)(?:之前|以前|前(?!后|年|[\\d二两三四五六几]|一[天周个]))`,
      'g',
    ),
    read: ([, name, double, year], base) => holiday(base, name ?? double ?? year),
  },
  {
    pattern: new RegExp(
      `\\b(?:by|before|until|till|on) (?:the )?(${EN_HOLIDAY})\\b(?! (?:rush|party|season|sale|promotion|campaign))`,
      'g',
    ),
    read: ([, name], base) => holiday(base, name),
  },
];

/** A time was named, the day was not. */
export const OPEN: readonly Grammar[] = [
  {
    pattern:
      /下个?(?:周|星期|礼拜|月)|这个?(?:周|星期|礼拜|月)|本周|本月|(?:五一|十一(?![月点号日个天周万块岁家台人年])|国庆|春节|元旦|中秋|端午|双十一|618)(?:之?前|前|后)?|\bnext (?:week|month|quarter)\b|\bthis (?:week|month)\b|\bearly next week\b|\bsoon\b|\basap\b|尽快|早点/g,
    read: () => null,
  },
];

/** "In June" is by its end, "before June" by that of May. */
export const MONTHS: readonly Grammar[] = [
  {
    pattern: new RegExp(`\\b(?:(in|within|during)|by|before|until|till) (${EN_MONTH})\\b(?! (?:\\d|of last))`, 'g'),
    read: ([, within, m], base) =>
      within ? month(base, monthOf(m)).endOf('month') : endBefore(month(base, monthOf(m)), base),
  },
  {
    pattern: new RegExp(
      `(?:(今|明|后)年)?(${ZN})月份?(?:(之内|以内|内(?!部|容)|里)|之前(?!后)|以前|前(?!后|[\\d二两三四五六几]|一[天周个]))`,
      'g',
    ),
    read: ([, year, m, within], base) => {
      const named = month(base, zhNumber(m), inYear(base, year));
      return within ? named.endOf('month') : endBefore(named, base);
    },
  },
  {
    pattern: new RegExp(`\\b(?:early|mid|late) (${EN_MONTH})\\b|(?:${ZN})月份?(?:之?前|前)?`, 'g'),
    read: () => null,
  },
];
