import { IANAZone } from 'luxon';

import { AppError } from '../models/domain/index.js';

/** A wall-clock time as a file writes it; `month` and `day` from 1, `hour` from 0 to 23. */
export interface LocalTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond?: number;
}

/**
 * Offsets change on quarter hours at the finest, and asking the zone database costs 10 µs: one answer
 * a quarter hour is kept, which makes 100,000 messages affordable.
 */
const QUARTER_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const KEPT = 200_000;
/** Minutes east of Greenwich by zone, then by quarter hour; one table for moments, one for wall clocks. */
type Offsets = Map<string, Map<number, number>>;
const byInstant: Offsets = new Map();
const byWallClock: Offsets = new Map();

/**
 * Unix milliseconds as ISO 8601 with the offset that `timeZone` (IANA) has at that moment.
 * @throws AppError `invalid_input` when there is no such zone
 */
export function isoInZone(unixMs: number, timeZone: string): string {
  const ms = Math.round(unixMs);
  const offsetMinutes = remember(byInstant, timeZone, ms, () => zoneOf(timeZone).offset(ms));
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().replace('.000', '').slice(0, -1);
  return local + offsetText(offsetMinutes);
}

/**
 * A wall-clock time in `timeZone` as Unix milliseconds. A time that a clock change skips moves forward,
 * one that it repeats is the earlier of the two.
 * @throws AppError `invalid_input` when there is no such zone
 */
export function zonedMs(time: LocalTime, timeZone: string): number {
  const utc = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second, time.millisecond ?? 0);
  const offsetMinutes = remember(byWallClock, timeZone, utc, () => {
    const zone = zoneOf(timeZone);
    // Not luxon's own fromObject: in the repeated hour it answers by the season in which it is asked.
    const before = zone.offset(utc - DAY_MS);
    const after = zone.offset(utc + DAY_MS);
    const fits = (offset: number) => zone.offset(utc - offset * 60_000) === offset;
    return fits(before) || !fits(after) ? before : after;
  });
  return utc - offsetMinutes * 60_000;
}

function zoneOf(timeZone: string): IANAZone {
  const zone = IANAZone.create(timeZone);
  if (zone.isValid) return zone;
  throw new AppError('invalid_input', 'There is no such time zone: use an IANA name like Asia/Shanghai.', {
    details: { timeZone: timeZone.slice(0, 40) },
  });
}

/** Whether such a day and time exist at all (30 February and 25:00 do not). */
export function exists({ year, month, day, hour, minute, second }: LocalTime): boolean {
  if (hour > 23 || minute > 59 || second > 59 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0));
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(Math.round(minutes));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function remember(offsets: Offsets, timeZone: string, ms: number, find: () => number): number {
  let kept = offsets.get(timeZone);
  if (!kept) offsets.set(timeZone, (kept = new Map<number, number>()));
  const quarter = Math.floor(ms / QUARTER_MS);
  const known = kept.get(quarter);
  if (known !== undefined) return known;
  if (kept.size >= KEPT) kept.clear();
  const found = find();
  kept.set(quarter, found);
  return found;
}
