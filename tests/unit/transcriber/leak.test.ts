import { expect, test } from 'vitest';

import { withoutLeaks } from '../../../models/transcriber/leak.js';
import { FRAME_SAMPLES } from '../../../models/transcriber/speech-detector.js';
import { silence, speak } from './sounds.js';

const SECONDS = 6.144; // 192 frames
const voice = (from: number, to: number, pitchHz: number) => {
  const samples = silence(SECONDS);
  speak(samples, from, to, { pitchHz, formants: pitchHz / 140 });
  return samples;
};
const delayed = (samples: Float32Array, gain: number, ms: number) =>
  samples.map((_value, i) => (i < ms * 16 ? 0 : gain * (samples[i - ms * 16] as number)));
const all = (samples: Float32Array) => new Float32Array(samples.length / FRAME_SAMPLES).fill(0.9);
const kept = (probabilities: Float32Array) => probabilities.filter((p) => p > 0).length / probabilities.length;

test.each([
  ['10 dB down', 0.3, 0],
  ['20 dB down, 60 ms late', 0.1, 60],
  ['14 dB down, 300 ms late', 0.2, 300],
])('a leak %s is nobody', (_name, gain, ms) => {
  const loud = voice(0, SECONDS, 120);
  const leak = delayed(loud, gain, ms);
  const [own, other] = withoutLeaks([loud, leak], [all(loud), all(leak)]) as [Float32Array, Float32Array];
  expect(kept(own)).toBe(1);
  expect(kept(other)).toBeLessThan(0.15);
});

test.each([
  ['as loud', 1],
  ['12 dB softer', 0.25],
])('two who talk at the same time, one %s, are both kept', (_name, gain) => {
  const [a, b] = [voice(0, SECONDS, 110), voice(0.07, SECONDS, 190).map((value) => value * gain)];
  const [own, other] = withoutLeaks([a, b], [all(a), all(b)]) as [Float32Array, Float32Array];
  expect(kept(own)).toBe(1);
  expect(kept(other)).toBeGreaterThan(0.6);
});

test('the same sound in both channels stays in the first', () => {
  const sound = voice(0, SECONDS, 140);
  const [first, second] = withoutLeaks([sound, sound.slice()], [all(sound), all(sound)]) as [
    Float32Array,
    Float32Array,
  ];
  expect(kept(first)).toBe(1);
  expect(kept(second)).toBeLessThan(0.1);
});

test('a channel on which nobody speaks takes nothing away', () => {
  const sound = voice(0, SECONDS, 140);
  const none = new Float32Array(sound.length / FRAME_SAMPLES);
  const [own] = withoutLeaks([sound, silence(SECONDS)], [all(sound), none]) as [Float32Array];
  expect(kept(own)).toBe(1);
});
