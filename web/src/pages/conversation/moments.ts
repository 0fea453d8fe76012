import type { Evidence } from '../../parts/words.js';
import type { Turn } from './types.js';

/** A stretch of sound, milliseconds from the start of the recording. */
export interface Stretch {
  fromMs: number;
  toMs: number;
}

/** Spoken words start a little before they are loud. */
const LEAD_MS = 300;

/** When the character at this offset is said, taking people to speak evenly; null where the turn has no times. */
export function timeAt({ text, startMs, endMs }: Turn, offset: number): number | null {
  if (startMs == null) return null;
  if (endMs == null || text.length === 0) return startMs;
  return Math.round(startMs + ((endMs - startMs) * Math.min(offset, text.length)) / text.length);
}

/** When a quote is said; null for what was typed. */
export function stretchOf(
  turns: readonly Turn[],
  { turn, start, end }: Pick<Evidence, 'turn' | 'start' | 'end'>,
): Stretch | null {
  const source = turns[turn];
  if (source === undefined) return null;
  const [from, to] = [timeAt(source, start), timeAt(source, end)];
  return from === null || to === null ? null : { fromMs: Math.max(0, from - LEAD_MS), toMs: to + LEAD_MS };
}

/** The last turn that has begun at this time, -1 before the first. */
export function turnAt(turns: readonly Turn[], ms: number): number {
  let found = -1;
  for (const [index, { startMs }] of turns.entries()) if (startMs != null && startMs <= ms) found = index;
  return found;
}

/** A pause that is worth jumping over. */
const SILENCE_MS = 1_200;

/** Where to go on when nobody speaks at this time for a while; null when somebody does. */
export function afterSilence(turns: readonly Turn[], ms: number): number | null {
  let next = Infinity;
  for (const { startMs, endMs } of turns) {
    if (startMs == null || endMs == null) continue;
    if (startMs - LEAD_MS <= ms && ms <= endMs + LEAD_MS) return null;
    if (startMs > ms) next = Math.min(next, startMs);
  }
  return next - ms > SILENCE_MS && next !== Infinity ? next - LEAD_MS : null;
}
