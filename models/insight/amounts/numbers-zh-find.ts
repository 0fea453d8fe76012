import { LATIN_AFTER_HAN, SUFFIXES } from './money-words.js';
import type { Placed } from './numbers-en-find.js';
import { type Numeral, readZhNumeral, ZH_NUMERAL_UNITS } from './numbers-zh.js';

/** Finds Chinese numbers in a text, ranges as one: 五十万到八十万, 小几万, 七位数, 四毛钱. */

export interface Named extends Placed {
  readonly currency: string | null;
}

/** One as "per" (八百五一桶, 两万五一年), as "some", and inside words: no number. Not so in 二十一台. */
const ONE_ZH =
  '(?:(?<=[十零〇])一(?!半)|(?<![这那哪])一(?![分毛角年个月次下共直定般些起样半旦季桶亩吨套条台间家天周单平盒箱瓶份位张件车户批场期学人头斤方颗把股边点]|块(?![钱零一二三四五六七八九]))|一(?=点[零〇一二三四五六七八九]|个百?分?点))';
const ZH_UNIT = `(?:[${ZH_NUMERAL_UNITS.replace(/[一半]/g, '')}]|半(?=个?亿|万|百万)|(?<=[十百千万亿])半(?!年|天|个月)|${ONE_ZH})`;
const ZH_WORDS = new RegExp(
  `(?<!第)(?:[几数]?${ZH_UNIT}(?:${ZH_UNIT}|来(?=[${ZH_NUMERAL_UNITS}])|多(?=[万亿千百])|把(?=[万块元])|几(?=[万十百千])|好(?=几[万千])){0,60}(?:[到至~-]${ZH_UNIT}{1,20})?|几[十百千万]{1,4})(?!分之)`,
  'g',
);
/** 七位数, 6位数. */
const PLACES = /([4-9四五六七八九])位数/g;
/** 四毛钱, 七分九, 八毛五: small change. */
const CHANGE =
  /([\d一二两三四五六七八九])(?:毛|角)([\d一二三四五六七八九])?(?:分)?钱?|([\d一二两三四五六七八九])分(?:钱|([一二三四五六七八九])(?![十百千万之]))/g;

const HAN_NUMERAL = new RegExp(`[${ZH_NUMERAL_UNITS}几]|位数|毛`);

/** 百来万, 千把块, 万二: a unit that needs no digit before it, unlike 万一, 千万别, 百忙之中. */
const LONE_UNIT =
  /^(?:百万|千万(?![别不要记注得小])|[百千万]来|[百千万]把|亿|[百千万萬][二三四五六七八九](?![十百千万年月日]))/;

/** Every number in Chinese words of a folded text, in no order. */
export function findZhNumerals(folded: string): Named[] {
  const found: Named[] = [];
  if (!HAN_NUMERAL.test(folded)) return found;
  for (const { 0: text, index } of folded.matchAll(ZH_WORDS)) {
    const end = index + text.length;
    const most = folded.charAt(index - 1) === '大';
    const numeral =
      !/^[百千万萬亿]/.test(text) || LONE_UNIT.test(folded.slice(index, end + 2)) ? readZhRange(text, most) : null;
    if (!numeral) continue;
    const latin = LATIN_AFTER_HAN.exec(folded.slice(end, end + 12));
    const factor = SUFFIXES[latin?.[1] ?? ''] ?? 1;
    const scaled = latin ? { min: numeral.min * factor, max: numeral.max * factor, scale: factor } : numeral;
    found.push({ start: index, end: end + (latin?.[0].length ?? 0), numeral: scaled, currency: null });
  }
  for (const { 0: text, 1: places = '', index } of folded.matchAll(PLACES)) {
    const count = Number(places) || (readZhNumeral(places)?.min ?? 0);
    const scale = 10 ** (count - 1);
    const numeral = { min: scale, max: scale * 10 - 1, scale };
    found.push({ start: index, end: index + text.length, numeral, currency: null });
  }
  for (const { 0: text, 1: dimes, 2: cents, 3: fen, 4: tenth, index } of folded.matchAll(CHANGE)) {
    // 一分钱都没有, 一毛不拔: nothing at all.
    const nothing = (dimes === '一' && cents === undefined) || fen === '一';
    if (nothing || /[\d十百千万元块]/.test(folded.charAt(index - 1))) continue;
    const units = (digit: string | undefined): number =>
      digit === undefined ? 0 : Number(digit) || (readZhNumeral(digit)?.min ?? 0);
    const value = Math.round(units(dimes) * 100 + units(cents) * 10 + units(fen) * 10 + units(tenth)) / 1000;
    const yuan = dimes === undefined ? value : (units(dimes) * 10 + units(cents)) / 100;
    const numeral = { min: yuan, max: yuan, scale: 1 };
    found.push({ start: index, end: index + text.length, numeral, currency: 'CNY' });
  }
  return found;
}

/** @param most 大几万: the upper part of what it may mean */
function readZhRange(text: string, most = false): Numeral | null {
  const [low = '', high] = text.split(/[到至~-]/);
  const vague = /^[几数]/.test(low) ? `三${low.slice(1)}` : low;
  const to = high === undefined ? null : readZhNumeral(high);
  const from = readZhNumeral(vague);
  if (from === null) return null;
  // 几万, 小几万, 几十万: three to five; 大几万: six to nine.
  if (to === null && /^[几数][十百千万]/.test(low)) return times(from, most ? 2 : 1, most ? 3 : 5 / 3);
  // 二十好几万: twenty-five to twenty-nine.
  if (to === null && /十好几[万千]/.test(low))
    return { ...from, min: from.min + 5 * from.scale, max: from.max + 9 * from.scale };
  if (to === null) return from;
  const min = from.scale < to.scale && from.min < to.min / to.scale ? from.min * to.scale : from.min;
  return min <= to.max ? { min, max: to.max, scale: to.scale } : from;
}

const times = ({ min, max, scale }: Numeral, low: number, high: number): Numeral => ({
  min: Math.round(min * low),
  max: Math.round(max * high),
  scale,
});
