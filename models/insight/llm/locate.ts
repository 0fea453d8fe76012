import { cite, type Evidence, isVerbatim, type Turn } from '../../domain/index.js';
import { READ_UNITS } from '../reading/reading.js';
import type { Place } from './answer.js';

/** One character proves nothing: it is in half of all turns. */
const SHORTEST_QUOTE = 2;
/** Models miscount turns by one, most often towards the one before. */
const SHIFTS = [0, -1, 1] as const;

/**
 * The evidence of a quote that stands verbatim in the turn that was named, or in the one right before or after; null
 * when it stands in none of them, wherever else it may be.
 */
export function locate(turns: readonly Turn[], { turn, quote }: Place): Evidence | null {
  const words = quote.trim();
  if (words.length < SHORTEST_QUOTE) return null;
  for (const shift of SHIFTS) {
    const text = turns[turn + shift]?.text.slice(0, READ_UNITS);
    const start = text?.indexOf(words) ?? -1;
    if (start < 0) continue;
    const evidence = cite(turns, turn + shift, start, start + words.length);
    if (isVerbatim(turns, evidence)) return evidence;
  }
  return null;
}
