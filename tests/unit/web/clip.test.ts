import { expect, test } from 'vitest';

import { clipHash, clipIn, extended, stretchOfTurn } from '../../../web/src/pages/conversation/clip.js';
import type { Turn } from '../../../web/src/pages/conversation/types.js';

test.each<[string, { fromMs: number; toMs: number } | null]>([
  ['#t=11.047,13.015', { fromMs: 11_047, toMs: 13_015 }],
  ['t=0,5', { fromMs: 0, toMs: 5_000 }],
  ['#t=10', null],
  ['#t=13,11', null],
  ['#t=5,5', null],
  ['#t=-1,5', null],
  ['#t=a,b', null],
  ['#turn=1,2', null],
  ['', null],
])('%s names %j', (hash, clip) => {
  expect(clipIn(hash)).toEqual(clip);
  if (clip !== null) expect(clipIn(clipHash(clip))).toEqual(clip);
});

const turn = (startMs: number | null, endMs: number | null): Turn => ({ speaker: 'a', text: 'x', startMs, endMs });

test.each<[string, Turn[], number, { fromMs: number; toMs: number } | null]>([
  ['until its end', [turn(1_000, 2_000), turn(4_000, 5_000)], 0, { fromMs: 1_000, toMs: 2_000 }],
  ['until the next begins', [turn(1_000, null), turn(4_000, null)], 0, { fromMs: 1_000, toMs: 4_000 }],
  [
    'until one begins later',
    [turn(1_000, null), turn(1_000, null), turn(3_000, null)],
    0,
    { fromMs: 1_000, toMs: 3_000 },
  ],
  ['the last, whose end nobody knows', [turn(1_000, null)], 0, { fromMs: 1_000, toMs: 11_000 }],
  ['what was written', [turn(null, null)], 0, null],
  ['what is not there', [turn(0, 1_000)], 3, null],
])('a turn is said %s', (_, turns, index, stretch) => {
  expect(stretchOfTurn(turns, index)).toEqual(stretch);
});

test('a clip grows in both directions and never shrinks', () => {
  const clip = { fromMs: 5_000, toMs: 6_000 };
  expect(extended(null, clip)).toEqual(clip);
  expect(extended(clip, { fromMs: 8_000, toMs: 9_000 })).toEqual({ fromMs: 5_000, toMs: 9_000 });
  expect(extended(clip, { fromMs: 1_000, toMs: 2_000 })).toEqual({ fromMs: 1_000, toMs: 6_000 });
  expect(extended(clip, { fromMs: 5_200, toMs: 5_400 })).toEqual(clip);
});
