import type { Turn } from './conversation.js';

/** What a person set of a Turn: its words, its speaker; null: as the source has it. */
export interface CorrectedTurn {
  readonly text: string | null;
  readonly speaker: string | null;
}

/** The Turn as its source has it: by this it is found again when the source is read anew. */
export interface SourceTurn {
  /** Where it stood when it was corrected first. */
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
