import { CURRENCY_WORDS, SIGN_PATTERN, signCurrency, THOUSANDS_DOT } from './currency-names.js';
import { SUFFIXES } from './money-words.js';
import type { Placed } from './numbers-en-find.js';

/** Numbers in digits as they are typed: $1.2m, 30w, 3万2, 1w8, 3-5万, € 19.000, 12,34,567, 25到30个w. */

export interface Figure extends Placed {
  /** ISO 4217, where a sign before the number says so. */
  readonly currency: string | null;
  /** Where the digits begin, after the sign. */
  readonly digits: number;
}

/**
 * 1,234,567.89 · 12,34,567 (India) · 1.234.567,89 (Europe) · 14 750 (with its currency) · 3,5 (before a magnitude) · 220.
 * Every repetition is bounded, so that a line of a million digits is read in linear time.
 */
const DIGITS =
  `\\d{1,3}(?:,\\d{2,3}){0,5},\\d{3}(?:\\.\\d{1,6})?(?![\\d])|\\d{1,3}(?:\\.\\d{3}){1,5}(?:,\\d{1,2})?(?![\\d]|\\.\\d)` +
  `|\\d{1,3}(?:['’]\\d{3}){1,5}(?!\\d)|\\d{1,3}(?: \\d{3}){1,5}(?= ?(?:${CURRENCY_WORDS}))|\\d{1,4},\\d{1,2}(?= ?(?:k|m|mn|million|bn|€|eur)(?![a-z]))|\\d{1,15}(?:\\.\\d{1,6})?`;
const LATIN_SUFFIX = Object.keys(SUFFIXES)
  .filter((key) => /^[a-z]/.test(key))
  .sort((a, b) => b.length - a.length)
  .join('|');
const SUFFIX = `(?:万亿|千亿|百亿|百万|千万|十万|来万|多万|几万|万|萬|亿|千|百|(?:${LATIN_SUFFIX})(?![a-z]|\\d{2})|w(?=\\d(?!\\d)))`;
const ONE = `(${SIGN_PATTERN})? {0,2}(${DIGITS})(?!\\d)(?:(?: {0,1}|个(?=[wk](?![a-z])|million|万|亿))(${SUFFIX}))?`;
const FIRST = new RegExp(`(?<![\\d.a-z/:])${ONE}`, 'g');
const SECOND = new RegExp(ONE, 'y');
const JOINT = / {0,1}(?:--?|~|–|—|到|至|、| to | and | or | & |\/(?=\d{1,3}w)) {0,1}|(?:to|and|or) /y;
const BETWEEN = /\bbetween(?: about| around| roughly)? $/;
/** 3万2, 1w8, 3千5, 2万5千, 1万2500, and before a stop “12 万 8”. */
const AFTER_UNIT =
  /(\d)千(?:(\d)百?(?!\d))?|(\d{3,4})(?![\d年.])|(\d)(?![\d:%~/-]|[.,]\d|[万亿千百年月天个次号点人台家折楼层位w条])| (\d)(?=$| ?(?:[,;!?。、吧元块]|左右|以内|\.(?!\d)))/y;
/** What is counted ends a range of money: "5k to 20 sites". */
const THINGS =
  / {0,1}(?:[个人台家次天周月年条]|(?:people|users?|seats?|sites?|days?|weeks?|months?|years?|hours?|stores?|staff)\b)/y;
/** Phone numbers, dates, cards: digits in three groups, eleven in one like a Chinese mobile, a zero in front. */
const GROUPS_AFTER = /-\d/y;
const NO_NUMBER = /^(?:1[3-9]\d{9}|0\d+)$/;

interface One {
  readonly end: number;
  readonly value: number;
  readonly scale: number;
  readonly currency: string | null;
  /** Whether a magnitude stands with it, so that it needs none from its neighbour. */
  readonly full: boolean;
}

/** Every number in digits, ranges as one, in order. */
export function findFigures(folded: string): Figure[] {
  const found: Figure[] = [];
  if (!/\d/.test(folded)) return found;
  FIRST.lastIndex = 0;
  for (let match = FIRST.exec(folded); match; match = FIRST.exec(folded)) {
    const one = complete(folded, match);
    const start = match.index + (match[0].length - match[0].trimStart().length);
    FIRST.lastIndex = Math.max(one.end, FIRST.lastIndex);
    if (NO_NUMBER.test(match[2] ?? '')) continue;
    const two = second(folded, start, one);
    if (two) FIRST.lastIndex = two.end;
    const { end, min, max, scale } = two ?? { end: one.end, min: one.value, max: one.value, scale: one.scale };
    const digits = match[1] === undefined ? start : folded.indexOf(match[2] ?? '', match.index + match[1].length);
    found.push({ start, digits, end, numeral: { min, max, scale }, currency: one.currency ?? two?.currency ?? null });
  }
  return found;
}

function second(
  text: string,
  start: number,
  one: One,
): { end: number; min: number; max: number; scale: number; currency: string | null } | null {
  JOINT.lastIndex = one.end;
  const joint = JOINT.exec(text)?.[0];
  if (joint === undefined) return null;
  if (/and|&/.test(joint) && !BETWEEN.test(text.slice(Math.max(0, start - 20), start))) return null;
  SECOND.lastIndex = one.end + joint.length;
  const match = SECOND.exec(text);
  if (!match) return null;
  const high = complete(text, match);
  if (
    /-/.test(joint) &&
    (matches(GROUPS_AFTER, text, high.end) || /\d-$/.test(text.slice(Math.max(0, start - 2), start)))
  )
    return null;
  if (joint === '、' && !high.full) return null;
  if (one.full && !high.full && matches(THINGS, text, high.end)) return null;
  const max = high.full || one.value < high.value ? high.value : high.value * one.scale;
  const min = one.full || (high.full && one.value >= high.scale) ? one.value : one.value * high.scale;
  if (min >= max) return null;
  return { end: high.end, min, max, scale: Math.max(one.scale, high.scale), currency: high.currency };
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function complete(text: string, match: RegExpExecArray): One {
  const [all, sign, digits = '', suffix] = match;
  const currency = sign === undefined ? null : signCurrency(sign);
  const scale = suffix === undefined ? 1 : (SUFFIXES[suffix] ?? 1);
  let end = match.index + all.trimEnd().length;
  const dotted = THOUSANDS_DOT.has(currency ?? '') || /^ ?(?:€|eur|kr\b|reais)/.test(text.slice(end, end + 6));
  let value = round(numberOf(digits, dotted) * scale);
  if (suffix !== undefined && /^(?:[万萬亿千w]|k)$/.test(suffix)) {
    AFTER_UNIT.lastIndex = end;
    const rest = AFTER_UNIT.exec(text);
    if (rest) {
      const [whole, thousands, hundreds, full, joined, apart] = rest;
      const one = joined ?? apart;
      value += thousands
        ? Number(thousands) * 1000 + Number(hundreds ?? 0) * 100
        : full
          ? Number(full)
          : (Number(one) * scale) / 10;
      end += whole.length;
    }
  }
  return { end, value, scale, currency, full: suffix !== undefined };
}

function numberOf(digits: string, dotted: boolean): number {
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?$/.test(digits) && (dotted || /\..*[.,]/.test(digits)))
    return Number(digits.replaceAll('.', '').replace(',', '.'));
  if (/^\d{1,4},\d{1,2}$/.test(digits)) return Number(digits.replace(',', '.'));
  return Number(digits.replace(/[, '’]/g, ''));
}

/** 1.1 × 1,000,000 is 1,100,000.0000000002 for a computer. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6;
