import type { Evidence, ObjectionCategory } from '../../domain/index.js';
import { findPlain, isPlain, saysPlainly } from './plain.js';
import { type Clause, find, has, type Reading, type TurnReading } from '../reading/reading.js';
import { contentWords } from '../script/script-acts.js';
import { citeRange } from '../reading/spans.js';
import { weightOf } from '../reading/text.js';

/** The rep answers within these next turns; later only where they say that they come back to it. */
const ANSWER_TURNS = 4;
/** Nobody comes back to what was said longer ago. */
const LATER_TURNS = 60;
/** Shorter answers were acknowledgements, in words. */
const SUBSTANCE_WORDS = 6;
/** What may stand beside words that answer nothing, in words: "could you … about that?". */
const BESIDE_NOTHING = 4;
/** So many words or pairs of characters make two turns speak of one thing. */
const SHARED = 2;
/** An answer is cited from its first clause of substance on, so far. */
const ANSWER_CLAUSES = 6;

/** What was made of an objection. `surely` null: the words alone do not tell. */
export interface Answer {
  readonly surely: boolean | null;
  /** What the rep said to it, or may have said. */
  readonly response: readonly Evidence[];
}

const UNANSWERED: Answer = { surely: false, response: [] };

/** How the rep met what a clause of the customer's raises, as far as it is plain. */
export function answerTo(reading: Reading, turn: TurnReading, clause: Clause, about: ObjectionCategory): Answer {
  const near = reading.turns.slice(turn.index + 1, turn.index + 1 + ANSWER_TURNS);
  const first = near.find((next) => substanceOf(reading, next).length > 0);
  if (!first) return comesBack(reading, turn, clause, about) ?? UNANSWERED;
  if (saysAfter(reading, first, 'rejects'))
    return settledLater(reading, first) ?? comesBack(reading, turn, clause, about) ?? UNANSWERED;
  const response = [cited(reading, first)];
  if (isEnough(reading, first)) return { surely: null, response };
  return comesBack(reading, turn, clause, about) ?? { surely: null, response };
}

/** The clauses of a rep's turn that may answer something. */
function substanceOf(reading: Reading, turn: TurnReading): readonly Clause[] {
  if (turn.side !== 'rep' || turn.unreliable) return [];
  const leaves = turn.clauses.findIndex((clause) => isPlain(reading, turn, clause, 'moves_on'));
  const said = leaves < 0 ? turn.clauses : turn.clauses.slice(0, leaves);
  return said.filter((clause) => !isCourtesy(clause) && !saysNothing(reading, turn, clause));
}

const isEnough = (reading: Reading, turn: TurnReading): boolean =>
  weightOf(
    substanceOf(reading, turn)
      .map(({ text }) => text)
      .join(' '),
  ) >= SUBSTANCE_WORDS;

/** "好的", "got it": hardly more than an acknowledgement. */
export function isCourtesy(clause: Clause): boolean {
  const hit = find(clause, 'clauses.empty_answer');
  return hit !== undefined && hit.end - hit.start >= clause.text.trim().replace(/[,.!?。，！？]+$/, '').length - 2;
}

/** The clause is hardly more than words that answer nothing. */
function saysNothing(reading: Reading, turn: TurnReading, clause: Clause): boolean {
  const hit = findPlain(reading, turn, clause, 'no_answer');
  if (!hit) return false;
  const [before, after] = [turn.folded.slice(clause.start, hit.start), turn.folded.slice(hit.end, clause.end)];
  return weightOf(before) + weightOf(after) <= BESIDE_NOTHING;
}

/** Whether the customer says it next, before the rep speaks again. */
function saysAfter(reading: Reading, { index }: TurnReading, idea: string): boolean {
  for (const turn of reading.turns.slice(index + 1, index + 1 + ANSWER_TURNS)) {
    if (turn.side === 'rep') return false;
    if (turn.side === 'customer' && saysPlainly(reading, turn, idea)) return true;
  }
  return false;
}

/** Another answer after one that the customer did not take: it counts where they took that. */
function settledLater(reading: Reading, { index }: TurnReading): Answer | null {
  const found = reading.turns
    .slice(index + 1, index + 1 + 2 * ANSWER_TURNS)
    .find(
      (turn) => isEnough(reading, turn) && saysAfter(reading, turn, 'settled') && !saysAfter(reading, turn, 'rejects'),
    );
  return found ? { surely: true, response: [cited(reading, found)] } : null;
}

/** The rep takes it up again: with words of coming back to it, about the same, and the customer does not reject that. */
function comesBack(reading: Reading, turn: TurnReading, clause: Clause, about: ObjectionCategory): Answer | null {
  for (const later of reading.turns.slice(turn.index + 1, turn.index + 1 + LATER_TURNS)) {
    if (later.side !== 'rep' || later.unreliable) continue;
    const at = later.clauses.findIndex((one) => isPlain(reading, later, one, 'returns'));
    if (at < 0 || !isEnough(reading, later) || saysAfter(reading, later, 'rejects')) continue;
    if (later.clauses.slice(at, at + 2).some((one) => isAbout(one, clause, about)))
      return { surely: true, response: [cited(reading, later)] };
  }
  return null;
}

function isAbout(clause: Clause, doubt: Clause, about: ObjectionCategory): boolean {
  if (has(clause, `objections.${about}`) || has(clause, `objections.${about}_topic`)) return true;
  const words = new Set(contentWords(doubt.text));
  const shared = new Set(contentWords(clause.text).filter((word) => words.has(word)));
  return shared.size >= SHARED || [...shared].some((word) => /^[a-z]/.test(word));
}

function cited(reading: Reading, turn: TurnReading): Evidence {
  const said = substanceOf(reading, turn);
  const first = said[0] as Clause;
  const last = said.slice(0, ANSWER_CLAUSES).at(-1) as Clause;
  return citeRange(reading, turn, first.start, last.end);
}
