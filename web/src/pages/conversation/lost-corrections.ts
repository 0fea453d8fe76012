import type { components } from '../../api/schema.js';

export type Correction = components['schemas']['Correction'];

/** Corrections that no turn of today's transcript has any more, as they last stood. */
export function lostCorrections(corrections: readonly Correction[]): Correction[] {
  const last = new Map<string, Correction>();
  for (const one of corrections) if (one.turn === null) last.set(`${one.original.speaker} ${one.original.text}`, one);
  return [...last.values()].filter(
    ({ original, after }) => original.text !== after.text || original.speaker !== after.speaker,
  );
}
