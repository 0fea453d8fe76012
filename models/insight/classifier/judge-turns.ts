import type { Commitment, Evidence, Insights, NextStep, Objection, Pain, Side } from '../../domain/index.js';
import { becauseOf, commitmentAt } from '../detectors/commitments.js';
import { nextStepAt } from '../detectors/next-steps.js';
import { type NeedKind, needAt } from '../detectors/needs.js';
import { denies, objectionAt } from '../detectors/objections.js';
import { type Clause, clausesIn, has, type Reading, type TurnReading } from '../reading.js';
import { says } from '../says.js';
import { citeRange } from '../spans.js';
import { answerFeatures, ANSWER_TURNS } from './features.js';
import { byTurn, type Judgement } from './judgement.js';
import { scores, type Task } from './model.js';
import {
  among,
  ask,
  BARE,
  best,
  confidence,
  decide,
  isShort,
  isTold,
  share,
  telling,
  topShare,
  withPhrases,
} from './weigh.js';

/** One label per distinct objection in a stretch of talk: the same category again this soon is the same one, which rests on both places. */
const STRETCH_TURNS = 3;

/** Where the customer pushes back, over what, and whether that was met. */
export function judgeObjections(judgement: Judgement, ruled: readonly Objection[]): Objection[] {
  const { reading, words, tasks } = judgement;
  const handled = tasks.get('handled') as Task;
  const found: Objection[] = [];
  const claims = byTurn(ruled);
  const lastOf = new Map<string, { readonly turn: number; readonly evidence: Evidence[] }>();
  // A turn that is hardly more than the rule's own words leaves the classifier nothing to weigh.
  const sureByRule = (turn: TurnReading): number => (claims(turn.index).length > 0 && isShort(turn) ? BARE : 0);
  const asked = ask(judgement, 'objection', saidBy(reading, 'customer'), sureByRule);
  for (const { turn, likely } of asked.maybe) {
    const here = claims(turn.index);
    const least = sureByRule(turn);
    const most = asked.chance(turn, likely, topShare(judgement, 'objection category', turn.index));
    if (!isTold(judgement, 'objection', Math.max(most, least))) continue;
    const named = among(judgement, 'objection category', turn, here.length > 0);
    // Where the classifier wavers between two kinds, the rule's one is taken.
    const ofRule = (one: Objection): number => share(judgement, 'objection category', turn.index, one.category);
    const wavers = least > 0 && (named[0]?.share ?? 1) < SURE;
    const wavering = here.find((one) => wavers && ofRule(one) >= LIKELY_TOO);
    const kinds =
      wavering && !named.some(({ answer }) => answer === wavering.category)
        ? [{ answer: wavering.category, share: least, at: 0 }]
        : named;
    for (const { answer: category, share: ofKind, at } of kinds) {
      const own = here.find((one) => one.category === category);
      const certainty = Math.max(asked.chance(turn, likely, ofKind), own ? least : 0);
      if (!isTold(judgement, 'objection', certainty)) continue;
      if (!own && (asksOnly(turn) || denies(turn.clauses[at] as Clause))) continue;
      const base = own ?? objectionAt(reading, turn, turn.clauses[at] as Clause, category as Objection['category']);
      const same = lastOf.get(category);
      if (same && turn.index - same.turn <= STRETCH_TURNS) {
        same.evidence.push(...base.evidence);
        continue;
      }
      const evidence: Objection['evidence'] = [...base.evidence];
      lastOf.set(category, { turn: turn.index, evidence });
      const signals = own ? [own.handled ? 'handled' : 'not handled'] : [];
      const met = decide(handled, scores(handled, answerFeatures(words, turn.index, signals)));
      found.push({
        ...base,
        evidence,
        ...(own ? {} : { rule: `classifier@${judgement.version}` }),
        handled: met,
        response: met ? (base.response.length > 0 ? base.response : firstAnswer(reading, turn.index)) : [],
        confidence: confidence(certainty),
        because: withPhrases(judgement, base.because, 'objection category', category, base.evidence[0]),
      });
    }
  }
  return found;
}

/** The likeliest kind is none to rely on below the first, where another has the second by itself. */
const SURE = 0.8;
const LIKELY_TOO = 0.5;

/** What a side said and was made out for sure. */
const saidBy = (reading: Reading, ...sides: Side[]): TurnReading[] =>
  reading.turns.filter(({ side, unreliable }) => sides.includes(side) && !unreliable);

/** A plain question, and nothing beside it, does not push back. */
function asksOnly({ clauses }: TurnReading): boolean {
  return clauses.length <= 2 && clauses.every(({ asks }) => asks === 'asks');
}

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

/** What the customer wants to reach, and what hurts them today: the surest of each, in the order in which they are said. */
export function judgeNeeds(judgement: Judgement): Pick<Insights, 'goals' | 'pains'> {
  const { reading } = judgement;
  const asked = ask(judgement, 'need', saidBy(reading, 'customer'));
  const found: Record<NeedKind, Pain[]> = { goal: [], pain: [] };
  for (const { turn, likely } of asked.maybe) {
    const kind = best(judgement, 'need kind', turn.index) as NeedKind;
    const sure = asked.chance(turn, likely, share(judgement, 'need kind', turn.index, kind));
    if (!isTold(judgement, 'need', sure) || asksOnly(turn)) continue;
    const base = needAt(reading, turn, telling(judgement, 'need', 0, turn), kind);
    found[kind].push({
      ...base,
      rule: `classifier@${judgement.version}`,
      confidence: confidence(sure),
      because: withPhrases(judgement, base.because, 'need', 'yes', base.evidence[0]),
    });
  }
  return { goals: surest(found.goal), pains: surest(found.pain) };
}

/** More than a record can use. */
export const NEEDS_AT_MOST = 8;

function surest<T extends { readonly confidence: number }>(found: readonly T[]): T[] {
  const least = found.map((one) => one.confidence).sort((a, b) => b - a)[NEEDS_AT_MOST - 1] ?? 0;
  return found.filter((one) => one.confidence >= least).slice(0, NEEDS_AT_MOST);
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

/** The rep's next words, where the rules saw no answer of substance. */
function firstAnswer(reading: Reading, at: number): Objection['response'] {
  const answer = reading.turns
    .slice(at + 1, at + 1 + ANSWER_TURNS)
    .find(({ side, unreliable, text }) => side === 'rep' && !unreliable && text.trim() !== '');
  return answer ? [citeRange(reading, answer, 0, answer.text.length)] : [];
}
