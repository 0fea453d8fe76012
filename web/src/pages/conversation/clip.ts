import type { Stretch } from './moments.js';
import type { Turn } from './types.js';

/** `#t=12.5,30` names a stretch of the sound in seconds: a media fragment (W3C Media Fragments 1.0, section 4.2.1). */
export const clipHash = ({ fromMs, toMs }: Stretch): string => `t=${fromMs / 1000},${toMs / 1000}`;

/** The clip that an address names; null where it names none. */
export function clipIn(hash: string): Stretch | null {
  const [, from, to] = /^#?t=(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(hash) ?? [];
  if (from === undefined || to === undefined) return null;
  const [fromMs, toMs] = [Math.round(Number(from) * 1000), Math.round(Number(to) * 1000)];
  return toMs > fromMs ? { fromMs, toMs } : null;
}

/** How long the last turn of a recording is taken to be where its end is not known. */
const LAST_TURN_MS = 10_000;

/** When a turn is said: until its end, else until the next begins; null where it has no times. */
export function stretchOfTurn(turns: readonly Turn[], index: number): Stretch | null {
  const turn = turns[index];
  if (turn?.startMs == null) return null;
  const next = turns.slice(index + 1).find(({ startMs }) => startMs != null && startMs > (turn.startMs ?? 0));
  return { fromMs: turn.startMs, toMs: turn.endMs ?? next?.startMs ?? turn.startMs + LAST_TURN_MS };
}

/** The smallest clip that holds both. */
export const extended = (clip: Stretch | null, by: Stretch): Stretch =>
  clip === null ? by : { fromMs: Math.min(clip.fromMs, by.fromMs), toMs: Math.max(clip.toMs, by.toMs) };
