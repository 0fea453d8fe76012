import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/min';

import { findAmounts } from '../amounts/amounts.js';
import { fold } from '../reading/text.js';

/** What never leaves for an LLM. Amounts are not among it: they are what is asked about. */
type Secret = 'EMAIL' | 'ID' | 'CARD' | 'ACCOUNT' | 'PHONE' | 'NUMBER';

interface Range {
  readonly start: number;
  readonly end: number;
}
interface Found extends Range {
  readonly kind: Secret;
}

/** Replaces what must not be sent by placeholders like `[PHONE-1]`, and puts it back. One for each conversation. */
export interface Redactor {
  hide(text: string): string;
  /** What was hidden, back in its place, so that a quote is verbatim again. */
  restore(text: string): string;
}

const EMAIL = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/g;
/** Chinese identity cards; Hong Kong's; passports (a letter or two and digits); US social security. */
const ID = /(?<![\da-z])(?:\d{17}[\dx]|[a-z]{1,2}\d{6}\([\da]\)|[a-z]{1,2}\d{7,9}|\d{3}-\d{2}-\d{4})(?![\da-z])/g;
/** International bank account numbers (ISO 13616). */
const ACCOUNT = /(?<![\da-z])[a-z]{2}\d{2}(?: ?[\da-z]{4}){2,7}(?: ?[\da-z]{1,4})?(?![\da-z])/g;
/** 13 to 19 digits, in groups or not (ISO/IEC 7812). */
const CARD = /(?<![\d.])\d(?:[ -]?\d){12,18}(?![\d.]\d|\d)/g;
/** Eight digits in one go, or ten in groups, which a day ("2026-03-18", "20260318") is not. */
const DIGIT_RUN =
  /(?<![\d.,])(?!(?:19|20)\d\d-?[01]\d-?[0-3]\d(?!\d))(?:\d{8,}|(?=(?:\d[ -]?){10})\d{3,}(?:[ -]\d{3,})+)(?![.,]?\d)/g;
/** 一三八零零幺…, "one three eight oh …": numbers that are read out digit by digit. */
const SPOKEN_RUN =
  /[零〇一二三四五六七八九幺两](?:[ ,，、-]?[零〇一二三四五六七八九幺两]){6,}|\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)(?:[ ,-]{1,2}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)\b){6,}/g;
/** What libphonenumber takes for a number is often an amount when it is short and bare ("预算1000000"). */
const PHONE_WORD = /(?:电话|手机|座机|号码|微信|致电|拨打?|tel|phone|call|mobile|cell|whatsapp|fax|传真)\D{0,12}$/;
const SURE_PHONE_DIGITS = 10;

/** `region`: the country of numbers without a prefix. `texts`: all that will be hidden, so that no placeholder is in them already. */
export function createRedactor(texts: readonly string[], region: string): Redactor {
  const placeholders = new Map<string, string>();
  const originals = new Map<string, string>();
  const counts = new Map<Secret, number>();
  const written = new Set(texts.flatMap((text) => text.match(PLACEHOLDER) ?? []));
  const placeholderFor = (kind: Secret, original: string): string => {
    const key = `${kind} ${original}`;
    const known = placeholders.get(key);
    if (known !== undefined) return known;
    let placeholder: string;
    do {
      const n = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, n);
      placeholder = `[${kind}-${n}]`;
    } while (written.has(placeholder));
    placeholders.set(key, placeholder);
    originals.set(placeholder, original);
    return placeholder;
  };
  return {
    hide: (text) => {
      let hidden = '';
      let at = 0;
      for (const { kind, start, end } of secretsIn(text, region)) {
        hidden += text.slice(at, start) + placeholderFor(kind, text.slice(start, end));
        at = end;
      }
      return hidden + text.slice(at);
    },
    restore: (text) => text.replace(PLACEHOLDER, (placeholder) => originals.get(placeholder) ?? placeholder),
  };
}

const PLACEHOLDER = /\[(?:EMAIL|ID|CARD|ACCOUNT|PHONE|NUMBER)-\d{1,9}\]/g;

/** In order, without overlap; where two claim the same place the more exact kind has it. */
function secretsIn(text: string, region: string): Found[] {
  const folded = fold(text);
  if (!/[\d@零〇一二三四五六七八九幺]|\b(?:zero|one|two|three|oh)\b/.test(folded)) return [];
  const amounts = amountsIn(folded);
  const found: Found[] = [];
  const take = (kind: Secret, ranges: Iterable<Range>, mayBeAmount: boolean): void => {
    for (const { start, end } of ranges) {
      if (mayBeAmount && amounts.some((amount) => amount.start <= start && end <= amount.end)) continue;
      if (!found.some((other) => overlap(other, { start, end }))) found.push({ kind, start, end });
    }
  };
  const matches = (pattern: RegExp): Range[] =>
    Array.from(folded.matchAll(pattern), ({ 0: all, index }) => ({ start: index, end: index + all.length }));
  take('EMAIL', matches(EMAIL), false);
  take('ID', matches(ID), false);
  take(
    'CARD',
    matches(CARD).filter(({ start, end }) => passesLuhn(folded.slice(start, end))),
    true,
  );
  take(
    'ACCOUNT',
    matches(ACCOUNT).filter(({ start, end }) => (folded.slice(start, end).match(/\d/g) ?? []).length >= 8),
    false,
  );
  const phones = phonesIn(folded, region);
  take(
    'PHONE',
    phones.filter(({ sure }) => sure),
    false,
  );
  take('PHONE', phones, true);
  take('NUMBER', matches(DIGIT_RUN), true);
  take('NUMBER', matches(SPOKEN_RUN), false);
  return found.sort((a, b) => a.start - b.start);
}

const overlap = (a: Range, b: Range): boolean => a.start < b.end && b.start < a.end;

/** Money, percentages, round figures and ranges of them ("250000 - 300000"): what must stay readable. */
function amountsIn(folded: string): Range[] {
  return findAmounts(folded).filter(({ unit, min, max }) => {
    if (unit !== 'number') return true;
    const [low, high] = [min ?? max ?? 0, max ?? min ?? 0];
    if (low < high) return low >= 1000 && low % 100 === 0 && high % 100 === 0;
    return high % 1000 === 0 && high < LARGEST_BARE;
  });
}
/** Who means more than this says a unit with it. */
const LARGEST_BARE = 1e9;

/** `sure`: written or announced as a telephone number. The others may be amounts. */
function phonesIn(folded: string, region: string): (Range & { readonly sure: boolean })[] {
  if (!/\d{3}/.test(folded)) return [];
  const numbers = findPhoneNumbersInText(folded, isSupportedCountry(region) ? region : 'CN');
  return numbers.flatMap(({ startsAt: start, endsAt: end }) => {
    const written = folded.slice(start, end);
    const sure = /^[+(0]/.test(written) || PHONE_WORD.test(folded.slice(Math.max(0, start - 20), start));
    return sure || written.replace(/\D/g, '').length >= SURE_PHONE_DIGITS ? [{ start, end, sure }] : [];
  });
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(written: string): boolean {
  const digits = written.replace(/\D/g, '');
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - at)) * (at % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
