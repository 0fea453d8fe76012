import type { Commitment, Firmness, PromiseMention, Transcript } from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import { type Clause, has, type Reading, readTranscript, type TurnReading } from '../reading/reading.js';
import { saidOn } from '../dates/said-on.js';
import { fold } from '../reading/text.js';
import { aboutOf } from './about.js';
import { dayNamed, delayIn, extentsIn } from './extents.js';
import { followUps, toldInstead } from './follow-ups.js';
import { daysMeant, spokenAt } from './spoken.js';
import { thingsIn } from './things.js';

/** A commitment with the id under which it is stored. */
export interface KnownCommitment {
  readonly id: string;
  readonly data: Commitment;
}

/**
 * Everything in a conversation that concerns promises: those it makes, and what it says of earlier ones.
 * @param transcript the object that was analysed, where it is at hand: its reading is then used again
 * @param commitments what the analysis found in it, judged by the policy
 * @param conversationId under which it is stored
 */
export function mentionsIn(
  transcript: Transcript,
  rules: Rules,
  commitments: readonly KnownCommitment[],
  conversationId: string = transcript.id,
): PromiseMention[] {
  const reading = readTranscript(transcript, rules);
  const made = commitments
    .filter(({ data }) => promises(reading, data))
    .map((commitment) => promised(reading, commitment, conversationId));
  return [...made, ...followUps(reading, made, conversationId)];
}

/** What is taken back, or tells what was done already, promises nothing: follow-ups read it. */
function promises(reading: Reading, { evidence: [place] }: Commitment): boolean {
  const turn = reading.turns[place.turn];
  return turn === undefined || toldInstead(reading, turn, place) === null;
}

function promised(reading: Reading, { id, data }: KnownCommitment, conversationId: string): PromiseMention {
  const { category, risk, amount, condition, allowed, suggestion, evidence } = data;
  const [first] = evidence;
  const turn = reading.turns[first.turn];
  const text = fold(first.quote);
  const { topics, words } = aboutOf(reading.rules.ledger, text);
  // A response time holds for every call: no day ends it.
  const due = category === 'reliability' && topics.includes('response') ? null : data.due;
  const clauses = turn ? quoted(turn, first) : [];
  return {
    ...{ id, conversationId, kind: 'promised', category, risk, due, amount, condition },
    ...{ allowed, suggestion, words, what: first.quote, evidence: [...evidence] as PromiseMention['evidence'] },
    // “九五折” may be written “让五个点”: a share off the price is a discount however it is said.
    topics: category === 'price' && amount?.unit === 'percent' ? [...new Set([...topics, 'discount'])].sort() : topics,
    things: thingsIn(reading.rules.ledger, text),
    // What a deadline's words count is its day.
    extents: category === 'deadline' && due !== null ? [] : extentsIn(text),
    delayDays: delayOf(reading, turn, clauses),
    firmness: firmnessOf(turn, clauses),
    ...spokenAt(reading, turn),
    days: turn ? daysMeant(reading, turn, clauses) : [],
    recalls: clauses.some((clause) =>
      reading.rules.ledger.scan(clause.text).some(({ concept }) => concept === 'promises.recalls'),
    ),
  };
}

/** “上线要晚一周” counts from the day that was promised, and not from today. */
function delayOf(reading: Reading, turn: TurnReading | undefined, clauses: readonly Clause[]): number | null {
  if (!turn) return null;
  const text = clauses.map((clause) => clause.text).join(' ');
  const { ledger } = reading.rules;
  if (!ledger.scan(text).some(({ concept }) => concept === 'promises.postponed')) return null;
  return dayNamed(text, saidOn(reading, turn)) === null ? delayIn(text) : null;
}

const quoted = (turn: TurnReading, { start, end }: { start: number; end: number }): Clause[] =>
  turn.clauses.filter((clause) => clause.start < end && clause.end > start);

/** No way out, a way out, or plainly said; assurance may follow in the next clause: “三月底上线，我保证”. */
function firmnessOf(turn: TurnReading | undefined, clauses: readonly Clause[]): Firmness {
  const last = clauses.at(-1);
  const next = turn?.clauses.find((clause) => last !== undefined && clause.start === last.end);
  const near = next !== undefined && next.sentence === last?.sentence ? [...clauses, next] : clauses;
  if (near.some((clause) => has(clause, 'clauses.absolute') && !has(clause, 'clauses.refusal'))) return 'absolute';
  return clauses.some((clause) => has(clause, 'clauses.hedge')) ? 'hedged' : 'definite';
}
