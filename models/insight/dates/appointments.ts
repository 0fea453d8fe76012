import { DateTime } from 'luxon';

import { dueOf, findTimes } from './dates.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
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

/** These name a day by themselves, whatever was spoken of before. */
const EXPLICIT = /[今明后]天|[这本下]个?(?:周|星期|礼拜)|\d|号|today|tomorrow|tonight|this |next /;
/** Of all days a bare weekday is said again in short: "See you Wednesday". */
const A_WEEKDAY = /(?:周|星期|礼拜)[一二三四五六日天1-7]|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/;
/** A week, or a date in it, was named, so that another day of the same talk may mean that week. */
const NAMES_WEEK = /[下这本]个?(?:周|星期|礼拜)|\d|[月号]|next|week|\b(?:\w+th|first|second|third)\b/;
/** The day that is named does not suit. */
const REFUSES_DAY =
  /不行|不方便|不合适|不成|不太好|没空|没时间|来不了|不在|出差|有事|冲突|排满|\b(?:doesn't|does not|won't|will not|not|isn't|wouldn't) (?:really )?(?:work|suit|good|great|possible|free|available|going to work)\b|\b(?:can't|cannot|can not) (?:do|make)\b|\bno good\b|\bis (?:bad|out|tricky|tough|full|packed)\b|\b(?:away|booked|busy|tied up)\b/;
const SAYS_NO = /^(?:no|nope|不)(?![a-z])/;
/** Somebody asks whether a day suits, and nothing else: “下周二可以吗？”, "Is Wednesday okay?" */
const ASKS_DAY =
  /可以吗|可以不|行吗|行不行|方便吗|方便不|有空|有时间|怎么样|如何|合适吗|\b(?:okay|ok|works?|free|available|still on|suits?|how about|what about)\b/;
const SHORT = 40;

interface Open extends Appointment {
  readonly agreed: boolean;
  /** Its words, or those before it, named the week. */
  readonly namesWeek: boolean;
}

interface Talk {
  /** What was settled. */
  readonly settled: readonly Appointment[];
  /** What each turn proposes. */
  readonly proposed: ReadonlyMap<number, Appointment>;
}

const known = new WeakMap<Reading, Talk>();

/**
 * Meetings agreed in a conversation: somebody names one with a time, the other takes it or names
 * another time, and the last time named is the one that counts.
 */
export function appointments(reading: Reading): readonly Appointment[] {
  return talkOf(reading).settled;
}

/** The meeting that a turn proposes, moves or names again, agreed or not. */
export function proposalOf(reading: Reading, turn: TurnReading): Appointment | undefined {
  return talkOf(reading).proposed.get(turn.index);
}

function talkOf(reading: Reading): Talk {
  let talk = known.get(reading);
  if (!talk) known.set(reading, (talk = follow(reading)));
  return talk;
}

function follow(reading: Reading): Talk {
  const settled: Appointment[] = [];
  const proposed = new Map<number, Appointment>();
  const days: string[] = [];
  const state: { open: Open | null } = { open: null };
  const close = (): void => {
    if (state.open?.agreed) settled.push(state.open);
    state.open = null;
  };
  for (const turn of reading.turns) {
    if (turn.unreliable || turn.side === 'unknown') continue;
    if (state.open && turn.index - state.open.turn.index > OPEN_TURNS) close();
    const before = state.open;
    const proposal = proposalIn(reading, turn, before, days);
    if (proposal) {
      const agreed =
        (before !== null && (before.agreed || before.turn.side !== turn.side)) || saysAgain(settled, proposal);
      const namesWeek = NAMES_WEEK.test(proposal.clause.text) || (before?.namesWeek ?? false);
      state.open = { ...proposal, due: proposal.due ?? before?.due ?? null, agreed, namesWeek };
      proposed.set(turn.index, state.open);
      if (state.open.due !== null && days.at(-1) !== state.open.due) days.push(state.open.due);
    } else if (before && before.turn.side !== turn.side) {
      const start = turn.clauses.slice(0, 3);
      if (start.some((clause) => has(clause, 'next-steps.declines'))) state.open = null;
      else if (start.some((clause) => has(clause, 'next-steps.agrees'))) state.open = { ...before, agreed: true };
    }
  }
  close();
  return { settled, proposed };
}

/** “下周三见” at the end of a talk: what was settled before, or what nobody has to answer. */
const saysAgain = (settled: readonly Appointment[], { clause, due }: Appointment): boolean =>
  due !== null && (settled.some((one) => one.due === due) || (FAREWELL.test(clause.text) && clause.asks !== 'asks'));
const FAREWELL = /见[!。~,，]?\s*$|^(?:thanks,? |great,? |okay,? |ok,? )?(?:see|talk to|speak to) (?:you|ya)\b/;

function proposalIn(
  reading: Reading,
  turn: TurnReading,
  before: Open | null,
  days: readonly string[],
): Appointment | null {
  const open = before !== null;
  const speaksOfOne = turn.clauses.some((clause) => (meets(clause) && !has(clause, 'clauses.past')) || asksDay(clause));
  if (!speaksOfOne && !open) return null;
  const base = saidOn(reading, turn);
  const refuses = turn.clauses.some(({ text }) => REFUSES_DAY.test(text) || SAYS_NO.test(text));
  let found: Appointment | null = null;
  let due: string | null = null;
  turn.clauses.forEach((clause, at) => {
    if (has(clause, 'clauses.past') && !meets(clause)) return;
    const near = turn.clauses.slice(Math.max(0, at - 1), at + 3).some((other) => meets(other) || asksDay(other));
    if (!near && !open) return;
    const times = findTimes(clause.text, base);
    const dated = times.some((when) => when.date !== null);
    if (dated && (REFUSES_DAY.test(clause.text) || isDeadline(clause))) return;
    const moves = refuses || !meets(clause);
    due = dayMeant({ due: dueOf(times), clause, base, before, moves, days }) ?? due;
    if (dated || (CLOCK.test(clause.text) && (near || open)))
      found = { turn, clause: found !== null && !dated ? found.clause : clause, due };
  });
  return found;
}

/** It speaks of meeting; “大约两万”, “合约” and “约三万块” do not, though 约 is also to arrange. */
const meets = ({ hits, start, text }: Clause): boolean =>
  hits.some((hit) => {
    if (hit.concept !== 'next-steps.meeting') return false;
    const at = hit.start - start;
    return !(
      text.slice(at, hit.end - start) === '约' &&
      (NOT_TO_MEET.test(text.slice(Math.max(0, at - 1), at)) || SUM.test(text.slice(at)))
    );
  });
const NOT_TO_MEET = /[大合节签违制契公条租续]$/;
const SUM = /^约[\d一二两三四五六七八九十百千万几.]+(?:个?(?:月|年)|万|千|百|块|元|蚊|%|美|港|左右)/;

/** “下周二可以吗？”: a day, the question, and little else. */
const asksDay = ({ asks, text }: Clause): boolean =>
  asks === 'asks' && text.length <= SHORT && A_WEEKDAY.test(text) && ASKS_DAY.test(text);

/** A day by which something is sent, or on which something happens, is not that of the meeting. */
const isDeadline = (clause: Clause): boolean =>
  !meets(clause) &&
  ((has(clause, 'commitments.delivery') && !A_WEEKDAY.test(clause.text) && !CLOCK.test(clause.text)) ||
    has(clause, 'commitments.deliverable') ||
    /之前|以前|[日号天]前|周[一二三四五六日]前|\bby |\bbefore /.test(clause.text));

interface Said {
  readonly due: string | null;
  readonly clause: Clause;
  readonly base: DateTime | null;
  readonly before: Open | null;
  /** The clause names another day for the meeting that is spoken of, and no new meeting. */
  readonly moves: boolean;
  /** Days of the meetings so far. */
  readonly days: readonly string[];
}

/**
 * The day that a bare weekday means: that of the meeting that was set on such a day ("See you Wednesday"), else, where
 * it moves a meeting whose week was named, the one of that week ("Tuesday next week? No, Wednesday").
 */
function dayMeant({ due, clause, base, before, moves, days }: Said): string | null {
  if (due === null || base === null || EXPLICIT.test(clause.text) || !A_WEEKDAY.test(clause.text)) return due;
  const zone = base.zone;
  const { weekday } = DateTime.fromISO(due, { zone });
  const same = days.findLast((day) => day > due && DateTime.fromISO(day, { zone }).weekday === weekday);
  if (same !== undefined) return same;
  if (!moves || before?.due == null || !before.namesWeek) return due;
  const week = DateTime.fromISO(before.due, { zone }).startOf('week');
  return DateTime.fromISO(due, { zone }) < week ? (dueOf(findTimes(clause.text, week)) ?? due) : due;
}
