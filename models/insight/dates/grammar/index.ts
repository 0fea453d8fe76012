import { DAYS_OF_A_MONTH, FULL_DATES, WEEKDAY_NAMES } from './days.js';
import { NEAR_DAYS } from './near.js';
import { ENDS_OF_PERIODS, HOLIDAYS, MONTHS, OPEN } from './periods.js';
import { MOVES, SPANS } from './spans.js';
import type { Grammar } from './words.js';

/** Tried in this order; the earlier one keeps the words that two of them claim. */
export const GRAMMARS: readonly Grammar[] = [
  ...FULL_DATES,
  ...ENDS_OF_PERIODS,
  ...HOLIDAYS,
  ...WEEKDAY_NAMES,
  ...NEAR_DAYS,
  ...MOVES,
  ...SPANS,
  ...DAYS_OF_A_MONTH,
  ...OPEN,
  ...MONTHS,
];
