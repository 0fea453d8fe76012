import type { NextStep, Owner } from '../../domain/index.js';
import { dueOf, findTimes } from '../dates.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading.js';
import { ruleName, says, shorten } from '../says.js';
import { citeClauses } from '../spans.js';
import { saidOn, timesIn } from './commitments.js';

/** A meeting that is moved within so many turns is one meeting: the last proposal counts. */
const NEGOTIATION_TURNS = 6;
/** Two actions of one side this close are told apart only in different turns. */
const REPEATS_WITHIN = 1;

/** Agreed actions: what the rep sends or does, what the customer says they will do, and when both meet. */
export function nextSteps(reading: Reading): NextStep[] {
  const found: { turn: number; step: NextStep }[] = [];
  for (const turn of reading.turns) {
    if (turn.unreliable || turn.side === 'unknown') continue;
    const own = new Map<Owner, NextStep>();
    turn.clauses.forEach((clause, at) => {
      const step = stepIn(reading, turn, clause, at);
      if (step && !(own.get(step.owner)?.due && !step.due)) own.set(step.owner, step);
    });
    for (const step of own.values()) {
      const earlier = found.findLast((other) => other.step.owner === step.owner);
      const near =
        earlier !== undefined &&
        turn.index - earlier.turn <= (step.owner === 'both' ? NEGOTIATION_TURNS : REPEATS_WITHIN);
      if (earlier && near && step.owner === 'both')
        Object.assign(earlier, { turn: turn.index, step: { ...step, due: step.due ?? earlier.step.due } });
      else if (!near || step.owner !== 'both') found.push({ turn: turn.index, step });
    }
  }
  return found.map(({ step }) => step);
}

function stepIn(reading: Reading, turn: TurnReading, clause: Clause, at: number): NextStep | null {
  if (clause.hits.length === 0 || has(clause, 'clauses.refusal') || has(clause, 'next-steps.declines')) return null;
  const times = findTimes(clause.text, saidOn(reading, turn));
  if (times.length > 0 && has(clause, 'next-steps.meeting') && !has(clause, 'clauses.past') && agreed(reading, turn))
    return make(reading, turn, clause, at, 'both');
  if (clause.asks === 'asks') return null;
  if (turn.side === 'rep') {
    const sends =
      has(clause, 'commitments.deliverable') || (has(clause, 'commitments.sends') && has(clause, 'commitments.offer'));
    const told = has(clause, 'clauses.past') && !/^(?:ok|okay|i'll|let)/.test(clause.text.trim());
    const concrete = has(clause, 'commitments.document') || timesIn(reading, turn, clause, at).length > 0;
    return sends && concrete && !told && !has(clause, 'clauses.condition')
      ? make(reading, turn, clause, at, 'rep')
      : null;
  }
  const does = has(clause, 'next-steps.customer_does') && has(clause, 'next-steps.act');
  return does &&
    !has(clause, 'clauses.condition') &&
    !has(clause, 'clauses.negation') &&
    !has(clause, 'clauses.past') &&
    (times.length > 0 || late(reading, turn))
    ? make(reading, turn, clause, at, 'customer')
    : null;
}

/** The next turns of the other side do not decline; in the last turn nobody is left to. */
function agreed(reading: Reading, turn: TurnReading): boolean {
  const answers = reading.turns.slice(turn.index + 1, turn.index + 3).filter((other) => other.side !== turn.side);
  if (
    turn.clauses.some((clause) => has(clause, 'next-steps.agrees')) &&
    turn.clauses.every((clause) => clause.asks !== 'asks')
  )
    return true;
  return answers.some(
    (answer) =>
      answer.clauses.slice(0, 3).some((clause) => has(clause, 'next-steps.agrees')) &&
      !answer.clauses.some((clause) => has(clause, 'next-steps.declines')),
  );
}

/** Next steps are agreed towards the end; before, "I'll ask" is mostly talk. */
function late(reading: Reading, turn: TurnReading): boolean {
  return turn.index >= reading.turns.length * 0.6;
}

function make(reading: Reading, turn: TurnReading, clause: Clause, at: number, owner: Owner): NextStep {
  const evidence = citeClauses(reading, turn, [clause]);
  const quote = shorten(evidence[0].quote);
  return {
    owner,
    action: quote,
    due: dueOf(timesIn(reading, turn, clause, at)),
    confidence: 0.6,
    because: says(reading, `next-steps.${owner}`, { quote }),
    rule: ruleName(reading, 'next-steps', `next-step-${owner}`),
    evidence,
  };
}
