import type { Participant, StaffRole, Transcript } from '../domain/index.js';

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

/**
 * What each participant may promise: a manager who is named so (id, name, e-mail or phone) or introduces themselves by
 * such a name; everybody else a rep.
 */
export function staffRoles(
  transcript: Transcript,
  managers: readonly string[],
): (participant: Participant) => StaffRole {
  if (managers.length === 0) return () => 'rep';
  const named = new Set(managers.map(identity));
  const introduced = introducedAsStaff(transcript, managers);
  return ({ id, name, email, phone, externalId }) =>
    introduced.has(id) ||
    [id, name, email, phone, externalId].some((known) => known != null && known !== '' && named.has(identity(known)))
      ? 'manager'
      : 'rep';
}

/** Case, width and spaces do not tell people apart; a telephone number is its digits. */
function identity(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  return /^\+?[\d()-]{6,}$/.test(folded) ? folded.replace(/[^\d+]/g, '') : folded;
}
