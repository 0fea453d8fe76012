import { expect, test } from 'vitest';

import { lostCorrections, type Correction } from '../../../web/src/pages/conversation/lost-corrections.js';

const said = (text: string, speaker = 'a') => ({ text, speaker });
const correction = (version: number, given: Partial<Correction>): Correction => ({
  ...{ version, turn: null, action: 'corrected', original: said('ten'), before: said('ten'), after: said('two') },
  ...{ by: { id: 'u', name: 'Ann' }, at: '2026-03-02T09:00:00.000Z' },
  ...given,
});

test.each<[string, Correction[], number[]]>([
  ['its turn is gone', [correction(2, {})], [2]],
  ['only its last state counts', [correction(2, {}), correction(3, { after: said('three') })], [3]],
  ['a speaker too', [correction(2, { after: said('ten', 'b') })], [2]],
  ['two turns', [correction(2, {}), correction(3, { original: said('six') })], [2, 3]],
  ['its turn is there', [correction(2, { turn: 4 })], []],
  ['it was taken back', [correction(2, {}), correction(3, { action: 'undone', after: said('ten') })], []],
  ['there are none', [], []],
])('what could not be kept: %s', (_, corrections, lost) => {
  expect(lostCorrections(corrections).map(({ version }) => version)).toEqual(lost);
});
