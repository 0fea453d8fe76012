import { describe, expect, test } from 'vitest';

import { LONGEST_STRETCH_MS } from '../../../models/transcriber/engine.js';
import { FRAME_SAMPLES } from '../../../models/transcriber/speech-detector.js';
import { SpeechCutter, type Stretch } from '../../../models/transcriber/stretches.js';

const FRAME_MS = 32;
/** `[seconds, probability]` after each other, as probabilities a frame. */
const spoken = (...parts: [seconds: number, probability: number][]) =>
  Float32Array.from(
    parts.flatMap(([seconds, probability]) => Array<number>(Math.round((seconds * 1000) / FRAME_MS)).fill(probability)),
  );

/** Samples whose value is their place, so that a stretch shows where it was taken. */
function cut(probabilities: Float32Array, blockFrames = probabilities.length): Stretch[] {
  const cutter = new SpeechCutter(0);
  const found: Stretch[] = [];
  for (let frame = 0; frame < probabilities.length; frame += blockFrames) {
    const block = probabilities.subarray(frame, frame + blockFrames);
    const samples = new Float32Array(block.length * FRAME_SAMPLES);
    for (let i = 0; i < samples.length; i += 1) samples[i] = frame * FRAME_SAMPLES + i;
    found.push(...cutter.push(samples, block));
  }
  return [...found, ...cutter.finish()];
}

const ms = (samples: number) => Math.round(samples / 16);
const times = (stretches: Stretch[]) => stretches.map(({ own }) => [ms(own.start), ms(own.end)]);

describe('what is speech', () => {
  test('silence alone gives no stretch', () => {
    expect(cut(spoken([60, 0.01]))).toEqual([]);
  });

  test('a doubtful murmur that never becomes sure is not transcribed', () => {
    expect(cut(spoken([2, 0.1], [3, 0.45], [2, 0.1]))).toEqual([]);
  });

  test('a click of 64 ms is not speech, a short yes of 160 ms is', () => {
    expect(cut(spoken([1, 0], [0.064, 0.9], [1, 0]))).toEqual([]);
    expect(cut(spoken([1, 0], [0.16, 0.9], [1, 0]))).toHaveLength(1);
  });

  test('it begins a little before the model is sure and ends a little after', () => {
    const [stretch] = times(cut(spoken([2, 0.02], [3, 0.95], [2, 0.02]))) as [[number, number]];
    expect(stretch[0]).toBeGreaterThan(1850);
    expect(stretch[0]).toBeLessThan(2000);
    expect(stretch[1]).toBeGreaterThan(5000);
    expect(stretch[1]).toBeLessThan(5150);
  });
});

describe('where it is cut', () => {
  test('a pause of 400 ms stays inside, one of 600 ms separates', () => {
    expect(cut(spoken([2, 0.9], [0.4, 0.1], [2, 0.9]))).toHaveLength(1);
    expect(cut(spoken([2, 0.9], [0.6, 0.1], [2, 0.9]))).toHaveLength(2);
  });

  test('long speech is cut at its longest pause, and nothing is heard twice there', () => {
    const found = cut(spoken([15, 0.9], [0.2, 0.1], [7, 0.9], [0.3, 0.05], [20, 0.9]));
    expect(found).toHaveLength(2);
    const [first, second] = found as [Stretch, Stretch];
    expect(ms(first.own.end)).toBeGreaterThan(22_200);
    expect(ms(first.own.end)).toBeLessThan(22_500);
    expect(first.own.end).toBe(second.own.start);
    expect(first.heard).toEqual(first.own);
    expect(second.heard.start).toBe(second.own.start);
  });

  test('speech without a pause is cut where speech is least likely, and both sides hear the cut', () => {
    const found = cut(spoken([20, 0.9], [0.064, 0.6], [60, 0.9]));
    const [first, second] = found as [Stretch, Stretch];
    expect(ms(first.own.end)).toBeGreaterThan(19_900);
    expect(ms(first.own.end)).toBeLessThan(20_200);
    expect(first.heard.end - first.own.end).toBe(16 * FRAME_SAMPLES);
    expect(second.own.start - second.heard.start).toBe(16 * FRAME_SAMPLES);
  });

  test('no stretch is longer than an engine takes, and together they are all of the speech', () => {
    const found = cut(spoken([1, 0], [300, 0.97], [1, 0]));
    for (const { samples, heard } of found) {
      expect(ms(samples.length)).toBeLessThanOrEqual(LONGEST_STRETCH_MS);
      expect(samples.length).toBe(heard.end - heard.start);
      expect(samples[0]).toBe(heard.start);
      expect(samples.at(-1)).toBe(heard.end - 1);
    }
    found.slice(1).forEach(({ own }, i) => expect(own.start).toBe(found[i]?.own.end));
    const seconds = ((found.at(-1)?.own.end ?? 0) - (found[0]?.own.start ?? 0)) / 16_000;
    expect(seconds).toBeGreaterThan(299.9);
  });
});

test('the size of the blocks changes nothing', () => {
  const speech = spoken([3, 0], [40, 0.9], [0.3, 0.1], [5, 0.8], [2, 0], [0.2, 0.9], [1, 0], [33, 0.7]);
  const places = (stretches: Stretch[]) =>
    stretches.map(({ own, heard, samples }) => [own, heard, samples[0], samples.length]);
  const whole = cut(speech);
  expect(whole.length).toBeGreaterThan(4);
  for (const blockFrames of [64, 1000]) expect(places(cut(speech, blockFrames))).toEqual(places(whole));
});
