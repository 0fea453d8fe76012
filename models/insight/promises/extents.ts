import type { DateTime } from 'luxon';

import type { Extent } from '../../domain/index.js';
import { dueOf, findTimes } from '../dates/dates.js';

const ZH_NUMBER: Readonly<Record<string, number>> = {
  ...{ 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 半: 0.5 },
};
const EN_NUMBER: Readonly<Record<string, number>> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ twelve: 12, fourteen: 14, fifteen: 15, twenty: 20, thirty: 30, sixty: 60, ninety: 90 },
  ...{ 'twenty-four': 24, 'thirty-six': 36, 'forty-eight': 48 },
};
const UNIT: Readonly<Record<string, Extent['unit']>> = {
  ...{ 小时: 'hour', 钟头: 'hour', 工作日: 'day', 天: 'day', 日: 'day', 周: 'week', 星期: 'week', 礼拜: 'week' },
  ...{ 月: 'month', 年: 'year', hour: 'hour', day: 'day', week: 'week', month: 'month', year: 'year' },
};

const ZH =
  /(\d+(?:\.\d+)?|[一二两三四五六七八九十半]{1,3})(?:个(小时|钟头|工作日|星期|礼拜|月)|(小时|天|周|年|工作日|日内))/g;
const EN = new RegExp(
  String.raw`\b(\d+(?:\.\d+)?|${Object.keys(EN_NUMBER)
    .sort((a, b) => b.length - a.length)
    .join('|')})[- ](?:business |working |full |calendar )?(hour|day|week|month|year)s?\b(?!-| old)`,
  'g',
);
const PIECES =
  /\b(\d+)(?: (?:free|extra|additional|more|complimentary))* (?:licen[cs]es?|seats?|users?|accounts?|copies|units?|machines?|sessions?|workshops?)\b|(\d+)(?:个|套|台|份|次|场)/g;

/** How long and how many the words name, in their order. @param folded the words, folded */
export function extentsIn(folded: string): Extent[] {
  const found: (Extent & { at: number })[] = [];
  for (const { index, ...match } of folded.matchAll(ZH)) {
    const unit = UNIT[(match[2] ?? match[3] ?? '').replace('日内', '日')];
    const value = zhNumber(match[1] ?? '');
    // “三月”, “2026年”, “第二天” are days and not lengths.
    if (unit === undefined || value === null || value > 1000 || folded.charAt(index - 1) === '第') continue;
    found.push({ value, unit, at: index });
  }
  for (const { index, ...match } of folded.matchAll(EN)) {
    const unit = UNIT[match[2] ?? ''];
    const value = EN_NUMBER[match[1] ?? ''] ?? Number(match[1]);
    // "The first two years" of three are no other length; "a day" alone says "per day".
    if (
      unit === undefined ||
      Number.isNaN(value) ||
      (/^an?$/.test(match[1] ?? '') && !/within $/.test(folded.slice(0, index)))
    )
      continue;
    found.push({ value, unit, at: index });
  }
  for (const { index, ...match } of folded.matchAll(PIECES))
    found.push({ value: Number(match[1] ?? match[2]), unit: 'piece', at: index });
  return found.sort((a, b) => a.at - b.at).map(({ value, unit }) => ({ value, unit }));
}

function zhNumber(text: string): number | null {
  if (/^\d/.test(text)) return Number(text);
  const [tens, ones] = text.split('十');
  if (ones === undefined) return ZH_NUMBER[text] ?? null;
  return (tens === '' ? 1 : (ZH_NUMBER[tens ?? ''] ?? 1)) * 10 + (ones === '' ? 0 : (ZH_NUMBER[ones] ?? 0));
}

const HOURS: Readonly<Record<Extent['unit'], number>> = {
  ...{ hour: 1, day: 24, week: 168, month: 730, year: 8760, piece: 1 },
};
/** A month may be 28 days, or 31; a year 360. */
const ROUNDING = 0.04;

const isTime = ({ unit }: Extent): boolean => unit !== 'piece';

/** Two lengths, or two counts, that are not the same one in other units: "36 months" are "three years". */
export function extentsDiffer(a: Extent, b: Extent): boolean {
  const [left, right] = [a.value * HOURS[a.unit], b.value * HOURS[b.unit]];
  return isTime(a) === isTime(b) && Math.abs(left - right) > ROUNDING * Math.max(left, right);
}

/** The extent that became another: none where the two have one in common, or one of them names none of the other's sort. */
export function changedExtent(
  before: readonly Extent[],
  after: readonly Extent[],
): { before: Extent; after: Extent } | null {
  for (const old of before) {
    const others = after.filter((one) => isTime(one) === isTime(old));
    const now = others[0];
    if (
      now &&
      others.every((one) => extentsDiffer(old, one)) &&
      !before.some((one) => isTime(one) === isTime(now) && !extentsDiffer(one, now))
    )
      return { before: old, after: now };
  }
  return null;
}

const LATER =
  /(?:晚|推迟|延期|延后|延迟|拖|顺延|往后推|往后延|推后|delay\w*|slip\w*|push\w*|late\w*|longer|move\w*|behind|need|more)/;

/** Times that say how long, and not which day. */
const LENGTH =
  /(?:天|日内|周|星期|礼拜|月|工作日)(?:之?内|以内|后|之后|左右)?$|\b(?:days?|weeks?|months?|hours?)$|小时|hours?\b/;
const MONTH_OR_DAY = /月(?:底|末|初)|[\d一二三四五六七八九十]+月份?$/;

/** The day that words name by its date or weekday; null where they only say how long it takes. */
export function dayNamed(folded: string, said: DateTime | null): string | null {
  const named = findTimes(folded, said).filter(({ start, end }) => {
    const words = folded.slice(start, end);
    return !LENGTH.test(words) || MONTH_OR_DAY.test(words);
  });
  return dueOf(named);
}

/** How many days later something is to come: “晚一周”, "delayed by ten days", "two weeks later"; null where it says no number. */
export function delayIn(folded: string): number | null {
  if (!LATER.test(folded)) return null;
  const [length] = extentsIn(folded.replace(/\b(an?) (week|month|day)\b/g, '1 $2')).filter(isTime);
  if (!length || length.unit === 'hour') return null;
  const days = { day: 1, week: 7, month: 30, year: 365, piece: 0 }[length.unit];
  return Math.round(length.value * days);
}
