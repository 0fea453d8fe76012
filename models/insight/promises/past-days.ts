import { DateTime } from 'luxon';

import { findTimes } from '../dates/dates.js';

const DAYS_AGO: Readonly<Record<string, number>> = {
  ...{ 今天: 0, 刚才: 0, 刚刚: 0, 今早: 0, 昨天: 1, 昨日: 1, 昨晚: 1, 前天: 2, 大前天: 3 },
  ...{ today: 0, 'this morning': 0, 'this afternoon': 0, yesterday: 1, 'last night': 1, 'day before yesterday': 2 },
};
const NEAR = new RegExp(
  Object.keys(DAYS_AGO)
    .sort((a, b) => b.length - a.length)
    .join('|'),
);
const AGO = /(\d{1,2}|[一二两三四五六七八九十]|an?|one|two|three|four|five|six) ?(天|周|days?|weeks?)(?:之?前| ago)/;
const COUNTS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const EN_COUNTS = ['', 'one', 'two', 'three', 'four', 'five', 'six'];
const ZH_WEEKDAY = /(上上?|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])/;
const EN_WEEKDAY = /\b(?:last |on |this )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/;
const EN_DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const ZH_DAYS = '一二三四五六日';
const NAMES_MONTH = /月|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d[/.-]\d/;

/**
 * The day that words about something past name, looking back from the day they were said: on the 30th "the 28th" is two
 * days ago. Null where they name none.
 * @param folded the words, folded
 * @param said the day they were said, in the zone of the conversation
 */
export function pastDay(folded: string, said: DateTime | null): string | null {
  if (said === null) return null;
  const today = said.startOf('day');
  const named = dated(folded, today);
  if (named !== null) return named.toISODate();
  const near = NEAR.exec(folded);
  if (near) return today.minus({ days: DAYS_AGO[near[0]] ?? 0 }).toISODate();
  const ago = AGO.exec(folded);
  if (ago) {
    const count = countOf(ago[1] ?? '');
    return today.minus(/周|week/.test(ago[2] ?? '') ? { weeks: count } : { days: count }).toISODate();
  }
  return weekdayBefore(folded, today)?.toISODate() ?? null;
}

function countOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '两') return 2;
  return Math.max(1, COUNTS.indexOf(text), EN_COUNTS.indexOf(text));
}

/** A day of a month; where it would be ahead, that of the month or the year before. */
function dated(folded: string, today: DateTime): DateTime | null {
  for (const { start, end, date } of findTimes(folded, today).toReversed()) {
    const words = folded.slice(start, end);
    if (date === null || !/[号日]|\d(?:st|nd|rd|th)?\b|ieth|teenth|first|second|third/.test(words)) continue;
    if (/[天周内后]|week|day|hour|month/.test(words)) continue;
    const day = DateTime.fromISO(date, { zone: today.zone });
    if (day <= today) return day;
    return NAMES_MONTH.test(words) ? day.minus({ years: 1 }) : day.minus({ months: 1 });
  }
  return null;
}

function weekdayBefore(folded: string, today: DateTime): DateTime | null {
  const zh = ZH_WEEKDAY.exec(folded);
  if (zh) {
    const day = today.startOf('week').plus({ days: ZH_DAYS.indexOf((zh[2] ?? '').replace('天', '日')) });
    if (zh[1]?.startsWith('上')) return day.minus({ weeks: zh[1].length });
    return day <= today ? day : day.minus({ weeks: 1 });
  }
  const en = EN_WEEKDAY.exec(folded);
  if (!en) return null;
  const day = today.startOf('week').plus({ days: EN_DAYS.indexOf(en[1] ?? '') });
  return day < today ? day : day.minus({ weeks: 1 });
}
