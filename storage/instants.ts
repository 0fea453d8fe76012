import { DateTime } from 'luxon';

/** ISO 8601 with the offset of `utcOffsetMinutes` east of Greenwich; milliseconds only where there are any. */
export function toIso(at: Date, utcOffsetMinutes: number): string {
  const local = DateTime.fromJSDate(at, { zone: 'utc' }).setZone(`UTC${signed(utcOffsetMinutes)}`);
  return local.toISO({ suppressMilliseconds: true }) ?? at.toISOString();
}

const signed = (minutes: number): string =>
  `${minutes < 0 ? '-' : '+'}${Math.floor(Math.abs(minutes) / 60)}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;

/**
 * Minutes east of Greenwich that an ISO instant is written with. `Z` gives null: sources that count
 * seconds since 1970 end in it without saying where the conversation took place.
 */
export function offsetMinutesOf(iso: string | null | undefined): number | null {
  const match = /([+-])(\d\d):?(\d\d)$/.exec(iso ?? '');
  if (!match) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}
