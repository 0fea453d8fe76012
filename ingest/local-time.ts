import { DateTime, IANAZone } from 'luxon';

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
const KEPT = 200_000;
const byInstant = new Map<string, number>();
const byWallClock = new Map<string, number>();

/** Unix milliseconds as ISO 8601 with the offset that `timeZone` (IANA) has at that moment. */
export function isoInZone(unixMs: number, timeZone: string): string {
  const ms = Math.round(unixMs);
  const offsetMinutes = remember(byInstant, `${timeZone} ${Math.floor(ms / QUARTER_MS)}`, () =>
    IANAZone.create(timeZone).offset(ms),
  );
  const local = new Date(ms + offsetMinutes * 60_000).toISOString().replace('.000', '').slice(0, -1);
  return local + offsetText(offsetMinutes);
}

/**
 * A wall-clock time in `timeZone` as Unix milliseconds. A time that a clock change skips or repeats
 * is taken as luxon takes it (moved forward, the earlier one).
 */
export function zonedMs(time: LocalTime, timeZone: string): number {
  const utc = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second, time.millisecond ?? 0);
  const offsetMinutes = remember(byWallClock, `${timeZone} ${Math.floor(utc / QUARTER_MS)}`, () => {
    const { year, month, day, hour, minute } = time;
    const there = DateTime.fromObject({ year, month, day, hour, minute }, { zone: timeZone });
    return (Date.UTC(year, month - 1, day, hour, minute) - there.toMillis()) / 60_000;
  });
  return utc - offsetMinutes * 60_000;
}

/** Whether such a day and time exist at all (30 February and 25:00 do not). */
export function exists(time: LocalTime): boolean {
  const { year, month, day, hour, minute, second } = time;
  if (hour > 23 || minute > 59 || second > 59) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(Math.round(minutes));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function remember(kept: Map<string, number>, key: string, find: () => number): number {
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= KEPT) kept.clear();
  const found = find();
  kept.set(key, found);
  return found;
}
