import { DateTime } from 'luxon';

import { dueOf, findTimes } from './dates.js';
import { type Clause, has, type Reading, type TurnReading } from './reading.js';
import { saidOn } from './said-on.js';

/** A meeting that was proposed, moved and agreed; `turn` and `clause` are where its time stands last. */
export interface Appointment {
  readonly turn: TurnReading;
  readonly clause: Clause;
  readonly due: string | null;
}

/** A proposal is answered, or moved, within so many turns. */
const OPEN_TURNS = 4;
/** A clock time: 九点半, 10am, ten o'clock. */
export const CLOCK =
  /[一二两三四五六七八九十\d]{1,3}点(?:半|一刻|[一二三四五]?十|钟|整)?(?!几|的|五|儿|多|零)|\b\d{1,2}(?::\d\d)? ?(?:am|pm)\b|\d{1,2}:\d\d|o'clock|上午|下午|\bnoon\b|\b(?:half past|quarter past|same time)\b/;

interface Open extends Appointment {
  readonly agreed: boolean;
}

/**
 * Meetings agreed in a conversation: somebody names one with a time, the other takes it or names
 * another time, and the last time named is the one that counts.
 */
export function appointments(reading: Reading): Appointment[] {
  const settled: Appointment[] = [];
  const state: { open: Open | null } = { open: null };
  const close = (): void => {
    if (state.open?.agreed) settled.push(state.open);
    state.open = null;
  };
  for (const turn of reading.turns) {
    if (turn.unreliable || turn.side === 'unknown') continue;
    if (state.open && turn.index - state.open.turn.index > OPEN_TURNS) close();
    const before = state.open;
    const proposal = proposalIn(reading, turn, before);
    if (proposal) {
      const agreed = before !== null && (before.agreed || before.turn.side !== turn.side);
      state.open = { ...proposal, due: proposal.due ?? before?.due ?? null, agreed };
    } else if (before && before.turn.side !== turn.side) {
      const start = turn.clauses.slice(0, 3);
      if (start.some((clause) => has(clause, 'next-steps.declines'))) state.open = null;
      else if (start.some((clause) => has(clause, 'next-steps.agrees'))) state.open = { ...before, agreed: true };
    }
  }
  close();
  return settled;
}

function proposalIn(reading: Reading, turn: TurnReading, before: Open | null): Appointment | null {
  const open = before !== null;
  const meets = turn.clauses.some((clause) => has(clause, 'next-steps.meeting') && !has(clause, 'clauses.past'));
  if (!meets && !open) return null;
  const base = saidOn(reading, turn);
  let found: Appointment | null = null;
  let due: string | null = null;
  turn.clauses.forEach((clause, at) => {
    if (has(clause, 'clauses.past') && !has(clause, 'next-steps.meeting')) return;
    const near = turn.clauses.slice(Math.max(0, at - 1), at + 3).some((other) => has(other, 'next-steps.meeting'));
    if (!near && !open) return;
    const times = findTimes(clause.text, base);
    due = sameWeek(dueOf(times), before?.due ?? null, clause, base) ?? due;
    const dated = times.some((when) => when.date !== null);
    if (dated || (CLOCK.test(clause.text) && (near || open)))
      found = { turn, clause: found !== null && !dated ? found.clause : clause, due };
  });
  return found;
}

/** "Tuesday next week? No, Wednesday": a bare weekday that moves a meeting stays in the week that was spoken of. */
function sameWeek(due: string | null, before: string | null, clause: Clause, base: DateTime | null): string | null {
  if (due === null || before === null || base === null || EXPLICIT.test(clause.text)) return due;
  const week = DateTime.fromISO(before, { zone: base.zone }).startOf('week');
  return DateTime.fromISO(due, { zone: base.zone }) < week ? (dueOf(findTimes(clause.text, week)) ?? due) : due;
}

/** These name a day by themselves, whatever was spoken of before. */
const EXPLICIT = /[今明后]天|[这本]个?(?:周|星期|礼拜)|\d|号|today|tomorrow|tonight|this /;
