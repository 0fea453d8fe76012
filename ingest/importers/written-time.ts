import { AppError } from '../../models/domain/index.js';
import type { DateOrder, ImportOptions } from '../importer.js';
import { exists, zonedMs } from '../local-time.js';
import { impossibleDates, inferDateOrder, ordered, type WrittenDate } from './date-order.js';

/** A date and time as a file writes them, before anybody knows which number is the month. */
export interface WrittenTime {
  date: WrittenDate;
  hour: number;
  minute: number;
  second: number;
}

const DAY_PARTS = '上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上|午前|午後|오전|오후';
/**
 * `06/03/2017, 00:45`, `2018/6/2 下午10:45:00`, `1/23/23, 3:19\u202fAM`, `05.05.23, 15:48:11`,
 * `2018年6月2日 22:45`, `06/03/2017 à 00:45`, `20/01/2019, 11:23 a. m.`; `\s` covers the narrow spaces.
 */
export const WRITTEN_TIME =
  String.raw`(\d{1,4})\s?([./年-])\s?(\d{1,2})\s?[./月-]\s?(\d{1,4})(?:日|\.)?,?\s{0,2}(?:T|(?:à|um|at|a las|kl\.?)\s)?` +
  String.raw`(${DAY_PARTS})?\s?(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d{1,6})?(?:[\s_]?([AaPp]\.?\s?[Mm]\b\.?))?`;
/** How many capture groups WRITTEN_TIME has. */
export const WRITTEN_TIME_GROUPS = 9;

/** The captures of WRITTEN_TIME, from `match[at]` on; null when no clock shows that. */
export function toWrittenTime(match: RegExpMatchArray, at: number): WrittenTime | null {
  const text = (offset: number) => match[at + offset] ?? '';
  const hour = hour24(Number(text(5)), text(4) || text(8));
  const minute = Number(text(6));
  const second = Number(text(7) || '0');
  if (hour === null || hour > 23 || minute > 59 || second > 59) return null;
  const numbers = [Number(text(0)), Number(text(2)), Number(text(3))] as const;
  const yearAt = text(0).length === 4 || text(1) === '年' ? 'first' : text(3).length === 4 ? 'third' : null;
  if (text(0).length === 3 || text(3).length === 3) return null;
  return { date: { numbers, yearAt, dots: text(1) === '.' }, hour, minute, second };
}

/** The hour of a 12-hour clock as 0 to 23; an hour that is past 12 already stays. Null for 0 to 24 exceeded. */
function hour24(hour: number, marker: string): number | null {
  if (hour > 23) return null;
  if (marker === '' || hour > 12) return hour;
  const sign = marker.replace(/[.\s]/g, '').toLowerCase();
  if (sign === 'pm' || sign === '下午' || sign === '傍晚' || sign === '午後' || sign === '오후')
    return hour === 12 ? 12 : hour + 12;
  // 晚上12:05 is the start of the day that the file names, 晚上7:05 its evening.
  if (sign === '晚上') return hour === 12 ? 0 : hour + 12;
  // 中午 runs from 11 to 1.
  if (sign === '中午') return hour < 11 ? hour + 12 : hour;
  return hour === 12 ? 0 : hour;
}

/** Turns the written times of one file into Unix milliseconds. */
export interface TimeReader {
  /** Null for a day or time that does not exist. */
  read(time: WrittenTime): number | null;
  /** How the order of the numbers was found, for people. */
  notes: string[];
}

/**
 * Finds the order of the date numbers over the whole file, for each way of writing on its own.
 * @throws AppError `unreadable` when the file leaves it open and `options.dateOrder` does not say;
 *   `invalid_input` when `options.dateOrder` contradicts the file
 */
export function timeReader(times: readonly WrittenTime[], fileName: string, options: ImportOptions): TimeReader {
  const shapes = new Map<string, WrittenDate[]>();
  for (const { date } of times) {
    const known = shapes.get(shapeOf(date));
    if (known) known.push(date);
    else shapes.set(shapeOf(date), [date]);
  }
  const orders = new Map<string, DateOrder>();
  const notes: string[] = [];
  for (const [shape, dates] of shapes) {
    const { order, because } = orderOf(dates, fileName, options.dateOrder);
    orders.set(shape, order);
    if (because) notes.push(because);
  }
  if (orders.size > 1) notes.push('The file mixes several ways of writing dates; each was read on its own.');
  return {
    notes,
    read(time) {
      const order = orders.get(shapeOf(time.date));
      if (!order) return null;
      const { year, month, day } = ordered(time.date, order);
      const local = { year, month, day, hour: time.hour, minute: time.minute, second: time.second };
      return exists(local) ? zonedMs(local, options.timeZone) : null;
    },
  };
}

/** Dates of one shape have one order. */
function shapeOf({ yearAt, dots }: WrittenDate): string {
  if (yearAt === 'first') return 'year first';
  if (yearAt === 'third') return dots ? 'year last, dots' : 'year last';
  return dots ? 'short, dots' : 'short';
}

/** A quoted line with another date in it may not fit the order that was asked for; a tenth of the file may not. */
const CONTRADICTED = 0.1;

function orderOf(
  dates: readonly WrittenDate[],
  fileName: string,
  wanted: DateOrder | undefined,
): { order: DateOrder; because: string | null } {
  if (wanted && dates[0]?.yearAt !== 'first') {
    if (impossibleDates(dates, wanted) > dates.length * CONTRADICTED)
      throw new AppError(
        'invalid_input',
        `${fileName} has dates that cannot be read in the order dateOrder=${wanted}: leave it out, or name another (dmy, mdy, ymd).`,
        { details: { dateOrder: wanted } },
      );
    return { order: wanted, because: `Date order ${wanted} as the sender said.` };
  }
  const found = inferDateOrder(dates);
  if (found) return found;
  const example = dates[0]?.numbers.join('/') ?? '';
  throw new AppError(
    'unreadable',
    `${fileName}: the order of its dates cannot be told. Every day is 12 or lower and the file runs forwards in time ` +
      `both as day/month and as month/day (${example}). Say which it is, dateOrder: dmy or mdy (--date-order on the command line).`,
    { details: { option: 'dateOrder', values: ['dmy', 'mdy', 'ymd'] } },
  );
}
