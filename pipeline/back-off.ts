import type { AppError } from '../models/domain/index.js';

/** How often a step is tried, and how long it waits in between. */
export interface BackOff {
  /** Tries in all. */
  readonly tries: number;
  /** Before the second try; each further wait is `factor` times the one before. */
  readonly baseMs: number;
  readonly factor: number;
}

/** 2 s, 8 s, 32 s, 128 s: nearly three minutes, which a restart of PostgreSQL, Redis or S3 fits into. */
export const BACK_OFF: BackOff = { tries: 5, baseMs: 2_000, factor: 4 };

/**
 * Milliseconds until the next try, or null when there is none: the error is not one that a retry can
 * help, or the tries are spent. Half of the wait is random, so that what failed together does not
 * come back together.
 * @param failures tries that failed before this one
 */
export function retryDelayMs(
  error: AppError,
  failures: number,
  backOff: BackOff = BACK_OFF,
  random: () => number = Math.random,
): number | null {
  if (!error.retryable || failures + 1 >= backOff.tries) return null;
  const fullMs = backOff.baseMs * backOff.factor ** failures;
  return Math.round(fullMs / 2 + (random() * fullMs) / 2);
}
