import { BUCKETS } from '../classifier/features.js';
import type { Task } from '../classifier/model.js';
import { reportOf } from './report.js';
import { type Example, fitLine, fitSigmoid, type Line, probabilityOf, scoreOf } from './svm.js';

/** Errors are weighed against small weights by this: chosen by what was right on writers not trained on. */
export const COST = 0.01;
const FOLDS = 5;
/** A bucket that fewer examples have is an accident. */
const LEAST = 2;

/** One example of a task. */
export interface Labelled {
  readonly writer: string;
  /** Probabilities and thresholds are fitted to whole conversations: excerpts and phrases hold more of everything. */
  readonly whole: boolean;
  readonly buckets: Uint32Array;
  /** Yes or no for each answer; null: nobody knows. */
  readonly yes: readonly (boolean | null)[];
}

/** A task, what is right on writers left out, and for each answer the probabilities that their lines gave each example. */
export interface Trained {
  readonly task: Task;
  readonly report: string;
  readonly held: readonly Float64Array[];
}

/** A task's lines, with probabilities and thresholds from writers left out in turn. */
export function train(
  name: string,
  answerNames: readonly string[],
  labelled: readonly Labelled[],
  choose = byTurn,
): Trained {
  const writers = [...new Set(labelled.map(({ writer }) => writer))].sort();
  const fold = ({ writer }: Labelled): number => writers.indexOf(writer) % FOLDS;
  const lines: Line[] = [];
  const heldOut: Float64Array[] = [];
  const sigmoids: { slope: number; offset: number }[] = [];
  const thresholds: number[] = [];
  const heldProbabilities: Float64Array[] = [];
  const kept = frequent(labelled);
  answerNames.forEach((_, answer) => {
    const known = kept.filter(({ yes }) => yes[answer] !== null);
    const example = (one: Labelled): Example => ({ buckets: one.buckets, yes: one.yes[answer] === true });
    const held = new Float64Array(kept.length).fill(Number.NaN);
    for (let part = 0; part < FOLDS; part += 1) {
      const line = fitLine(known.filter((one) => fold(one) !== part).map(example), BUCKETS, COST);
      kept.forEach((one, n) => {
        if (fold(one) === part) held[n] = scoreOf(line, one.buckets);
      });
    }
    heldOut.push(held);
    const scored = kept.flatMap((one, n) =>
      one.yes[answer] === null || !one.whole ? [] : [{ score: held[n] as number, yes: one.yes[answer] === true }],
    );
    const sigmoid = fitSigmoid(scored);
    sigmoids.push(sigmoid);
    const p = Float64Array.from(held, (score) => probabilityOf(sigmoid, score));
    heldProbabilities.push(p);
    thresholds.push(choose(answer, kept, p));
    lines.push(fitLine(known.map(example), BUCKETS, COST));
  });
  const width = answerNames.length;
  const scale = lines.map(({ weights }) => weights.reduce((m, w) => Math.max(m, Math.abs(w)), 1e-9) / 127);
  const weights = new Int8Array(BUCKETS * width);
  lines.forEach((line, answer) =>
    line.weights.forEach((w, bucket) => (weights[bucket * width + answer] = Math.round(w / (scale[answer] as number)))),
  );
  const task = {
    name,
    answers: answerNames,
    weights,
    scale,
    bias: lines.map(({ bias }) => bias),
    slope: sigmoids.map(({ slope }) => slope),
    offset: sigmoids.map(({ offset }) => offset),
    threshold: thresholds,
  };
  const report = reportOf(name, answerNames, kept, heldOut, heldProbabilities, thresholds);
  return { task, report, held: heldProbabilities };
}

function byTurn(answer: number, labelled: readonly Labelled[], p: Float64Array): number {
  return bestThreshold(
    labelled.flatMap(({ yes, whole }, n) =>
      yes[answer] === null || !whole ? [] : [{ p: p[n] as number, yes: yes[answer] === true }],
    ),
  );
}

/** Without the buckets that hardly any example has. */
function frequent(labelled: readonly Labelled[]): Labelled[] {
  const counts = new Uint32Array(BUCKETS);
  for (const { buckets } of labelled) for (const bucket of buckets) counts[bucket] = (counts[bucket] as number) + 1;
  return labelled.map((one) => ({
    ...one,
    buckets: one.buckets.filter((bucket) => (counts[bucket] as number) >= LEAST),
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
