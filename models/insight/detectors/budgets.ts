import type { Budget, BudgetStance } from '../../domain/index.js';
import { blockedAmount, namedInFull, rescale, stanceOf, weighAsBudget } from '../amounts/amount-roles.js';
import type { Amount } from '../amounts/amounts.js';
import { currencyNear, currencyOf } from '../amounts/currencies.js';
import { amountsIn, type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { ruleName, says, shorten, together } from '../says.js';
import { citeClauses, sentenceAround } from '../reading/spans.js';

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
  const inFull = namedInFull(reading);
  let scale = 1;
  for (const turn of reading.turns) {
    if (turn.side === 'rep' && (asksForMoney(turn) || repeatsBack(turn, candidates.at(-1)))) askedAt = turn.index;
    if (turn.unreliable) continue;
    turn.clauses.forEach((clause, at) => {
      const amounts = amountsIn(clause);
      for (const amount of amounts) {
        if (turn.side === 'customer') {
          const weight = weighAsBudget(reading, turn, clause, at, amount, turn.index - askedAt <= QUESTION_TURNS);
          const scaled = rescale(amount, scale, clause.text, inFull);
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

/** "So two twenty for this part?": the rep says back what was heard, and the answer is about the budget. */
function repeatsBack(turn: TurnReading, latest: Candidate | undefined): boolean {
  if (!latest || turn.index - latest.turn.index > QUESTION_TURNS || !turn.folded.includes('?')) return false;
  return turn.clauses.slice(0, 8).some((clause) => amountsIn(clause).some(({ unit }) => unit === 'money'));
}

function withoutAmount(clause: Clause): BudgetStance | null {
  if (clause.asks === 'asks') return null;
  if (has(clause, 'budgets.frozen')) return 'frozen';
  return has(clause, 'budgets.none') ? 'none' : null;
}

/** The last one among those that are nearly as strong as the strongest. */
function pick(candidates: readonly Candidate[]): Candidate | undefined {
  const strongest = candidates.reduce((most, { weight }) => Math.max(most, weight), 0);
  return candidates.findLast(({ weight }) => weight >= Math.min(strongest, SURE) || weight >= strongest - 0.5);
}

/** The budget that an amount in `turn.clauses[at]` is, whoever found that it is one. */
export function budgetAt(
  reading: Reading,
  turn: TurnReading,
  at: number,
  amount: Amount | null,
  stance: BudgetStance,
): Budget {
  const known = amount ?? (stance === 'frozen' ? blockedAmount(turn, at) : null);
  return make(reading, { turn, at, amount: known, stance, weight: 0 });
}

function make(reading: Reading, { turn, at, amount, stance, weight }: Candidate): Budget {
  const evidence = citeClauses(reading, turn, turn.clauses.slice(at, at + 1));
  const known = { min: amount?.min ?? null, max: amount?.max ?? null };
  const bounded =
    stance === 'ceiling' && known.min !== null && known.min === known.max ? { min: null, max: known.max } : known;
  const { currency, ofPlace } = amount
    ? currencyOf(reading, amount.currency ?? currencyNear(turn, at))
    : { currency: null, ofPlace: false };
  const because = says(reading, `budgets.${stance}`, { quote: shorten(evidence[0].quote) });
  // A bare Chinese amount is in yuan: nobody wonders.
  const assumed = ofPlace && currency !== null && currency !== 'CNY';
  return {
    ...bounded,
    currency,
    period: amount ? seatOr(turn, at, amount.period ?? periodNear(turn, at)) : null,
    stance,
    confidence: Math.min(0.9, 0.4 + weight * 0.1),
    because: assumed ? together(reading, because, says(reading, 'budgets.of_place', { currency })) : because,
    rule: ruleName(reading, 'budgets', `budget-${stance}`),
    evidence,
  };
}

/** “For each agent six hundred a year”, 一个坐席一个月三百: what is paid for one seat, wherever in the clauses it says so. */
function seatOr(turn: TurnReading, at: number, period: Amount['period']): Amount['period'] {
  const near = sentenceAround(turn, at, 1).map(({ text }) => text);
  if (!near.some((text) => SEAT.test(text))) return period;
  if (period === 'month' || (period === 'seat_year' && near.some((text) => MONTHLY.test(text)))) return 'seat_month';
  return period === 'year' ? 'seat_year' : period;
}

const SEAT =
  /(?:每|一)个?(?:坐席|席位|账号|用户|席)|每个?(?:人|员工)|\b(?:per|each|a|every) (?:seat|user|agent|licen[cs]e|employee|head)\b/;
const MONTHLY = /每个?月|一个月|\b(?:per|a|each) month\b|\bmonthly\b/;

function periodNear(turn: TurnReading, at: number): Amount['period'] {
  const near = turn.clauses
    .slice(Math.max(0, at - 1), at + 4)
    .map(({ text }) => text)
    .join(' ');
  if (/一年|每年|年度|全年|per year|a year|annual|for the year|next year|this year|this fy/.test(near)) return 'year';
  if (/每个?月|一个月|per month|a month|monthly/.test(near)) return 'month';
  return /per quarter|a quarter(?! (?:of an? |of the )?(?:million|mil|billion|bn))|每季度|一个季度/.test(near)
    ? 'quarter'
    : null;
}
