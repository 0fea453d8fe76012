import { expect, test } from 'vitest';

import { Fourier } from '../../../models/transcriber/fourier.js';
import { MEL_BANDS, spectrum } from '../../../models/transcriber/spectrum.js';
import { silence, speak } from './sounds.js';

test('the fast transform is the slow one', () => {
  const size = 16;
  const signal = Array.from({ length: size }, (_, i) => [Math.sin(i * 1.3) + 0.2 * i, Math.cos(i * i)] as const);
  const [real, imaginary] = [0, 1].map((part) => Float64Array.from(signal, (value) => value[part] as number)) as [
    Float64Array,
    Float64Array,
  ];
  new Fourier(size).transform(real, imaginary);
  for (let k = 0; k < size; k += 1) {
    let [re, im] = [0, 0];
    signal.forEach(([a, b], n) => {
      const angle = (-2 * Math.PI * k * n) / size;
      re += a * Math.cos(angle) - b * Math.sin(angle);
      im += a * Math.sin(angle) + b * Math.cos(angle);
    });
    expect(real[k]).toBeCloseTo(re, 9);
    expect(imaginary[k]).toBeCloseTo(im, 9);
  }
  expect(() => new Fourier(12)).toThrow(RangeError);
});

test('a tone is loudest in its band', () => {
  const tone = (hz: number) =>
    Float32Array.from({ length: 3200 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / 16_000));
  const loudest = [200, 600, 1500, 3000].map((hz) => {
    const mel = [...(spectrum(tone(hz), { pitch: false })[3]?.mel ?? [])];
    return mel.indexOf(Math.max(...mel));
  });
  expect(loudest).toEqual([...loudest].sort((a, b) => a - b));
  expect(new Set(loudest).size).toBe(4);
  expect(loudest[3]).toBeLessThan(MEL_BANDS);
});

test.each([90, 120, 180, 250])('the pitch of a voice at %i Hz', (pitchHz) => {
  const samples = silence(2);
  speak(samples, 0, 2, { pitchHz, formants: 1 });
  const voiced = spectrum(samples, { pitch: true }).filter((row) => row.voiced > 0.6 && row.pitchHz > 0);
  expect(voiced.length).toBeGreaterThan(40);
  const median = voiced.map((row) => row.pitchHz).sort((a, b) => a - b)[voiced.length >> 1] ?? 0;
  expect(Math.abs(median / pitchHz - 1)).toBeLessThan(0.1);
});

test('silence has no pitch, and what is shorter than a window has no row', () => {
  expect(spectrum(silence(0.5), { pitch: true }).every((row) => row.pitchHz === 0 && row.voiced === 0)).toBe(true);
  expect(spectrum(silence(0.03), { pitch: true })).toEqual([]);
});
