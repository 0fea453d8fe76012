import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { hiddenSides } from '../quality/speech/sides.js';

const shared = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'shared');

test('with the sides hidden, 95 % of the turns of the labelled conversations get theirs back, and next to none a wrong one', () => {
  const { right, wrong, all } = hiddenSides(shared);
  expect(all).toBeGreaterThan(1000);
  expect(right / all).toBeGreaterThanOrEqual(0.95);
  expect(wrong / all).toBeLessThanOrEqual(0.01);
});
