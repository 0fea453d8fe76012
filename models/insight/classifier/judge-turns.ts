import type { Commitment, NextStep } from '../../domain/index.js';
import { becauseOf, commitmentAt } from '../detectors/commitments.js';
import { nextStepAt } from '../detectors/next-steps.js';
import { type Clause, clausesIn, has, type Reading, type TurnReading } from '../reading.js';
import { says } from '../says.js';
import { byTurn, type Judgement } from './judgement.js';
import {
  among,
  ask,
  BARE,
  best,
  confidence,
  isShort,
  isTold,
  saidBy,
  share,
  telling,
  topShare,
  withPhrases,
} from './weigh.js';

/** What the rep promises. */
export function judgeCommitments(judgement: Judgement, ruled: readonly Commitment[]): Commitment[] {
  const { reading } = judgement;
  const found: Commitment[] = [];
  const claims = byTurn(ruled);
  const asked = ask(judgement, 'commitment', saidBy(reading, 'rep'));
  for (const { turn, likely } of asked.maybe) {
    const here = claims(turn.index);
    const most = topShare(judgement, 'commitment category', turn.index);
    if (!isTold(judgement, 'commitment', asked.chance(turn, likely, most))) continue;
    const risk = best(judgement, 'risk', turn.index) as Commitment['risk'];
    const alarms = (certainty: number): boolean =>
      certainty >= SURELY_ONE && share(judgement, 'risk', turn.index, 'high') >= ALARMING;
    const kinds = among(judgement, 'commitment category', turn, here.length > 0);
    // What the classifier takes the turn for is one promise of it; another one stands in other words.
    const told = new Set(kinds.map(({ at }) => turn.clauses[at]));
    const apart = ({ evidence: [place] }: Commitment): boolean =>
      clausesIn(turn, place).every((clause) => !told.has(clause));
    const claimed = here.filter(
      (one) => share(judgement, 'commitment category', turn.index, one.category) >= LIKELY || apart(one),
    );
    const added = kinds
      .filter(({ answer, at }) => !claimed.some(({ category }) => category === answer) && !promisesNothing(turn, at))
      .slice(0, claimed.length === 0 ? 2 : 1)
      .map(({ answer, at }) => ({
        ...commitmentAt(reading, turn, at, answer as Commitment['category'], risk),
        rule: `classifier@${judgement.version}`,
      }));
    for (const one of [...claimed, ...added]) {
      const ofKind = share(judgement, 'commitment category', turn.index, one.category);
      const certainty = confidence(asked.chance(turn, likely, ofKind));
      // The category of a turn is one; where the rules see several promises, or one beside the classifier's, each
      // stands in words of its own.
      const itsOwn = here.includes(one) && (here.length > 1 || (likely >= SURELY_THERE && apart(one)));
      if (!itsOwn && !isTold(judgement, 'commitment', certainty)) continue;
      const its = here.length > 1 ? one.risk : risk === 'high' && !alarms(certainty) ? 'medium' : risk;
      const because = becauseOf(reading, one.category, its, one.evidence[0].quote);
      found.push({
        ...one,
        risk: its,
        confidence: certainty,
        because: withPhrases(judgement, because, 'commitment category', one.category, one.evidence[0]),
      });
    }
  }
  return found;
}

/** Nobody is alarmed by what may well be no such promise at all, or one of less risk. */
const ALARMING = 0.45;
const SURELY_ONE = 0.6;
/** That a turn promises something at all. */
const SURELY_THERE = 0.9;

/** Questions, refusals, what others said and what was once: no words of promise make them one. */
function promisesNothing(turn: TurnReading, at: number): boolean {
  const clause = turn.clauses[at] as Clause;
  const next = turn.clauses[at + 1];
  const before = turn.clauses[at - 1];
  // A story goes on until something ahead is spoken of.
  const goesOn = before?.sentence === clause.sentence && isStory(before) && !has(clause, 'clauses.future');
  const refuses = [clause, ...(next?.sentence === clause.sentence ? [next] : [])].some((one) =>
    has(one, 'clauses.refusal'),
  );
  return clause.asks === 'asks' || refuses || isStory(clause) || goesOn;
}

const isStory = (clause: Clause): boolean => has(clause, 'clauses.past') || has(clause, 'clauses.reported');

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

/** A claim of the rules stays when its category is at least this likely. */
const LIKELY = 0.25;
