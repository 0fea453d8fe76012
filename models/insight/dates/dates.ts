import { DateTime } from 'luxon';

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
  inYear,
  endOfQuarter,
  endBefore,
  dayOfMonthIn,
  isDayFirst,
  monthsAhead,
} from './calendar.js';
import { EN_HOLIDAY, holiday, ZH_HOLIDAY } from './holidays.js';
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

/** An ordinal is a day where no noun follows that it could count: "the 20th works", not "the second invoice". */
const NO_NOUN =
  "(?=$|[^a-z0-9' -]| ?[,.;:!?)]| (?:at|in|by|on|around|before|after|till|until|from|since|between|is|was|it|it's|that|that's|this|works?|worked|would|will|should|could|can|may|might|does|do|doesn't|isn't|won't|suits?|sounds?|looks?|seems?|if|and (?:not|we|i|you|then|see|send|have|get|go|do|if|no)|or|so|but|then|to|with|for (?:us|me|you|now|the)|because|when|where|we|i|i'll|i'm|we'll|you|you'll|he|she|they|instead|ok|okay|good|great|fine|perfect|please|thanks|latest|sharp|morning|afternoon|evening|noon|am|pm|early|late|now|not|no|as|\\d|tentatively|hopefully|maybe|right|yeah|yes|cool)\\b)";
/** The lowest count things as often ("the second is better"), so that more must say that they are days. */
const LOW = 'first|second|third|fourth|fifth';
const HIGH = ORD.split('|')
  .filter((word) => !LOW.split('|').includes(word))
  .join('|');

/** Not “下周3点” and “下周10号”. */
const NOT_COUNTED = '(?!天|个|年|月)(?<!\\d(?=[\\d点号日家位人台次轮条:.\\/%-]))';

type Reader = (match: RegExpExecArray, base: DateTime) => DateTime | null;
interface Grammar {
  readonly pattern: RegExp;
  readonly read: Reader;
  /** A span, which may count from another day than the one it is said on. */
  readonly span?: true;
  /** A span by which a planned day is moved. */
  readonly moves?: true;
}

/** Tried in this order; the earlier one keeps the words that two of them claim. */
const GRAMMARS: readonly Grammar[] = [
  // Full dates
  {
    pattern: /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?/g,
    read: ([, y, m, d], base) => day(base, Number(m), Number(d), Number(y)),
  },
  {
    pattern: new RegExp(`(?:(今|明|后)年)?(${ZN})月(?:份)?(${ZN})[号日]?(?![个\\d])`, 'g'),
    read: ([, year, m, d], base) => day(base, zhNumber(m), zhNumber(d), inYear(base, year)),
  },
  {
    pattern: new RegExp(`(?:(今|明|后)年)?(${ZN})月(?:份)?(底|末|初|中旬?|上旬|下旬)`, 'g'),
    read: ([, year, m, part], base) => partOfMonth(month(base, zhNumber(m), inYear(base, year)), part),
  },
  {
    pattern: new RegExp(`(${ZN})月(?:份)?第?([一二三四1-4])个?(?:周|星期|礼拜)(?![一二三四五六日天])`, 'g'),
    read: ([, m, n], base) =>
      month(base, zhNumber(m))
        .endOf('week')
        .plus({ weeks: zhNumber(n) - 1 }),
  },
  {
    pattern: new RegExp(`(这个?|本|下下个?|下个?)月(${ZN})[号日]`, 'g'),
    read: ([, which, d], base) => dayOfMonthIn(base, monthsAhead(which), zhNumber(d)),
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
    pattern: /(这个?|本|下下个?|下个?)?月(?:底|末)(?:之?前)?|(这个?|本|当|下下个?|下个?)月(?:之内|以内|内(?!部|容))/g,
    read: ([, which, within], base) => base.plus({ months: monthsAhead(which ?? within) }).endOf('month'),
  },
  {
    pattern: /(这个?|本|下下个?|下个?)月(?:份)?(初|中旬?|上旬|下旬)/g,
    read: ([, which, part], base) => partOfMonth(base.plus({ months: monthsAhead(which) }).startOf('month'), part),
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
    pattern: new RegExp(`\\b(early|mid|late|(?:the )?middle of)[ -](?:in )?(${EN_MONTH})\\b`, 'g'),
    read: ([, part, m], base) => partOfMonth(month(base, monthOf(m)), part),
  },
  {
    pattern: new RegExp(`\\b(?:the )?(first|second|third|fourth) week (?:of|in) (${EN_MONTH})\\b`, 'g'),
    read: ([, n, m], base) =>
      month(base, monthOf(m))
        .endOf('week')
        .plus({ weeks: enOrdinal(n) - 1 }),
  },
  {
    pattern: new RegExp(
      `(?:(今|明|后)年)?(?:第?([一二三四1-4])季度?|\\bq([1-4]))(?:(?:末|底|结束)(?:之?前|以前)?|之内|以内|内(?!部|容))`,
      'g',
    ),
    read: ([, year, zh, q], base) => endOfQuarter(base, zhNumber(zh ?? q), inYear(base, year)),
  },
  {
    pattern:
      /\b(?:end of|within|in|during) (?:the )?(?:q([1-4])\b|(first|second|third|fourth|last) quarter\b)(?! of)(?: of this year)?/g,
    read: ([, q, n], base) => endOfQuarter(base, q ? Number(q) : n === 'last' ? 4 : enOrdinal(n)),
  },
  {
    pattern: /(?:今年)?(上|下)半年(?:之内|以内|内(?!部|容)|结束|末|底)(?:之?前|以前)?|年中(?:之前|以前|前|底)/g,
    read: ([, half], base) => endOfQuarter(base, half === '下' ? 4 : 2),
  },
  {
    pattern: /\b(?:end of|within|in|during) (?:the )?(?:(first|second) half of (?:the|this) year|h([12]))\b/g,
    read: ([, half, h], base) => endOfQuarter(base, half === 'second' || h === '2' ? 4 : 2),
  },
  {
    pattern:
      /(?:年底|年末)(?:之?前)?|(?<![\d一二两三四五六七八九十几多半明后去每])(?:今年|年)(?:之内|以内|内(?!部|容))|end of (?:the |this |the calendar )?year|year[- ]end|\beoy\b/g,
    read: (_, base) => base.endOf('year'),
  },
  {
    pattern:
      /(?:本|这个?)?季度(?:末|底)|(?:本|这个?)季度(?:之内|以内|内(?!部|容))|end of (?:the |this )?quarter|\beoq\b/g,
    read: (_, base) => base.endOf('quarter'),
  },
  {
    pattern: /下个?季度(?:末|底|之内|以内|内(?!部|容))|end of (?:the )?next quarter/g,
    read: (_, base) => base.plus({ quarters: 1 }).endOf('quarter'),
  },
  {
    pattern: /end of (?:the )?next year/g,
    read: (_, base) => base.plus({ years: 1 }).endOf('year'),
  },
  {
    pattern: /(?:end of|by the end of) (?:the )?next week|下个?(?:周|星期|礼拜)(?:之内|以内|内(?!部|容)|底)/g,
    read: (_, base) => weekday(base, 5, 1),
  },
  {
    pattern: /(?:end of|by the end of) (?:the |this )?week|\beow\b|(?:这|本)周(?:之?内|末前)/g,
    read: (_, base) => weekday(base, 5, 0),
  },
  { pattern: /下个?周末/g, read: (_, base) => weekday(base, 7, 1) },
  { pattern: /(?:over|at|on|this) (?:the )?weekend\b|(?:这个?|本)周末/g, read: (_, base) => weekday(base, 7, 0) },
  // Holidays, where something is to be done by then
  {
    pattern: new RegExp(
      `(${ZH_HOLIDAY})(?:假期?|放假|长假)?(?:之前|以前|前(?!后|[\\d二两三四五六几]|一[天周个])|当天)|(?<![二三四五六七八九周期拜双\\d])(十一)(?:之前|以前|前(?!后)|当天)|(?<![\\d一二两三四五六七八九十百几多数半今明后去前当往历])(年)(?:之前|以前|前(?!后|年|[\\d二两三四五六几]|一[天周个]))`,
      'g',
    ),
    read: ([, name, double, year], base) => holiday(base, name ?? double ?? year),
  },
  {
    pattern: new RegExp(
      `\\b(?:by|before|until|till|on) (?:the )?(${EN_HOLIDAY})\\b(?! (?:rush|party|season|sale|promotion|campaign))`,
      'g',
    ),
    read: ([, name], base) => holiday(base, name),
  },
  // Weekdays
  {
    pattern: new RegExp(`(下下|下|这|本|上)?个?(?:周|星期|礼拜)([一二三四五六日天1-7])${NOT_COUNTED}`, 'g'),
    read: ([, which, d], base) => zhWeekday(base, which, WEEKDAYS[d ?? ''] ?? 1),
  },
  {
    // "Wednesday the sixth", "Friday seventh", "Thu 16", but not "Friday 3pm"
    pattern: new RegExp(
      `\\b(${EN_DAY})\\b,? (?:the )?(\\d{1,2}(?:st|nd|rd|th)|\\d{1,2}(?![\\d:.-]| ?(?:am|pm|a m|p m|o.?clock|h\\b|%|k\\b|people|of us|or \\d|to \\d))|${ORD})\\b${NO_NOUN}`,
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
    pattern: new RegExp(
      `\\b(\\d{1,2}|${CNT}|a couple of) (business |working )?(day|week|month|fortnight)s?(?: or so)? from (?:(today|now|tomorrow)|(?:this |next )?(${EN_DAY}))\\b`,
      'g',
    ),
    read: ([, n, business, unit, near, weekdayName], base) => {
      const start = weekdayName ? enWeekday(base, undefined, weekdayName) : base;
      return (
        start && enSpan(near === 'tomorrow' ? start.plus({ days: 1 }) : start, n ?? '', Boolean(business), unit ?? '')
      );
    },
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
    pattern: new RegExp(`(?:半|${ZN})个?半?(?:小时|小時|钟头|鐘頭|分钟|分鐘)(?:之?内|之?內|以内|以內|后|後)`, 'g'),
    read: (_, base) => base,
    span: true,
  },
  {
    pattern: /(?<![\d一二三四五六七八九十])(?:\d{1,2}|[一两二三四五六七八九十]{1,2})点半?(?:之?前|以前)/g,
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
    span: true,
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
  // What moves a planned day, and notice that is given before one
  {
    pattern: new RegExp(
      `(?:(?<![今明昨每当])晚|推迟|推后|延期|延后|延迟|延误|延长|耽误|拖延?|顺延|后延|逾期|超期|往后[推拖延挪顺])(?:了|个|大概|大约|约|差不多|最多|可能|至少|再|出){0,2}(?:(?:${ZN})[到至~-])?(${ZN}|半)(?:个(半)?(月)|(?:个?(半)?(工作日|天|周|星期|礼拜)))(?!再)`,
      'g',
    ),
    read: ([all, n, halfMonth, months, half, unit], base) =>
      zhSpan(all, base, zhNumber(n) + (halfMonth || half ? 0.5 : 0), months ?? unit ?? ''),
    span: true,
    moves: true,
  },
  {
    pattern: new RegExp(
      `\\b(?:delay(?:ed|s)?(?: it| that| things)?(?: by| of)?|slip(?:s|ped|ping)?(?: it)?(?: by)?|(?:push|mov|put)(?:e|ed|ing|ting)?(?: it| that| things)? (?:back|out)(?: by)?|postponed?(?: it| that)?(?: by| for)?) (?:about |around |roughly |maybe |another |at least |up to )?(?:(?:\\d{1,3}|${CNT}) (?:or|to) )?(\\d{1,3}|${CNT}|a couple of) (business |working )?(day|week|month|fortnight)s?\\b`,
      'g',
    ),
    read: ([, n, business, unit], base) => enSpan(base, n ?? '', Boolean(business), unit ?? ''),
    span: true,
    moves: true,
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:\\d{1,3}|${CNT}) (?:or|to) )?(\\d{1,3}|${CNT}|a couple of)[ -](business |working )?(day|week|month|fortnight)(?:s'?|'s)?[ -](?:late\\b|later\\b(?! (?:we|i|he|she|they|it)\\b)|delay|slip|behind (?:schedule|plan)|after the (?:planned|promised|agreed|original))`,
      'g',
    ),
    read: ([, n, business, unit], base) => enSpan(base, n ?? '', Boolean(business), unit ?? ''),
    span: true,
    moves: true,
  },
  {
    pattern: new RegExp(
      `提前(?:个|大概|至少|最少|最多)?(?:${ZN}|半)个?半?(?:工作日|天|周|星期|礼拜|月)|\\b(?:at least )?(?:\\d{1,3}|${CNT})(?: business| working)? (?:day|week|month)s?(?:'? notice| (?:in advance|ahead|early|earlier|beforehand)\\b)`,
      'g',
    ),
    read: () => null,
  },
  // Spans
  {
    // “一个半月之内”, “两个半星期”
    pattern: new RegExp(
      `(?<![第试用\\d一二三四五六七八九十])(${ZN})(?:个半(月|周|星期|礼拜)|(?:个)?(周|星期|礼拜|天)半)(?:之?内|以内|后|之后|左右)?(?!的)`,
      'g',
    ),
    read: ([all, n, unit, other], base) => zhSpan(all, base, zhNumber(n) + 0.5, unit ?? other ?? ''),
    span: true,
  },
  {
    pattern: /半年(?:之内|以内|内(?!部|容)|后|之后)/g,
    read: (_, base) => base.plus({ months: 6 }),
    span: true,
  },
  {
    // Not “三个月的运单”, which is how much, and not “试用14天”, which is how long.
    pattern: new RegExp(
      `(?<![第试用\\d一二三四五六七八九十])(${ZN}|半)(?:个?(工作日|天|日|周|星期|礼拜)|个(月))(?:之?内|以内|后|之后|左右)?(?!的)`,
      'g',
    ),
    read: ([all, n, unit, months], base) => zhSpan(all, base, zhNumber(n), unit ?? months ?? ''),
    span: true,
  },
  {
    pattern: new RegExp(
      `\\b(?:in|within|inside|after|next)(?: of| about| around| roughly| under| less than| at most| no more than| the next| another)? (?:(?:\\d{1,3}|${CNT})(?: to | ?- ?| – ))?(\\d{1,3}|${CNT}|a couple of|half an?)(?: or \\w+)?(?: (and a half))?[ -](business |working )?(day|week|month|hour|fortnight|year(?<=half an? year))s?\\b(?: (and a half)\\b)?(?: from (?:now|today)\\b)?`,
      'g',
    ),
    read: ([, n, before, business, unit, after], base) =>
      enSpan(base, n ?? '', Boolean(business), unit ?? '', before !== undefined || after !== undefined),
    span: true,
  },
  {
    pattern: /(?:两|二|2|24|48|二十四|四十八|几)个?小时(?:之?内)?|\b(?:24|48) hours\b/g,
    read: ([all], base) =>
      base.plus({ days: /48|四十八/.test(all) ? 2 : all.startsWith('24') || all.startsWith('二十四') ? 1 : 0 }),
    span: true,
  },
  // A day of this or the next month
  {
    pattern: new RegExp(
      `(?<![月第\\d])(${ZN}) ?号(?!线|楼|位|机|厂|库|仓|桌|门|院|店|码|方案|设备|产线|车间|柜|馆|井|炉)`,
      'g',
    ),
    read: ([, d], base) => nextDayOfMonth(base, zhNumber(d)),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:by|on|before|until|till|from|for|say|make it|it's) the (${LOW})|the (\\d{1,2}(?:st|nd|rd|th)|${HIGH}))\\b${NO_NOUN}`,
      'g',
    ),
    read: ([, low, d], base) => nextDayOfMonth(base, enOrdinal(low ?? d)),
  },
  {
    // “20th is fine”, “by the 20th” without its article, “thirtieth works”
    pattern: new RegExp(
      `\\b(?:(?:by|on|for|before|until|till|say|make it) (\\d{1,2}(?:st|nd|rd|th)|${HIGH})\\b${NO_NOUN}|(\\d{1,2}(?:st|nd|rd|th)|${ORD})(?=,? (?:works|suits|is (?:fine|good|ok|okay|great|perfect)|then\\b|it is)))\\b`,
      'g',
    ),
    read: ([, after, before], base) => nextDayOfMonth(base, enOrdinal(after ?? before)),
  },
  {
    // 4/15, 4/15/26, 4.15; not 24/7 and not "2/3 of it"
    pattern:
      /(?<![\d./])(?!24\/7)(\d{1,2})(?:\/(\d{1,2})(?:\/((?:20)?\d{2}))?|\.(\d{2}|\d(?=[号日前])))(?![\d/%万wk]|\.\d| ?元| ?块| of )/g,
    read: ([all, first, slashed, year, dotted], base) => {
      const [a, b] = [Number(first), Number(slashed ?? dotted)];
      const dayFirst = slashed !== undefined && (a > 12 || (b <= 12 && isDayFirst(base)));
      const named = year === undefined ? undefined : (Number(year) % 100) + 2000;
      return all.includes('/') && dayFirst ? day(base, b, a, named) : day(base, a, b, named);
    },
  },
  // Open ones: a time was named, the day was not
  {
    pattern:
      /下个?(?:周|星期|礼拜|月)|这个?(?:周|星期|礼拜|月)|本周|本月|(?:五一|十一(?![月点号日个天周万块岁家台人年])|国庆|春节|元旦|中秋|端午|双十一|618)(?:之?前|前|后)?|\bnext (?:week|month|quarter)\b|\bthis (?:week|month)\b|\bearly next week\b|\bsoon\b|\basap\b|尽快|早点/g,
    read: () => null,
  },
  // Months: "in June" is by its end, "before June" by that of May
  {
    pattern: new RegExp(`\\b(?:(in|within|during)|by|before|until|till) (${EN_MONTH})\\b(?! (?:\\d|of last))`, 'g'),
    read: ([, within, m], base) =>
      within ? month(base, monthOf(m)).endOf('month') : endBefore(month(base, monthOf(m)), base),
  },
  {
    pattern: new RegExp(
      `(?:(今|明|后)年)?(${ZN})月份?(?:(之内|以内|内(?!部|容)|里)|之前(?!后)|以前|前(?!后|[\\d二两三四五六几]|一[天周个]))`,
      'g',
    ),
    read: ([, year, m, within], base) => {
      const named = month(base, zhNumber(m), inYear(base, year));
      return within ? named.endOf('month') : endBefore(named, base);
    },
  },
  {
    pattern: new RegExp(`\\b(?:early|mid|late) (${EN_MONTH})\\b|(?:${ZN})月份?(?:之?前|前)?`, 'g'),
    read: () => null,
  },
];

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
