import type { Budget, BudgetStance } from '../../domain/index.js';
import { type Amount, findAmounts } from '../amounts.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading.js';
import { ruleName, says, shorten } from '../says.js';
import { citeClauses, sentenceAround } from '../spans.js';
import { isHan } from '../text.js';

/** A number with how much speaks for its being the customer's budget. */
interface Candidate {
  readonly turn: TurnReading;
  readonly at: number;
  readonly amount: Amount | null;
  readonly stance: BudgetStance;
  readonly weight: number;
}

/** Below this an amount is taken for something else: a price, a loss, a revenue. */
const ENOUGH = 2;
/** Candidates from here on compete by their place: the later one is the correction. */
const SURE = 2.5;
/** How many turns a question about money keeps open. */
const QUESTION_TURNS = 4;

/**
 * What the customer side can or will spend. Every amount the customer names is weighed by the words
 * around it and by what was asked before; of several, the last strong one counts, since people correct themselves.
 */
export function budgets(reading: Reading): Budget[] {
  const candidates: Candidate[] = [];
  let askedAt = -Infinity;
  let scale = 1;
  for (const turn of reading.turns) {
    if (turn.side === 'rep' && asksForMoney(turn)) askedAt = turn.index;
    if (turn.unreliable) continue;
    turn.clauses.forEach((clause, at) => {
      const amounts = /[\d一二两三四五六七八九十百千万亿半]|[a-z]{2}/.test(clause.text) ? findAmounts(clause.text) : [];
      for (const amount of amounts) {
        if (turn.side === 'customer') {
          const weight = weigh(reading, turn, clause, at, amount, turn.index - askedAt <= QUESTION_TURNS);
          const scaled = rescale(amount, scale, clause.text);
          if (weight >= ENOUGH && scaled)
            candidates.push({ turn, at, amount: scaled, stance: stanceOf(turn, at, amount), weight });
        }
        if (amount.unit === 'money' && amount.scale >= 1000)
          scale = amount.scale >= 1e4 && amount.scale < 1e5 ? 1e4 : amount.scale;
      }
      if (turn.side !== 'customer' || amounts.some((amount) => amount.unit === 'money')) return;
      const stance = withoutAmount(clause);
      if (stance)
        candidates.push({ turn, at, amount: stance === 'frozen' ? blockedAmount(turn, at) : null, stance, weight: 3 });
    });
  }
  const best = pick(candidates);
  return best ? [make(reading, best)] : [];
}

function asksForMoney(turn: TurnReading): boolean {
  const marked = turn.folded.includes('?');
  return turn.clauses.some((clause) => has(clause, 'budgets.asks_budget') && (marked || clause.asks !== 'no'));
}

function withoutAmount(clause: Clause): BudgetStance | null {
  if (clause.asks === 'asks') return null;
  if (has(clause, 'budgets.frozen')) return 'frozen';
  return has(clause, 'budgets.none') ? 'none' : null;
}

/** What was frozen, when the words before name it: "we had sixty, and then they froze it". */
function blockedAmount(turn: TurnReading, at: number): Amount | null {
  const near = turn.clauses.slice(Math.max(0, at - 3), at + 1).flatMap(({ text }) => findAmounts(text));
  return near.findLast(({ unit, scale }) => unit === 'money' && scale >= 1000) ?? null;
}

/** "two hundred, call it one ninety": a bare number right after money counts in the same unit. */
function followsMoney(turn: TurnReading, at: number): boolean {
  const before = turn.clauses[at - 1];
  return before !== undefined && findAmounts(before.text).some(({ unit }) => unit === 'money');
}

/** How much speaks for an amount of the customer's being their budget. */
function weigh(
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
  if (has(clause, 'budgets.other_money')) weight -= 2;
  if (clause.asks === 'asks') weight -= 1.5;
  if (amount.unit === 'number')
    weight -= isCount(clause.text, amount) ? 5 : cue || asked || followsMoney(turn, at) ? 0 : 3;
  const before = reading.turns[turn.index - 1];
  if (before?.side === 'rep' && before.folded.includes(clause.text.slice(amount.start, amount.end)) && !asked && !cue)
    weight -= 1;
  return weight;
}

/** Years, dates, people, percentages, clock times: numbers that are no money whatever stands around. */
function isCount(text: string, amount: Amount): boolean {
  const after = text.slice(amount.end, amount.end + 14);
  const before = text.slice(Math.max(0, amount.start - 8), amount.start);
  const value = amount.max ?? amount.min ?? 0;
  if (value < 5 || (value >= 1900 && value <= 2100 && amount.scale === 1)) return true;
  if (/^[:%/]|^ ?(?:st|nd|rd|th)\b/.test(after) || /[/:.]$|第$|q$|v$|no\.? ?$|#$/.test(before)) return true;
  return /^ ?(?:多|来|几)?(?:[个人台条家次天周月年号点日期级层楼座辆名份项间张套件户栋吨页席线]|平|公里|小时|分钟)|^[ -]?(?:people|person|users?|seats?|heads?|headcount|employees|staff|sites?|stores?|locations?|days?|weeks?|months?|years?|hours?|minutes?|times?|percent|am\b|pm\b|o'clock|loads|orders|units|vendors?|agents?|reps?|guys|folks|engs?|devs?|teams?|calls|tickets|beds|rooms|trucks|vans|machines|of (?:us|them|our)|or so people|-person|-seat|k (?:users|people))/.test(
    after,
  );
}

/** "eighty", said where money is counted in thousands, is eighty thousand; "两百一" among 万 is 2,100,000 only when 万 was said. */
function rescale(amount: Amount, scale: number, text: string): Amount | null {
  if (amount.unit === 'money' && (amount.scale >= 1000 || amount.currency !== null)) return amount;
  const value = amount.max ?? amount.min ?? 0;
  if (amount.unit === 'money' || value >= 1000) return amount;
  const chinese = isHan(text.charCodeAt(amount.start));
  const factor = scale >= 1000 ? scale : chinese ? 1e4 : 1e3;
  return {
    ...amount,
    min: amount.min === null ? null : amount.min * factor,
    max: amount.max === null ? null : amount.max * factor,
  };
}

function stanceOf(turn: TurnReading, at: number, amount: Amount): BudgetStance {
  const near = turn.clauses.slice(Math.max(0, at - 2), at + 4);
  if (near.some((clause) => has(clause, 'budgets.frozen'))) return 'frozen';
  const pending = near.some((clause) => has(clause, 'budgets.pending'));
  if (pending && !near.some((clause) => has(clause, 'budgets.approved') && !has(clause, 'clauses.negation')))
    return 'pending';
  if (amount.bound === 'ceiling' || near.slice(0, 3).some((clause) => has(clause, 'budgets.ceiling'))) return 'ceiling';
  return 'stated';
}

/** The last one among those that are nearly as strong as the strongest. */
function pick(candidates: readonly Candidate[]): Candidate | undefined {
  const strongest = candidates.reduce((most, { weight }) => Math.max(most, weight), 0);
  return candidates.findLast(({ weight }) => weight >= Math.min(strongest, SURE) || weight >= strongest - 0.5);
}

function make(reading: Reading, { turn, at, amount, stance, weight }: Candidate): Budget {
  const evidence = citeClauses(reading, turn, turn.clauses.slice(at, at + 1));
  const known = { min: amount?.min ?? null, max: amount?.max ?? null };
  const bounded =
    stance === 'ceiling' && known.min !== null && known.min === known.max ? { min: null, max: known.max } : known;
  return {
    ...bounded,
    currency: amount ? (amount.currency ?? currencyOf(reading)) : null,
    period: amount ? (amount.period ?? periodNear(turn, at)) : null,
    stance,
    confidence: Math.min(0.9, 0.4 + weight * 0.1),
    because: says(reading, `budgets.${stance}`, { quote: shorten(evidence[0].quote) }),
    rule: ruleName(reading, 'budgets', `budget-${stance}`),
    evidence,
  };
}

function periodNear(turn: TurnReading, at: number): Amount['period'] {
  const near = turn.clauses
    .slice(Math.max(0, at - 1), at + 3)
    .map(({ text }) => text)
    .join(' ');
  if (/一年|每年|年度|全年|per year|a year|annual|for the year|next year|this year|this fy/.test(near)) return 'year';
  if (/每个?月|一个月|per month|a month|monthly/.test(near)) return 'month';
  return /per quarter|a quarter|每季度|一个季度/.test(near) ? 'quarter' : null;
}

/** The currency that was named most in the conversation; a bare Chinese amount is CNY, a bare English one has none. */
function currencyOf(reading: Reading): string | null {
  const counts = new Map<string, number>();
  for (const turn of reading.turns)
    for (const [named] of turn.folded.matchAll(CURRENCY_NAMED)) {
      const currency = CURRENCIES.find(([sign]) => named.startsWith(sign))?.[1] ?? null;
      if (currency) counts.set(currency, (counts.get(currency) ?? 0) + 1);
    }
  const named = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  return named ?? (reading.language === 'en' ? null : 'CNY');
}

const CURRENCIES: readonly (readonly [string, string])[] = [
  ['hk', 'HKD'],
  ['港', 'HKD'],
  ['蚊', 'HKD'],
  ['sing', 'SGD'],
  ['sgd', 'SGD'],
  ['s$', 'SGD'],
  ['aud', 'AUD'],
  ['cad', 'CAD'],
  ['us', 'USD'],
  ['$', 'USD'],
  ['dollar', 'USD'],
  ['buck', 'USD'],
  ['美', 'USD'],
  ['€', 'EUR'],
  ['eur', 'EUR'],
  ['欧元', 'EUR'],
  ['£', 'GBP'],
  ['pound', 'GBP'],
  ['quid', 'GBP'],
  ['gbp', 'GBP'],
  ['pence', 'GBP'],
  ['₹', 'INR'],
  ['rupee', 'INR'],
  ['lakh', 'INR'],
  ['crore', 'INR'],
  ['inr', 'INR'],
  ['rmb', 'CNY'],
  ['cny', 'CNY'],
  ['元', 'CNY'],
  ['块', 'CNY'],
  ['yuan', 'CNY'],
];
const CURRENCY_NAMED =
  /hk\$|s\$|[$€£₹]|(?<!欧|美|港|日)元|块(?!地|头|儿)|[港美]金|[美港欧]元|港币|蚊|\b(?:hkd|sgd|sing(?:apore)? dollars?|aud|cad|usd?|us\$|gbp|eur|euros?|inr|rmb|cny|yuan)\b|\bdollars?\b|\bbucks\b|\bpounds?\b|\bquid\b|\bpence\b|\brupees?\b|\blakhs?\b|\bcrores?\b/g;
