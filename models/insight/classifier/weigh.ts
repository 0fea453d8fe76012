import type { Evidence, Side } from '../../domain/index.js';
import type { Reading, TurnReading } from '../reading/reading.js';
import { says, together } from '../says.js';
import type { Features, TurnWords } from './features.js';
import { type Judgement, judgementOf } from './judgement.js';
import { type Look, ownWeights, probabilities, probability, type Task } from './model.js';
import { heaviestPhrases } from './phrases.js';
import { chanceOf } from './place.js';
import { unitsOfTurn } from './units.js';

/** A turn that is hardly more than the rule's own words leaves the classifier nothing to weigh: so much is sure of it. */
export const isShort = ({ clauses }: TurnReading): boolean => clauses.length <= 2;
export const BARE = 0.5;

/** What is less likely to be there, by its words, is not asked of which kind it is. */
const MAYBE = 0.05;

/** A question whether something is there, asked of the turns of one side. */
export interface Asked {
  /** The turns where something may be, and how likely it is by their words. */
  readonly maybe: readonly { readonly turn: TurnReading; readonly likely: number }[];
  /** How likely something is there and of a kind, all considered; `there` and `kind` are what the words say of each. */
  chance(turn: TurnReading, there: number, kind: number): number;
}

/** What a side said and was made out for sure. */
export const saidBy = (reading: Reading, ...sides: Side[]): TurnReading[] =>
  reading.turns.filter(({ side, unreliable }) => sides.includes(side) && !unreliable);

/** A plain question, and nothing beside it, does not push back. Where nobody wrote a stop, a long story is one clause. */
export function asksOnly(turn: TurnReading): boolean {
  const { clauses } = turn;
  return (
    clauses.length <= 2 && clauses.every(({ asks }) => asks === 'asks') && unitsOfTurn(turn).length <= PLAIN_QUESTION
  );
}
/** Words, or characters of Chinese. */
const PLAIN_QUESTION = 24;

/** Asks each of `turns`; `least` is what is sure of one without the classifier. */
export function ask(
  judgement: Judgement,
  name: string,
  turns: readonly TurnReading[],
  least: (turn: TurnReading) => number = () => 0,
): Asked {
  const look = (judgement.tasks.get(name) as Task).look as Look;
  const all = turns.map((turn) => ({ turn, likely: share(judgement, name, turn.index, 'yes') }));
  const usual = all.reduce((sum, { likely }) => sum + likely, 0) / all.length;
  return {
    maybe: all
      .map(({ turn, likely }) => ({ turn, likely: Math.max(likely, least(turn)) }))
      .filter(({ likely }) => likely >= MAYBE),
    chance: ({ index }, there, kind) =>
      chanceOf(look, { there, kind, usual, at: index, turns: judgement.reading.turns.length }),
  };
}

/** How likely the likeliest answer is. */
export function topShare({ tasks, features }: Judgement, name: string, at: number): number {
  const task = tasks.get(name) as Task;
  return Math.max(...probabilities(task, features[at] as Features));
}

/**
 * Whether something is told: `certainty` is the probability that it is there and of the kind it is taken for, and
 * so is the threshold of the task (models/insight/training/kinds.ts).
 */
export function isTold({ tasks }: Judgement, name: string, certainty: number): boolean {
  return certainty >= ((tasks.get(name) as Task).threshold[0] as number);
}

/** Whether a question is answered with yes. */
export function decide(task: Task, scored: Float64Array): boolean {
  return probability(task, 0, scored[0] as number) >= (task.threshold[0] as number);
}

/** The likeliest answer to a question about a turn. */
export function best({ tasks, features }: Judgement, name: string, at: number): string {
  const task = tasks.get(name) as Task;
  return topAnswer(task, features[at] as Features);
}

/** The answer that is likeliest by itself. */
export function topAnswer(task: Task, features: Features): string {
  const likely = probabilities(task, features);
  return task.answers[likely.indexOf(Math.max(...likely))] as string;
}

/** How likely an answer is by itself. */
export function share({ tasks, features }: Judgement, name: string, at: number, answer: string): number {
  const task = tasks.get(name) as Task;
  return probabilities(task, features[at] as Features)[task.answers.indexOf(answer)] as number;
}

/**
 * The likeliest answer, and another that is more likely than not; each with its clause. Where the rules have named one
 * (`ruled`), the other must stand in other words.
 */
export function among(
  judgement: Judgement,
  name: string,
  turn: TurnReading,
  ruled: boolean,
): { answer: string; share: number; at: number }[] {
  const task = judgement.tasks.get(name) as Task;
  const likely = probabilities(task, judgement.features[turn.index] as Features);
  const ranked = task.answers.map((answer, n) => ({ answer, n, p: likely[n] as number })).sort((a, b) => b.p - a.p);
  const [first, second] = ranked
    .filter(({ p }, rank) => rank === 0 || (rank === 1 && p > SECOND))
    .map(({ answer, n, p }) => ({ answer, share: p, at: telling(judgement, name, n, turn) }));
  if (!first) return [];
  return second && (!ruled || second.at !== first.at) ? [first, second] : [first];
}

/** A second answer in one turn must be this likely by itself. */
const SECOND = 0.6;

/** The clause whose words weigh most for an answer. */
export function telling(
  { tasks, features, words }: Judgement,
  name: string,
  answer: number,
  turn: TurnReading,
): number {
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
export function withPhrases(
  { reading }: Judgement,
  because: string,
  name: string,
  answer: string,
  quote: Evidence,
): string {
  const kept = weighedMost(reading, name, answer, quote);
  if (kept.length === 0) return because;
  const phrases = kept
    .map((phrase) => (reading.voice === 'zh' ? `“${phrase}”` : `"${phrase}"`))
    .join(reading.voice === 'zh' ? '、' : ', ');
  const reason = says(reading, 'classifier.phrases', { phrases });
  return together(reading, because, reason);
}

/** The words in and around a quote that weighed most for an answer to one of the classifier's questions; none where it was not asked. */
export function weighedMost(
  reading: Reading,
  name: string,
  answer: string,
  { turn: at, start, end }: Pick<Evidence, 'turn' | 'start' | 'end'>,
): readonly string[] {
  const judgement = judgementOf(reading);
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

/** As it is shown: two digits, and never certain. */
export const confidence = (p: number): number => Math.round(Math.min(0.99, p) * 100) / 100;
