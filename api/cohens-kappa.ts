/** How two people judged the same things: the first said yes or no, and the second. */
export interface Pairs {
  readonly yesYes: number;
  readonly yesNo: number;
  readonly noYes: number;
  readonly noNo: number;
}

/** Below that a single pair moves it by a tenth and more. */
export const FEWEST_PAIRS = 20;

/**
 * Agreement beyond chance, -1 to 1 (Cohen 1960, "A coefficient of agreement for nominal scales"). Null where it would say
 * nothing: for fewer than {@link FEWEST_PAIRS} pairs, and where one of the two always said the same, as the first one does
 * while only disputes are judged twice.
 */
export function cohensKappa({ yesYes, yesNo, noYes, noNo }: Pairs): number | null {
  const pairs = yesYes + yesNo + noYes + noNo;
  const [first, second] = [yesYes + yesNo, yesYes + noYes];
  const constant = [first, second].some((yes) => yes === 0 || yes === pairs);
  if (pairs < FEWEST_PAIRS || constant) return null;
  const observed = (yesYes + noNo) / pairs;
  const expected = (first * second + (pairs - first) * (pairs - second)) / pairs ** 2;
  return (observed - expected) / (1 - expected);
}
