import { SAMPLE_RATE_HZ } from './decode.js';
import { withDecodedSound, type StoredSound } from './decode-source.js';
import type { Ffmpeg } from './ffmpeg.js';

/** How loud a recording is over time, for drawing it. */
export interface Waveform {
  readonly durationMs: number;
  /** For each channel equally long stretches from the start to the end: the largest sample in it, 0 to 1 in hundredths. */
  readonly channels: readonly (readonly number[])[];
}

/** More than a wide screen has pixels. */
export const WAVEFORM_POINTS = 2_000;
/** 10 ms: fine enough that even a short recording fills the points. */
const BIN_SAMPLES = SAMPLE_RATE_HZ / 100;

/**
 * Reads the whole recording once: an hour of stereo takes some 5 s of processor time, and memory for
 * one number each 10 ms and channel.
 * @throws AppError `unreadable`, `unsupported_format`, `timeout`, `cancelled`, `storage_full`
 */
export function readWaveform(
  ffmpeg: Ffmpeg,
  spoolDir: string,
  sound: StoredSound,
  signal: AbortSignal,
): Promise<Waveform> {
  return withDecodedSound(ffmpeg, spoolDir, sound, signal, async ({ channels, durationMs, pieces }) => {
    const meters = Array.from({ length: channels }, () => new Meter());
    for await (const piece of pieces) piece.forEach((samples, channel) => meters[channel]?.take(samples));
    return { durationMs, channels: meters.map((meter) => shrink(meter.finish(), WAVEFORM_POINTS)) };
  });
}

/** The largest sample of each stretch of `BIN_SAMPLES`, in pieces of any length. */
class Meter {
  readonly #bins: number[] = [];
  #largest = 0;
  #filled = 0;

  take(samples: Float32Array): void {
    for (const sample of samples) {
      const size = Math.abs(sample);
      if (size > this.#largest) this.#largest = size;
      this.#filled += 1;
      if (this.#filled === BIN_SAMPLES) this.#close();
    }
  }

  finish(): readonly number[] {
    if (this.#filled > 0) this.#close();
    return this.#bins;
  }

  #close(): void {
    this.#bins.push(this.#largest);
    this.#largest = 0;
    this.#filled = 0;
  }
}

/** At most `points` values, each the largest of its share; rounded to hundredths, which is what a screen shows. */
export function shrink(values: readonly number[], points: number): number[] {
  const count = Math.min(points, values.length);
  return Array.from({ length: count }, (_, i) => {
    let largest = 0;
    const end = Math.floor(((i + 1) * values.length) / count);
    for (let at = Math.floor((i * values.length) / count); at < end; at += 1)
      largest = Math.max(largest, values[at] as number);
    return Math.round(Math.min(1, largest) * 100) / 100;
  });
}
