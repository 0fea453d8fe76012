import type { Budget, Insights, Stakeholder } from '../../domain/index.js';
import { budgetAt } from '../detectors/budgets.js';
import { stakeholderAt } from '../detectors/stakeholders.js';
import { samePerson } from '../people.js';
import type { Reading, TurnReading } from '../reading.js';
import type { Features } from './features.js';
import { examine, type Judgement, judgementOf } from './judgement.js';
import { probability, scores, type Task } from './model.js';
import { moneyPlaces } from './money.js';
import { peopleOf, type Person, personFeatures, type Place } from './people.js';
import { CLAIMED, confidence, topAnswer } from './weigh.js';

/** Of the places that speak of the customer's money the last one that is nearly as sure as the surest: people correct themselves. */
export function judgeBudgets(judgement: Judgement, ruled: readonly Budget[]): Budget[] {
  const told = toldBudgets(judgement, ruled);
  const most = told.reduce((highest, { p }) => Math.max(highest, p), 0);
  const chosen = told.findLast(({ p }) => p >= most * NEARLY);
  return chosen ? [chosen.budget] : [];
}

/** Every place that speaks of the customer's money surely enough, in order. */
function toldBudgets(judgement: Judgement, ruled: readonly Budget[]): { p: number; budget: Budget }[] {
  const { reading, tasks, version } = judgement;
  const task = tasks.get('budget') as Task;
  const stances = tasks.get('budget stance') as Task;
  const told = moneyPlaces(reading, ruled).flatMap(({ turn, at, amount, features }) => {
    const p = probability(task, 0, scores(task, features)[0] as number);
    if (p < (task.threshold[0] as number)) return [];
    const here = ruled.find(({ evidence }) => evidence[0].turn === turn.index);
    const stance = (amount === null ? here?.stance : undefined) ?? (topAnswer(stances, features) as Budget['stance']);
    const made = budgetAt(reading, turn, at, amount, stance);
    const own = ruled.find(
      (one) =>
        one.evidence[0].turn === turn.index && one.min === made.min && one.max === made.max && one.stance === stance,
    );
    return [{ p, budget: { ...made, rule: own?.rule ?? `classifier@${version}`, confidence: confidence(p) } }];
  });
  judgement.budgets = told.map(({ budget }) => budget);
  return told;
}

/** What the customer said of their money from first to last, corrections and all; the analysis keeps what counts. */
export function budgetHistory(reading: Reading, claims: () => Insights): readonly Budget[] {
  const known = judgementOf(reading)?.budgets;
  if (known) return known;
  const ruled = claims();
  return toldBudgets(examine(reading, ruled), ruled.budgets).map(({ budget }) => budget);
}

const NEARLY = 0.6;

/** The people of the customer's side who have a part in the decision, and which. */
export function judgePeople({ reading, tasks, version }: Judgement, ruled: readonly Stakeholder[]): Stakeholder[] {
  const task = tasks.get('stakeholder') as Task;
  const roles = tasks.get('role') as Task;
  const isDecided = ruled.some(({ role }) => role === 'decision_maker');
  return peopleOf(reading).flatMap((person): Stakeholder[] => {
    const features = personFeatures(reading, person, ruled);
    const p = probability(task, 0, scores(task, features)[0] as number);
    const own = ruled.find((one) => samePerson(person, one));
    const threshold = task.threshold[0] as number;
    if (p < (own ? threshold * CLAIMED : threshold)) return [];
    const role = own && p < threshold ? own.role : roleOf(roles, features, !own && p < FAINT && isDecided);
    if (own?.role === role) return [{ ...own, confidence: confidence(Math.max(p, own.confidence)) }];
    const place = strongest(roles, person, role) ?? firstWords(reading, person);
    if (!place) return [];
    const made = stakeholderAt(reading, place.turn, place.at, person, role);
    return [{ ...made, rule: `classifier@${version}`, confidence: confidence(p) }];
  });
}

/** Where somebody else was said to decide, who is hardly a stakeholder at all gets the likeliest of the other roles. */
function roleOf(task: Task, features: Features, isDecided: boolean): Stakeholder['role'] {
  const scored = scores(task, features);
  const ranked = task.answers
    .map((role, n) => ({ role: role as Stakeholder['role'], score: scored[n] as number }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = ranked as [(typeof ranked)[number], (typeof ranked)[number]];
  return best.role === 'decision_maker' && isDecided ? second.role : best.role;
}
const FAINT = 0.45;

/** The place that speaks most for a role. */
function strongest(task: Task, { places }: Person, role: string): Place | undefined {
  const answer = task.answers.indexOf(role);
  const score = (place: Place): number => scores(task, place.features)[answer] as number;
  return places.reduce<Place | undefined>(
    (best, place) => (best && score(best) >= score(place) ? best : place),
    undefined,
  );
}

/** Where somebody who says nothing of themselves begins to speak. */
function firstWords(reading: Reading, { participant }: Person): { turn: TurnReading; at: number } | undefined {
  const turn = reading.turns.find(
    ({ speaker, unreliable, clauses }) => speaker === participant?.id && !unreliable && clauses.length > 0,
  );
  return turn && participant ? { turn, at: 0 } : undefined;
}
