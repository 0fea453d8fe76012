import type { PromiseMention } from '../../domain/index.js';
import { findTimes } from '../dates/dates.js';
import type { Clause, Reading, TurnReading } from '../reading/reading.js';
import { saidOn, timeOf } from '../dates/said-on.js';

/** Who says it, on which side, and when: the message's time, the moment in the call, or the conversation's start. */
export function spokenAt(
  { transcript }: Reading,
  turn: TurnReading | undefined,
): Pick<PromiseMention, 'side' | 'who' | 'saidAt'> {
  const speaker = transcript.participants.find(({ id }) => id === turn?.speaker);
  const source = turn && transcript.turns[turn.index];
  const start = transcript.startedAt ?? null;
  // In the offset it was said in: which day it was depends on it.
  const moment = start === null ? null : timeOf(start).plus({ milliseconds: source?.startMs ?? 0 });
  const saidAt = source?.sentAt ?? moment?.toISO({ suppressMilliseconds: true }) ?? null;
  return { side: turn?.side ?? 'unknown', who: speaker?.name ?? turn?.speaker ?? null, saidAt };
}

/**
 * Days that the words may mean, looking ahead and back: on the 20th “说好的十五号” is five days ago, though “十五号” by
 * itself would be the next one. ISO 8601 dates, each once.
 */
export function daysMeant(reading: Reading, turn: TurnReading, clauses: readonly Clause[]): string[] {
  const base = saidOn(reading, turn);
  const days = new Set<string>();
  for (const { text } of clauses)
    for (const { date } of findTimes(text, base)) {
      if (date === null) continue;
      days.add(date);
      const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
      const earlier = [new Date(Date.UTC(year, month - 2, day)), new Date(Date.UTC(year, month - 1, day - 7))];
      for (const back of earlier) days.add(back.toISOString().slice(0, 10));
      if (isMonthEnd(year, month, day)) days.add(new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10));
    }
  return [...days].sort();
}

const isMonthEnd = (year: number, month: number, day: number): boolean =>
  new Date(Date.UTC(year, month, 0)).getUTCDate() === day;
