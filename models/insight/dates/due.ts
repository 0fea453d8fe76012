import type { Owner } from '../../domain/index.js';
import { dueOf, findTimes, type When } from './dates.js';
import type { Reading, TurnReading } from '../reading/reading.js';
import { saidOn } from './said-on.js';

/** A day that was named before still holds for what both agree within so many turns. */
const NAMED_BEFORE = 2;
/** Who says so takes back the day named first: "Thursday, no, Friday". */
const TAKES_BACK = /\b(?:no|sorry|or|actually|rather|make it)\b|不对|不是|还是|改|不[,，]/;

const OPENS_WITH_NO = /^\s*(?:no|sorry|actually|rather|make it|不对|不是|不)(?![a-z])/;

/**
 * The day (ISO 8601) by which the step that `turn.clauses[at]` speaks of is due: the day named in its own words, else
 * the nearest in its sentence, else in its turn; what both agree to may take the day that was proposed. Null: open.
 */
export function stepDue(reading: Reading, turn: TurnReading, at: number, owner: Owner): string | null {
  const clause = turn.clauses[at];
  if (!clause) return null;
  const ownEnd = endOf(turn, at);
  const own = timesAround(reading, turn, at, BESIDE).filter(({ start, end }) => start < ownEnd && end > clause.start);
  if (own.length > 0) return dueIn(turn.folded.slice(clause.start, ownEnd), own);
  const times = timesAround(reading, turn, at);
  const dated = times.filter(({ date }) => date !== null);
  const away = ({ start, end }: When): number => Math.max(clause.start - end, start - clause.end);
  const nearest = (among: readonly When[]): When | undefined => among.toSorted((a, b) => away(a) - away(b))[0];
  const sentence = turn.clauses
    .slice(Math.max(0, at - AROUND), at + AROUND + 1)
    .filter((one) => one.sentence === clause.sentence);
  const [from, to] = [sentence[0]?.start ?? 0, sentence.at(-1)?.end ?? 0];
  const near = nearest(dated.filter(({ start, end }) => start < to && end > from)) ?? nearest(dated);
  return near?.date ?? (owner === 'both' ? dueBefore(reading, turn) : null);
}

/** Where a clause ends, with what takes it back. */
function endOf({ clauses }: TurnReading, at: number): number {
  const next = clauses[at + 1];
  const last = next && OPENS_WITH_NO.test(next.text) ? (clauses[at + 2] ?? next) : clauses[at];
  return last?.end ?? 0;
}

/** The first day named in a clause, unless its speaker took it back. */
function dueIn(words: string, times: readonly When[]): string | null {
  if (TAKES_BACK.test(words)) return dueOf(times);
  return times.find(({ date }) => date !== null)?.date ?? null;
}

/** Times named in so many clauses before and after one: a turn may be a document of thousands. */
const AROUND = 8;
/** So few are enough to read the times of a clause itself. */
const BESIDE = 2;

function timesAround(reading: Reading, turn: TurnReading, at: number, reach = AROUND): When[] {
  const from = turn.clauses[Math.max(0, at - reach)]?.start ?? 0;
  const to = turn.clauses[Math.min(turn.clauses.length - 1, at + reach)]?.end ?? 0;
  return findTimes(turn.folded.slice(from, to), saidOn(reading, turn)).map((when) => ({
    ...when,
    start: when.start + from,
    end: when.end + from,
  }));
}

function dueBefore(reading: Reading, turn: TurnReading): string | null {
  for (let by = 1; by <= NAMED_BEFORE; by += 1) {
    const before = reading.turns[turn.index - by];
    const due = before ? dueOf(timesAround(reading, before, before.clauses.length - 1)) : null;
    if (due !== null) return due;
  }
  return null;
}
