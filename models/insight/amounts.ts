import type { BudgetPeriod } from '../domain/index.js';
import {
  SIGNS,
  WORDS,
  SUFFIXES,
  COUNTED,
  AFTER_ZH,
  AFTER_EN,
  PERCENT,
  ZHE,
  PERIODS,
  CEILING_BEFORE,
  CEILING_AFTER,
  FLOOR_BEFORE,
  FLOOR_AFTER,
  OVER,
  REFUSES,
} from './money-words.js';
import { EN_NUMERAL, readEnNumeral } from './numbers-en.js';
import { type Numeral, readZhNumeral, ZH_NUMERAL_UNITS } from './numbers-zh.js';

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

const alternatives = (table: Readonly<Record<string, unknown>>): string =>
  Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .map((key) => key.replace(/[$]/g, '\\$&'))
    .join('|');

const SIGN = `(?:${alternatives(SIGNS)})`;
const SUFFIX = `(?:百万|千万|十万|来万|多万|几万|万|萬|亿|千|百|(?:${Object.keys(SUFFIXES)
  .filter((key) => /^[a-z]/.test(key))
  .sort((a, b) => b.length - a.length)
  .join('|')})(?![a-z]))`;
const DIGITS = '\\d{1,15}(?:,\\d{3}){0,4}(?:\\.\\d{1,6})?';
/** $1.2m · 30w · 3-5万 · 15 to 20k · HKD 250K · 220 */
const FIGURE = new RegExp(
  `(?<![\\d.a-z/:])(${SIGN})? {0,1}(${DIGITS}) {0,1}(${SUFFIX})?(?: {0,1}(?:-|~|–|—|到|至|to|and) {0,1}(${SIGN})?(${DIGITS}) {0,1}(${SUFFIX})?)?(?![\\d])`,
  'g',
);
const ZH_UNIT = `(?:[${ZH_NUMERAL_UNITS.replace('一', '')}]|一(?![年个月次下共直定般些起样]|点(?![零〇一二三四五六七八九])))`;
const ZH_WORDS = new RegExp(
  `(?<!第)[几数]?${ZH_UNIT}(?:${ZH_UNIT}|来(?=[${ZH_NUMERAL_UNITS}])|多(?=[万亿千百])|几(?=[万十百千]))*(?:[到至]${ZH_UNIT}+)?(?!分之)`,
  'g',
);

/** Every number of a folded text, money or not, in order; overlapping readings are resolved for the longer one. */
export function findAmounts(folded: string): Amount[] {
  const found: Amount[] = [];
  if (/\d/.test(folded))
    for (const match of folded.matchAll(FIGURE)) {
      const amount = figure(folded, match);
      if (amount) found.push(amount);
    }
  for (const match of folded.matchAll(ZH_WORDS)) {
    const numeral = readZhRange(match[0]);
    if (numeral) found.push(complete(folded, match.index, match.index + match[0].length, numeral, null));
  }
  for (const match of folded.matchAll(EN_NUMERAL)) {
    const numeral = readEnNumeral(match[0]);
    if (numeral) found.push(complete(folded, match.index, match.index + match[0].length, numeral, null));
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: Amount[] = [];
  for (const amount of found) {
    const last = kept.at(-1);
    if (!last || amount.start >= last.end) kept.push(amount);
  }
  return kept;
}

function figure(text: string, match: RegExpMatchArray): Amount | null {
  const [all, sign, low = '', lowSuffix, highSign, high, highSuffix] = match;
  const start = match.index ?? 0;
  const leading = all.length - all.trimStart().length;
  const scaleOf = (suffix: string | undefined): number => (suffix === undefined ? 1 : (SUFFIXES[suffix] ?? 1));
  const value = (digits: string): number => Number(digits.replaceAll(',', ''));
  const highScale = scaleOf(highSuffix);
  let lowScale = lowSuffix === undefined && high !== undefined ? highScale : scaleOf(lowSuffix);
  const from = value(low) * lowScale;
  let to = high === undefined ? from : value(high) * (highSuffix === undefined ? scaleOf(lowSuffix) : highScale);
  if (to < from) {
    to = from;
    lowScale = scaleOf(lowSuffix);
  }
  const currency = SIGNS[sign ?? highSign ?? ''] ?? null;
  const end = start + all.trimEnd().length;
  return complete(text, start + leading, end, { min: from, max: to, scale: Math.max(lowScale, highScale) }, currency);
}

function readZhRange(text: string): Numeral | null {
  const [low = '', high] = text.split(/[到至]/);
  const vague = /^[几数]/.test(low) ? `三${low.slice(1)}` : low;
  const to = high === undefined ? null : readZhNumeral(high);
  const from = readZhNumeral(vague);
  if (from === null) return null;
  if (to === null) return from;
  const min = from.scale === 1 && from.min < to.min / to.scale ? from.min * to.scale : from.min;
  return { min, max: to.max, scale: to.scale };
}

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
  const named = AFTER_ZH.exec(rest) ?? AFTER_EN.exec(rest);
  if (named) {
    const word =
      /[a-z]+$|[€£]$|(?:块钱|块|元|人民币|港币|港元|美元|美金|欧元|欧|英镑|日元|新币|台币|蚊|刀)$/.exec(
        named[0],
      )?.[0] ?? '';
    currency ??= /sing/.test(named[0]) ? 'SGD' : (WORDS[word] ?? null);
    unit = 'money';
    stop += named[0].length;
    const tail = /^[一二三四五六七八九](?![一二三四五六七八九十百千万个年月天])/.exec(text.slice(stop, stop + 2));
    if (tail && word === '块') {
      const cents = (readZhNumeral(tail[0])?.min ?? 0) / 10;
      min += cents;
      max += cents;
      stop += 1;
    }
    rest = text.slice(stop, stop + LOOK_AHEAD);
  } else if (PERCENT.test(rest) || before.endsWith('分之')) {
    unit = 'percent';
    stop += PERCENT.exec(rest)?.[0].length ?? 0;
  } else if (ZHE.test(rest)) {
    unit = 'discount';
    stop += 1;
    min = zhe(text.slice(start, end), min);
    max = min;
  }
  const currencyBefore = /(us\$|hk\$|usd|hkd|eur|gbp|rmb|sgd|inr|aud|cny) ?$/.exec(before)?.[1];
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
