import { currentLocale } from '../app/i18n.js';

/** A formatter takes longer to make than a hundred lines to format: one of each kind for each language. */
function forReader<Formatter>(make: (locale: string) => Formatter): () => Formatter {
  const made = new Map<string, Formatter>();
  return () => {
    const locale = currentLocale();
    const formatter = made.get(locale) ?? make(locale);
    made.set(locale, formatter);
    return formatter;
  };
}
const dates = forReader((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));
const instants = forReader((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }));
const numbers = forReader((locale) => new Intl.NumberFormat(locale));
const percents = forReader((locale) => new Intl.NumberFormat(locale, { style: 'percent' }));

/** The reader's own calendar and clock. */
export const showDate = (iso: string): string => dates().format(asDate(iso));

export const showDateTime = (iso: string): string => instants().format(new Date(iso));

/** A calendar date has no time zone: read as UTC it would be the day before in America. */
const asDate = (iso: string): Date => new Date(/^\d{4}-\d\d-\d\d$/.test(iso) ? `${iso}T12:00:00` : iso);

/** Milliseconds as `4:05` or `1:02:07`. */
export function showDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

export const showNumber = (value: number): string => numbers().format(value);

export const showPercent = (share: number): string => percents().format(share);

/** Whole units; without a currency just the number, since nothing is invented. */
export const showMoney = (value: number, currency: string | null): string =>
  currency === null
    ? showNumber(value)
    : new Intl.NumberFormat(currentLocale(), { style: 'currency', currency, maximumFractionDigits: 0 }).format(value);

export function showMoneyRange(min: number | null, max: number | null, currency: string | null): string | null {
  if (min !== null && max !== null && min !== max) return `${showMoney(min, currency)} – ${showMoney(max, currency)}`;
  const known = max ?? min;
  if (known === null) return null;
  const shown = showMoney(known, currency);
  if (min === null) return `≤ ${shown}`;
  return max === null ? `≥ ${shown}` : shown;
}

export function showBytes(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return new Intl.NumberFormat(currentLocale(), {
    style: 'unit',
    unit: megabytes >= 1 ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: 1,
  }).format(megabytes >= 1 ? megabytes : bytes / 1000);
}
