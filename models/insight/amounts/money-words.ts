import type { BudgetPeriod } from '../../domain/index.js';
import { AFTER_SIGNS, byLength, HAN, LATIN, literal } from './currency-names.js';

/** What stands around a number and says what it counts: magnitudes, periods, bounds. */

export const SUFFIXES: Readonly<Record<string, number>> = {
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
  万亿: 1e12,
  千亿: 1e11,
  百亿: 1e10,
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
/** What follows says that things are counted, not money. */
export const COUNTED =
  /^ ?(?:多|来)?(?:个(?!点|亿)|人|台|条|单|家|次|辆|名|吨|件|户|套|张|号|栋|平|米|方|亩|斤|公斤|公里|页|字|小时|分钟|天|年|月|people|users?|seats?|employees|staff|customers|loads|orders|tickets|calls|records|rows|units|devices|endpoints|hours|days|weeks|months|minutes|sq|square|miles|sites|students|patients|skus|transactions|emails|leads|contacts|members|stores|locations)/;
export const AFTER_ZH = new RegExp(
  `^ ?(?:来|多|左右|上下|出头)?(${byLength(Object.keys(HAN)).join('|')})(?!头|儿地|地砖|切)`,
);
export const AFTER_EN = new RegExp(
  `^[ -]?(?:(${byLength(Object.keys(LATIN)).map(literal).join('|')})(?![a-z])|(${AFTER_SIGNS.map(literal).join('|')})(?! ?\\d(?![\\d.,]{0,15} ?(?:[$€£]|cents?\\b))))`,
);
/** 十 k, 三十个w, 五十 million, 三个亿: a magnitude after a Chinese numeral. */
export const LATIN_AFTER_HAN = /^(?:个(?=亿|w|k|million)| ?)(亿|w|k|m|mil|million|thousand|grand|lakhs?)(?![a-z\d])/;
export const PERCENT = /^ ?(?:%|percent|per cent|个点|个百分点|pct)/;
/** 三成 is thirty percent. */
export const CHENG = /^成(?=[的左右以,，。吧 ]|半|$)/;
export const ZHE = /^ ?折/;
export const PERIODS: readonly (readonly [RegExp, BudgetPeriod])[] = [
  [
    /(?:per|a|\/|each) ?(?:seat|user|head|person|agent|license|licence|dev|endpoint)(?:[ /,]*(?:per|a|\/) ?(?:month|mo)\b)|每(?:人|个?账号|席|用户|坐席)(?:每|\/|一个?)?月|(?:人|席|账号)\/月/,
    'seat_month',
  ],
  [
    /(?:per|a|\/|each) ?(?:seat|user|head|agent|license|licence|dev)(?:[ /,]*(?:per|a|\/) ?(?:year|yr|annum)\b)?|每(?:人|个?账号|席|用户|坐席)(?:每|\/|一)?年|(?:人|席|账号)\/年/,
    'seat_year',
  ],
  [/(?:per|a|\/|each|every) ?(?:month|mo)\b|monthly|每(?:个)?月|一个月|月付|\/月|每月/, 'month'],
  [
    /(?:per|a|\/|each|this|next) ?quarter(?! (?:of an? |of the )?(?:million|mil|billion|bn))|quarterly|\/q\b|每(?:个)?季度|一个?季度|\/季/,
    'quarter',
  ],
  [
    /(?:per|a|\/|each|the|this|next|for the|full|first) ?(?:fiscal |financial |calendar )?(?:year|yr|annum|fy)\b|annual|annually|yearly|this fy|p\.?a\b|一年|每年|\/年|年度|全年|今年|明年|按年/,
    'year',
  ],
  [/one[- ]?(?:time|off)|once|一次性|总共就这|买断/, 'once'],
];
export const CEILING_BEFORE =
  /(?:不超过|不能超过?|不要超|别超过?|不会超过?|不得超过?|没法超过?|不超|超不过|最多|顶多|顶天|上限|封顶|撑死|至多|不高于|up to|no more than|not more than|can't (?:go|do|spend) (?:over|above|past|more than)|(?<!(?:just|bit|little|slightly|somewhat|tad|hair) )(?:under|below)|max(?:imum)?(?: of)?|at most|cap(?:ped)?(?: \w+)? at|<=?|≤|tops out at|ceiling (?:is|of)|within|can't exceed|cannot exceed|not exceed|over|above|past)(?: about| around| like)?[^\d一二两三四五六七八九十百]{0,6}$/;
export const CEILING_AFTER =
  /^[^，。,.!?]{0,6}?(?:以内|之内|以下|封顶|内(?!容|部)|打住|到顶|顶天|顶了天|撑死|为限|max\b|tops\b|ceiling|or less|at most|or under)|^[^.!?]{0,16}?(?:and )?not an? \w+ (?:more|over|beyond)/;
export const FLOOR_BEFORE =
  /(?:至少|最少|不低于|不少于|起码|at least|minimum(?: of)?|north of|no less than|upwards of|>=?|≥)[^\d一二两三四五六七八九十百]{0,6}$/;
export const FLOOR_AFTER =
  /^[^，。,.!?]{0,4}?(?:以上|起步|起跳|打底|起(?=$|[ 吧的了])|or more|and up\b|plus\b(?! (?:the |our |any |some )?(?:vat|gst|hst|tax|taxes|duty|duties|expenses|travel|shipping|freight|delivery|install|installation|training|support|fees?|hardware|materials?|labou?r|maintenance|tips?)\b)|\+|minimum)/;
/** "can't go over X", "anything over X": only the first bounds it. */
export const OVER = /(?:over|above|past)[^\d]{0,8}$/;
export const REFUSES = /(?:can't|cannot|can not|couldn't|won't|not|don't|never)[^.]{0,24}$/;
