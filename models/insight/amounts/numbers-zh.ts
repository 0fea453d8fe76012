/** Chinese numerals as they are spoken: 三十五, 两万五, 三五十万, 百来万, 小二十万, 一百七十来万. */

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  幺: 1,
  壹: 1,
  二: 2,
  两: 2,
  俩: 2,
  贰: 2,
  三: 3,
  叁: 3,
  仨: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const MYRIADS: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8 };
/** Words inside a numeral that make it vague without changing it: 百来万, 三百多. */
const VAGUE = new Set(['来', '多', '几', '把', '好']);

/** Every unit that may stand in a numeral, for finding one. */
export const ZH_NUMERAL_UNITS = '零〇一幺壹二两俩贰三叁仨四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬亿半点';

export interface Numeral {
  readonly min: number;
  readonly max: number;
  /** The smallest unit that was named (万 for 三十万): what a bare follow-up digit is counted in. */
  readonly scale: number;
}

/** Two digits in a row before a unit: 三五十万, 一百二三十万, 十七八万. */
const TWO_DIGITS = /^(.*[十百千万亿])?([一二两三四五六七八])([二两三四五六七八九])([十百千万亿].*)$/;
/** Two digits in a row at the end: 两万五六, 三十五六. */
const TWO_AT_END = /^(.*[十百千万亿])([一二三四五六七八])([二三四五六七八九])$/;
/** 两三家, 三五个: about so many. */
const ABOUT = /^(?:一[二两]|[二两]三|三[四五]|四五|五六|六七|七八|八九)$/;
/** The same unit twice: 六千七千, 三十万四十万. */
const UNIT_TWICE = /^([^千万亿]+([千万亿]))([^千万亿]+\2)$/;
const HUNDREDS_TWICE = /^([一二两三四五六七八]百)([二三四五六七八九]百)$/;
/** 七位数. */
const PLACES = /^([四五六七八九])位数$/;
/** Nobody says a longer number; what is longer is digits read out one by one, or noise. */
const LONGEST = 40;

/**
 * Reads a numeral; `null` when the characters are none. Two digits in a row before a unit are a range
 * (三五十万: 300,000 to 500,000), a digit after the last unit counts the next lower one (两万五: 25,000).
 */
export function readZhNumeral(text: string): Numeral | null {
  if (text.length > LONGEST) return null;
  const places = PLACES.exec(text);
  if (places) {
    const scale = 10 ** ((DIGITS[places[1] ?? ''] ?? 1) - 1);
    return { min: scale, max: scale * 10 - 1, scale };
  }
  const two = TWO_DIGITS.exec(text);
  if (two) {
    const [, head = '', low = '', high = '', rest = ''] = two;
    const range = span(head + low + rest, head + high + rest);
    if (range) return range;
    if (head === '') return null;
  }
  if (ABOUT.test(text)) return span(text.charAt(0), text.charAt(1));
  const end = TWO_AT_END.exec(text);
  const [, head = '', low = '', high = ''] = end ?? [];
  if (end && (DIGITS[high] ?? 0) - (DIGITS[low] ?? 0) === 1) return span(head + low, head + high);
  const twice = UNIT_TWICE.exec(text) ?? HUNDREDS_TWICE.exec(text);
  const from = twice?.[1];
  const to = twice?.[3] ?? twice?.[2];
  if (from !== undefined && to !== undefined) return span(from, to);
  const plain = readPlain(text);
  return plain === null ? null : { min: plain.value, max: plain.value, scale: plain.scale };
}

function span(low: string, high: string): Numeral | null {
  const from = readPlain(low);
  const to = readPlain(high);
  return from && to && from.value < to.value ? { min: from.value, max: to.value, scale: from.scale } : null;
}

function readPlain(text: string): { value: number; scale: number } | null {
  const [whole = '', fraction] = text.split('点');
  if (fraction !== undefined) return readDecimal(whole, fraction);
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  let last = 1;
  let seen = false;
  let skipped = false;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (VAGUE.has(unit)) continue;
    if (unit === '半') {
      if (at === 0) digit = 0.5;
      else section += last / 2;
      seen = true;
      continue;
    }
    const value = DIGITS[unit];
    if (value !== undefined) {
      if (digit !== null && digit !== 0) return spelled(text);
      digit = value;
      if (value === 0) skipped = true;
      seen = true;
      continue;
    }
    const small = UNITS[unit];
    if (small !== undefined) {
      section += (digit ?? 1) * small;
      digit = null;
      last = small;
      seen = true;
      skipped = false;
      continue;
    }
    const large = MYRIADS[unit];
    if (large === undefined) return null;
    section += digit ?? (section === 0 && total === 0 ? 1 : 0);
    total = large > 1e4 && total > 0 ? (total + section) * large : total + section * large;
    section = 0;
    digit = null;
    last = large;
    seen = true;
    skipped = false;
  }
  if (!seen) return null;
  // 一千零五 is 1,005, 一千五 is 1,500.
  if (digit !== null) section += last >= 100 && !skipped ? (digit * last) / 10 : digit;
  return { value: total + section, scale: last };
}

/** 一点三五亿, 三点五万, 三点五. */
function readDecimal(whole: string, fraction: string): { value: number; scale: number } | null {
  const digits = /^[零〇一幺二两三四五六七八九]+/.exec(fraction)?.[0];
  const head = whole === '' ? null : readPlain(whole);
  if (!digits || head === null) return null;
  const value = Number(`${head.value}.${Array.from(digits, (unit) => DIGITS[unit]).join('')}`);
  let scale = 1;
  for (const unit of fraction.slice(digits.length)) {
    const factor = UNITS[unit] ?? MYRIADS[unit];
    if (factor === undefined) return VAGUE.has(unit) || unit === '半' ? { value: value * scale, scale } : null;
    scale *= factor;
  }
  return { value: value * scale, scale };
}

/** 二零二六, 幺三八: digits read out one by one. */
function spelled(text: string): { value: number; scale: number } | null {
  const digits = Array.from(text, (unit) => DIGITS[unit]);
  if (digits.some((digit) => digit === undefined) || digits.length > 12) return null;
  return { value: Number(digits.join('')), scale: 1 };
}
