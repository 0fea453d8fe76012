import type { RecordValue } from './values.js';

type BudgetValue = RecordValue<'budget'>;

/** Periods that can be turned into each other: how many there are in the longer one. */
const PERIODS = {
  month: { unit: 'time', perYear: 12 },
  quarter: { unit: 'time', perYear: 4 },
  year: { unit: 'time', perYear: 1 },
  seat_month: { unit: 'seat', perYear: 12 },
  seat_year: { unit: 'seat', perYear: 1 },
  once: { unit: 'once', perYear: 1 },
} as const;

/**
 * Whether two budgets exclude each other. They do not when one is only less exact than the other
 * (no currency, no period, a range around the figure), or says the same per month and per year.
 */
export function budgetsDiffer(a: BudgetValue, b: BudgetValue): boolean {
  if (hasMoney(a) !== hasMoney(b)) return true;
  if (a.currency !== null && b.currency !== null && a.currency !== b.currency) return true;
  const factors = yearly(a, b);
  if (factors === null) return true;
  const [left, right] = [scaled(a, factors[0]), scaled(b, factors[1])];
  if (encloses(left, right) || encloses(right, left)) return false;
  return ends(left.min, right.min) || ends(left.max, right.max);
}

/** "There is none" and "frozen" against any sum. */
const hasMoney = ({ stance }: BudgetValue): boolean => stance !== 'none' && stance !== 'frozen';

function yearly(a: BudgetValue, b: BudgetValue): readonly [number, number] | null {
  if (a.period === null || b.period === null || a.period === b.period) return [1, 1];
  const [left, right] = [PERIODS[a.period], PERIODS[b.period]];
  return left.unit === right.unit ? [left.perYear, right.perYear] : null;
}

interface Range {
  readonly min: number | null;
  readonly max: number | null;
}

const scaled = ({ min, max }: BudgetValue, factor: number): Range => ({
  min: min === null ? null : min * factor,
  max: max === null ? null : max * factor,
});

/** Only a range with both ends makes the other figure a closer statement of the same; a ceiling does not. */
function encloses(outer: Range, inner: Range): boolean {
  return (
    outer.min !== null &&
    outer.max !== null &&
    inner.min !== null &&
    inner.max !== null &&
    outer.min <= inner.min &&
    inner.max <= outer.max
  );
}

/** Both known, and further apart than rounding (a year's sum said as months) explains. */
const ends = (a: number | null, b: number | null): boolean =>
  a !== null && b !== null && Math.abs(a - b) > 0.005 * Math.max(Math.abs(a), Math.abs(b));
