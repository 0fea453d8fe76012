import { expect, test } from 'vitest';

import { cohensKappa } from '../../../api/cohens-kappa.js';

test.each([
  ['all agree, both verdicts', [15, 0, 0, 15], 1],
  ['all differ', [0, 15, 15, 0], -1],
  // Cohen's measure on the table 20, 5, 10, 15: observed 0.7, expected 0.5.
  ['a textbook table', [20, 5, 10, 15], 0.4],
  ['what chance alone gives', [10, 10, 10, 10], 0],
  ['as many as it takes', [10, 2, 2, 6], 7 / 12],
  ['one too few', [10, 2, 2, 5], null],
  ['nothing', [0, 0, 0, 0], null],
  ['the first always said yes, as before a dispute', [30, 10, 0, 0], null],
  ['the second always said no', [0, 30, 0, 10], null],
  ['both always said yes', [40, 0, 0, 0], null],
] as const)('%s', (_what, [yesYes, yesNo, noYes, noNo], kappa) => {
  const found = cohensKappa({ yesYes, yesNo, noYes, noNo });
  if (kappa === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(kappa, 10);
});
