import {
  correctTurn,
  sourceOf,
  type CorrectionPlace,
  type ImportedConversation,
  type StandingCorrection,
  type Turn,
} from '../models/domain/index.js';
import { storableText } from '../storage/storable-text.js';

/** Where corrections stand in a new reading of their source. */
export interface Kept {
  /** The reading, with them put in. */
  readonly imported: ImportedConversation;
  readonly places: readonly CorrectionPlace[];
}

/** Another engine, or another version of one, cuts the same words at most this far apart. */
const SAME_MOMENT_MS = 1_000;

/**
 * Puts what persons corrected into a new reading: into the turn with the same words at the same time, or with the same
 * id in its source. Words that are nowhere any more keep their correction in the history, without a place; it is put in
 * again when a later reading has them.
 */
export function keepCorrections(imported: ImportedConversation, corrections: readonly StandingCorrection[]): Kept {
  const turns = [...imported.turns];
  const people = new Set(imported.participants.map(({ id }) => id));
  const taken = new Set<number>();
  const places = corrections.map(({ first, ...correction }): CorrectionPlace => {
    const turn = placeOf(imported.turns, correction, taken);
    const found = turn === null ? undefined : imported.turns[turn];
    if (turn === null || found === undefined || !keepsSpeaker(found, correction, people))
      return { first, turn: null, source: null };
    taken.add(turn);
    const source = sourceOf(turn, { ...found, text: storableText(found.text) });
    turns[turn] = correctTurn(found, source, correction.corrected);
    return { first, turn, source };
  });
  return { imported: { ...imported, turns }, places };
}

type Standing = Omit<StandingCorrection, 'first'>;

/** A speaker was given in place of another: who is called so may be somebody else where the turn is not the other's any more. */
function keepsSpeaker(found: Turn, { source, corrected: { speaker } }: Standing, people: ReadonlySet<string>): boolean {
  return speaker === null || (people.has(speaker) && [source.speaker, speaker].includes(found.speaker));
}

/** The nearest turn that says the same; null: there is none. */
function placeOf(turns: readonly Turn[], { source }: Standing, taken: ReadonlySet<number>): number | null {
  let best: number | null = null;
  turns.forEach((turn, index) => {
    if (taken.has(index) || storableText(turn.text) !== source.text || !sameMoment(turn, source)) return;
    if (best === null || Math.abs(index - source.turn) < Math.abs(best - source.turn)) best = index;
  });
  return best;
}

function sameMoment(turn: Turn, source: StandingCorrection['source']): boolean {
  if (source.externalId !== null && turn.externalId != null) return turn.externalId === source.externalId;
  if (source.sentAt !== null || turn.sentAt != null)
    return Date.parse(turn.sentAt ?? '') === Date.parse(source.sentAt ?? '');
  if (source.startMs !== null && turn.startMs != null) return Math.abs(turn.startMs - source.startMs) <= SAME_MOMENT_MS;
  // Nothing tells when: then who said it must be the same.
  return turn.speaker === source.speaker;
}
