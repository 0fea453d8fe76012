import type { Word } from './engine.js';

/** A phrase of so many words that comes more often than this in a row was not said: engines loop. People do say "no no no" and 对对对对. */
const MOST_REPEATS = [
  { words: 1, times: 7 },
  { words: 2, times: 4 },
  { words: 4, times: 3 },
] as const;
const LONGEST_PHRASE = 24;
/** Nobody speaks faster: 14 Chinese characters or short words a second. */
const MOST_WORDS_A_SECOND = 14;

export interface Unlooped {
  readonly words: readonly Word[];
  /** 0 to 1: how much of the stretch was a loop. Over a half the engine was guessing. */
  readonly dropped: number;
}

/** Keeps a looping phrase once. */
export function withoutLoops(words: readonly Word[]): Unlooped {
  let kept = [...words];
  for (let size = 1; size <= LONGEST_PHRASE && size * 2 <= kept.length; size += 1) {
    const most = MOST_REPEATS.findLast((limit) => size >= limit.words)?.times ?? Infinity;
    const next: Word[] = [];
    for (let i = 0; i < kept.length;) {
      const repeats = repeatsAt(kept, i, size);
      next.push(...kept.slice(i, i + (repeats > most ? size : 1)));
      i += repeats > most ? size * repeats : 1;
    }
    kept = next;
  }
  return { words: kept, dropped: words.length === 0 ? 0 : 1 - kept.length / words.length };
}

/** How often the phrase of `size` words at `i` follows itself, itself counted. */
function repeatsAt(words: readonly Word[], i: number, size: number): number {
  let repeats = 1;
  for (;;) {
    const next = i + repeats * size;
    for (let k = 0; k < size; k += 1) if (words[next + k]?.text !== words[i + k]?.text) return repeats;
    if (next + size > words.length) return repeats;
    repeats += 1;
  }
}

/** More words than anybody says in the time. */
export const tooManyWords = (words: readonly Word[], durationMs: number): boolean =>
  words.length > 3 && words.length > (MOST_WORDS_A_SECOND * durationMs) / 1000;
