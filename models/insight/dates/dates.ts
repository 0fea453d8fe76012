import { DateTime } from 'luxon';

import { GRAMMARS } from './grammar/index.js';
import { EN_DAY, ZN } from './grammar/words.js';
import { squeeze } from './time-spaces.js';
import { counted, type Found } from './time-spans.js';

/** A time somebody named. `date` is null where the words leave the day open ("下周", "soon"). Offsets are into the scanned text. */
export interface When {
  readonly start: number;
  readonly end: number;
  readonly date: string | null;
  /** The day that was planned is put off by so much (“晚一周”), and these words do not say which day that was. */
  readonly moves?: (planned: string) => string | null;
}
/** Times named in a folded text. `base` is the day it was said, in the zone of the conversation; null leaves every date open. */
export function findTimes(folded: string, base: DateTime | null): When[] {
  const { text, at } = squeeze(folded);
  if (!MAY_NAME_TIME.test(text)) return [];
  const found: Found[] = [];
  for (const { pattern, read, span, moves } of GRAMMARS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((when) => when.start < end && start < when.end)) continue;
      const words = match;
      found.push({
        start,
        end,
        date: base === null ? null : valid(read(words, base)),
        ...(span ? { from: (day: DateTime) => valid(read(words, day)) } : {}),
        ...(moves ? { moves } : {}),
      });
    }
  }
  const times = counted(
    text,
    found.sort((a, b) => a.start - b.start),
  ).map((time) => whenOf(time, base));
  return together(text, times).map((when) => ({ ...when, start: at(when.start), end: at(when.end) }));
}

const valid = (date: DateTime | null): DateTime | null => (date?.isValid ? date : null);

function whenOf({ start, end, date, from, moves }: Found, base: DateTime | null): When {
  const iso = date?.toISODate() ?? null;
  if (!moves || !from || iso !== null || base === null) return { start, end, date: iso };
  const zone = base.zone;
  return { start, end, date: null, moves: (planned) => from(DateTime.fromISO(planned, { zone }))?.toISODate() ?? null };
}

/** Times that stand so close are one: “周四 21 号”, “the first, that's Wednesday”, “明天下班前”. */
const CLOSE = 14;
/** A part of a day takes the day named so far before it, or so close after it. */
const SAME_DAY = 30;
const BESIDE = 4;
const DAY_OF_WEEK = new RegExp(`^(?:这|本)?个?(?:周|星期|礼拜)[一二三四五六日天1-7]$|^ ?${EN_DAY}$`);
const IN_A_DAY = new RegExp(
  `^(?:下班前?|eod|end of (?:the )?day|close of business|cob|[上中下傍晚夜晏][午晚上晝昼]|睡前|饭后|会后|(?:${ZN})点半?(?:之?前|以前)|(?:first thing )?in the morning|(?:by|before|after|over) .*)$`,
);

/** A day of the week beside a day of the month that falls on it means that day; the end of a day is that of the day before it. */
function together(folded: string, times: readonly When[]): When[] {
  return times.map((when, n) => {
    const words = folded.slice(when.start, when.end);
    const before = times[n - 1];
    if (IN_A_DAY.test(words)) {
      const after = times[n + 1];
      if (before?.date && when.start - before.end <= SAME_DAY) return { ...when, date: before.date };
      return after?.date && after.start - when.end <= BESIDE ? { ...when, date: after.date } : when;
    }
    if (when.date === null || !DAY_OF_WEEK.test(words)) return when;
    const same = [before, times[n + 1]].find(
      (other) =>
        other?.date != null &&
        !DAY_OF_WEEK.test(folded.slice(other.start, other.end)) &&
        Math.max(when.start - other.end, other.start - when.end) <= CLOSE &&
        weekdayOf(other.date) === weekdayOf(when.date as string),
    );
    return same ? { ...when, date: same.date } : when;
  });
}

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** A cheap look first: most clauses name no time. */
const MAY_NAME_TIME =
  /[月周号日]|[上中下]午|[傍晚][晚上]|[后今明当]天|[聽听聼][日晚]|礼拜|星期|小时|工作日|半天|\d天|[一二两三四五六七八九十]天|年[底末]|季度|今[晚儿日]|明[早晚儿]|下班|一会|待会|等会|等下|稍后|马上|挂了|五一|十一|国庆|春节|元旦|中秋|端午|清明|过年|年[前内中]|半年|圣诞|感恩|劳动节|复活|情人|跨年|平安夜|618|双11|新年|初一|尽快|早点|\bq[1-4]|\bh[12]\b|half|fortnight|easter|christmas|xmas|thanks?giving|halloween|valentine|festival|memorial|labor day|mid-autumn|\d[/.-]\d|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur?|sun)(?:day|s)?\b|\bday|week|month|tomorrow|\btmr|tonight|year|quarter|\beo[dwmqy]\b|\bcob\b|close of|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|the \d|the [a-z-]+(?:st|nd|rd|th)\b|today|this (?:aft|eve|morn|arvo)|tonite|\d(?:st|nd|rd|th)\b|ieth\b|(?:four|six|seven|nin|t|elev|fif|thir|eigh)(?:teen)?th\b|twelfth|\bfirst\b|soon|asap|hour|minute|\bmins?\b|off the phone|hang up|in the morning|weekend|周末|等一下|second|in a |\bnow\b|away\b|immediately|later today|as we speak|\b(?:by|before|after|over) |[下晏][晝昼]|睡前|[饭会]后|现在|現在|而家|[即立]刻|[这這]就|等等|挂|小時|[钟鐘]|[\d一二两三四五六七八九十]点/;

/** The last time named, which in speech is the one that counts ("Thursday, no, Friday"); null when none has a date. */
export function dueOf(times: readonly When[]): string | null {
  return times.findLast((when) => when.date !== null)?.date ?? null;
}
