import type { Budget } from '../../domain/index.js';
import { rescale, weighAsBudget } from '../amount-roles.js';
import type { Amount } from '../amounts.js';
import { amountsIn, has, type Reading, type TurnReading } from '../reading.js';
import { type Features, Found, known } from './features.js';
import { hashOf, mix, type Unit, unitsOfTurn } from './units.js';

/** An amount that the customer names, or a clause about money without an amount. */
export interface MoneyPlace {
  readonly turn: TurnReading;
  /** Number of the clause within the turn. */
  readonly at: number;
  /** In whole units of its currency; null: the clause names none. */
  readonly amount: Amount | null;
  readonly features: Features;
}

/** A question about money keeps open for this many turns. */
const QUESTION_TURNS = 4;
const BEFORE = 12;
const AFTER = 12;
const CLOSE = 3;

/** Every place where the customer's words may tell what they can spend. */
export function moneyPlaces(reading: Reading, ruled: readonly Budget[]): MoneyPlace[] {
  const places: MoneyPlace[] = [];
  const ruledHere = (turn: TurnReading, amount: Amount | null): string =>
    ruled.find(
      (one) =>
        one.evidence[0].turn === turn.index &&
        (amount === null ? one.max === null && one.min === null : one.max === amount.max || one.min === amount.min),
    )?.stance ?? 'nothing';
  let askedAt = -Infinity;
  let scale = 1;
  for (const turn of reading.turns) {
    if (turn.side === 'rep' && turn.clauses.some((clause) => has(clause, 'budgets.asks_budget'))) askedAt = turn.index;
    if (turn.unreliable) continue;
    turn.clauses.forEach((clause, at) => {
      const amounts = amountsIn(clause);
      for (const amount of amounts) {
        if (turn.side === 'customer' && amount.unit !== 'percent' && amount.unit !== 'discount') {
          const asked = turn.index - askedAt <= QUESTION_TURNS;
          const scaled = rescale(amount, scale, clause.text);
          if (scaled)
            places.push({
              turn,
              at,
              amount: scaled,
              features: amountFeatures(reading, turn, at, amount, asked, ruledHere(turn, scaled)),
            });
        }
        if (amount.unit === 'money' && amount.scale >= 1000)
          scale = amount.scale >= 1e4 && amount.scale < 1e5 ? 1e4 : amount.scale;
      }
      if (
        turn.side === 'customer' &&
        !amounts.some(({ unit }) => unit === 'money') &&
        MONEY.some((idea) => has(clause, idea))
      )
        places.push({ turn, at, amount: null, features: clauseFeatures(reading, turn, at, ruledHere(turn, null)) });
    });
  }
  return places;
}

const MONEY = ['budgets.budget', 'budgets.none', 'budgets.frozen', 'budgets.pending', 'budgets.ceiling'];

function amountFeatures(
  reading: Reading,
  turn: TurnReading,
  at: number,
  amount: Amount,
  asked: boolean,
  ruled: string,
): Features {
  const found = new Found();
  const clause = turn.clauses[at];
  if (!clause) return found.features();
  const start = clause.start + amount.start;
  const end = clause.start + amount.end;
  const units = unitsOfTurn(turn);
  around(
    found,
    units
      .filter((unit) => unit.end <= start)
      .slice(-BEFORE)
      .toReversed(),
    'left',
  );
  around(found, units.filter((unit) => unit.start >= end).slice(0, AFTER), 'right');
  found.add(known(`the rules say ${ruled}`));
  found.add(known(`unit ${amount.unit}`));
  found.add(known(`bound ${amount.bound}`));
  found.add(known(`per ${amount.period}`));
  found.add(known(`range ${amount.min !== amount.max}`));
  found.add(known(`size ${Math.floor(Math.log10(Math.max(1, amount.max ?? amount.min ?? 1)))}`));
  found.add(known(`asked ${asked}`));
  const weight = Math.round(weighAsBudget(reading, turn, clause, at, amount, asked));
  for (let step = -4; step <= 6; step += 1) if (weight >= step) found.add(known(`the rules weigh ${step}`));
  common(found, reading, turn, at);
  return found.features();
}

function clauseFeatures(reading: Reading, turn: TurnReading, at: number, ruled: string): Features {
  const found = new Found();
  found.add(known('no amount'));
  found.add(known(`the rules say ${ruled}`));
  const clause = turn.clauses[at];
  const next = turn.clauses[at + 1];
  if (clause)
    around(
      found,
      unitsOfTurn(turn)
        .filter(({ start, end }) => start >= clause.start && end <= (next?.end ?? clause.end))
        .slice(0, 40),
      'clause',
    );
  common(found, reading, turn, at);
  return found.features();
}

function common(found: Found, reading: Reading, turn: TurnReading, at: number): void {
  for (const by of [-2, -1, 0, 1, 2])
    for (const { concept } of turn.clauses[at + by]?.hits ?? []) {
      found.add(known(`idea ${concept}`));
      if (by === 0) found.add(known(`idea here ${concept}`));
    }
  if (turn.clauses[at]?.asks === 'asks') found.add(hashOf('asks'));
  for (const by of [1, 2]) {
    const earlier = reading.turns[turn.index - by];
    if (earlier)
      for (const { hash } of unitsOfTurn(earlier).slice(-40))
        found.add(mix(known(`${by} before ${earlier.side}`), hash));
  }
  const later = reading.turns[turn.index + 1];
  if (later) for (const { hash } of unitsOfTurn(later).slice(0, 24)) found.add(mix(known(`after ${later.side}`), hash));
}

function around(found: Found, units: readonly Unit[], name: string): void {
  const any = hashOf(name);
  const close = known(`${name} close`);
  units.forEach(({ hash, stems }, n) => {
    found.add(mix(any, hash));
    if (n < CLOSE) found.add(mix(close, hash));
    const next = units[n + 1];
    if (next) found.add(mix(mix(any, hash), next.hash));
    for (const stem of stems) found.add(mix(any, stem));
  });
}
