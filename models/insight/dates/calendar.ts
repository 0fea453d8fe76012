import { DateTime } from 'luxon';

import { EN_SMALL, EN_TENS } from '../amounts/numbers-en.js';

/** Days worked out from the words for them, in the zone of the day they were said. */

const ZH_DIGIT: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  半: 0.5,
};
export const WEEKDAYS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  日: 7,
  天: 7,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
  '5': 5,
  '6': 6,
  '7': 7,
  mon: 1,
  tue: 2,
  wed: 3,
  thu: 4,
  fri: 5,
  sat: 6,
  sun: 7,
};
const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  nov: 11,
  dec: 12,
};
export const EN_COUNT: Readonly<Record<string, number>> = { a: 1, an: 1, ...EN_SMALL, ...EN_TENS };
export const EN_ORDINAL: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  'twenty-first': 21,
  'twenty-second': 22,
  'twenty-third': 23,
  'twenty-fourth': 24,
  'twenty-fifth': 25,
  'twenty-sixth': 26,
  'twenty-seventh': 27,
  'twenty-eighth': 28,
  'twenty-ninth': 29,
  thirtieth: 30,
  'thirty-first': 31,
};

export function zhNumber(text: string | undefined): number {
  if (text === undefined) return Number.NaN;
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  const tens = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(text);
  if (tens) return (tens[1] ? (ZH_DIGIT[tens[1]] ?? 1) : 1) * 10 + (tens[2] ? (ZH_DIGIT[tens[2]] ?? 0) : 0);
  const pair = /^([一二三四五六七八九])([一二三四五六七八九])$/.exec(text);
  if (pair) return ZH_DIGIT[pair[2] ?? ''] ?? Number.NaN;
  return ZH_DIGIT[text] ?? Number.NaN;
}

export function enOrdinal(text: string | undefined): number {
  const number = Number.parseInt(text ?? '', 10);
  if (!Number.isNaN(number)) return number;
  const words = (text ?? '').replace(' ', '-');
  return EN_ORDINAL[words] ?? EN_COUNT[words] ?? Number.NaN;
}

export function monthOf(name: string | undefined): number {
  return MONTHS[(name ?? '').slice(0, 3)] ?? Number.NaN;
}

/** The next such day from the base on; a year that was named wins. */
export function day(base: DateTime, monthNumber: number, dayNumber: number, year?: number): DateTime | null {
  const date = base.set({ month: monthNumber, day: 1 }).set({ year: year ?? base.year });
  if (!date.isValid || dayNumber < 1 || dayNumber > (date.daysInMonth ?? 31) || monthNumber < 1 || monthNumber > 12)
    return null;
  const set = date.set({ day: dayNumber });
  return year === undefined && set < base.minus({ months: 3 }) ? set.plus({ years: 1 }) : set;
}

/** The first of the next such month from the base on; a year that was named wins. */
export function month(base: DateTime, monthNumber: number, year?: number): DateTime {
  if (!(monthNumber >= 1 && monthNumber <= 12)) return DateTime.invalid('no such month');
  const set = base.set({ day: 1, month: monthNumber, year: year ?? base.year });
  return year === undefined && set.endOf('month') < base ? set.plus({ years: 1 }) : set;
}

/** The last day of a part of a month that begins at `start`; how long “月初” and "early May" last nobody says. */
export function partOfMonth(start: DateTime, part: string | undefined): DateTime | null {
  if (!start.isValid || part === undefined || /^(?:初|early)$/.test(part)) return null;
  if (/^(?:底|末|下旬|late)$/.test(part)) return start.endOf('month');
  return start.set({ day: part === '上旬' ? 10 : part === '中旬' ? 20 : 15 });
}

/** 今年, 明年, 后年; undefined where no year is named. */
export function inYear(base: DateTime, word: string | undefined): number | undefined {
  if (word === undefined) return undefined;
  return base.year + (word === '明' ? 1 : word === '后' ? 2 : 0);
}

/** 这个月: 0, 下个月: 1, 下下个月: 2. */
export function monthsAhead(word: string | undefined): number {
  return word?.startsWith('下下') ? 2 : word?.startsWith('下') ? 1 : 0;
}

/** A day of the month that lies so many months ahead. */
export function dayOfMonthIn(base: DateTime, months: number, dayNumber: number): DateTime | null {
  const start = base.startOf('month').plus({ months });
  return dayNumber >= 1 && dayNumber <= (start.daysInMonth ?? 31) ? start.set({ day: dayNumber }) : null;
}

/** The last day of the next such quarter from the base on; a year that was named wins. */
export function endOfQuarter(base: DateTime, quarter: number, year?: number): DateTime | null {
  if (!(quarter >= 1 && quarter <= 4)) return null;
  const end = base.set({ year: year ?? base.year, month: quarter * 3, day: 1 }).endOf('month');
  return year === undefined && end < base ? end.plus({ years: 1 }) : end;
}

/** "Before June" is by the last day of May; null where that day is over. */
export function endBefore(start: DateTime, base: DateTime): DateTime | null {
  const end = start.startOf('month').minus({ days: 1 });
  return end.isValid && end >= base.startOf('day') ? end : null;
}

/** Where 4/3 is the fourth of March: Europe, Africa, India, Australia. What is written in China puts the month first. */
export function isDayFirst(base: DateTime): boolean {
  return (base.offset >= 0 && base.offset <= 330) || base.offset >= 570;
}

export function nextDayOfMonth(base: DateTime, dayNumber: number): DateTime | null {
  if (!(dayNumber >= 1 && dayNumber <= 31)) return null;
  const start = dayNumber >= base.day ? base : base.plus({ months: 1 });
  return dayNumber > (start.daysInMonth ?? 31) ? null : start.set({ day: dayNumber });
}

/** "Wednesday the sixth": the next sixth that is a Wednesday, if there is one soon; else the next sixth. */
export function weekdayThe(base: DateTime, name: string, dayOfMonth: string): DateTime | null {
  const bare = /^\d+$/.test(dayOfMonth);
  const number = enOrdinal(dayOfMonth);
  const first = nextDayOfMonth(base, number);
  const target = WEEKDAYS[name.slice(0, 3)] ?? 1;
  for (let months = 0; first !== null && months <= (bare ? 1 : 4); months += 1) {
    const date = first.plus({ months });
    if (date.day === number && date.weekday === target) return date;
  }
  // "Friday 10" that is no tenth: an hour.
  return bare ? enWeekday(base, undefined, name) : first;
}

export function weekday(base: DateTime, target: number, weeks: number): DateTime {
  return base.startOf('week').plus({ weeks, days: target - 1 });
}

/** 周三 is this week's or, once past, the next one; 下周三 is next week's. */
export function zhWeekday(base: DateTime, which: string | undefined, target: number): DateTime | null {
  if (which === '上') return null;
  if (which === '下') return weekday(base, target, 1);
  if (which === '下下') return weekday(base, target, 2);
  const date = weekday(base, target, 0);
  return which === undefined && date < base.startOf('day') ? date.plus({ weeks: 1 }) : date;
}

export function enWeekday(base: DateTime, which: string | undefined, name: string): DateTime | null {
  const target = WEEKDAYS[name.slice(0, 3)] ?? 1;
  if (which === 'last') return null;
  if (which === 'next' || which === 'the following') return weekday(base, target, 1);
  const date = weekday(base, target, 0);
  const upcoming = date <= base.startOf('day') ? date.plus({ weeks: 1 }) : date;
  return which === 'a week from' ? upcoming.plus({ weeks: 1 }) : upcoming;
}

/** Only a bounded span gives a day: 三周之内 does, 三周 beside "一般" may be a duration. */
export function zhSpan(all: string, base: DateTime, count: number, unit: string): DateTime | null {
  if (Number.isNaN(count) || (unit === '日' && !all.includes('工作'))) return null;
  if (unit === '工作日') return plusBusinessDays(base, count);
  if (unit === '天' || unit === '日') return base.plus({ days: Math.ceil(count) });
  if (unit === '月') return base.plus({ months: Math.floor(count), days: count % 1 === 0 ? 0 : 15 });
  return base.plus({ days: Math.ceil(count * 7) });
}

/** "Two weeks", "a month and a half" (`andHalf`), "half a year". */
export function enSpan(
  base: DateTime,
  count: string,
  business: boolean,
  unit: string,
  andHalf = false,
): DateTime | null {
  const number = countOf(count) + (andHalf ? 0.5 : 0);
  if (Number.isNaN(number)) return null;
  if (unit === 'hour') return base.plus({ hours: number });
  if (unit === 'day') return business ? plusBusinessDays(base, number) : base.plus({ days: Math.ceil(number) });
  if (unit === 'week' || unit === 'fortnight')
    return base.plus({ days: Math.ceil(number * (unit === 'week' ? 7 : 14)) });
  const months = unit === 'year' ? number * 12 : number;
  return base.plus({ months: Math.floor(months), days: months % 1 === 0 ? 0 : 15 });
}

const countOf = (count: string): number =>
  count.startsWith('half') ? 0.5 : count.startsWith('a couple') ? 2 : (EN_COUNT[count] ?? Number.parseInt(count, 10));

export function plusBusinessDays(base: DateTime, count: number): DateTime {
  let date = base;
  for (let left = Math.min(count, 400); left > 0;) {
    date = date.plus({ days: 1 });
    if (date.weekday <= 5) left -= 1;
  }
  return date;
}
