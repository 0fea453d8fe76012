import type { Transcript, Turn } from './conversation.js';

/** What a person set of a Turn: its words, its speaker; null: as the source has it. */
export interface CorrectedTurn {
  readonly text: string | null;
  readonly speaker: string | null;
}

/** The Turn as its source has it: by this it is found again when the source is read anew. */
export interface SourceTurn {
  /** Where it stood in the last reading that had it. */
  readonly turn: number;
  readonly text: string;
  readonly speaker: string | null;
  readonly startMs: number | null;
  /** ISO 8601. */
  readonly sentAt: string | null;
  readonly externalId: string | null;
  readonly confidence: number | null;
  readonly unreliable: boolean;
}

/** Where a corrected Turn stands in a reading of its source, and how the source has it there. */
export type CorrectionPlace = { readonly first: number } & (
  { readonly turn: number; readonly source: SourceTurn } | { readonly turn: null; readonly source: null }
);

export const sourceOf = (turn: number, said: Turn): SourceTurn => ({
  ...{ turn, text: said.text, speaker: said.speaker, startMs: said.startMs ?? null },
  sentAt: said.sentAt == null ? null : new Date(said.sentAt).toISOString(),
  ...{ externalId: said.externalId ?? null, confidence: said.confidence ?? null },
  unreliable: said.unreliable === true,
});

/** How a Turn of the Conversation stands corrected, by its first correction. */
export interface StandingCorrection {
  readonly first: number;
  readonly source: SourceTurn;
  readonly corrected: CorrectedTurn;
}

/**
 * A Turn as a person says it is. Words that a person wrote are no guess, so they have no confidence and an Insight may
 * rest on them; times and ids stay the source's.
 */
export function correctTurn(turn: Turn, source: SourceTurn, { text, speaker }: CorrectedTurn): Turn {
  const { original: _, unreliable: __, ...rest } = turn;
  const corrected = {
    ...rest,
    text: text ?? source.text,
    speaker: speaker ?? source.speaker,
    confidence: text === null ? source.confidence : null,
    ...(text === null && source.unreliable ? { unreliable: true } : {}),
  };
  const untouched = text === null && speaker === null;
  return untouched ? corrected : { ...corrected, original: { text: source.text, speaker: source.speaker } };
}

/** The words of a Turn that a person corrected, beside those of its source. */
export interface CorrectedWords {
  readonly turn: number;
  readonly text: string;
  readonly original: string;
}

export const correctedWords = ({ turns }: Pick<Transcript, 'turns'>): CorrectedWords[] =>
  turns.flatMap(({ text, original }, turn) =>
    original === undefined || original.text === text ? [] : [{ turn, text, original: original.text }],
  );

/**
 * Where a stretch of corrected words stands in the words of the source; null where the stretch itself was corrected.
 * By this an Insight keeps its id, and with it what people decided about it, when somebody corrects other words of its turn.
 */
export function placeInSource(
  { text, original }: Pick<CorrectedWords, 'text' | 'original'>,
  { start, end }: { readonly start: number; readonly end: number },
): { start: number; end: number } | null {
  const shorter = Math.min(text.length, original.length);
  let before = 0;
  while (before < shorter && text[before] === original[before]) before += 1;
  let after = 0;
  while (after < shorter - before && text.at(-1 - after) === original.at(-1 - after)) after += 1;
  if (end <= before) return { start, end };
  if (start < text.length - after) return null;
  const shift = original.length - text.length;
  return { start: start + shift, end: end + shift };
}
