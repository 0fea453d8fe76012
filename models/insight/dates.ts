import type { DateTime } from 'luxon';

import {
  WEEKDAYS,
  EN_COUNT,
  EN_ORDINAL,
  zhNumber,
  enOrdinal,
  monthOf,
  day,
  month,
  partOfMonth,
  nextDayOfMonth,
  weekday,
  zhWeekday,
  enWeekday,
  zhSpan,
  enSpan,
} from './calendar.js';

/** A time somebody named. `date` is null where the words leave the day open ("下周", "soon"). Offsets are into the scanned text. */
export interface When {
  readonly start: number;
  readonly end: number;
  readonly date: string | null;
}

const ZN = '[一二两三四五六七八九十]{1,3}|\\d{1,3}';
const EN_DAY =
  '(?:monday|mon|tuesday|tues|tue|wednesday|weds|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat|sunday|sun)';
const EN_MONTH =
  '(?:january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|august|aug|september|sept|sep|october|oct|november|nov|december|dec)';
const ORD = Object.keys(EN_ORDINAL)
  .sort((a, b) => b.length - a.length)
  .join('|')
  .replaceAll('-', '[- ]');
const CNT = Object.keys(EN_COUNT)
  .sort((a, b) => b.length - a.length)
  .join('|');

type Reader = (match: RegExpExecArray, base: DateTime) => DateTime | null;
interface Grammar {
  readonly pattern: RegExp;
  readonly read: Reader;
}

/** Tried in this order; the earlier one keeps the words that two of them claim. */
const GRAMMARS: readonly Grammar[] = [
  // Full dates
  {
    pattern: /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?/g,
    read: ([, y, m, d], base) => day(base, Number(m), Number(d), Number(y)),
  },
  {
    pattern: new RegExp(`(${ZN})月(?:份)?(${ZN})[号日]?(?![个\\d])`, 'g'),
    read: ([, m, d], base) => day(base, zhNumber(m), zhNumber(d)),
  },
  {
    pattern: new RegExp(`(${ZN})月(?:份)?(底|末|初|中旬?|上旬|下旬)`, 'g'),
    read: ([, m, part], base) => partOfMonth(month(base, zhNumber(m)), part),
  },
  {
    pattern: new RegExp(`\\b(${EN_MONTH})\\.? (?:the )?(\\d{1,2}|${ORD})(?:st|nd|rd|th)?\\b`, 'g'),
    read: ([, m, d], base) => day(base, monthOf(m), enOrdinal(d)),
  },
  {
    pattern: new RegExp(`\\b(?:the )?(\\d{1,2}(?:st|nd|rd|th)?|${ORD}) (?:of )?(${EN_MONTH})\\b`, 'g'),
    read: ([, d, m], base) => day(base, monthOf(m), enOrdinal(d)),
  },
  // Ends of periods
  {
    pattern: /(这个?|本|下个?)?月(?:底|末)(?:之?前)?/g,
    read: ([, which], base) => base.plus({ months: which?.startsWith('下') ? 1 : 0 }).endOf('month'),
  },
  {
    pattern: /(?:by |before |at )?(?:the )?(?:end of (?:the |this )?month|month[- ]end|eom)\b/g,
    read: (_, base) => base.endOf('month'),
  },
  { pattern: /(?:end of|by the end of) next month/g, read: (_, base) => base.plus({ months: 1 }).endOf('month') },
  {
    pattern: new RegExp(`end of (${EN_MONTH})\\b`, 'g'),
    read: ([, m], base) => month(base, monthOf(m)).endOf('month'),
  },
  {
    pattern: /(?:年底|年末)(?:之?前)?|end of (?:the |this )?year|year[- ]end|\beoy\b/g,
    read: (_, base) => base.endOf('year'),
  },
  {
    pattern: /(?:本|这个?)?季度(?:末|底)|end of (?:the |this )?quarter|\beoq\b/g,
    read: (_, base) => base.endOf('quarter'),
  },
  {
    pattern: /(?:end of|by the end of) (?:the |this )?week|\beow\b|(?:这|本)周(?:之?内|末前)/g,
    read: (_, base) => weekday(base, 5, 0),
  },
  // Weekdays
  {
    pattern: /(下下|下|这|本|上)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])(?!天|个|年|月)/g,
    read: ([, which, d], base) => zhWeekday(base, which, WEEKDAYS[d ?? ''] ?? 1),
  },
  {
    pattern: new RegExp(
      `\\b(next|this|last|a week from|the following)? ?(${EN_DAY})\\b(?: the (\\d{1,2}|${ORD})(?:st|nd|rd|th)?\\b)?`,
      'g',
    ),
    read: ([, which, d, ordinal], base) =>
      ordinal ? nextDayOfMonth(base, enOrdinal(ordinal)) : enWeekday(base, which, d ?? ''),
  },
  // Near days
  { pattern: /大后天/g, read: (_, base) => base.plus({ days: 3 }) },
  { pattern: /后天/g, read: (_, base) => base.plus({ days: 2 }) },
  {
    pattern: /明(?:天|日|早|晚|儿)|聽日|听日|\btomorrow\b|\btmrw\b|\btmr\b/g,
    read: (_, base) => base.plus({ days: 1 }),
  },
  {
    pattern:
      /今(?:天|日|晚|儿)|下班前?|当天|一会儿?|待会儿?|等会儿?|等下|稍后|马上|挂了(?:就|马上)|\btoday\b|\btonight\b|\bthis (?:afternoon|evening|morning)\b|\beod\b|\bend of (?:the )?day\b|\bclose of business\b|\bcob\b|\bright after (?:this|the) call\b|\bthis (?:aft|arvo)\b|\btonite\b|\bin a (?:sec|minute|bit)\b/g,
    read: (_, base) => base,
  },
  // “我下午发你”: today's; after a day it is that day's, and is not looked at.
  {
    pattern:
      /(?<![天日号每昨前周期拜][一二三四五六日天]? ?)(?:上午|中午|下午|傍晚|晚上)(?=.{0,5}(?:发|给|送|回您|回你|打给))/g,
    read: (_, base) => base,
  },
  // Spans
  {
    // Not “三个月的运单”, which is how much, and not “试用14天”, which is how long.
    pattern: new RegExp(
      `(?<![第试用\\d一二三四五六七八九十])(${ZN}|半)个?(工作日|天|日|周|星期|礼拜|月)(?:之?内|以内|后|之后|左右)?(?!的)`,
      'g',
    ),
    read: ([all, n, unit], base) => zhSpan(all, base, zhNumber(n), unit ?? ''),
  },
  {
    pattern: new RegExp(
      `\\b(?:in|within|inside|after|next)(?: of| about| around| the next)? (\\d{1,3}|${CNT})(?: or \\w+)?[ -](business |working )?(day|week|month|hour)s?\\b`,
      'g',
    ),
    read: ([, n, business, unit], base) => enSpan(base, n ?? '', Boolean(business), unit ?? ''),
  },
  {
    pattern: /(?:两|二|2|24|48|二十四|四十八|几)个?小时(?:之?内)?|\b(?:24|48) hours\b/g,
    read: ([all], base) =>
      base.plus({ days: /48|四十八/.test(all) ? 2 : all.startsWith('24') || all.startsWith('二十四') ? 1 : 0 }),
  },
  // A day of this or the next month
  {
    pattern: new RegExp(`(?<![月第\\d])(${ZN}) ?号(?!线|楼|位|机|厂|库|仓|桌|门|院|店)`, 'g'),
    read: ([, d], base) => nextDayOfMonth(base, zhNumber(d)),
  },
  {
    pattern: new RegExp(
      `\\bthe (\\d{1,2}(?:st|nd|rd|th)|${ORD})\\b(?! (?:time|thing|one|two|three|year|month|week|day|quarter|half|call|step|phase|question|place|of the))`,
      'g',
    ),
    read: ([, d], base) => nextDayOfMonth(base, enOrdinal(d)),
  },
  {
    // “20th is fine”, “by the 20th” without its article, “thirtieth works”
    pattern: new RegExp(
      `\\b(?:(?:by|on|for|before|until|till|say|make it) (\\d{1,2}(?:st|nd|rd|th)|${ORD})|(\\d{1,2}(?:st|nd|rd|th)|${ORD})(?=,? (?:works|suits|is (?:fine|good|ok|okay|great|perfect)|then\\b|it is)))\\b`,
      'g',
    ),
    read: ([, after, before], base) => nextDayOfMonth(base, enOrdinal(after ?? before)),
  },
  {
    pattern: /(?<![\d./])(\d{1,2})(?:\/(\d{1,2})|\.(\d{2}|\d(?=[号日前])))(?![\d/%.万wk]| ?元| ?块)/g,
    read: ([, m, slashed, dotted], base) => day(base, Number(m), Number(slashed ?? dotted)),
  },
  // Open ones: a time was named, the day was not
  {
    pattern:
      /下个?(?:周|星期|礼拜|月)|这个?(?:周|星期|礼拜|月)|本周|本月|(?:五一|十一|国庆|春节|元旦|中秋|端午|双十一|618)(?:之?前|前|后)?|\bnext (?:week|month|quarter)\b|\bthis (?:week|month)\b|\bearly next week\b|\bsoon\b|\basap\b|尽快|早点/g,
    read: () => null,
  },
  {
    pattern: new RegExp(
      `\\b(?:by|before|in|until|till|early|mid|late) (?:early |mid |late |mid-)?(${EN_MONTH})\\b|(?:${ZN})月份?(?:之?前|前)?`,
      'g',
    ),
    read: () => null,
  },
];

/** Times named in a folded text. `base` is the day it was said, in the zone of the conversation; null leaves every date open. */
export function findTimes(folded: string, base: DateTime | null): When[] {
  if (!MAY_NAME_TIME.test(folded)) return [];
  const found: When[] = [];
  for (const { pattern, read } of GRAMMARS) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(folded); match; match = pattern.exec(folded)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((when) => when.start < end && start < when.end)) continue;
      const date = base === null ? null : read(match, base);
      found.push({ start, end, date: date === null || !date.isValid ? null : date.toISODate() });
    }
  }
  return together(
    folded,
    found.sort((a, b) => a.start - b.start),
  );
}

/** Times that stand so close are one: “周四 21 号”, “the first, that's Wednesday”, “明天下班前”. */
const CLOSE = 14;
const DAY_OF_WEEK = new RegExp(`^(?:这|本)?个?(?:周|星期|礼拜)[一二三四五六日天1-7]$|^ ?${EN_DAY}$`);
const END_OF_DAY = /^(?:下班前?|eod|end of (?:the )?day|close of business|cob)$/;

/** A day of the week beside a day of the month that falls on it means that day; the end of a day is that of the day before it. */
function together(folded: string, times: readonly When[]): When[] {
  return times.map((when, n) => {
    const words = folded.slice(when.start, when.end);
    const before = times[n - 1];
    if (END_OF_DAY.test(words))
      return before?.date && when.start - before.end <= 2 ? { ...when, date: before.date } : when;
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
  /[月周号日]|[上中下]午|[傍晚][晚上]|[后今明当听]天|礼拜|星期|小时|工作日|半天|\d天|[一二两三四五六七八九十]天|年[底末]|季度|今[晚儿日]|明[早晚儿]|下班|一会|待会|等会|等下|稍后|马上|挂了|五一|十一|国庆|春节|元旦|中秋|端午|尽快|早点|\d[/.-]\d|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur?|sun)(?:day|s)?\b|\bday|week|month|tomorrow|\btmr|tonight|year|quarter|\beo[dwmqy]\b|\bcob\b|close of|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|the \d|the [a-z-]+(?:st|nd|rd|th)\b|today|this (?:aft|eve|morn|arvo)|tonite|\d(?:st|nd|rd|th)\b|ieth\b|(?:four|six|seven|nin|t|elev|fif|thir|eigh)(?:teen)?th\b|twelfth|\bfirst\b|soon|asap|hours|in a |right after/;

/** The last time named, which in speech is the one that counts ("Thursday, no, Friday"); null when none has a date. */
export function dueOf(times: readonly When[]): string | null {
  return times.findLast((when) => when.date !== null)?.date ?? null;
}
