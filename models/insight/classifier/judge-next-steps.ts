import type { NextStep } from '../../domain/index.js';
import { nextStepAt } from '../detectors/next-steps.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading.js';
import { says } from '../says.js';
import { byTurn, type Judgement } from './judgement.js';
import { ask, BARE, best, confidence, isShort, isTold, saidBy, share, telling, withPhrases } from './weigh.js';

/** What both sides will do next. */
export function judgeNextSteps(judgement: Judgement, ruled: readonly NextStep[]): NextStep[] {
  const { reading } = judgement;
  const found: NextStep[] = [];
  const claims = byTurn(ruled);
  const asked = ask(judgement, 'next step', saidBy(reading, 'rep', 'customer'));
  for (const { turn, likely } of asked.maybe) {
    const here = claims(turn.index);
    const owner = best(judgement, 'next step owner', turn.index) as NextStep['owner'];
    // An appointment in two short lines leaves the classifier nothing to weigh.
    const byRule = here.some((one) => one.owner === 'both' && one.due !== null) && isShort(turn) ? BARE : 0;
    const sure = Math.max(asked.chance(turn, likely, share(judgement, 'next step owner', turn.index, owner)), byRule);
    if (!isTold(judgement, 'next step', sure)) continue;
    const own = here.find((one) => one.owner === owner) ?? here[0];
    const at = telling(judgement, 'next step', 0, turn);
    const clause = turn.clauses[at] as Clause;
    if (!own && (doesNothing(clause) || (owner === 'both' && declined(reading, turn)))) continue;
    const base = own ?? nextStepAt(reading, turn, at, owner);
    found.push({
      ...base,
      ...(own ? {} : { rule: `classifier@${judgement.version}` }),
      owner,
      confidence: confidence(sure),
      because: withPhrases(
        judgement,
        says(reading, `next-steps.${owner}`, { quote: base.action }),
        'next step',
        'yes',
        base.evidence[0],
      ),
    });
  }
  return found;
}

const NOTHING_DONE = ['clauses.refusal', 'clauses.past', 'clauses.negation', 'next-steps.declines'];

/** What was done, and what is refused, is no step to come. */
function doesNothing(clause: Clause): boolean {
  return NOTHING_DONE.some((idea) => has(clause, idea));
}

/** A meeting proposed, and refused in the next words of the other side. */
function declined(reading: Reading, { index, side }: TurnReading): boolean {
  const answer = reading.turns[index + 1];
  return (
    answer !== undefined &&
    answer.side !== side &&
    answer.clauses.slice(0, 2).some((clause) => has(clause, 'next-steps.declines') || has(clause, 'clauses.negation'))
  );
}
