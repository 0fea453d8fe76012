import type { Amount } from '../amounts/amounts.js';
import { amountsIn, type Reading } from '../reading/reading.js';
import { type Found, known } from './features.js';

/** More than this many others say no more. */
const MANY = 4;
const OUR_MANY = 3;
const SIDES = ['rep', 'customer'] as const;

/** Where one side names money: the turns and the amounts, each ascending by itself. */
interface Named {
  readonly turns: number[];
  readonly values: number[];
}

/**
 * Every amount that a conversation names: by it an amount is seen beside the others. What the rep named first is
 * rarely the budget. Looked up by halving, so that a long conversation takes no longer a turn than a short one.
 */
export class NamedAmounts {
  /** First and last turn of each side that names these digits. */
  readonly #turnsOf = new Map<string, { first: number; last: number }>();
  readonly #money: Readonly<Record<'rep' | 'customer', Named>> = {
    rep: { turns: [], values: [] },
    customer: { turns: [], values: [] },
  };

  constructor(reading: Reading) {
    for (const { index, side, clauses } of reading.turns) {
      if (side === 'unknown') continue;
      for (const clause of clauses)
        for (const amount of amountsIn(clause)) {
          if (amount.unit !== 'money' && amount.unit !== 'number') continue;
          const key = `${side} ${digitsOf(amount)}`;
          this.#turnsOf.set(key, { first: this.#turnsOf.get(key)?.first ?? index, last: index });
          if (amount.unit === 'number' || (amount.scale < 1000 && amount.currency === null)) continue;
          this.#money[side].turns.push(index);
          this.#money[side].values.push(amount.max ?? amount.min ?? 0);
        }
    }
    for (const side of SIDES) this.#money[side].values.sort((a, b) => a - b);
  }

  /** What stands beside an amount of the turn `index`; `value` is what it comes to in whole units. */
  addBeside(found: Found, index: number, amount: Amount, value: number): void {
    for (const side of SIDES) {
      const same = this.#turnsOf.get(`${side} ${digitsOf(amount)}`);
      found.add(known(`${side} named it before ${same !== undefined && same.first < index}`));
      found.add(known(`${side} names it again ${same !== undefined && same.last > index}`));
    }
    const { rep, customer } = this.#money;
    const own = customer.turns.length;
    found.add(known(`amounts before ${Math.min(below(customer.turns, index), MANY)}`));
    found.add(known(`amounts after ${Math.min(own - below(customer.turns, index + 1), MANY)}`));
    const before = below(rep.turns, index);
    found.add(known(`our amounts before ${Math.min(before, OUR_MANY)}`));
    found.add(known(`our amounts after ${Math.min(rep.turns.length - before, OUR_MANY)}`));
    found.add(known(`larger own ${Math.min(MANY, own - below(customer.values, value * 1.01))}`));
    found.add(known(`smaller own ${Math.min(MANY, below(customer.values, value * 0.99))}`));
    if (value > 0) addOurs(found, rep.values, value);
  }
}

/** How far, in halves of a doubling, the amount is from what we named, and from the most that we named. */
function addOurs(found: Found, ours: readonly number[], value: number): void {
  const highest = ours.at(-1);
  if (highest === undefined) return;
  const at = below(ours, value);
  const doublings = [ours[at - 1], ours[at]].flatMap((one) =>
    one === undefined ? [] : [Math.log2(value / Math.max(1, one))],
  );
  const nearest = Math.min(...doublings.map(Math.abs));
  found.add(known(`from ours ${Math.min(5, Math.round(nearest * 2))}`));
  const toHighest = Math.round(Math.log2(value / Math.max(1, highest)));
  found.add(known(`to our highest ${Math.max(-5, Math.min(5, toHighest))}`));
}

/** How many of these ascending numbers are less. */
function below(ascending: readonly number[], than: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] as number) < than) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The leading three digits: "eighty", 80k and 八万 may be the same amount. */
function digitsOf({ min, max }: Amount): number {
  const value = max ?? min ?? 0;
  return value <= 0 ? 0 : Math.round(value / 10 ** (Math.floor(Math.log10(value)) - 2));
}
