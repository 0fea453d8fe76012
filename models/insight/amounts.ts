import { EN_NUMERAL, readEnNumeral } from './numbers-en.js';
import { type Numeral, readZhNumeral, ZH_NUMERAL_UNITS } from './numbers-zh.js';
import type { BudgetPeriod } from '../domain/index.js';

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

const SIGNS: Readonly<Record<string, string>> = {
  $: 'USD',
  us$: 'USD',
  usd: 'USD',
  hk$: 'HKD',
  hkd: 'HKD',
  s$: 'SGD',
  sgd: 'SGD',
  a$: 'AUD',
  aud: 'AUD',
  c$: 'CAD',
  cad: 'CAD',
  nt$: 'TWD',
  twd: 'TWD',
  '€': 'EUR',
  eur: 'EUR',
  '£': 'GBP',
  gbp: 'GBP',
  '¥': 'CNY',
  rmb: 'CNY',
  cny: 'CNY',
  '₹': 'INR',
  inr: 'INR',
  rs: 'INR',
  jpy: 'JPY',
};
const WORDS: Readonly<Record<string, string>> = {
  元: 'CNY',
  块: 'CNY',
  块钱: 'CNY',
  人民币: 'CNY',
  蚊: 'HKD',
  港币: 'HKD',
  港元: 'HKD',
  美元: 'USD',
  美金: 'USD',
  刀: 'USD',
  欧元: 'EUR',
  欧: 'EUR',
  英镑: 'GBP',
  日元: 'JPY',
  新币: 'SGD',
  台币: 'TWD',
  sing: 'SGD',
  dollars: 'USD',
  dollar: 'USD',
  bucks: 'USD',
  usd: 'USD',
  euros: 'EUR',
  euro: 'EUR',
  eur: 'EUR',
  pounds: 'GBP',
  pound: 'GBP',
  quid: 'GBP',
  gbp: 'GBP',
  rupees: 'INR',
  inr: 'INR',
  hkd: 'HKD',
  sgd: 'SGD',
  rmb: 'CNY',
  yuan: 'CNY',
  cny: 'CNY',
  '€': 'EUR',
  '£': 'GBP',
};
const SUFFIXES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  grand: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mil: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  w: 1e4,
  万: 1e4,
  萬: 1e4,
  千: 1e3,
  百: 100,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
  十万: 1e5,
  来万: 1e4,
  多万: 1e4,
  几万: 1e4,
  l: 1e5,
  lac: 1e5,
  lacs: 1e5,
  lakh: 1e5,
  lakhs: 1e5,
  cr: 1e7,
  crore: 1e7,
  crores: 1e7,
};
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

const AFTER_ZH =
  /^ ?(?:来|多|左右|上下|出头)?(?:块钱|块|元|人民币|港币|港元|美元|美金|欧元|欧|英镑|日元|新币|台币|蚊|刀)(?!头|儿地)/;
const AFTER_EN =
  /^ ?(?:sing(?:apore)? dollars?|dollars?|bucks|usd|euros?|eur|pounds?|quid|gbp|rupees|inr|hkd|sgd|rmb|yuan|cny|€|£)(?![a-z])/;
/** What follows says that things are counted, not money. */
const COUNTED =
  /^ ?(?:多|来)?(?:个(?!点|亿)|人|台|条|单|家|次|辆|名|吨|件|户|套|张|号|栋|平|米|公里|页|字|小时|分钟|天|年|月|people|users?|seats?|employees|staff|customers|loads|orders|tickets|calls|records|rows|units|devices|endpoints|hours|days|weeks|months|minutes|sq|square|miles|sites|students|patients|skus|transactions|emails|leads|contacts|members|stores|locations)/;
const PERCENT = /^ ?(?:%|percent|per cent|个点|个百分点|pct)/;
const ZHE = /^ ?折/;
const PERIODS: readonly (readonly [RegExp, BudgetPeriod])[] = [
  [
    /(?:per|a|\/|each) ?(?:seat|user|head|person|agent|license|licence|dev|endpoint)(?:[ /,]*(?:per|a|\/) ?(?:month|mo)\b)|每(?:人|个?账号|席|用户|坐席)(?:每|\/|一个?)?月|(?:人|席|账号)\/月/,
    'seat_month',
  ],
  [
    /(?:per|a|\/|each) ?(?:seat|user|head|agent|license|licence|dev)(?:[ /,]*(?:per|a|\/) ?(?:year|yr|annum)\b)?|每(?:人|个?账号|席|用户|坐席)(?:每|\/|一)?年|(?:人|席|账号)\/年/,
    'seat_year',
  ],
  [/(?:per|a|\/|each|every) ?(?:month|mo)\b|monthly|每(?:个)?月|一个月|月付|\/月|每月/, 'month'],
  [/(?:per|a|\/|each|this|next) ?quarter|quarterly|\/q\b|每(?:个)?季度|一个?季度|\/季/, 'quarter'],
  [
    /(?:per|a|\/|each|the|this|next|for the|full|first) ?(?:fiscal |financial |calendar )?(?:year|yr|annum|fy)\b|annual|annually|yearly|this fy|p\.?a\b|一年|每年|\/年|年度|全年|今年|明年|按年/,
    'year',
  ],
  [/one[- ]?(?:time|off)|once|一次性|总共就这|买断/, 'once'],
];
const CEILING_BEFORE =
  /(?:不超过|不能超过?|不要超|最多|顶多|上限|封顶|撑死|至多|不高于|up to|no more than|not more than|can't (?:go|do|spend) (?:over|above|past|more than)|under|below|max(?:imum)?(?: of)?|at most|cap(?:ped)?(?: \w+)? at|tops out at|ceiling (?:is|of)|within|can't exceed|cannot exceed|not exceed|over|above|past)(?: about| around| like)?[^\d一二两三四五六七八九十百]{0,6}$/;
const CEILING_AFTER =
  /^[^，。,.!?]{0,6}?(?:以内|之内|以下|封顶|内(?!容|部)|打住|到顶|顶天|为限|max\b|tops\b|ceiling|or less|at most|or under)/;
const FLOOR_BEFORE =
  /(?:至少|最少|不低于|起码|at least|minimum(?: of)?|north of|no less than)[^\d一二两三四五六七八九十百]{0,6}$/;
const FLOOR_AFTER = /^[^，。,.!?]{0,4}?(?:以上|起步|打底|or more|plus\b|\+|minimum)/;
/** "can't go over X", "anything over X": only the first bounds it. */
const OVER = /(?:over|above|past)[^\d]{0,8}$/;
const REFUSES = /(?:can't|cannot|can not|couldn't|won't|not|don't|never)[^.]{0,24}$/;
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
