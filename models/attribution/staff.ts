import type { Participant, Transcript } from '../domain/index.js';

/** People say who they are at the start. */
const FIRST_TURNS = 8;
/** Up to so many characters between "this is" and the name: "我是云帆软件的陈立". */
const COMPANY = 24;

/**
 * Participants who introduce themselves by a name on the staff list: "my name is Linda", “我是云帆的陈立”. A name
 * that somebody only mentions or calls out is not theirs.
 */
export function introducedAsStaff({ turns }: Transcript, staff: readonly string[]): Set<Participant['id']> {
  const names = staff.map((name) => name.trim()).filter((name) => [...name].length >= 2);
  const found = new Set<Participant['id']>();
  if (names.length === 0) return found;
  const pattern = new RegExp(
    `(?:我是|我叫|这里是|这边是|\\b(?:my name is|my name's|this is|i am|i'm|it's|it is)(?! not\\b))[^，。,.!?？！]{0,${COMPANY}}?(?:${names.map(asPattern).join('|')})`,
    'iu',
  );
  for (const { speaker, text, unreliable } of turns.slice(0, FIRST_TURNS))
    if (speaker !== null && !unreliable && pattern.test(text.replace(/[‘’]/g, "'"))) found.add(speaker);
  return found;
}

/** A name in Latin letters is a whole word. */
function asPattern(name: string): string {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return /^[\p{Script=Latin} .'-]+$/u.test(name) ? `\\b${plain}\\b` : plain;
}
