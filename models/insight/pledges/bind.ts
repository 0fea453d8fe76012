import type { Commitment, CommitmentCategory, Evidence } from '../../domain/index.js';
import { dueOf, findTimes, type When } from '../dates/dates.js';
import { commitmentAt, promisedAmount } from '../detectors/commitments.js';
import { amountsIn, type Clause, clausesIn, has, type Reading, type TurnReading } from '../reading/reading.js';
import { saidOn } from '../dates/said-on.js';
import { shorten } from '../says.js';
import { citeClauses } from '../reading/spans.js';
import { type Condition, conditionOf, isCondition } from './condition.js';
import { isService } from './services.js';
import { isUsual } from './withheld.js';
import { after, before, findPledge, holdsOnly, saysPledge } from './words.js';

/** A promise and the clause that makes it. */
export interface Pledge {
  readonly turn: TurnReading;
  readonly at: number;
  readonly commitment: Commitment;
  /** It was found in words that only calm about the promise of this clause. */
  readonly calms?: boolean;
}

/** Where a commitment is made: in the first clause of its quote that is no condition and not only assurance. */
export function pledgeOf(reading: Reading, commitment: Commitment): Pledge | null {
  const [place] = commitment.evidence;
  const turn = reading.turns[place.turn];
  const cited = turn ? clausesIn(turn, place) : [];
  if (!turn || cited.length === 0) return null;
  const first = indexOf(turn, cited[0] as Clause);
  const numbers = cited.map((_, n) => first + n);
  const at = numbers.find((n) => !isCondition(reading, turn, n)) ?? first;
  const main = mainClause(reading, turn, at);
  if (main === at) return { turn, at, commitment };
  const moved = { ...commitmentAt(reading, turn, main, commitment.category, commitment.risk), rule: commitment.rule };
  return { turn, at: main, commitment: { ...moved, confidence: commitment.confidence }, calms: main < at };
}

/** The number of a clause within its turn; found by halving, since a pasted report has thousands. */
function indexOf({ clauses }: TurnReading, { start }: Clause): number {
  let [from, to] = [0, clauses.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((clauses[middle] as Clause).start < start) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Of a condition what holds then; of mere assurance what it assures. */
function mainClause(reading: Reading, turn: TurnReading, at: number): number {
  const clause = turn.clauses[at] as Clause;
  if (isCondition(reading, turn, at)) {
    if (after(turn, at, 1).length > 0) return at + 1;
    return before(turn, at, 1).length > 0 ? at - 1 : at;
  }
  if (at === 0 || !holdsOnly(reading, clause, 'vouches', 'reassures')) return at;
  const earlier = turn.clauses[at - 1] as Clause;
  return clausePromises(earlier) ? at - 1 : at;
}

const clausePromises = (clause: Clause): boolean =>
  clause.hits.some(({ concept }) => concept.startsWith('commitments.') && concept !== 'commitments.offer');

/** What the words around a promise make of it: its condition, and by it the day and the amount, its kind and how firm it is. */
export function bind(reading: Reading, { turn, at, commitment }: Pledge): Commitment {
  const clause = turn.clauses[at] as Clause;
  const category = categoryIn(reading, clause, commitment.category);
  if (category === 'deadline' && commitment.risk === 'low') return commitment;
  const given = category !== commitment.category && commitment.risk === 'low' ? 'medium' : commitment.risk;
  const condition = conditionOf(reading, turn, at);
  const vouched = vouchedFor(reading, turn, at);
  const risk = riskOf(reading, turn, at, { ...commitment, category, risk: given }, vouched !== null);
  const evidence = citeClauses(reading, turn, between(turn, clause, condition));
  return {
    ...commitment,
    category,
    risk,
    condition: condition ? shorten(turn.text.slice(condition.start, condition.end).trim()) : null,
    due: category === 'deadline' ? dueBeside(reading, turn, at, condition, commitment.due) : null,
    amount: promisedAmount(category, amountsBeside(clause, condition)) ?? commitment.amount,
    evidence: vouched ? [...evidence, ...vouched.filter((one) => one.start >= evidence[0].end)] : evidence,
  };
}

/** The clause, and its condition where that stands right beside it. */
function between(turn: TurnReading, clause: Clause, condition: Condition | null): Clause[] {
  if (!condition || condition.clause === clause) return [clause];
  const [first, last] = condition.start < clause.start ? [condition.clause, clause] : [clause, condition.clause];
  return first.end === last.start ? [first, last] : [clause];
}

/** The day that is promised, and not the one by which the customer does their part; a time that counts from an unknown day is none. */
function dueBeside(
  reading: Reading,
  turn: TurnReading,
  at: number,
  condition: Condition | null,
  due: string | null,
): string | null {
  const clause = turn.clauses[at] as Clause;
  if (isUsual(reading, clause) || isService(reading, turn, at)) return null;
  const startsAt = [clause, ...(condition ? [condition.clause] : [])].some((one) => saysPledge(reading, one, 'starts'));
  const own = timesOutside(reading, turn, clause, condition);
  if (startsAt && !own.some(({ start, end }) => isCalendarDay(turn.folded.slice(start, end)))) return null;
  if (condition === null) return due;
  if (own.length > 0) return dueOf(own);
  const near = [...before(turn, at, 1), ...after(turn, at, 1)].filter((other) => other !== condition.clause);
  return dueOf(near.flatMap((other) => timesOutside(reading, turn, other, condition)));
}

/** “4月20号”, "April 24", and not “两周内”. */
const isCalendarDay = (words: string): boolean =>
  /\d ?[月号]|[一二三四五六七八九十]月|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|周[一二三四五六日天]|day\b|\d\/\d|月底|年底/.test(
    words,
  );

function timesOutside(reading: Reading, turn: TurnReading, clause: Clause, condition: Condition | null): When[] {
  return findTimes(clause.text, saidOn(reading, turn))
    .map((when) => ({ ...when, start: when.start + clause.start, end: when.end + clause.start }))
    .filter(({ start }) => condition === null || start < condition.start || start >= condition.end);
}

const amountsBeside = (clause: Clause, condition: Condition | null) =>
  amountsIn(clause).filter(
    ({ start }) =>
      condition === null ||
      condition.clause !== clause ||
      clause.start + start < condition.start ||
      clause.start + start >= condition.end,
  );

/** A price that never rises is a matter of price, and not of what never fails. */
function categoryIn(reading: Reading, clause: Clause, category: CommitmentCategory): CommitmentCategory {
  return category === 'reliability' && neverRises(reading, clause) ? 'price' : category;
}

export const neverRises = (reading: Reading, clause: Clause): boolean =>
  saysPledge(reading, clause, 'price-of') && saysPledge(reading, clause, 'never-rises');

/** The words after a promise, and nothing but these, that leave it no way out: “…，我保证。”, "… You have my word." */
export function vouchedFor(reading: Reading, turn: TurnReading, at: number): Evidence[] | null {
  const here = turn.clauses[at] as Clause;
  for (let n = at + 1; n <= at + VOUCHED_WITHIN; n += 1) {
    const clause = turn.clauses[n];
    if (!clause || clause.asks === 'asks') return null;
    if (holdsOnly(reading, clause, 'vouches', 'reassures') && saysPledge(reading, clause, 'vouches'))
      return citeClauses(reading, turn, [clause]);
    // Past the sentence only what follows at once; within it the vouching may come last.
    if (clause.sentence !== here.sentence) return null;
    if (clausePromises(clause) && has(clause, 'commitments.offer')) return null;
  }
  return null;
}
const VOUCHED_WITHIN = 3;

function riskOf(
  reading: Reading,
  turn: TurnReading,
  at: number,
  { category, risk }: Commitment,
  vouched: boolean,
): Commitment['risk'] {
  const clause = turn.clauses[at] as Clause;
  const around = [clause, ...before(turn, at, 2), ...after(turn, at, 2)];
  const bounded = around.some((one) => saysPledge(reading, one, 'capped'));
  if (risk === 'high' && (category === 'refund' || category === 'scope')) {
    const warranted = around.some((one) => saysPledge(reading, one, 'warranty'));
    if ((category === 'refund' && bounded) || warranted) return 'medium';
  }
  // What is written into the contract up to a limit is bounded all the same.
  if (vouched && category === 'refund' && (bounded || has(clause, 'commitments.bounded'))) return risk;
  if (vouched || (category === 'price' && neverRises(reading, clause))) return 'high';
  return risk;
}

/** Whether a clause only calms, and promises nothing of its own. */
export const onlyReassures = (reading: Reading, clause: Clause): boolean =>
  holdsOnly(reading, clause, 'vouches', 'reassures') || findPledge(reading, clause, 'speaks-of') !== undefined;
