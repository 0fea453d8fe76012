import type { Commitment, Risk } from '../../domain/index.js';
import { becauseOf, commitmentAt, refuses } from '../detectors/commitments.js';
import { type Clause, clausesIn, has, type TurnReading } from '../reading/reading.js';
import { withDaysPutOff } from '../dates/put-off.js';
import type { Features } from './features.js';
import { byTurn, type Judgement } from './judgement.js';
import { probabilities, type Task } from './model.js';
import { type Promised, promiseFeatures } from './promise.js';
import { among, ask, confidence, isTold, saidBy, share, topShare, withPhrases } from './weigh.js';

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
    const kinds = kindsIn(judgement, turn, here.length > 0);
    const ofKind = (category: Commitment['category']): number =>
      kinds.find(({ answer }) => answer === category)?.share ?? shareOf(judgement, turn, category);
    // What the classifier takes the turn for is one promise of it; another one stands in other words.
    const told = new Set(kinds.map(({ at }) => turn.clauses[at]));
    const apart = ({ evidence: [place] }: Commitment): boolean =>
      clausesIn(turn, place).every((clause) => !told.has(clause));
    const claimed = here
      .filter((one) => ofKind(one.category) >= LIKELY || apart(one))
      // The category of a turn is one; where the rules see several promises, or one beside the classifier's, each
      // stands in words of its own.
      .map((one) => ({
        ...promisedBy(turn, one),
        one,
        itsOwn: here.length > 1 || (likely >= SURELY_THERE && apart(one)),
      }));
    const added = kinds
      .filter(({ answer, at }) => !claimed.some(({ category }) => category === answer) && !promisesNothing(turn, at))
      .slice(0, claimed.length === 0 ? 2 : 1)
      .map(({ answer, at }) => ({ turn, at, category: answer, one: null, itsOwn: false }));
    for (const { one, itsOwn, ...promised } of [...claimed, ...added]) {
      const { at, category } = promised;
      const certainty = confidence(asked.chance(turn, likely, ofKind(category)));
      if (!itsOwn && !isTold(judgement, 'commitment', certainty)) continue;
      // How sure its category is of the whole turn says nothing of one in words of its own: “guaranteed” is enough there.
      const absolute = itsOwn && has(turn.clauses[at] as Clause, 'clauses.absolute');
      const risk = riskOf(judgement, absolute ? 1 : certainty, promised);
      const made = one ?? {
        ...commitmentAt(reading, turn, at, category, risk),
        rule: `classifier@${judgement.version}`,
      };
      const because = becauseOf(reading, { ...made, category, risk });
      found.push({
        ...made,
        risk,
        confidence: certainty,
        because: withPhrases(judgement, because, 'commitment category', category, made.evidence[0]),
      });
    }
  }
  return withDaysPutOff(found);
}

/** Where a claim's promise is made: not in the clause of its condition. */
function promisedBy(turn: TurnReading, { category, evidence: [place] }: Commitment): Promised {
  const cited = clausesIn(turn, place);
  const clause = cited.find((one) => !has(one, 'clauses.condition')) ?? cited[0];
  return { turn, at: turn.clauses.indexOf(clause as Clause), category };
}

/** The likeliest risk of what is a promise with this certainty. */
function riskOf({ tasks, features }: Judgement, certainty: number, promised: Promised): Risk {
  const task = tasks.get('risk') as Task;
  const likely = probabilities(task, promiseFeatures(features[promised.turn.index] as Features, promised));
  const sure = Math.max(...likely);
  const risk = task.answers[likely.indexOf(sure)] as Risk;
  return risk === 'high' && Math.min(certainty, sure) < ALARMING ? 'medium' : risk;
}

/** Nobody is alarmed by what is less likely to be such a promise, or, being one, of high risk. */
const ALARMING = 0.6;
/** That a turn promises something at all. */
const SURELY_THERE = 0.9;

/** A claim of the rules stays when its category is at least this likely. */
const LIKELY = 0.25;

interface Kind {
  readonly answer: Commitment['category'];
  readonly share: number;
  readonly at: number;
}

/** What is promised. “It won't slip” promises the day that was named, and not that something never fails. */
function kindsIn(judgement: Judgement, turn: TurnReading, ruled: boolean): Kind[] {
  const named = among(judgement, 'commitment category', turn, ruled) as Kind[];
  const timed = named.filter(({ answer, at }) => answer === 'deadline' || isPunctual(turn, at));
  if (timed.every(({ answer }) => answer === 'deadline')) return named;
  const shares = new Set(['deadline' as const, ...timed.map(({ answer }) => answer)]);
  const sum = [...shares].reduce((total, answer) => total + shareOf(judgement, turn, answer), 0);
  return [
    { ...(timed[0] as Kind), answer: 'deadline', share: Math.min(1, sum) },
    ...named.filter((one) => !timed.includes(one)),
  ];
}

const isPunctual = (turn: TurnReading, at: number): boolean => has(turn.clauses[at] as Clause, 'commitments.punctual');

const shareOf = (judgement: Judgement, { index }: TurnReading, category: Commitment['category']): number =>
  share(judgement, 'commitment category', index, category);

/** Questions, refusals, what others said and what was once: no words of promise make them one. */
function promisesNothing(turn: TurnReading, at: number): boolean {
  const clause = turn.clauses[at] as Clause;
  const next = turn.clauses[at + 1];
  const before = turn.clauses[at - 1];
  // A story goes on until something ahead is spoken of.
  const goesOn = before?.sentence === clause.sentence && isStory(before) && !has(clause, 'clauses.future');
  const refused = [clause, ...(next?.sentence === clause.sentence ? [next] : [])].some(refuses);
  return clause.asks === 'asks' || refused || isStory(clause) || goesOn;
}

const isStory = (clause: Clause): boolean => has(clause, 'clauses.past') || has(clause, 'clauses.reported');
