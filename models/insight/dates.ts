import { DateTime } from 'luxon';

/** A time somebody named. `date` is null where the words leave the day open ("下周", "soon"). Offsets are into the scanned text. */
export interface When {
  readonly start: number;
  readonly end: number;
  readonly date: string | null;
}

const ZH_DIGIT: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
  半: 0.5,
};
const WEEKDAYS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  日: 7,
  天: 7,
  '1': 1,
  '2': 2,
  '3': 3,
  '4': 4,
  '5': 5,
  '6': 6,
  '7': 7,
  mon: 1,
  tue: 2,
  wed: 3,
  thu: 4,
  fri: 5,
  sat: 6,
  sun: 7,
};
const MONTHS: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  sep: 9,
  oct: 10,
  nov: 11,
  dec: 12,
};
const EN_COUNT: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  sixty: 60,
  ninety: 90,
};
const EN_ORDINAL: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  'twenty-first': 21,
  'twenty-second': 22,
  'twenty-third': 23,
  'twenty-fourth': 24,
  'twenty-fifth': 25,
  'twenty-sixth': 26,
  'twenty-seventh': 27,
  'twenty-eighth': 28,
  'twenty-ninth': 29,
  thirtieth: 30,
  'thirty-first': 31,
};

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
      /今(?:天|日|晚|儿)|下班前?|当天|一会儿?|待会儿?|等会儿?|等下|稍后|马上|挂了(?:就|马上)|\btoday\b|\btonight\b|\bthis (?:afternoon|evening|morning)\b|\beod\b|\bend of (?:the )?day\b|\bclose of business\b|\bcob\b|\bright after (?:this|the) call\b|\bin a (?:sec|minute|bit)\b/g,
    read: (_, base) => base,
  },
  // Spans
  {
    pattern: new RegExp(`(?<!第)(${ZN}|半)个?(工作日|天|日|周|星期|礼拜|月)(?:之?内|以内|后|之后|左右)?`, 'g'),
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
    pattern: new RegExp(`(?<![月第\\d])(${ZN})号(?!线|楼|位|机|厂|库|仓|桌|门|院|店)`, 'g'),
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
  return found.sort((a, b) => a.start - b.start);
}

/** A cheap look first: most clauses name no time. */
const MAY_NAME_TIME =
  /[月周号日]|[后今明当听]天|礼拜|星期|小时|工作日|半天|\d天|[一二两三四五六七八九十]天|年[底末]|季度|今[晚儿日]|明[早晚儿]|下班|一会|待会|等会|等下|稍后|马上|挂了|五一|十一|国庆|春节|元旦|中秋|端午|尽快|早点|\d[/.-]\d|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur?|sun)(?:day|s)?\b|\bday|week|month|tomorrow|\btmr|tonight|year|quarter|\beo[dwmqy]\b|\bcob\b|close of|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|the \d|the [a-z-]+(?:st|nd|rd|th)\b|today|this (?:after|eve|morn)|soon|asap|hours|in a |right after/;

/** The last time named, which in speech is the one that counts ("Thursday, no, Friday"); null when none has a date. */
export function dueOf(times: readonly When[]): string | null {
  return times.findLast((when) => when.date !== null)?.date ?? null;
}

function zhNumber(text: string | undefined): number {
  if (text === undefined) return Number.NaN;
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '半') return 0.5;
  const tens = /^([一二三四五六七八九])?十([一二三四五六七八九])?$/.exec(text);
  if (tens) return (tens[1] ? (ZH_DIGIT[tens[1]] ?? 1) : 1) * 10 + (tens[2] ? (ZH_DIGIT[tens[2]] ?? 0) : 0);
  const pair = /^([一二三四五六七八九])([一二三四五六七八九])$/.exec(text);
  if (pair) return ZH_DIGIT[pair[2] ?? ''] ?? Number.NaN;
  return ZH_DIGIT[text] ?? Number.NaN;
}

function enOrdinal(text: string | undefined): number {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isNaN(number) ? (EN_ORDINAL[(text ?? '').replace(' ', '-')] ?? Number.NaN) : number;
}

function monthOf(name: string | undefined): number {
  return MONTHS[(name ?? '').slice(0, 3)] ?? Number.NaN;
}

/** The next such day from the base on; a year that was named wins. */
function day(base: DateTime, monthNumber: number, dayNumber: number, year?: number): DateTime | null {
  const date = base.set({ month: monthNumber, day: 1 }).set({ year: year ?? base.year });
  if (!date.isValid || dayNumber < 1 || dayNumber > (date.daysInMonth ?? 31) || monthNumber < 1 || monthNumber > 12)
    return null;
  const set = date.set({ day: dayNumber });
  return year === undefined && set < base.minus({ months: 3 }) ? set.plus({ years: 1 }) : set;
}

function month(base: DateTime, monthNumber: number): DateTime {
  if (!(monthNumber >= 1 && monthNumber <= 12)) return DateTime.invalid('no such month');
  const set = base.set({ day: 1, month: monthNumber });
  return set.endOf('month') < base ? set.plus({ years: 1 }) : set;
}

function partOfMonth(start: DateTime, part: string | undefined): DateTime | null {
  return part === '底' || part === '末' || part === '下旬' ? start.endOf('month') : null;
}

function nextDayOfMonth(base: DateTime, dayNumber: number): DateTime | null {
  if (!(dayNumber >= 1 && dayNumber <= 31)) return null;
  const start = dayNumber >= base.day ? base : base.plus({ months: 1 });
  return dayNumber > (start.daysInMonth ?? 31) ? null : start.set({ day: dayNumber });
}

function weekday(base: DateTime, target: number, weeks: number): DateTime {
  return base.startOf('week').plus({ weeks, days: target - 1 });
}

/** 周三 is this week's or, once past, the next one; 下周三 is next week's. */
function zhWeekday(base: DateTime, which: string | undefined, target: number): DateTime | null {
  if (which === '上') return null;
  if (which === '下') return weekday(base, target, 1);
  if (which === '下下') return weekday(base, target, 2);
  const date = weekday(base, target, 0);
  return which === undefined && date < base.startOf('day') ? date.plus({ weeks: 1 }) : date;
}

function enWeekday(base: DateTime, which: string | undefined, name: string): DateTime | null {
  const target = WEEKDAYS[name.slice(0, 3)] ?? 1;
  if (which === 'last') return null;
  if (which === 'next' || which === 'the following') return weekday(base, target, 1);
  const date = weekday(base, target, 0);
  const upcoming = date <= base.startOf('day') ? date.plus({ weeks: 1 }) : date;
  return which === 'a week from' ? upcoming.plus({ weeks: 1 }) : upcoming;
}

/** Only a bounded span gives a day: 三周之内 does, 三周 beside "一般" may be a duration. */
function zhSpan(all: string, base: DateTime, count: number, unit: string): DateTime | null {
  if (Number.isNaN(count) || (unit === '日' && !all.includes('工作'))) return null;
  if (unit === '工作日') return plusBusinessDays(base, count);
  if (unit === '天' || unit === '日') return base.plus({ days: Math.ceil(count) });
  if (unit === '月') return count === 0.5 ? base.plus({ days: 15 }) : base.plus({ months: count });
  return base.plus({ weeks: Math.ceil(count) });
}

function enSpan(base: DateTime, count: string, business: boolean, unit: string): DateTime | null {
  const number = EN_COUNT[count] ?? Number.parseInt(count, 10);
  if (Number.isNaN(number)) return null;
  if (unit === 'hour') return base.plus({ hours: number });
  if (unit === 'day') return business ? plusBusinessDays(base, number) : base.plus({ days: number });
  return unit === 'week' ? base.plus({ weeks: number }) : base.plus({ months: number });
}

function plusBusinessDays(base: DateTime, count: number): DateTime {
  let date = base;
  for (let left = Math.min(count, 400); left > 0;) {
    date = date.plus({ days: 1 });
    if (date.weekday <= 5) left -= 1;
  }
  return date;
}
