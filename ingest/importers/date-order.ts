import type { DateOrder } from '../importer.js';
import { exists } from '../local-time.js';

/** The three numbers of a written date, as they stand, and what the writing itself tells. */
export interface WrittenDate {
  numbers: readonly [number, number, number];
  /** Which number is written with four digits: the year. */
  yearAt: 'first' | 'third' | null;
  /** 31.12.2024: no locale of CLDR writes month first with dots. */
  dots: boolean;
}

export interface Inferred {
  order: DateOrder;
  /** Why, for people; null when the writing itself says it. */
  because: string | null;
}

const WORDS: Record<DateOrder, string> = { dmy: 'day/month', mdy: 'month/day', ymd: 'year/month/day' };

/** Year, month and day under an order; two-digit years are of this century. */
export function ordered(date: WrittenDate, order: DateOrder): { year: number; month: number; day: number } {
  const { 0: a, 1: b, 2: c } = date.numbers;
  const year = order === 'ymd' ? a : c;
  return {
    year: year < 100 ? 2000 + year : year,
    month: order === 'mdy' ? a : b,
    day: order === 'dmy' ? a : order === 'mdy' ? b : c,
  };
}

/**
 * The order of the dates of a whole file: the one with the fewest impossible dates, then the one
 * under which time runs backwards least often (files are written in order; a step of a day back
 * happens, a phone was offline). Null when two orders are equally good and differ.
 */
export function inferDateOrder(dates: readonly WrittenDate[]): Inferred | null {
  const first = dates[0];
  if (!first || first.yearAt === 'first') return { order: 'ymd', because: null };
  if (first.dots) {
    const dmy = judge(dates, 'dmy');
    return dmy.impossible === 0 || first.yearAt
      ? { order: 'dmy', because: null }
      : best([dmy, judge(dates, 'ymd')], dates);
  }
  const usual = [judge(dates, 'dmy'), judge(dates, 'mdy')];
  // Two-digit years in front are rare: they count only where they fit better than both usual orders.
  if (!first.yearAt) {
    const yearFirst = judge(dates, 'ymd');
    if (usual.every((one) => worse(one, yearFirst))) usual.push(yearFirst);
  }
  return best(usual, dates);
}

/** How many of the dates cannot be under this order. */
export function impossibleDates(dates: readonly WrittenDate[], order: DateOrder): number {
  return judge(dates, order).impossible;
}

interface Judged {
  order: DateOrder;
  impossible: number;
  backwards: number;
  /** The first date that cannot be, as written. */
  example: string | null;
}

function judge(dates: readonly WrittenDate[], order: DateOrder): Judged {
  let impossible = 0;
  let backwards = 0;
  let example: string | null = null;
  let last = -Infinity;
  for (const date of dates) {
    const day = dayNumber(date, order);
    if (day === null) {
      impossible += 1;
      example ??= date.numbers.join('/');
    } else {
      if (day < last - 1) backwards += 1;
      last = day;
    }
  }
  return { order, impossible, backwards, example };
}

const worse = (a: Judged, b: Judged): boolean =>
  a.impossible > b.impossible || (a.impossible === b.impossible && a.backwards > b.backwards);

function best(judged: readonly Judged[], dates: readonly WrittenDate[]): Inferred | null {
  const [winner, second] = [...judged].sort((a, b) => a.impossible - b.impossible || a.backwards - b.backwards);
  if (!winner) return null;
  const words = `Date order taken as ${WORDS[winner.order]}`;
  if (!second) return { order: winner.order, because: null };
  if (winner.impossible < second.impossible)
    return { order: winner.order, because: `${words}: ${second.example ?? ''} decides it.` };
  if (winner.backwards < second.backwards)
    return { order: winner.order, because: `${words}: only so does the file run forwards in time.` };
  const same = dates.every((date) => dayNumber(date, winner.order) === dayNumber(date, second.order));
  return same ? { order: winner.order, because: null } : null;
}

function dayNumber(date: WrittenDate, order: DateOrder): number | null {
  const { year, month, day } = ordered(date, order);
  if (year < 1990 || year > 2100 || !exists({ year, month, day, hour: 0, minute: 0, second: 0 })) return null;
  return Date.UTC(year, month - 1, day) / 86_400_000;
}
