import type { Language, Side, Transcript, Turn } from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import { type Amount, findAmounts } from '../amounts/amounts.js';
import { splitClauses } from './clauses.js';
import { type Hit } from './lexicon.js';
import { asking, type Asking } from './questions.js';
import { detectLanguage, fold, voiceOf } from './text.js';

/** A piece of a turn between two stops, read once for all detectors. Offsets are into the turn's text. */
export interface Clause {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  /** Folded text, `end - start` units long. */
  readonly text: string;
  /** Number of its sentence within the turn. */
  readonly sentence: number;
  readonly endsSentence: boolean;
  readonly asks: Asking;
  readonly hits: readonly Hit[];
}

export interface TurnReading {
  readonly index: number;
  readonly speaker: string | null;
  readonly side: Side;
  readonly text: string;
  readonly folded: string;
  readonly clauses: readonly Clause[];
  readonly unreliable: boolean;
  /** Chinese characters in it: ASR-like Chinese has other stops. */
  readonly sentAt: string | null;
}

/** A transcript, read: what every detector works on. */
export interface Reading {
  readonly transcript: Transcript;
  readonly rules: Rules;
  readonly language: Language;
  readonly voice: 'zh' | 'en';
  readonly turns: readonly TurnReading[];
}

/** Readings by transcript: extract, score and summarize each want the one that the first of them made. */
const readings = new WeakMap<Transcript, Reading>();

/** Reads a transcript, once for each object: whoever changes one makes a new object. */
export function readTranscript(transcript: Transcript, rules: Rules): Reading {
  const known = readings.get(transcript);
  if (known?.rules === rules) return known;
  const sides = new Map(transcript.participants.map((participant) => [participant.id, participant.side]));
  const language = transcript.language ?? detectLanguage(transcript.turns);
  const turns = transcript.turns.map((turn, index) =>
    readTurn(turn, index, turn.speaker === null ? 'unknown' : (sides.get(turn.speaker) ?? 'unknown'), rules),
  );
  const reading: Reading = { transcript, rules, language, voice: voiceOf(transcript), turns };
  readings.set(transcript, reading);
  return reading;
}

/**
 * Nobody says more in one turn than a long report holds (30 minutes of speech are 10,000 characters):
 * what is pasted beyond this is kept in the transcript and not read for insights, so that one message
 * of megabytes cannot hold up the others.
 */
export const READ_UNITS = 100_000;

/** What a reader of the results must know of turns that were not read to their end. */
export function unreadNotes(turns: readonly Pick<Turn, 'text'>[]): string[] {
  return turns.flatMap(({ text }, turn) =>
    text.length > READ_UNITS
      ? [
          `Turn ${turn} has ${text.length} characters: what stands after ${READ_UNITS} is kept, and was not read for insights.`,
        ]
      : [],
  );
}

function readTurn(turn: Turn, index: number, side: Side, rules: Rules): TurnReading {
  const folded = fold(turn.text.length > READ_UNITS ? turn.text.slice(0, READ_UNITS) : turn.text);
  const hits = rules.lexicon.scan(folded);
  let next = 0;
  const pieces = splitClauses(folded);
  const clauses = pieces.map((piece): Clause => {
    while (next < hits.length && (hits[next] as Hit).start < piece.start) next += 1;
    const mine: Hit[] = [];
    for (; next < hits.length && (hits[next] as Hit).start < piece.end; next += 1) mine.push(hits[next] as Hit);
    const text = folded.slice(piece.start, piece.end);
    return { ...piece, turn: index, text, asks: asking(text, piece.endsSentence), hits: mine };
  });
  return {
    index,
    speaker: turn.speaker,
    side,
    text: turn.text,
    folded,
    clauses,
    unreliable: turn.unreliable === true,
    sentAt: turn.sentAt ?? null,
  };
}

export function has(clause: Clause, concept: string): boolean {
  return clause.hits.some((hit) => hit.concept === concept);
}

export function find(clause: Clause, concept: string): Hit | undefined {
  return clause.hits.find((hit) => hit.concept === concept);
}

/** The clauses that a stretch of a turn touches; found by halving, since a pasted report has thousands. */
export function clausesIn({ clauses }: TurnReading, { start, end }: { start: number; end: number }): readonly Clause[] {
  let [from, to] = [0, clauses.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((clauses[middle] as Clause).end > start) to = middle;
    else from = middle + 1;
  }
  let last = from;
  while ((clauses[last]?.start ?? Infinity) < end) last += 1;
  return clauses.slice(from, last);
}

/** The clause with its neighbours in the same turn that are no further than `before` and `after` clauses. */
export function around(turn: TurnReading, at: number, before: number, after: number): readonly Clause[] {
  return turn.clauses.slice(Math.max(0, at - before), at + after + 1);
}

const amounts = new WeakMap<Clause, readonly Amount[]>();

/** The amounts in a clause, found once. Offsets are into the clause. */
export function amountsIn(clause: Clause): readonly Amount[] {
  let found = amounts.get(clause);
  if (!found) amounts.set(clause, (found = findAmounts(clause.text)));
  return found;
}
