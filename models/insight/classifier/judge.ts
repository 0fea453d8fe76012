import type { Budget, Commitment, Evidence, Insights, NextStep, Objection, Stakeholder } from '../../domain/index.js';
import { budgetAt } from '../detectors/budgets.js';
import { becauseOf, commitmentAt } from '../detectors/commitments.js';
import { nextStepAt } from '../detectors/next-steps.js';
import { denies, objectionAt } from '../detectors/objections.js';
import { stakeholderAt } from '../detectors/stakeholders.js';
import { samePerson } from '../people.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading.js';
import { says } from '../says.js';
import type { Act } from '../script-acts.js';
import { citeClauses, citeRange } from '../spans.js';
import { answerFeatures, ANSWER_TURNS, type Features, turnFeatures, type TurnWords } from './features.js';
import { loadClassifier, ownWeights, probability, scores, type Task } from './model.js';
import { moneyPlaces } from './money.js';
import { heaviestPhrases } from './phrases.js';
import { peopleOf, type Person, personFeatures, type Place } from './people.js';
import { turnWords } from './signals.js';

/** One label per distinct objection in a stretch of talk: the same category again this soon is the same one. */
const STRETCH_TURNS = 3;

/** One conversation as the classifier reads it. */
interface Judgement {
  readonly reading: Reading;
  readonly words: readonly TurnWords[];
  readonly features: readonly Features[];
  readonly tasks: ReadonlyMap<string, Task>;
  readonly version: string;
  /** Worked out when the script is scored. */
  steps?: readonly ({ readonly turn: TurnReading; readonly score: number } | undefined)[];
  /** The words that weighed most, by question, answer and turn. */
  readonly phrases: Map<string, readonly string[]>;
  latestWeights?: { readonly key: string; readonly weights: ReturnType<typeof ownWeights> };
  /** Worked out when the budget is judged. */
  budgets?: readonly Budget[];
}

/** By reading: extracting and scoring want the same one. */
const judgements = new WeakMap<Reading, Judgement>();

function examine(reading: Reading, claims: Insights): Judgement {
  const known = judgements.get(reading);
  if (known) return known;
  const { tasks, version } = loadClassifier();
  const words = turnWords(reading, claims);
  const features = words.map((_, at) => turnFeatures(words, at));
  const judgement: Judgement = { reading, words, features, tasks, version, phrases: new Map() };
  judgements.set(reading, judgement);
  return judgement;
}

/**
 * The rules' claims as the classifier judges them: what it does not believe goes, what it finds beyond them comes,
 * and where both found the same the rules' details stay. The rules' claims are among what it looks at.
 */
export function judge(reading: Reading, claims: Insights): Insights {
  const judgement = examine(reading, claims);
  return {
    ...claims,
    objections: judgeObjections(judgement, claims.objections),
    commitments: judgeCommitments(judgement, claims.commitments),
    nextSteps: judgeNextSteps(judgement, claims.nextSteps),
    budgets: judgeBudgets(judgement, claims.budgets),
    stakeholders: judgePeople(judgement, claims.stakeholders),
  };
}

export const isJudged = (reading: Reading): boolean => judgements.has(reading);

/** Where the rep does what a step of the script asks for; null: nowhere. */
export function judgeAct(reading: Reading, claims: () => Insights, act: Act): Evidence | null {
  const judgement = judgements.get(reading) ?? examine(reading, claims());
  const task = judgement.tasks.get('script step') as Task;
  const answer = task.answers.indexOf(act);
  const best = stepTurns(judgement)[answer];
  if (!best || probability(task, answer, best.score) < (task.threshold[answer] as number)) return null;
  const at = telling(judgement, 'script step', answer, best.turn);
  return citeClauses(reading, best.turn, best.turn.clauses.slice(at, at + 1))[0];
}

/** For every step the rep's turn that scores best. */
function stepTurns(judgement: Judgement): Judgement['steps'] & object {
  if (judgement.steps) return judgement.steps;
  const task = judgement.tasks.get('script step') as Task;
  const steps: { turn: TurnReading; score: number }[] = [];
  let heard = false;
  for (const turn of judgement.reading.turns) {
    if (turn.side === 'customer') heard = true;
    if (turn.side !== 'rep' || turn.unreliable || turn.clauses.length === 0) continue;
    scores(task, judgement.features[turn.index] as Features).forEach((score, answer) => {
      // A value is tied to what the customer has said.
      if (!heard && task.answers[answer] === 'value') return;
      if (score > (steps[answer]?.score ?? -Infinity)) steps[answer] = { turn, score };
    });
  }
  return (judgement.steps = steps);
}

/** Of the places that speak of the customer's money the last one that is nearly as sure as the surest: people correct themselves. */
function judgeBudgets(judgement: Judgement, ruled: readonly Budget[]): Budget[] {
  const told = toldBudgets(judgement, ruled);
  const most = Math.max(...told.map(({ p }) => p));
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
    const stance = (amount === null ? here?.stance : undefined) ?? (top(stances, features) as Budget['stance']);
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
  const known = judgements.get(reading)?.budgets;
  if (known) return known;
  const ruled = claims();
  return toldBudgets(examine(reading, ruled), ruled.budgets).map(({ budget }) => budget);
}

const NEARLY = 0.6;

function judgePeople({ reading, tasks, version }: Judgement, ruled: readonly Stakeholder[]): Stakeholder[] {
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

/** What the rules claim needs this part of the usual threshold. */
const CLAIMED = 0.4;

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

function top(task: Task, features: Features): string {
  const scored = scores(task, features);
  return task.answers[scored.indexOf(Math.max(...scored))] as string;
}

/** A turn that is hardly more than the rule's own words leaves the classifier nothing to weigh. */
const isShort = ({ clauses }: TurnReading): boolean => clauses.length <= 2;
const BARE = 0.5;

function judgeObjections(judgement: Judgement, ruled: readonly Objection[]): Objection[] {
  const { reading, words, tasks } = judgement;
  const handled = tasks.get('handled') as Task;
  const found: Objection[] = [];
  for (const turn of reading.turns) {
    if (turn.side !== 'customer' || turn.unreliable) continue;
    const claimed = ruled.some(({ evidence }) => evidence[0].turn === turn.index);
    const sure = believed(judgement, 'objection', turn.index, claimed) ?? (claimed && isShort(turn) ? BARE : null);
    if (sure === null) continue;
    for (const { answer: category, share, at } of among(judgement, 'objection category', turn)) {
      if (found.some((one) => one.category === category && turn.index - one.evidence[0].turn <= STRETCH_TURNS))
        continue;
      const own = ruled.find((one) => one.evidence[0].turn === turn.index && one.category === category);
      if (!own && (asksOnly(turn) || denies(turn.clauses[at] as Clause))) continue;
      const base = own ?? objectionAt(reading, turn, turn.clauses[at] as Clause, category as Objection['category']);
      const signals = own ? [own.handled ? 'handled' : 'not handled'] : [];
      const met = decide(handled, scores(handled, answerFeatures(words, turn.index, signals)));
      found.push({
        ...base,
        ...(own ? {} : { rule: `classifier@${judgement.version}` }),
        handled: met,
        response: met ? (base.response.length > 0 ? base.response : firstAnswer(reading, turn.index)) : [],
        confidence: confidence(sure * share),
        because: withPhrases(judgement, base.because, 'objection category', category, base.evidence[0]),
      });
    }
  }
  return found;
}

/** A plain question, and nothing beside it, does not push back. */
function asksOnly({ clauses }: TurnReading): boolean {
  return clauses.length <= 2 && clauses.every(({ asks }) => asks === 'asks');
}

function judgeCommitments(judgement: Judgement, ruled: readonly Commitment[]): Commitment[] {
  const { reading } = judgement;
  const found: Commitment[] = [];
  for (const turn of reading.turns) {
    if (turn.side !== 'rep' || turn.unreliable) continue;
    const sure = believed(
      judgement,
      'commitment',
      turn.index,
      ruled.some(({ evidence }) => evidence[0].turn === turn.index),
    );
    if (sure === null) continue;
    const risk = best(judgement, 'risk', turn.index) as Commitment['risk'];
    const here = ruled.filter(({ evidence }) => evidence[0].turn === turn.index);
    const likely = among(judgement, 'commitment category', turn);
    const claimed = here.filter(
      ({ category }) => share(judgement, 'commitment category', turn.index, category) >= LIKELY,
    );
    const added = likely
      .filter(({ answer, at }) => !claimed.some(({ category }) => category === answer) && !promisesNothing(turn, at))
      .slice(0, claimed.length === 0 ? 2 : 1)
      .map(({ answer, at }) => ({
        ...commitmentAt(reading, turn, at, answer as Commitment['category'], risk),
        rule: `classifier@${judgement.version}`,
      }));
    for (const one of [...claimed, ...added]) {
      const its = here.length > 1 ? one.risk : risk;
      const because = becauseOf(reading, one.category, its, one.evidence[0].quote);
      found.push({
        ...one,
        risk: its,
        confidence: confidence(sure * share(judgement, 'commitment category', turn.index, one.category)),
        because: withPhrases(judgement, because, 'commitment category', one.category, one.evidence[0]),
      });
    }
  }
  return found;
}

/** Questions, refusals, what others said and what was once: no words of promise make them one. */
function promisesNothing(turn: TurnReading, at: number): boolean {
  const clause = turn.clauses[at] as Clause;
  const next = turn.clauses[at + 1];
  const refuses = [clause, ...(next?.sentence === clause.sentence ? [next] : [])].some((one) =>
    has(one, 'clauses.refusal'),
  );
  return clause.asks === 'asks' || refuses || has(clause, 'clauses.past') || has(clause, 'clauses.reported');
}

function judgeNextSteps(judgement: Judgement, ruled: readonly NextStep[]): NextStep[] {
  const { reading } = judgement;
  const found: NextStep[] = [];
  for (const turn of reading.turns) {
    if (turn.side === 'unknown' || turn.unreliable) continue;
    const sure = believed(
      judgement,
      'next step',
      turn.index,
      ruled.some(({ evidence }) => evidence[0].turn === turn.index),
    );
    if (sure === null) continue;
    const owner = best(judgement, 'next step owner', turn.index) as NextStep['owner'];
    const own =
      ruled.find((one) => one.evidence[0].turn === turn.index && one.owner === owner) ??
      ruled.find((one) => one.evidence[0].turn === turn.index);
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

/** The probability that a turn answers a question with yes, or null below the threshold. */
function believed({ tasks, features }: Judgement, name: string, at: number, claimed: boolean): number | null {
  const task = tasks.get(name) as Task;
  const p = probability(task, 0, scores(task, features[at] as Features)[0] as number);
  return p >= (task.threshold[0] as number) * (claimed ? CLAIMED : 1) ? p : null;
}

function decide(task: Task, scored: Float64Array): boolean {
  return probability(task, 0, scored[0] as number) >= (task.threshold[0] as number);
}

function best({ tasks, features }: Judgement, name: string, at: number): string {
  const task = tasks.get(name) as Task;
  const scored = scores(task, features[at] as Features);
  return task.answers[scored.indexOf(Math.max(...scored))] as string;
}

/** A claim of the rules stays when its category is at least this likely. */
const LIKELY = 0.25;

function share({ tasks, features }: Judgement, name: string, at: number, answer: string): number {
  const task = tasks.get(name) as Task;
  const n = task.answers.indexOf(answer);
  return probability(task, n, scores(task, features[at] as Features)[n] as number);
}

/** The answer that scores best, and others that are more likely than not; each with its clause. At most two. */
function among(judgement: Judgement, name: string, turn: TurnReading): { answer: string; share: number; at: number }[] {
  const task = judgement.tasks.get(name) as Task;
  const scored = scores(task, judgement.features[turn.index] as Features);
  const ranked = task.answers
    .map((answer, n) => ({ answer, n, p: probability(task, n, scored[n] as number) }))
    .sort((a, b) => (scored[b.n] as number) - (scored[a.n] as number));
  return ranked
    .filter(({ p }, rank) => rank === 0 || (rank === 1 && p > SECOND))
    .map(({ answer, n, p }) => ({ answer, share: p, at: telling(judgement, name, n, turn) }));
}

/** A second answer in one turn must be this likely by itself. */
const SECOND = 0.6;

/** The clause whose words weigh most for an answer. */
function telling({ tasks, features, words }: Judgement, name: string, answer: number, turn: TurnReading): number {
  const weights = ownWeights(
    tasks.get(name) as Task,
    answer,
    features[turn.index] as Features,
    words[turn.index] as TurnWords,
  );
  let [top, most] = [0, -Infinity];
  turn.clauses.forEach((clause, at) => {
    let sum = 0;
    for (const { start, end, weight } of weights) if (start >= clause.start && end <= clause.end) sum += weight;
    if (sum > most) [top, most] = [at, sum];
  });
  return top;
}

/** The reason with the words that weighed most for the answer. */
function withPhrases({ reading }: Judgement, because: string, name: string, answer: string, quote: Evidence): string {
  const kept = weighedMost(reading, name, answer, quote);
  if (kept.length === 0) return because;
  const phrases = kept
    .map((phrase) => (reading.voice === 'zh' ? `“${phrase}”` : `"${phrase}"`))
    .join(reading.voice === 'zh' ? '、' : ', ');
  const reason = says(reading, 'classifier.phrases', { phrases });
  return reading.voice === 'zh' ? `${because}${reason}` : `${because} ${reason}`;
}

/** The words in and around a quote that weighed most for an answer to one of the classifier's questions; none where it was not asked. */
export function weighedMost(
  reading: Reading,
  name: string,
  answer: string,
  { turn: at, start, end }: Pick<Evidence, 'turn' | 'start' | 'end'>,
): readonly string[] {
  const judgement = judgements.get(reading);
  const turn = reading.turns[at];
  if (!judgement || !turn) return [];
  const key = `${name} ${answer} ${at} ${start}`;
  const known = judgement.phrases.get(key);
  if (known) return known;
  const phrases = heaviestPhrases(turn.text, { start, end }, weightsOf(judgement, name, answer, at));
  judgement.phrases.set(key, phrases);
  return phrases;
}

/** What each run of words in a turn says for an answer; the last asked is remembered, since one turn may hold many promises. */
function weightsOf(judgement: Judgement, name: string, answer: string, at: number): ReturnType<typeof ownWeights> {
  const key = `${name} ${answer} ${at}`;
  if (judgement.latestWeights?.key === key) return judgement.latestWeights.weights;
  const task = judgement.tasks.get(name) as Task;
  const features = judgement.features[at] as Features;
  const weights = ownWeights(task, task.answers.indexOf(answer), features, judgement.words[at] as TurnWords);
  judgement.latestWeights = { key, weights };
  return weights;
}

/** The rep's next words, where the rules saw no answer of substance. */
function firstAnswer(reading: Reading, at: number): Objection['response'] {
  const answer = reading.turns
    .slice(at + 1, at + 1 + ANSWER_TURNS)
    .find(({ side, unreliable, text }) => side === 'rep' && !unreliable && text.trim() !== '');
  return answer ? [citeRange(reading, answer, 0, answer.text.length)] : [];
}

const confidence = (p: number): number => Math.round(Math.min(0.99, p) * 100) / 100;
