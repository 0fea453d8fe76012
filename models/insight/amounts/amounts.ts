import type { BudgetPeriod } from '../../domain/index.js';
import { byLength, literal, SIGNS, WORDS } from './currency-names.js';
import {
  COUNTED,
  AFTER_ZH,
  AFTER_EN,
  PERCENT,
  CHENG,
  ZHE,
  PERIODS,
  CEILING_BEFORE,
  CEILING_AFTER,
  FLOOR_BEFORE,
  FLOOR_AFTER,
  OVER,
  REFUSES,
} from './money-words.js';
import { findFigures } from './numbers-digits.js';
import { findEnNumerals } from './numbers-en-find.js';
import { findZhNumerals } from './numbers-zh-find.js';
import { type Numeral, readZhNumeral } from './numbers-zh.js';

/** A number in a text with what it counts. Offsets are into the text that was scanned. */
export interface Amount {
  readonly start: number;
  readonly end: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly unit: 'money' | 'percent' | 'discount' | 'number';
  /** ISO 4217, only where a sign or a word says so. */
  readonly currency: string | null;
  readonly period: BudgetPeriod | null;
  /** What the number was said in (10,000 for 三十万, 1,000 for 65k, 1 for a bare number). */
  readonly scale: number;
  readonly bound: 'ceiling' | 'floor' | null;
}

/** Every number of a folded text, money or not, in order; overlapping readings are resolved for the longer one. */
export function findAmounts(folded: string): Amount[] {
  const found: Amount[] = [];
  for (const { start, digits, end, numeral, currency } of findFigures(folded)) {
    // "10 rmb 20 usd": the word belongs to the number before it.
    const taken = digits > start && (found.at(-1)?.end ?? 0) > start;
    const sign = taken ? null : currency === 'CNY' ? yuanOrYen(folded, start) : currency;
    found.push(complete(folded, taken ? digits : start, end, numeral, sign));
  }
  for (const { start, end, numeral, currency } of findZhNumerals(folded))
    found.push(complete(folded, start, end, numeral, currency));
  if (/[a-z]{3}/.test(folded))
    for (const { start, end, numeral } of findEnNumerals(folded))
      found.push(complete(folded, start, end, numeral, null));
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Amount[] = [];
  for (const amount of found) {
    const last = kept.at(-1);
    const range = last && upTo(last, amount, folded);
    if (range) kept[kept.length - 1] = range;
    else if (!last || amount.start >= last.end) kept.push(amount);
  }
  return kept;
}

/** 三千块到五千块, "20k euro to 30k euro": a range whose ends both name their currency. */
function upTo(low: Amount, high: Amount, folded: string): Amount | null {
  if (
    low.unit !== 'money' ||
    high.unit !== 'money' ||
    high.start - low.end > 4 ||
    low.min === null ||
    high.max === null
  )
    return null;
  if (
    low.max !== low.min ||
    low.min >= high.max ||
    !/^(?: ?(?:到|至|-|~|–) ?| to )$/.test(folded.slice(low.end, high.start))
  )
    return null;
  return { ...high, start: low.start, min: low.min, currency: high.currency ?? low.currency };
}

/** ¥ is the yuan, unless Japan is spoken of. */
function yuanOrYen(folded: string, start: number): string {
  const near = folded.slice(Math.max(0, start - JAPAN_UNITS), start + JAPAN_UNITS);
  return folded.charAt(start) === '¥' && JAPAN.test(near) ? 'JPY' : 'CNY';
}

const JAPAN = /jpy|\byen\b|japan|tokyo|osaka|日[元圆币本]|东京|大阪/;
const JAPAN_UNITS = 120;

const LOOK_BEHIND = 30;
const LOOK_AHEAD = 24;

function complete(text: string, start: number, end: number, numeral: Numeral, sign: string | null): Amount {
  const before = text.slice(Math.max(0, start - LOOK_BEHIND), start);
  let stop = end;
  let rest = text.slice(stop, stop + LOOK_AHEAD);
  let currency = sign;
  const large = numeral.scale >= 1000 || /[万亿]/.test(text.slice(start, end));
  let unit: Amount['unit'] =
    sign !== null || (large && numeral.max >= 1000 && !COUNTED.test(rest)) ? 'money' : 'number';
  let { min, max } = numeral as { min: number; max: number };
  const han = AFTER_ZH.exec(rest);
  const after = han ?? AFTER_EN.exec(rest);
  // "rmb 10 usd 20": the word belongs to the number after it.
  const named = after && sign !== null && /^ ?\d/.test(rest.slice(after[0].length)) ? null : after;
  const cents = named || sign !== null ? null : CENTS.exec(rest);
  if (named) {
    currency = currency ?? WORDS[named[1] ?? ''] ?? SIGNS[named[2] ?? ''] ?? null;
    unit = 'money';
    stop += named[0].length;
    const tail = (han ? CHANGE_ZH : CHANGE_EN).exec(text.slice(stop, stop + 40));
    const change = tail ? changeOf(tail) : 0;
    if (tail && change > 0 && min === max) {
      min = Math.round((min + change) * 1000) / 1000;
      max = min;
      stop += tail[0].length;
    }
    rest = text.slice(stop, stop + LOOK_AHEAD);
  } else if (cents) {
    unit = 'money';
    currency = /^ ?-?(?:pence|penny|p\b)/.test(cents[0]) ? 'GBP' : null;
    min /= 100;
    max /= 100;
    stop += cents[0].length;
    rest = text.slice(stop, stop + LOOK_AHEAD);
  } else if (PERCENT.test(rest) || before.endsWith('分之')) {
    unit = 'percent';
    stop += PERCENT.exec(rest)?.[0].length ?? 0;
  } else if (CHENG.test(rest) && max < 10) {
    unit = 'percent';
    stop += 1;
    min = Math.round(min * 10);
    max = Math.round(max * 10);
  } else if (ZHE.test(rest)) {
    unit = 'discount';
    stop += 1;
    min = zhe(text.slice(start, end), min);
    max = min;
  }
  const currencyBefore = CURRENCY_BEFORE.exec(before)?.[1];
  if (currencyBefore) {
    currency ??= SIGNS[currencyBefore] ?? null;
    unit = unit === 'number' ? 'money' : unit;
  }
  const near = text.slice(Math.max(0, start - 10), start) + '\u0001' + rest;
  const period = PERIODS.find(([pattern]) => pattern.test(near))?.[1] ?? null;
  const bound = boundOf(before, rest);
  return {
    start,
    end: stop,
    unit,
    currency,
    period,
    scale: numeral.scale,
    bound,
    min: bound === 'ceiling' && min === max ? null : min,
    max: bound === 'floor' && min === max ? null : max,
  };
}

const CURRENCY_BEFORE = new RegExp(
  `(?<![a-z])(${byLength(Object.keys(SIGNS).filter((sign) => /^[a-z]{2,}/.test(sign) && sign !== 'try'))
    .map(literal)
    .join('|')}) ?$`,
);
const CENTS = /^[ -]?(?:cents?|pence|penny)\b/;
/** 三块五, 三块五毛, 五元三毛, 两美元又三美分. */
const CHANGE_ZH =
  /^(?:又)?([\d一二两三四五六七八九])(?![\d一二三四五六七八九十百千万个年月天次台家人折%])(?:(毛|角)(?:([\d一二三四五六七八九])分?(?![\d十百千万个]))?|(美?分))?/;
/** "3 dollars 50 cents", "thirteen dollars forty five", "10 $ 30 cent". */
const CHANGE_EN =
  /^ (?:and )?(?:(\d{1,2}) (?:cents?|pence|p)\b|((?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty|[a-z]{3,5}teen|ten|eleven|twelve)(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)(?: (?:cents?|pence)\b|(?=$|[,.?!]))|(one|two|three|four|five|six|seven|eight|nine)(?: (?:cents?|pence)\b|(?<= and [a-z]+)(?=$| and |[,.?!])))/;

function changeOf(tail: RegExpExecArray): number {
  const [first, digit = '', second = '', third = '', fourth = ''] = tail;
  if (!/[a-z]/.test(first)) {
    const units = (text: string): number => Number(text) || (readZhNumeral(text)?.min ?? 0);
    return fourth !== '' ? units(digit) / 100 : units(digit) / 10 + (third === '' ? 0 : units(third) / 100);
  }
  if (digit !== '') return Number(digit) / 100;
  return (findEnNumerals(second || third)[0]?.numeral.min ?? 0) / 100;
}

function boundOf(before: string, rest: string): Amount['bound'] {
  if (FLOOR_BEFORE.test(before) || FLOOR_AFTER.test(rest)) return 'floor';
  if (CEILING_AFTER.test(rest)) return 'ceiling';
  if (!CEILING_BEFORE.test(before)) return null;
  return OVER.test(before) && !REFUSES.test(before) ? null : 'ceiling';
}

/** 九五折 and 95折 leave 95 percent, 8折 leaves 80, 8.5折 85: the discount in percent. */
function zhe(written: string, value: number): number {
  const spoken = /^[一二三四五六七八九][一二三四五六七八九]$/.test(written)
    ? (readZhNumeral(written.charAt(0))?.min ?? 0) * 10 + (readZhNumeral(written.charAt(1))?.min ?? 0)
    : value;
  const left = spoken < 10 ? spoken * 10 : spoken;
  return Math.max(0, Math.round((100 - left) * 10) / 10);
}
