import { BUCKETS, type Features } from '../classifier/features.js';
import { countingOf, type Task, type Weighing } from '../classifier/model.js';
import { reportOf } from './report.js';
import { type Example, fitLine, fitSigmoid, type Line, probabilityOf, scoreOf } from './svm.js';

/** Errors are weighed against small weights by this: chosen by what was right on writers not trained on. */
export const COST: Readonly<Record<Weighing, number>> = { whole: 0.7, apart: 0.7, each: 0.01 };
export const FOLDS = 5;
/** A bucket that fewer examples have is an accident. */
const LEAST = 2;

/**
 * Where an example comes from. Probabilities and thresholds are fitted to whole conversations: excerpts and phrases
 * hold more of everything, and say less of what stands around it.
 */
export type Origin = 'conversation' | 'excerpt' | 'phrase';

/** What an error in an example costs: chosen on writers left out, where many phrases drowned the conversations. */
const WEIGHT: Readonly<Record<Origin, number>> = { conversation: 1, excerpt: 0.5, phrase: 0.1 };

/** One example of a task. */
export interface Labelled {
  readonly writer: string;
  readonly origin: Origin;
  readonly features: Pick<Features, 'buckets' | 'own'>;
  /** Yes or no for each answer; null: nobody knows. */
  readonly yes: readonly (boolean | null)[];
}

/** A task, what is right on writers left out, and for each answer the probabilities that their lines gave each example. */
export interface Trained {
  readonly task: Task;
  readonly report: string;
  readonly held: readonly Float64Array[];
}

type Counted = Omit<Example, 'yes'>;

/** Writers asked for plain speech, read again as sparingly as the guidelines: an error in their conversations costs twice. */
const PLAIN = /^train\/b[i-w]$/;

/** The features of an example with what they and it count for. */
export const counted = (
  weighing: Weighing,
  { features, origin, writer }: Pick<Labelled, 'features' | 'origin' | 'writer'>,
): Counted => ({
  buckets: features.buckets,
  ...countingOf(weighing, features),
  weight: WEIGHT[origin] * (PLAIN.test(writer) ? 2 : 1),
});

interface TrainOptions {
  readonly weighing?: Weighing;
  /** How errors are weighed against small weights; what the weighing usually has. */
  readonly cost?: number;
  /** The threshold of an answer, from the probabilities that lines gave to writers they had not seen. */
  readonly choose?: (answer: number, labelled: readonly Labelled[], p: Float64Array) => number;
}

/** A task's lines, with probabilities and thresholds from writers left out in turn. */
export function train(
  name: string,
  answerNames: readonly string[],
  labelled: readonly Labelled[],
  { weighing = 'each', cost = COST[weighing], choose = byTurn }: TrainOptions = {},
): Trained {
  const fold = foldOf(labelled);
  const lines: Line[] = [];
  const sigmoids: { slope: number; offset: number }[] = [];
  const thresholds: number[] = [];
  const heldProbabilities: Float64Array[] = [];
  const examples = frequent(labelled.map((one) => counted(weighing, one)));
  answerNames.forEach((_, answer) => {
    const known = labelled.flatMap((one, n) =>
      one.yes[answer] === null
        ? []
        : [{ part: fold(one), example: { ...(examples[n] as Counted), yes: one.yes[answer] === true } }],
    );
    const held = new Float64Array(labelled.length).fill(Number.NaN);
    for (let part = 0; part < FOLDS; part += 1) {
      const seen = known.filter((one) => one.part !== part).map(({ example }) => example);
      const line = fitLine(seen, BUCKETS, cost);
      labelled.forEach((one, n) => {
        if (fold(one) === part) held[n] = scoreOf(line, examples[n] as Counted);
      });
    }
    const scored = labelled.flatMap((one, n) =>
      one.yes[answer] === null || one.origin !== 'conversation'
        ? []
        : [{ score: held[n] as number, yes: one.yes[answer] === true }],
    );
    const sigmoid = fitSigmoid(scored);
    sigmoids.push(sigmoid);
    const p = Float64Array.from(held, (score) => probabilityOf(sigmoid, score));
    heldProbabilities.push(p);
    thresholds.push(choose(answer, labelled, p));
    const all = known.map(({ example }) => example);
    lines.push(fitLine(all, BUCKETS, cost));
  });
  const width = answerNames.length;
  const scale = lines.map(({ weights }) => weights.reduce((m, w) => Math.max(m, Math.abs(w)), 1e-9) / 127);
  const weights = new Int8Array(BUCKETS * width);
  lines.forEach((line, answer) =>
    line.weights.forEach((w, bucket) => (weights[bucket * width + answer] = Math.round(w / (scale[answer] as number)))),
  );
  const task = {
    name,
    weighing,
    answers: answerNames,
    weights,
    scale,
    bias: lines.map(({ bias }) => bias),
    slope: sigmoids.map(({ slope }) => slope),
    offset: sigmoids.map(({ offset }) => offset),
    threshold: thresholds,
  };
  const report = reportOf(name, answerNames, labelled, heldProbabilities, thresholds);
  return { task, report, held: heldProbabilities };
}

/** Writers are left out in turn: which of the `FOLDS` parts an example belongs to. */
export function foldOf<T extends { readonly writer: string }>(examples: readonly T[]): (one: T) => number {
  const writers = [...new Set(examples.map(({ writer }) => writer))].sort();
  const parts = new Map(writers.map((writer, n) => [writer, n % FOLDS]));
  return ({ writer }) => parts.get(writer) as number;
}

function byTurn(answer: number, labelled: readonly Labelled[], p: Float64Array): number {
  return bestThreshold(
    labelled.flatMap(({ yes, origin }, n) =>
      yes[answer] === null || origin !== 'conversation' ? [] : [{ p: p[n] as number, yes: yes[answer] === true }],
    ),
  );
}

/** Without the buckets that hardly any example has; what the others count for stays. */
function frequent(counted: readonly Counted[]): Counted[] {
  const counts = new Uint32Array(BUCKETS);
  for (const { buckets } of counted) for (const bucket of buckets) counts[bucket] = (counts[bucket] as number) + 1;
  const stays = (bucket: number): boolean => (counts[bucket] as number) >= LEAST;
  return counted.map((one) => ({
    ...one,
    buckets: one.buckets.filter(stays),
    own: one.buckets.subarray(0, one.own).filter(stays).length,
  }));
}

/** Where F1 is best. */
function bestThreshold(scored: { p: number; yes: boolean }[]): number {
  const sorted = scored.sort((a, b) => b.p - a.p);
  const positives = sorted.filter(({ yes }) => yes).length;
  let [hits, best, threshold] = [0, 0, 0.5];
  sorted.forEach(({ p, yes }, n) => {
    if (yes) hits += 1;
    const f1 = (2 * hits) / (n + 1 + positives);
    if (f1 > best) [best, threshold] = [f1, p];
  });
  return threshold;
}
