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
  weekdayThe,
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

const HOUR = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)';

/** What an ordinal counts when it is no day: "the first copy". */
const NOT_A_DAY = '(?:time|thing|one|two|three|year|month|week|day|quarter|half|call|step|phase|question|place|of the)';

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
    pattern: new RegExp(
      `(?<!\\d(?:st|nd|rd|th)? (?:of )?)\\b(${EN_MONTH})\\.? (?:the )?(\\d{1,2}|${ORD})(?:st|nd|rd|th)?\\b(?!:\\d)`,
      'g',
    ),
    read: ([, m, d], base) => day(base, monthOf(m), enOrdinal(d)),
  },
  {
    pattern: new RegExp(
      `\\b(?:the )?(\\d{1,2}(?:st|nd|rd|th)?|${ORD}|(?:${CNT})(?! m(?:ay|arch)))(?: of)? (${EN_MONTH})\\b`,
      'g',
    ),
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
  { pattern: /(?:over|at|on|this) (?:the )?weekend\b|(?:这个?|本)周末/g, read: (_, base) => weekday(base, 7, 0) },
  // Weekdays
  {
    pattern: /(下下|下|这|本|上)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])(?!天|个|年|月)/g,
    read: ([, which, d], base) => zhWeekday(base, which, WEEKDAYS[d ?? ''] ?? 1),
  },
  {
    // "Wednesday the sixth", "Friday seventh", "Thu 16", but not "Friday 3pm"
    pattern: new RegExp(
      `\\b(${EN_DAY})\\b,? (?:the )?(\\d{1,2}(?:st|nd|rd|th)|\\d{1,2}(?![\\d:.-]| ?(?:am|pm|a m|p m|o.?clock|h\\b|%|k\\b|people|of us|or \\d|to \\d))|${ORD})\\b(?! ${NOT_A_DAY})`,
      'g',
    ),
    read: ([, d, ordinal], base) => weekdayThe(base, d ?? '', ordinal ?? ''),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:on )?(${EN_DAY})(?: of)?,? next week|next week,?(?: (?:on|then|hmm|say|maybe))? (${EN_DAY}))\\b`,
      'g',
    ),
    read: ([, before, after], base) => enWeekday(base, 'next', (before ?? after) as string),
  },
  {
    pattern: new RegExp(`\\b(?:(${EN_DAY}) week|(?:a )?week on (${EN_DAY}))\\b`, 'g'),
    read: ([, before, after], base) => enWeekday(base, 'a week from', (before ?? after) as string),
  },
  {
    pattern: new RegExp(`\\b(next|this|last|a week from|the following)? ?(${EN_DAY})\\b`, 'g'),
    read: ([, which, d], base) => enWeekday(base, which, d ?? ''),
  },
  // Near days
  { pattern: /大后天/g, read: (_, base) => base.plus({ days: 3 }) },
  { pattern: /后天|\bday after tomorrow\b/g, read: (_, base) => base.plus({ days: 2 }) },
  {
    pattern: /明(?:天|日|早|晚|儿)|[聽听聼][日晚]|\btomorrow\b|\btmrw\b|\btmr\b/g,
    read: (_, base) => base.plus({ days: 1 }),
  },
  {
    pattern:
      /今(?:天|日|晚|儿)|下班前?|当天|一会儿?|待会儿?|等会儿?|等下|稍后|马上|挂了(?:就|马上)|\btoday\b|\btonight\b|\bthis (?:afternoon|evening|morning)\b|\beod\b|\bend of (?:the )?day\b|\bclose of business\b|\bcob\b|\bright after (?:this|the) call\b|\bthis (?:aft|arvo)\b|\btonite\b|\bin a (?:sec|minute|bit)\b/g,
    read: (_, base) => base,
  },
  // A part of the day, an hour of it, what comes next in it: the same day's, unless a day stands beside it.
  {
    pattern:
      /(?<![天日号每昨前周期拜][一二三四五六日天]? ?)(?:上午|中午|下午|下晝|下昼|晏晝|晏昼|傍晚|晚上|夜晚|睡前|饭后|会后)(?=.{0,12}?(?:发|發|给|給|俾|送|回您|回你|打|传|問|问|弄|拉|写|跑|查|做|签|send|wechat|whatsapp|call))/g,
    read: (_, base) => base,
  },
  {
    pattern:
      /(?:现在|現在|而家|这就|這就|即刻|立刻|等等|等一下|挂(?:了|完)?(?:电话)?(?:我|就)?)(?=.{0,10}?(?:发|發|给|給|俾|传|傳|弄|查|拉|转|写|开|打|问|send|forward))/g,
    read: (_, base) => base,
  },
  {
    pattern: new RegExp(
      `(?:半|${ZN})个?半?(?:小时|小時|钟头|鐘頭|分钟|分鐘)(?:之?内|之?內|以内|以內|后|後)|(?<![\\d一二三四五六七八九十])(?:\\d{1,2}|[一两二三四五六七八九十]{1,2})点半?(?:之?前|以前)`,
      'g',
    ),
    read: (_, base) => base,
  },
  {
    pattern:
      /\b(?:by|before|after|over) (?:lunch|noon|midday|dinner|tea|supper|breakfast|bed|evening|close|closing|this(?: call)?|the call|we hang up|work)\b/g,
    read: (_, base) => base,
  },
  {
    // "By five", "before half past nine", but not "by five percent"
    pattern: new RegExp(
      `\\b(?:by|before) (?:half (?:past )?)?(?:\\d{1,2}(?::\\d\\d)?(?: ?[ap]\\.?m\\b)?|${HOUR})(?= tonight| today| o.?clock|[.,;!?]|$| (?:and|so|with|at the latest|if|but)\\b)`,
      'g',
    ),
    read: (_, base) => base,
  },
  {
    pattern: new RegExp(
      `\\b(?:in|within|inside) (?:the next |about |like )?(?:(?:half an|an|the|a half|a couple(?: of)?|a few) (?:hour|minute|min|second|sec)s?|(?:\\d{1,2}|${CNT}) (?:minute|min|second|sec)s?)\\b`,
      'g',
    ),
    read: (_, base) => base,
  },
  {
    pattern:
      /\b(?:(?:right|straight) (?:now|away|after)|(?:this|next) (?:minute|second|hour)|immediately|later today|as we speak|(?:as soon as|the minute|the second|when|once) (?:i.m|we.re|i get|i am|we|i) (?:off (?:the phone|this(?: call)?|the call)|hang up))\b/g,
    read: (_, base) => base,
  },
  {
    pattern:
      /\bnow\b(?<=\b(?:send|text|email|e-mail|mail|forward|whatsapp|ping|share|ring|call|book|put|do|get|write|message|pull|start|check|ask|set|sign)(?:ing)?\b[^.?!]{0,40}now)(?! (?:that|and then|we)\b)/g,
    read: (_, base) => base,
  },
  { pattern: /\b(?:first thing )?in the morning\b/g, read: (_, base) => base.plus({ days: 1 }) },
  // Spans
  {
    // Not “三个月的运单”, which is how much, and not “试用14天”, which is how long.
    pattern: new RegExp(
      `(?<![第试用\\d一二三四五六七八九十])(${ZN}|半)(?:个?(工作日|天|日|周|星期|礼拜)|个(月))(?:之?内|以内|后|之后|左右)?(?!的)`,
      'g',
    ),
    read: ([all, n, unit, months], base) => zhSpan(all, base, zhNumber(n), unit ?? months ?? ''),
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
    pattern: new RegExp(`\\bthe (\\d{1,2}(?:st|nd|rd|th)|${ORD})\\b(?! ${NOT_A_DAY})`, 'g'),
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
  /[月周号日]|[上中下]午|[傍晚][晚上]|[后今明当]天|[聽听聼][日晚]|礼拜|星期|小时|工作日|半天|\d天|[一二两三四五六七八九十]天|年[底末]|季度|今[晚儿日]|明[早晚儿]|下班|一会|待会|等会|等下|稍后|马上|挂了|五一|十一|国庆|春节|元旦|中秋|端午|尽快|早点|\d[/.-]\d|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur?|sun)(?:day|s)?\b|\bday|week|month|tomorrow|\btmr|tonight|year|quarter|\beo[dwmqy]\b|\bcob\b|close of|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|the \d|the [a-z-]+(?:st|nd|rd|th)\b|today|this (?:aft|eve|morn|arvo)|tonite|\d(?:st|nd|rd|th)\b|ieth\b|(?:four|six|seven|nin|t|elev|fif|thir|eigh)(?:teen)?th\b|twelfth|\bfirst\b|soon|asap|hour|minute|\bmins?\b|off the phone|hang up|in the morning|weekend|周末|等一下|second|in a |\bnow\b|away\b|immediately|later today|as we speak|\b(?:by|before|after|over) |[下晏][晝昼]|睡前|[饭会]后|现在|現在|而家|[即立]刻|[这這]就|等等|挂|小時|[钟鐘]|[\d一二两三四五六七八九十]点/;

/** The last time named, which in speech is the one that counts ("Thursday, no, Friday"); null when none has a date. */
export function dueOf(times: readonly When[]): string | null {
  return times.findLast((when) => when.date !== null)?.date ?? null;
}
