import type { Budget, Insights } from '../../domain/index.js';
import type { Amount } from '../amounts/amounts.js';
import { answeredBudgets } from '../detectors/answered-budgets.js';
import { budgetAt } from '../detectors/budgets.js';
import { type Clause, find, has, type Reading, type TurnReading } from '../reading/reading.js';
import { sentenceAround } from '../reading/spans.js';
import { examine, type Judgement, judgementOf } from './judgement.js';
import { probabilities, type Task } from './model.js';
import { type MoneyPlace, moneyPlaces } from './money.js';
import { confidence, topAnswer } from './weigh.js';

/** A place that speaks of the customer's money, and how surely. */
interface Likely {
  readonly p: number;
  readonly place: MoneyPlace;
}

/** The budget that it tells. */
interface ToldBudget {
  readonly p: number;
  readonly budget: Budget;
}

/** Of the places that speak of the customer's money the last one that is nearly as sure as the surest: people correct themselves. */
export function judgeBudgets(judgement: Judgement, ruled: readonly Budget[]): Budget[] {
  const told = toldBudgets(judgement, ruled);
  const most = told.reduce((highest, { p }) => Math.max(highest, p), 0);
  const chosen = told.findLast(({ p }) => p >= most * NEARLY);
  return chosen ? [chosen.budget] : [];
}

/** Chosen on writers left out, among 0.6 to 1. */
const NEARLY = 0.9;

/** What the customer said of their money from first to last, corrections and all; the analysis keeps what counts. */
export function budgetHistory(reading: Reading, claims: () => Insights): readonly Budget[] {
  const known = judgementOf(reading)?.budgets;
  if (known) return known;
  const ruled = claims();
  return toldBudgets(examine(reading, ruled), ruled.budgets).map(({ budget }) => budget);
}

/** Every place that speaks of the customer's money surely enough, in order. */
function toldBudgets(judgement: Judgement, ruled: readonly Budget[]): ToldBudget[] {
  const { reading, tasks } = judgement;
  const task = tasks.get('budget') as Task;
  const likely = moneyPlaces(reading, ruled).flatMap((place): Likely[] => {
    const [p = 0] = probabilities(task, place.features);
    return p < (task.threshold[0] as number) || isElsewhere(place) || hasThawed(place) ? [] : [{ p, place }];
  });
  const judged: ToldBudget[] = [];
  for (const one of likely.filter(({ place }) => !isBeside(place, likely)))
    judged.push({ p: one.p, budget: budgetOf(judgement, one, ruled, judged.at(-1)?.budget) });
  const told = withAnswers(judged, answeredBudgets(reading));
  judgement.budgets = told.map(({ budget }) => budget);
  return told;
}

function budgetOf(
  { reading, tasks, version }: Judgement,
  { p, place }: Likely,
  ruled: readonly Budget[],
  before: Budget | undefined,
): Budget {
  const { turn, at, amount, features } = place;
  const stances = tasks.get('budget stance') as Task;
  const here = ruled.find(({ evidence }) => evidence[0].turn === turn.index);
  const said = (amount === null ? here?.stance : undefined) ?? (topAnswer(stances, features) as Budget['stance']);
  const stance = stanceAt(place, said);
  const made = budgetAt(reading, turn, at, amount, stance);
  const own = ruled.find(
    (one) =>
      one.evidence[0].turn === turn.index && one.min === made.min && one.max === made.max && one.stance === stance,
  );
  const { min, max, currency, period } = added(place, before) ?? made;
  const sum = { min, max, currency, period };
  return { ...made, ...sum, rule: own?.rule ?? `classifier@${version}`, confidence: confidence(p) };
}

/** “A hundred and eighty, and we're not going over that”: the limit may follow further off than the classifier looks. */
function stanceAt({ turn, at, amount }: MoneyPlace, said: Budget['stance']): Budget['stance'] {
  const free = said === 'frozen' && nearby(turn, at).some((clause) => has(clause, 'budgets.thawed')) ? 'stated' : said;
  return free === 'stated' && amount !== null && isLimited(turn, at, amount) ? 'ceiling' : free;
}

function isLimited(turn: TurnReading, at: number, amount: Amount): boolean {
  return amount.bound === 'ceiling' || turn.clauses.slice(at, at + 3).some((clause) => has(clause, 'budgets.ceiling'));
}

const nearby = (turn: TurnReading, at: number): readonly Clause[] => turn.clauses.slice(Math.max(0, at - 2), at + 3);

/** “It was frozen, but that's been lifted”: that it was frozen counts no more. */
const hasThawed = ({ turn, at, amount }: MoneyPlace): boolean =>
  amount === null &&
  has(turn.clauses[at] as Clause, 'budgets.frozen') &&
  nearby(turn, at).some((clause) => has(clause, 'budgets.thawed'));

/** “The branch in Leeds has sixty thousand, nothing to do with us.” */
const isElsewhere = ({ turn, at, amount }: MoneyPlace): boolean =>
  amount !== null && sentenceAround(turn, at, 2).some((clause) => has(clause, 'budgets.elsewhere'));

/** Beside an amount that may be the budget, one that is said to be something else is none. */
function isBeside(place: MoneyPlace, likely: readonly Likely[]): boolean {
  if (!isOther(place)) return false;
  return likely.some(({ place: other }) => other.turn === place.turn && other.amount !== null && !isOther(other));
}

/** An earlier year's, a price, a cost; or a part of the amount before: “including eighty for hardware, ten for training”. */
function isOther({ turn, at, amount }: MoneyPlace): boolean {
  const clause = turn.clauses[at] as Clause;
  if (amount === null || has(clause, 'budgets.ceiling')) return false;
  if (OTHER.some((idea) => has(clause, idea))) return true;
  return sentenceAround(turn, at, 2).some((one) => {
    const part = find(one, 'budgets.part');
    return part !== undefined && part.start < clause.start + amount.start;
  });
}

const OTHER = ['earlier', 'our_price', 'others_price', 'other_money'].map((idea) => `budgets.${idea}`);

/** “I found another ten thousand for you” after sixty is seventy. */
function added({ turn, at, amount }: MoneyPlace, before: Budget | undefined): Budget | null {
  const clause = turn.clauses[at] as Clause;
  if (amount === null || before === undefined || !MORE.test(clause.text.slice(0, amount.start))) return null;
  const [more, had] = [amount.max ?? amount.min, before.max ?? before.min];
  if (more === null || had === null || more >= had || before.evidence[0].turn === turn.index) return null;
  const plus = (value: number | null): number | null => (value === null ? null : value + more);
  return { ...before, min: plus(before.min), max: plus(before.max) };
}

const MORE = /(?:\b(?:another|extra|additional|further)|再加|追加|多加|多批|多给|又给|又批|加)了? ?[£$€¥]?$/;

/** What a plain answer tells: a figure that was confirmed counts as surely as any; that there is none, where no amount is told. */
function withAnswers(told: readonly ToldBudget[], answers: readonly Budget[]): ToldBudget[] {
  const most = told.reduce((highest, { p }) => Math.max(highest, p), ANSWERED);
  const amounts = [...told.map(({ budget }) => budget), ...answers].some(
    ({ min, max }) => min !== null || max !== null,
  );
  const more = answers.filter(
    ({ min, max, evidence: [{ turn }] }) =>
      (min !== null || max !== null || !amounts) && !told.some(({ budget }) => budget.evidence[0].turn === turn),
  );
  const settled = told.map(({ p, budget }) => ({ p, budget: withAnswer(budget, answers) }));
  return [...settled, ...more.map((budget) => ({ p: most, budget: { ...budget, confidence: confidence(most) } }))].sort(
    (a, b) => a.budget.evidence[0].turn - b.budget.evidence[0].turn,
  );
}
const ANSWERED = 0.8;

/** “None, I'm afraid” to whether there is a budget: that there is none, and not that it is frozen. */
function withAnswer(budget: Budget, answers: readonly Budget[]): Budget {
  const isSame = ({ min, max, evidence: [{ turn }] }: Budget): boolean =>
    min === null && max === null && turn === budget.evidence[0].turn;
  const answer = isSame(budget) ? answers.find(isSame) : undefined;
  return answer ? { ...budget, stance: answer.stance } : budget;
}
