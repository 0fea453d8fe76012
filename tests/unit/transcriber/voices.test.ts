import { describe, expect, test } from 'vitest';

import { spectrum } from '../../../models/transcriber/spectrum.js';
import { tellVoicesApart } from '../../../models/transcriber/voices.js';
import { silence, speak, type Voice } from './sounds.js';

const LOW: Voice = { pitchHz: 105, formants: 0.95 };
const HIGH: Voice = { pitchHz: 215, formants: 1.2 };
const MIDDLE: Voice = { pitchHz: 150, formants: 1.08 };

/** The spectrum of a stretch in which voices speak after each other, so many seconds each. */
function stretch(...parts: [Voice, number][]) {
  const samples = silence(parts.reduce((sum, [, seconds]) => sum + seconds, 0));
  let at = 0;
  for (const [voice, seconds] of parts) {
    speak(samples, at, at + seconds, voice);
    at += seconds;
  }
  return spectrum(samples, { pitch: true });
}
const seconds = (rows: number) => rows / 50;
const voicesOf = (runs: readonly { voice: number }[]) => runs.map(({ voice }) => voice);

test('two voices in turn, in the order in which they are heard', () => {
  const found = tellVoicesApart([stretch([HIGH, 4]), stretch([LOW, 5]), stretch([HIGH, 2]), stretch([LOW, 4])]);
  expect(found.map(voicesOf)).toEqual([[0], [1], [0], [1]]);
  for (const runs of found) for (const { confidence } of runs) expect(confidence).toBeGreaterThan(0.9);
});

test('a change of voice inside a stretch is found to half a second', () => {
  const [runs] = tellVoicesApart([stretch([LOW, 4], [HIGH, 3]), stretch([LOW, 3]), stretch([HIGH, 3])]);
  expect(voicesOf(runs ?? [])).toEqual([0, 1]);
  expect(Math.abs(seconds(runs?.[0]?.to ?? 0) - 4)).toBeLessThan(0.5);
});

test('runs cover each stretch without a gap', () => {
  const stretches = [stretch([LOW, 3], [HIGH, 3], [LOW, 2]), stretch([HIGH, 4])];
  tellVoicesApart(stretches).forEach((runs, i) => {
    expect(runs[0]?.from).toBe(0);
    expect(runs.at(-1)?.to).toBe(stretches[i]?.length);
    runs.slice(1).forEach(({ from }, k) => expect(from).toBe(runs[k]?.to));
  });
});

test('three voices', () => {
  const found = tellVoicesApart([LOW, HIGH, MIDDLE, LOW, MIDDLE, HIGH].map((voice) => stretch([voice, 5])));
  expect(found.map(voicesOf)).toEqual([[0], [1], [2], [0], [2], [1]]);
});

describe('one voice is one', () => {
  test('that speaks for half a minute', () => {
    const found = tellVoicesApart(Array.from({ length: 6 }, () => stretch([MIDDLE, 5])));
    expect(new Set(found.flatMap(voicesOf))).toEqual(new Set([0]));
  });

  test('that is louder and softer', () => {
    const [loud, soft] = [silence(6), silence(6)];
    speak(loud, 0, 6, MIDDLE);
    speak(soft, 0, 6, MIDDLE);
    const found = tellVoicesApart(
      [loud, soft.map((value) => value * 0.2)].map((each) => spectrum(each, { pitch: true })),
    );
    expect(new Set(found.flatMap(voicesOf))).toEqual(new Set([0]));
  });
});

test('nothing said is nobody, and a moment is somebody', () => {
  expect(tellVoicesApart([])).toEqual([]);
  expect(tellVoicesApart([[]]).map(voicesOf)).toEqual([[0]]);
  expect(tellVoicesApart([stretch([LOW, 0.1])]).map(voicesOf)).toEqual([[0]]);
});
