import type { NextStep, Owner } from '../../domain/index.js';
import { appointments } from '../dates/appointments.js';
import { stepDue } from '../dates/due.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { ruleName, says, shorten } from '../says.js';
import { citeClauses } from '../reading/spans.js';
import { timesIn } from './commitments.js';

/** Agreed actions: what the rep sends or does, what the customer says they will do, and when both meet. */
export function nextSteps(reading: Reading): NextStep[] {
  const found: { turn: number; step: NextStep }[] = appointments(reading).map(({ turn, clause, due }) => ({
    turn: turn.index,
    step: make(reading, turn, clause, 'both', due ?? stepDue(reading, turn, turn.clauses.indexOf(clause), 'both')),
  }));
  const meets = new Set(found.map(({ turn }) => turn));
  for (const turn of reading.turns) {
    if (turn.unreliable || turn.side === 'unknown') continue;
    let own: NextStep | null = null;
    turn.clauses.forEach((clause, at) => {
      if (!acts(reading, turn, clause, at)) return;
      const owner = turn.side === 'rep' ? 'rep' : 'customer';
      const due = stepDue(reading, turn, at, owner);
      if (own === null || (due !== null && own.due === null)) own = make(reading, turn, clause, owner, due);
    });
    if (own !== null && !(meets.has(turn.index) && (own as NextStep).owner === 'customer'))
      found.push({ turn: turn.index, step: own });
  }
  return found.sort((a, b) => a.turn - b.turn).map(({ step }) => step);
}

/** Whether the speaker says that they will do something that can be ticked off later. */
function acts(reading: Reading, turn: TurnReading, clause: Clause, at: number): boolean {
  if (
    clause.hits.length === 0 ||
    clause.asks === 'asks' ||
    wasDone(turn, at) ||
    has(clause, 'clauses.refusal') ||
    has(clause, 'next-steps.declines') ||
    has(clause, 'clauses.condition')
  )
    return false;
  if (turn.side === 'rep') {
    const sends =
      has(clause, 'commitments.deliverable') || (has(clause, 'commitments.sends') && has(clause, 'commitments.offer'));
    if (!sends || (has(clause, 'clauses.past') && !/^(?:ok|okay|i'll|let)/.test(clause.text.trim()))) return false;
    return has(clause, 'commitments.document') || timesIn(reading, turn, clause, at).length > 0;
  }
  if (
    !has(clause, 'next-steps.customer_does') ||
    !has(clause, 'next-steps.act') ||
    has(clause, 'clauses.negation') ||
    has(clause, 'clauses.past')
  )
    return false;
  return late(reading, turn) || timesIn(reading, turn, clause, at).length > 0;
}

/**
 * What was done today, or just now, is no step to come, nor is what follows by itself: “今天已经寄出了，您明天能收到”,
 * "I sent it this morning, you'll have it tomorrow".
 */
export function wasDone({ clauses }: TurnReading, at: number): boolean {
  const [clause, before] = [clauses[at] as Clause, clauses[at - 1]];
  if (DONE.test(clause.text)) return true;
  return before?.sentence === clause.sentence && DONE.test(before.text) && ARRIVES.test(clause.text);
}
const ARRIVES =
  /能?(?:收到|到货|送到|看到)|\b(?:you'll|you will|you should|it'll|it will|it should) (?:have|get|receive|see|be|arrive)\b/;
const DONE =
  /(?:已经|刚刚?|今天|今早|今晨|上午)[^?]{0,12}(?:发|寄|送|交|做|签|弄|给|传|准备|整理)[^?]{0,8}了[,。! ]*$|\b(?:i|we|i've|we've|have|has|was|were|already|just) (?:already |just |all )?(?:sent|shipped|emailed|mailed|forwarded|delivered|posted|signed)\b/;

/** Next steps are agreed towards the end; before, "I'll ask" is mostly talk. */
function late(reading: Reading, turn: TurnReading): boolean {
  return turn.index >= reading.turns.length * 0.6;
}

/** The step that `turn.clauses[at]` speaks of, whoever found that it does. */
export function nextStepAt(reading: Reading, turn: TurnReading, at: number, owner: Owner): NextStep {
  const clause = turn.clauses[at] as Clause;
  return make(reading, turn, clause, owner, stepDue(reading, turn, at, owner));
}

function make(reading: Reading, turn: TurnReading, clause: Clause, owner: Owner, due: string | null): NextStep {
  const evidence = citeClauses(reading, turn, [clause]);
  const quote = shorten(evidence[0].quote);
  return {
    owner,
    action: quote,
    due,
    confidence: 0.6,
    because: says(reading, `next-steps.${owner}`, { quote }),
    rule: ruleName(reading, 'next-steps', `next-step-${owner}`),
    evidence,
  };
}
