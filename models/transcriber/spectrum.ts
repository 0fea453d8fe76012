import { SAMPLE_RATE } from './engine.js';
import { Fourier } from './fourier.js';

/** Rows of a spectrogram are this far apart: 20 ms. */
export const HOP_SAMPLES = 320;
/** What a telephone carries; beyond it a wide-band voice would differ from itself on the phone. */
const LOW_HZ = 100;
const HIGH_HZ = 3_800;
export const MEL_BANDS = 24;

const WINDOW_SAMPLES = 640;
const SIZE = 1024;
const fourier = new Fourier(SIZE);
const window = Float64Array.from(
  { length: WINDOW_SAMPLES },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / (WINDOW_SAMPLES - 1)),
);
/** The range of voices' fundamental frequencies. */
const PITCH_HZ = { low: 70, high: 400 };
const LONGEST_PERIOD = Math.round(SAMPLE_RATE / PITCH_HZ.low);
const SHORTEST_PERIOD = Math.round(SAMPLE_RATE / PITCH_HZ.high);

/** One row of HOP_SAMPLES: what a voice sounds like for a moment. */
export interface SpectrumRow {
  /** Natural logarithm of the energy in MEL_BANDS bands. */
  readonly mel: Float32Array;
  /** Fundamental frequency; 0 where `voiced` says that there is none. */
  readonly pitchHz: number;
  /** 0 to 1: how periodic the sound is. */
  readonly voiced: number;
}

/** Rows of a piece of sound, the first at its beginning; with `pitch` they take twice as long. */
export function spectrum(samples: Float32Array, { pitch }: { pitch: boolean }): SpectrumRow[] {
  const rows: SpectrumRow[] = [];
  const real = new Float64Array(SIZE);
  const imaginary = new Float64Array(SIZE);
  const count = Math.max(0, Math.floor((samples.length - WINDOW_SAMPLES) / HOP_SAMPLES) + 1);
  // Two rows a transform, one as the real and one as the imaginary part.
  for (let row = 0; row < count; row += 2) {
    windowed(samples, row * HOP_SAMPLES, real);
    if (row + 1 < count) windowed(samples, (row + 1) * HOP_SAMPLES, imaginary);
    else imaginary.fill(0);
    fourier.transform(real, imaginary);
    toPowers(real, imaginary);
    const pair = row + 1 < count ? [real, imaginary] : [real];
    const mels = pair.map(melOf);
    // The correlation of a signal is the transform of its power, which is symmetric: two at once again.
    if (pitch) fourier.transform(real, imaginary);
    for (const [n, mel] of mels.entries())
      rows.push(pitch ? { mel, ...pitchOf(pair[n] as Float64Array) } : { mel, pitchHz: 0, voiced: 0 });
  }
  return rows;
}

function windowed(samples: Float32Array, from: number, into: Float64Array): void {
  for (let i = 0; i < WINDOW_SAMPLES; i += 1) into[i] = (samples[from + i] as number) * (window[i] as number);
  into.fill(0, WINDOW_SAMPLES);
}

/** Takes the transform of two real signals, put together as real and imaginary part, apart into the power of each. */
function toPowers(real: Float64Array, imaginary: Float64Array): void {
  for (let bin = 0; bin <= SIZE / 2; bin += 1) {
    const mirror = (SIZE - bin) % SIZE;
    const re = real[bin] as number;
    const im = imaginary[bin] as number;
    const mirrorRe = real[mirror] as number;
    const mirrorIm = imaginary[mirror] as number;
    real[bin] = real[mirror] = ((re + mirrorRe) ** 2 + (im - mirrorIm) ** 2) / 4;
    imaginary[bin] = imaginary[mirror] = ((im + mirrorIm) ** 2 + (mirrorRe - re) ** 2) / 4;
  }
}

const melScale = (hz: number): number => 1127 * Math.log(1 + hz / 700);
const hzOfMel = (mel: number): number => 700 * (Math.exp(mel / 1127) - 1);
const edges = Array.from({ length: MEL_BANDS + 2 }, (_, i) => {
  const [low, high] = [melScale(LOW_HZ), melScale(HIGH_HZ)];
  return (hzOfMel(low + ((high - low) * i) / (MEL_BANDS + 1)) * SIZE) / SAMPLE_RATE;
});

/** Triangular bands, evenly spaced on the mel scale (Davis and Mermelstein 1980). */
function melOf(power: Float64Array): Float32Array {
  const mel = new Float32Array(MEL_BANDS);
  for (let band = 0; band < MEL_BANDS; band += 1) {
    const [left, middle, right] = [edges[band] as number, edges[band + 1] as number, edges[band + 2] as number];
    let energy = 1e-7;
    for (let bin = Math.ceil(left); bin < right; bin += 1)
      energy +=
        (power[bin] as number) * (bin < middle ? (bin - left) / (middle - left) : (right - bin) / (right - middle));
    mel[band] = Math.log(energy);
  }
  return mel;
}

/** By autocorrelation, divided by the window's own (Boersma 1993). */
function pitchOf(correlation: Float64Array): { pitchHz: number; voiced: number } {
  const energy = correlation[0] as number;
  if (energy < 1e-6) return { pitchHz: 0, voiced: 0 };
  let best = { period: 0, strength: 0 };
  for (let lag = SHORTEST_PERIOD; lag <= LONGEST_PERIOD; lag += 1) {
    const strength = (correlation[lag] as number) / energy / (windowCorrelation[lag] as number);
    // A slight preference for the shorter period keeps it from falling an octave.
    if (strength * (1 - 0.0003 * lag) > best.strength * (1 - 0.0003 * best.period)) best = { period: lag, strength };
  }
  const voiced = Math.min(1, Math.max(0, best.strength));
  return { pitchHz: voiced > 0.4 ? SAMPLE_RATE / best.period : 0, voiced };
}

const windowCorrelation = Float64Array.from({ length: LONGEST_PERIOD + 1 }, (_, lag) => {
  let [sum, whole] = [0, 0];
  for (let i = 0; i < WINDOW_SAMPLES; i += 1) {
    whole += (window[i] as number) ** 2;
    if (i + lag < WINDOW_SAMPLES) sum += (window[i] as number) * (window[i + lag] as number);
  }
  return sum / whole;
});
