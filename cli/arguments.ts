/** Option values that commander checks while it parses: what is wrong is wrong usage, told before anything starts. */
import { InvalidArgumentError } from 'commander';

import { Instant } from '../models/domain/index.js';

/** A whole number from `min` to `max`. */
export const wholeNumber =
  (min: number, max: number) =>
  (value: string): number => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < min || number > max)
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    return number;
  };

/** An ISO 8601 date and time with an offset. */
export function instant(value: string): string {
  if (!Instant.safeParse(value).success)
    throw new InvalidArgumentError('It must be a date and time with an offset, such as 2026-03-03T10:00:00+08:00.');
  return value;
}

/** An IANA time zone. */
export function timeZone(value: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return value;
  } catch {
    throw new InvalidArgumentError('It must be an IANA time zone such as Asia/Shanghai.'); // Intl's RangeError repeats less
  }
}
