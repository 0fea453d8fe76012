import type { Language } from '../domain/index.js';

/** Every engine hears mono sound at this rate, as 32-bit floats from -1 to 1. */
export const SAMPLE_RATE = 16_000;

/** Longer stretches are cut before an engine sees them: Whisper's window is 30 s, and at exactly that its word times break. */
export const LONGEST_STRETCH_MS = 28_000;

/** A word (Chinese: a character) with its place in the stretch. */
export interface Word {
  readonly text: string;
  /** Milliseconds from the start of the stretch. */
  readonly startMs: number;
  readonly endMs: number;
  /** 0 to 1: how likely the engine holds it. */
  readonly confidence: number;
}

/** What an engine made of one stretch of speech. */
export interface Recognition {
  /** What was spoken, as far as the engine can tell; null where it cannot. */
  readonly language: Language | null;
  /** As one would write it: spaces between English words, none between Chinese characters. Empty where nothing was said. */
  readonly text: string;
  /** In order, without overlap; together they are the text. */
  readonly words: readonly Word[];
  /** 0 to 1, of the whole stretch. */
  readonly confidence: number;
  /** False where the engine was guessing: noise, music, a language or a kind of speech it does not know. */
  readonly reliable: boolean;
}

export interface RecogniseOptions {
  /** The language if it is known; `auto` has the engine find out for each stretch. */
  readonly language: Language | 'auto';
  readonly signal?: AbortSignal;
}

/**
 * Puts stretches of speech into words. Loaded once per process and used by one transcription after the
 * other; several may ask at once, the engine decides how many it serves at a time. One contract suite
 * (`tests/contract/speech-engine.ts`) runs over every implementation.
 */
export interface SpeechEngine {
  /** `whisper`, `sherpa`, `remote` or `bundled`. */
  readonly name: string;
  readonly model: string;
  /** What a person should know before relying on it, in a sentence for each language; null for none. */
  readonly warning: { readonly zh: string; readonly en: string } | null;
  /**
   * @param samples mono, SAMPLE_RATE, at most LONGEST_STRETCH_MS
   * @throws AppError `cancelled` within a second of the abort, `unavailable`, `timeout`, `invalid_input`
   */
  recognise(samples: Float32Array, options: RecogniseOptions): Promise<Recognition>;
  /** Frees the model; asking afterwards fails with `unavailable`. */
  close(): Promise<void>;
}
