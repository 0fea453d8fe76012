import { cite, type Evidence } from '../../domain/index.js';
import type { Clause, Reading, TurnReading } from './reading.js';

const STOP = /[\s,，。.、;；:：]/;

/** Evidence for some neighbouring clauses of a turn, without the stops around them. */
export function citeClauses(
  reading: Reading,
  turn: TurnReading,
  clauses: readonly Clause[],
): [Evidence, ...Evidence[]] {
  const first = clauses[0];
  const last = clauses.at(-1);
  const from = first?.start ?? 0;
  const to = last?.end ?? turn.text.length;
  let start = from;
  let end = to;
  while (end - start > 1 && STOP.test(turn.text.charAt(end - 1))) end -= 1;
  while (end - start > 1 && STOP.test(turn.text.charAt(start))) start += 1;
  if (turn.text.slice(start, end).trim() === '') [start, end] = [from, to];
  return [cite(reading.transcript.turns, turn.index, start, end)];
}

export function citeRange(reading: Reading, turn: TurnReading, start: number, end: number): Evidence {
  return cite(reading.transcript.turns, turn.index, start, end);
}

/** The clauses of one turn that belong to the same sentence as `clauses[at]`, at most `reach` to either side. */
export function sentenceAround(turn: TurnReading, at: number, reach = 3): readonly Clause[] {
  const centre = turn.clauses[at];
  return turn.clauses
    .slice(Math.max(0, at - reach), at + reach + 1)
    .filter((clause) => clause.sentence === centre?.sentence);
}
