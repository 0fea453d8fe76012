import { AppError } from '../../domain/index.js';
import { type Recognition, SAMPLE_RATE } from '../engine.js';

/** Nobody spoke: nothing to doubt. */
export const NOTHING_SAID: Recognition = { language: null, text: '', words: [], confidence: 0, reliable: true };

/**
 * @param longestMs the longest that the engine takes
 * @throws AppError `invalid_input` for sound of no length, of too much, or with values that are not numbers
 */
export function checkStretch(samples: Float32Array, longestMs: number): void {
  const durationMs = (samples.length * 1000) / SAMPLE_RATE;
  if (samples.length === 0 || durationMs > longestMs)
    throw new AppError(
      'invalid_input',
      `A stretch of speech must last from one sample to ${longestMs / 1000} s; this one has ${(durationMs / 1000).toFixed(1)} s.`,
    );
  if (samples.some((sample) => !Number.isFinite(sample)))
    throw new AppError('invalid_input', 'A stretch of speech holds values that are not numbers.');
}

/** A 10,000th of full scale, -80 dB: no microphone is so quiet. */
const SILENT = 1e-4;

/** Digital silence: no engine is asked, since some make words out of it. */
export const isSilent = (samples: Float32Array): boolean => samples.every((sample) => Math.abs(sample) < SILENT);

export const cancelled = (): AppError => new AppError('cancelled', 'The transcription was cancelled.');

export const closed = (model: string): AppError =>
  new AppError('unavailable', `The speech engine with ${model} is closed.`);

/** One after the other, in the order of asking: inference uses all threads it was given. */
export interface Queue {
  /** @throws AppError `cancelled`, at once where the work has not begun; `unavailable` once closed */
  run<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
  /** Waits for what runs, then releases; what still waits fails with `unavailable`. */
  close(): Promise<void>;
}

export function inTurn(model: string, release: () => Promise<void>): Queue {
  let last: Promise<unknown> = Promise.resolve();
  let closing: Promise<void> | undefined;
  const begin = async <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
    if (closing) throw closed(model);
    if (signal?.aborted) throw cancelled();
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted) throw cancelled();
      throw error;
    }
  };
  return {
    run: (signal, work) =>
      new Promise((resolve, reject) => {
        let begun = false;
        const leave = (): void => {
          if (!begun) reject(cancelled());
        };
        signal?.addEventListener('abort', leave, { once: true });
        last = last
          .then(() => {
            begun = true;
            return begin(signal, work);
          })
          .then(resolve, reject)
          .finally(() => signal?.removeEventListener('abort', leave));
      }),
    close: () => (closing ??= last.then(release)),
  };
}
