const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Milliseconds before each try, as Standard Webhooks recommends: ten tries in a little over three days. */
const WAITS_MS = [
  ...[0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
];

/**
 * Milliseconds to wait after the try with this number (from 1) failed; null after the last. Up to a fifth
 * longer by chance, so that a receiver that comes back is not met by everything at once.
 * @param random 0 to 1
 */
export function waitAfter(attempt: number, random: number): number | null {
  const wait = WAITS_MS[attempt];
  return wait === undefined ? null : Math.round(wait * (1 + 0.2 * random));
}
