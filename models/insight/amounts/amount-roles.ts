import type { BudgetStance } from '../../domain/index.js';
import type { Amount } from './amounts.js';
import { amountsIn, type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { sentenceAround } from '../reading/spans.js';

/** What was frozen, when the words before name it: "we had sixty, and then they froze it". */
export function blockedAmount(turn: TurnReading, at: number): Amount | null {
  const near = turn.clauses.slice(Math.max(0, at - 3), at + 4).flatMap(amountsIn);
  return near.findLast(({ unit, scale }) => unit === 'money' && scale >= 1000) ?? null;
}

/** "two hundred, call it one ninety": a bare number right after money counts in the same unit. */
function followsMoney(turn: TurnReading, at: number): boolean {
  const before = turn.clauses[at - 1];
  return before !== undefined && amountsIn(before).some(({ unit }) => unit === 'money');
}

/** How much speaks for an amount of the customer's being their budget. */
export function weighAsBudget(
  reading: Reading,
  turn: TurnReading,
  clause: Clause,
  at: number,
  amount: Amount,
  asked: boolean,
): number {
  if (amount.unit === 'percent' || amount.unit === 'discount') return 0;
  const sentence = sentenceAround(turn, at, 2);
  const cue = has(clause, 'budgets.budget') || has(clause, 'budgets.ceiling');
  const near = sentence.some((other) => has(other, 'budgets.budget') || has(other, 'budgets.ceiling'));
  const wholeTurn = turn.clauses.length <= 12 && turn.clauses.some((other) => /预算|budget/.test(other.text));
  let weight =
    (cue ? 2 : near ? 1 : 0) +
    (asked ? 1.5 : 0) +
    (wholeTurn ? 1 : 0) +
    (amount.bound === null ? 0 : 0.5) +
    (amount.unit === 'money' ? 0.5 : 0);
  if (has(clause, 'budgets.our_price') || has(clause, 'budgets.others_price')) weight -= 2.5;
  else if (sentence.some((other) => has(other, 'budgets.others_price'))) weight -= 1;
  if (has(clause, 'budgets.other_money') || has(clause, 'stakeholders.decides')) weight -= 2;
  if (LAST_YEAR.test(clause.text)) weight -= 2;
  if (followsMoney(turn, at)) weight += 1.5;
  if (CORRECTS.test(turn.folded.slice(0, OPENING_UNITS))) weight += 1;
  if (clause.asks === 'asks') weight -= 1.5;
  if (amount.unit === 'number')
    weight -= isCount(clause.text, amount) ? 5 : cue || asked || followsMoney(turn, at) ? 0 : 3;
  const before = reading.turns[turn.index - 1];
  if (before?.side === 'rep' && before.folded.includes(clause.text.slice(amount.start, amount.end)) && !asked && !cue)
    weight -= 1;
  return weight;
}

/** What was spent then is no budget now. */
const LAST_YEAR = /\blast year\b|去年|前年|\byears ago\b/;
/** People take a figure back: "*2L" in a chat, "no wait, sorry" on a call. */
const CORRECTS = /^\s*\*\s*\S|\b(?:no wait|sorry|i mean|correction|scratch that)\b|说错|更正|不对|刚问/;
const OPENING_UNITS = 120;

/** Years, dates, people, percentages, clock times: numbers that are no money whatever stands around. */
function isCount(text: string, amount: Amount): boolean {
  const after = text.slice(amount.end, amount.end + 14);
  const before = text.slice(Math.max(0, amount.start - 8), amount.start);
  const value = amount.max ?? amount.min ?? 0;
  if (after.startsWith('个') && IN_WAN.test(after) && Number.isInteger(value) && value >= 5) return false;
  if ((value < 5 && Number.isInteger(value)) || (value >= 1900 && value <= 2100 && amount.scale === 1)) return true;
  if (/^[:%/]|^ ?(?:st|nd|rd|th)\b/.test(after) || /[/:.]$|第$|q$|v$|fy ?$|fiscal $|no\.? ?$|#$/.test(before))
    return true;
  const things = /^ ([a-z]{3,}s)\b/.exec(text.slice(amount.end, amount.end + 24))?.[1];
  if (things !== undefined && !NO_THINGS.has(things)) return true;
  return /^ ?(?:多|来|几)?(?:[个人台条家次天周月年号点日期级层楼座辆名份项间张套件户栋吨页席线]|平|公里|小时|分钟)|^[ -]?(?:people|person|users?|seats?|heads?|headcount|employees|staff|sites?|stores?|locations?|days?|weeks?|months?|years?|hours?|minutes?|times?|percent|am\b|pm\b|o'clock|loads|orders|units|vendors?|agents?|reps?|guys|folks|engs?|devs?|teams?|calls|tickets|beds|rooms|trucks|vans|machines|of (?:us|them|our)|or so people|-person|-seat|k (?:users|people))/.test(
    after,
  );
}

/** Words in -s after a number that are no things counted: "eighty across the board", "forty tops". */
const NO_THINGS = new Set(
  'this its was has does plus tops max across towards always perhaps sometimes besides minus yes thanks his less unless lakhs lacs crores thousands bucks dollars pounds euros sits gets goes comes covers leaves makes says seems includes needs takes gives'.split(
    ' ',
  ),
);
/** "就60个", with nothing after it that is counted: 个 is short for 个万. */
const IN_WAN = /^个(?:吧|左右|上下|以内|出头|而已|内|$|[ ,，。])/;

/** "eighty", said where money is counted in thousands, is eighty thousand; "两百一" among 万 is 2,100,000 only when 万 was said. */
export function rescale(amount: Amount, scale: number, text: string, inFull: readonly number[] = []): Amount | null {
  if (amount.unit === 'money' && (amount.scale >= 1000 || amount.currency !== null)) return amount;
  const value = amount.max ?? amount.min ?? 0;
  if (amount.unit === 'money' || value >= 1000) return amount;
  if (EACH.test(text.slice(amount.end, amount.end + 12)) || OF_ONE.test(text.slice(0, amount.start))) return amount;
  const first = text.charCodeAt(amount.start);
  const spelled = first >= 97 && first <= 122;
  const chinese = /[\u3400-\u9fff]/.test(text) && !(spelled && scale < 1e4);
  // "350 a month", 一个月八百: what is paid again and again is said in full.
  if (value >= 100 && amount.period !== null && amount.period !== 'year') return amount;
  const english = nearestScale(value, inFull) ?? (scale >= 1e6 && value < 10 ? scale : 1e3);
  // 千 is not what bare numbers are counted in, the k of people who mix is.
  const factor = chinese ? inChinese(scale === 1e3 && !/[a-z]/.test(text) ? 1e4 : scale, value) : english;
  return {
    ...amount,
    min: amount.min === null ? null : amount.min * factor,
    max: amount.max === null ? null : amount.max * factor,
  };
}

/** 八百五一桶, 85/人, "a hundred and twenty a week": the price of one is said in full. */
const EACH =
  /^ ?(?:一|每|\/)[桶亩吨张个条套台间家平米盒箱瓶份位件车户人头斤单次]|^ ?(?:an?|per|each|\/) ?(?:week|wk|day|hour|head|person|night|visit|box|unit)\b/;

const amountsInFull = new WeakMap<Reading, readonly number[]>();

/** The amounts that a conversation names in full ("$40k", "fifty thousand", 8,500), in its units. */
export function namedInFull(reading: Reading): readonly number[] {
  let values = amountsInFull.get(reading);
  if (!values) {
    values = reading.turns.flatMap(({ clauses }) =>
      clauses.flatMap(amountsIn).flatMap(({ unit, scale, currency, min, max }) => {
        const value = max ?? min ?? 0;
        return unit === 'money' && value > 0 && (scale >= 1000 || currency !== null || value >= 1000) ? [value] : [];
      }),
    );
    amountsInFull.set(reading, values);
  }
  return values;
}

/**
 * A bare number counts in the unit that brings it nearest to an amount that was named in full: "six hundred" beside
 * 250 and 780 is 600, "two" beside lakhs is 200,000. Null: none was.
 */
function nearestScale(value: number, inFull: readonly number[]): number | null {
  if (inFull.length === 0 || value <= 0) return null;
  const away = (scale: number): number =>
    inFull.reduce((least, one) => Math.min(least, Math.abs(Math.log10((value * scale) / one))), Infinity) +
    (scale === 1e3 ? 0 : RARER);
  const scales = value >= 100 ? [1e3, 1] : [1e3, 1e5, 1e6];
  return scales.reduce((best, scale) => (away(scale) < away(best) ? scale : best));
}
/** So much nearer, in powers of ten, another unit than thousands must bring it: chosen on the training conversations. */
const RARER = 0.2;

/** Beside 一百万 or 三千万 a bare 五十 is 500,000: only a single digit counts in hundreds of thousands and more. */
function inChinese(scale: number, value: number): number {
  if (scale < 1e3) return 1e4;
  return scale > 1e4 && value >= 10 ? 1e4 : scale;
}

/** 每人两百, 人均四百, 一台车最多五百: the same where one thing is named before. */
const OF_ONE =
  /(?:(?:每|一)(?:个)?(?:人头?|孩子|学生|员工|店|家店|台车?|户|张|套|位|间|桌|床|辆|亩|吨|箱|盒|桶|件|条|斤)|人均|按人头算?|单价|每月|(?:一|每)个月)[^,，。;；]{0,8}$/;

export function stanceOf(turn: TurnReading, at: number, amount: Amount): BudgetStance {
  const near = turn.clauses.slice(Math.max(0, at - 2), at + 4);
  if (near.some((clause) => has(clause, 'budgets.frozen'))) return 'frozen';
  const pending = near.some((clause) => has(clause, 'budgets.pending'));
  if (pending && !near.some((clause) => has(clause, 'budgets.approved') && !has(clause, 'clauses.negation')))
    return 'pending';
  if (amount.bound === 'ceiling' || turn.clauses.slice(at, at + 3).some((clause) => has(clause, 'budgets.ceiling')))
    return 'ceiling';
  return 'stated';
}
