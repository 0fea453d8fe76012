import { zhNumber, zhSpan, enSpan } from '../calendar.js';
import { ZN, CNT, type Grammar } from './words.js';

/** What moves a planned day, and notice that is given before one. */
export const MOVES: readonly Grammar[] = [
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
];

/** So many days, weeks, months from now. */
export const SPANS: readonly Grammar[] = [
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
];
