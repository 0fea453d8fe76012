import { HOP_SAMPLES, MEL_BANDS, spectrum, type SpectrumRow } from './spectrum.js';
import { FRAME_SAMPLES } from './speech-detector.js';

/** Leaks are looked for in windows of 1.02 s, half a window apart. */
const WINDOW_FRAMES = 32;
const STEP_FRAMES = WINDOW_FRAMES / 2;
/** Both must be speech for a fifth of the window. */
const LEAST_SPEECH_FRAMES = 6;
const SPEECH = 0.35;
/** An echo comes back over a network within so many rows of 20 ms: 0.5 s. */
const LATEST_ROWS = 25;
/**
 * How alike two spectrograms must be, as a correlation. Measured on recorded calls: of windows in which two
 * people talk independently 4 % reach it at some delay, of leaks 10 to 20 dB down 90 %.
 */
const ALIKE = 0.72;
/** A leak is quieter than what it leaks from; the same recording in both channels is not. */
const QUIETER_DB = 4;

/**
 * Finds where one channel only repeats another: the other's voice through a loudspeaker, an echo, or the
 * same sound in both channels. `channels` are the samples of a block, `probabilities` those of speech.
 * @returns the probabilities, 0 where the speech is not the channel's own
 */
export function withoutLeaks(
  channels: readonly Float32Array[],
  probabilities: readonly Float32Array[],
): Float32Array[] {
  return probabilities.map((own, quiet) => {
    const kept = Float32Array.from(own);
    for (let first = 0; first + STEP_FRAMES < own.length; first += STEP_FRAMES) {
      const last = Math.min(own.length, first + WINDOW_FRAMES);
      const leaks = probabilities.some(
        (other, loud) =>
          loud !== quiet &&
          bothSpeak(own, other, first, last) &&
          repeats(channels[quiet] as Float32Array, channels[loud] as Float32Array, first, last, loud < quiet),
      );
      if (leaks) kept.fill(0, first, last);
    }
    return kept;
  });
}

const bothSpeak = (a: Float32Array, b: Float32Array, first: number, last: number): boolean =>
  [a, b].every((each) => each.subarray(first, last).filter((p) => p >= SPEECH).length >= LEAST_SPEECH_FRAMES);

/** Whether the window of `quiet` is `loud` again, delayed; of two as loud as each other the later channel is the copy. */
function repeats(quiet: Float32Array, loud: Float32Array, first: number, last: number, mayEqual: boolean): boolean {
  const [from, to] = [first * FRAME_SAMPLES, last * FRAME_SAMPLES];
  const below = decibels(loud, from, to) - decibels(quiet, from, to);
  if (below < QUIETER_DB && !(mayEqual && below > -QUIETER_DB)) return false;
  const copy = spectrum(quiet.subarray(from, to), { pitch: false });
  const early = Math.max(0, from - LATEST_ROWS * HOP_SAMPLES);
  const source = spectrum(loud.subarray(early, to), { pitch: false });
  const before = (from - early) / HOP_SAMPLES;
  for (let delay = 0; delay <= before; delay += 1) {
    const offset = Math.floor(before - delay);
    if (correlation(copy, source.slice(offset, offset + copy.length)) >= (below < QUIETER_DB ? 0.97 : ALIKE))
      return true;
  }
  return false;
}

function decibels(samples: Float32Array, from: number, to: number): number {
  let energy = 1e-10;
  for (let i = from; i < to; i += 1) energy += (samples[i] as number) ** 2;
  return 10 * Math.log10(energy / (to - from));
}

/** Pearson's, over all rows and bands, each band about its own mean: a line that only dampens changes nothing. */
function correlation(a: readonly SpectrumRow[], b: readonly SpectrumRow[]): number {
  const rows = Math.min(a.length, b.length);
  if (rows < 10) return 0;
  let [ab, aa, bb] = [0, 0, 0];
  for (let band = 0; band < MEL_BANDS; band += 1) {
    let [meanA, meanB] = [0, 0];
    for (let i = 0; i < rows; i += 1) {
      meanA += ((a[i] as SpectrumRow).mel[band] as number) / rows;
      meanB += ((b[i] as SpectrumRow).mel[band] as number) / rows;
    }
    for (let i = 0; i < rows; i += 1) {
      const x = ((a[i] as SpectrumRow).mel[band] as number) - meanA;
      const y = ((b[i] as SpectrumRow).mel[band] as number) - meanB;
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
  }
  return ab / Math.sqrt(aa * bb || 1);
}
