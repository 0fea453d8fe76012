/** ISO 8601 with the offset of `utcOffsetMinutes` east of Greenwich; milliseconds only where there are any. Every turn of a chat goes through this. */
export function toIso(at: Date, utcOffsetMinutes: number): string {
  const local = new Date(at.getTime() + utcOffsetMinutes * 60_000).toISOString();
  return local.replace(/(?:\.000)?Z$/, utcOffsetMinutes === 0 ? 'Z' : signed(utcOffsetMinutes));
}

function signed(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

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
