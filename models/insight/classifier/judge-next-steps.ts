import type { NextStep } from '../../domain/index.js';
import { proposalOf } from '../dates/appointments.js';
import { nextStepAt, wasDone } from '../detectors/next-steps.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { says } from '../says.js';
import { EXCERPT_TURNS } from './features.js';
import { byTurn, type Judgement } from './judgement.js';
import { settleSteps } from './settle-steps.js';
import { ask, BARE, best, confidence, isShort, isTold, saidBy, share, telling, withPhrases } from './weigh.js';

/** What both sides will do next. */
export function judgeNextSteps(judgement: Judgement, ruled: readonly NextStep[]): NextStep[] {
  const { reading } = judgement;
  const found: NextStep[] = [];
  const claims = byTurn(ruled);
  // An appointment in two short lines leaves the classifier little to weigh, and nothing where they are all there is.
  const sureByRule = (turn: TurnReading): number =>
    isShort(turn) && claims(turn.index).some(({ owner, due }) => owner === 'both' && due !== null) ? BARE : 0;
  const isExcerpt = reading.turns.length < EXCERPT_TURNS;
  const said = saidBy(reading, 'rep', 'customer');
  const asked = ask(judgement, 'next step', said, isExcerpt ? sureByRule : undefined);
  for (const { turn, likely } of asked.maybe) {
    const here = claims(turn.index);
    const owner = best(judgement, 'next step owner', turn.index) as NextStep['owner'];
    const ofOwner = share(judgement, 'next step owner', turn.index, owner);
    const sure = Math.max(asked.chance(turn, likely, ofOwner), sureByRule(turn));
    if (!isTold(judgement, 'next step', sure)) continue;
    const own = here.find((one) => one.owner === owner) ?? here[0];
    const at = telling(judgement, 'next step', 0, turn);
    const clause = turn.clauses[at] as Clause;
    if (!own && (doesNothing(clause) || wasDone(turn, at) || (owner === 'both' && declined(reading, turn)))) continue;
    const base = own ?? proposed(reading, turn, nextStepAt(reading, turn, at, owner));
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
  return settleSteps(reading, found);
}

/** Of a turn that names two days, the one that it proposes: “下周三我出诊，周五上午吧”. */
function proposed(reading: Reading, turn: TurnReading, step: NextStep): NextStep {
  const proposal = step.owner === 'both' ? proposalOf(reading, turn) : undefined;
  if (!proposal || proposal.due === null || step.due === null || proposal.due === step.due) return step;
  return { ...nextStepAt(reading, turn, turn.clauses.indexOf(proposal.clause), step.owner), due: proposal.due };
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
