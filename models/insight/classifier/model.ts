import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { classifierWeights } from '../../rules/folder.js';
import { BUCKETS, type Features, type TurnWords, unitsOfRun } from './features.js';
import type { Unit } from './units.js';

/** One question with its possible answers; what each bucket says for or against each answer is a row of `weights`. */
export interface Task {
  readonly name: string;
  readonly weighing: Weighing;
  readonly answers: readonly string[];
  /** `BUCKETS` rows of one signed byte an answer. */
  readonly weights: Int8Array;
  /** What one step of the byte is worth, an answer each. */
  readonly scale: readonly number[];
  readonly bias: readonly number[];
  /** Probability of an answer = 1 / (1 + exp(slope * score + offset)), fitted on conversations not trained on. */
  readonly slope: readonly number[];
  readonly offset: readonly number[];
  /** From this probability on the answer is given: what scored best on conversations not trained on. */
  readonly threshold: readonly number[];
  /** Of objections, promises and next steps: the second look at whether they are there (`place.ts`). */
  readonly look?: Look;
  /** Of what people are called: for each role the line over all that is known of somebody (`part.ts`). */
  readonly parts?: readonly Odds[];
}

/** A line over a few numbers: probability = 1 / (1 + exp(-(weights · numbers + bias))). */
export interface Odds {
  readonly weights: readonly number[];
  readonly bias: number;
}

export interface Look extends Odds {
  /** What the place of a turn says on average. */
  readonly usualPlace: readonly number[];
}

/**
 * What a feature counts for. Long turns do not weigh more than short ones: all of a turn together (`whole`), or its own
 * words and what stands around them apart (`apart`), so that long neighbours do not drown a short turn. Or each counts 1
 * (`each`).
 */
export type Weighing = 'whole' | 'apart' | 'each';

/** As if there were so many features more that say nothing: of two words nobody is sure. */
const MORE = 20;

/** What features count for: the first `own` of them, and the rest. */
export interface Counting {
  readonly own: number;
  readonly ownCounts: number;
  readonly restCounts: number;
}

export function countingOf(weighing: Weighing, { buckets, own }: Pick<Features, 'buckets' | 'own'>): Counting {
  if (weighing === 'each') return { own: 0, ownCounts: 1, restCounts: 1 };
  const first = weighing === 'apart' ? own.length : 0;
  const counts = (count: number): number => 1 / Math.sqrt(count + MORE);
  return { own: first, ownCounts: counts(first), restCounts: counts(buckets.length - first) };
}

export interface Classifier {
  /** The first twelve digits of a SHA-256 of everything in it. */
  readonly version: string;
  readonly tasks: ReadonlyMap<string, Task>;
}

type Head = { readonly version: string; readonly tasks: readonly Omit<Task, 'weights'>[] };

let shipped: Classifier | undefined;

/** The weights that Vouch comes with, read once a process. @throws Error when the file is not what `packClassifier` writes. */
export function loadClassifier(): Classifier {
  return (shipped ??= unpackClassifier(gunzipSync(readFileSync(classifierWeights))));
}

/** Four bytes of length, the head as JSON, then the tables of the tasks one after the other. */
export function packClassifier({ version, tasks }: Classifier): Buffer {
  const list = [...tasks.values()];
  const head = Buffer.from(
    JSON.stringify({ version, tasks: list.map(({ weights: _, ...rest }) => rest) } satisfies Head),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([
    length,
    head,
    ...list.map(({ weights }) => Buffer.from(weights.buffer, weights.byteOffset, weights.length)),
  ]);
}

export function unpackClassifier(bytes: Buffer): Classifier {
  const end = 4 + bytes.readUInt32LE(0);
  const { version, tasks } = JSON.parse(bytes.toString('utf8', 4, end)) as Head;
  let at = end;
  const read = tasks.map((task): [string, Task] => {
    const size = BUCKETS * task.answers.length;
    const weights = new Int8Array(bytes.buffer, bytes.byteOffset + at, size);
    at += size;
    return [task.name, { ...task, weights }];
  });
  if (at !== bytes.length) throw new Error('the classifier’s weights do not fit its head');
  return { version, tasks: new Map(read) };
}

/** What the words say for each answer of a task: 0 is undecided, more is more for it. */
export function scores(task: Task, features: Pick<Features, 'buckets' | 'own'>): Float64Array {
  const { answers, scale, bias } = task;
  const { own, ownCounts, restCounts } = countingOf(task.weighing, features);
  const { buckets } = features;
  const scored = new Float64Array(answers.length);
  const addSums = (from: number, to: number, counts: number): void => {
    const sums = sumsOf(task, buckets, from, to);
    for (let answer = 0; answer < sums.length; answer += 1)
      scored[answer] = (scored[answer] as number) + (sums[answer] as number) * counts;
  };
  if (own > 0) addSums(0, own, ownCounts);
  addSums(own, buckets.length, restCounts);
  for (let answer = 0; answer < scored.length; answer += 1)
    scored[answer] = (scored[answer] as number) * (scale[answer] as number) + (bias[answer] as number);
  return scored;
}

/** For each answer the sum of the weights of `buckets[from]` to `buckets[to - 1]`, in steps of the byte. */
function sumsOf({ answers, weights }: Task, buckets: Uint32Array, from: number, to: number): Int32Array {
  const width = answers.length;
  const sums = new Int32Array(width);
  if (width === 1) {
    let sum = 0;
    for (let n = from; n < to; n += 1) sum += weights[buckets[n] as number] as number;
    sums[0] = sum;
    return sums;
  }
  for (let n = from; n < to; n += 1) {
    const row = (buckets[n] as number) * width;
    for (let answer = 0; answer < width; answer += 1)
      sums[answer] = (sums[answer] as number) + (weights[row + answer] as number);
  }
  return sums;
}

/** How likely each answer of a task is by itself. */
export const probabilities = (task: Task, features: Pick<Features, 'buckets' | 'own'>): Float64Array =>
  scores(task, features).map((score, answer) => probability(task, answer, score));

export function probability(task: Task, answer: number, score: number): number {
  return 1 / (1 + Math.exp((task.slope[answer] as number) * score + (task.offset[answer] as number)));
}

/** How likely something is by a line over numbers. */
export function likely({ weights, bias }: Odds, numbers: readonly number[]): number {
  const sum = numbers.reduce((total, value, n) => total + value * (weights[n] as number), bias);
  return 1 / (1 + Math.exp(-sum));
}

/** A probability as the logarithm of its odds, which numbers of a line are given as; never infinite. */
export const logit = (p: number): number => Math.log(Math.max(p, LEAST_ODDS) / Math.max(1 - p, LEAST_ODDS));
const LEAST_ODDS = 1e-4;

/** What the words of each own run say for one answer, by where they stand in the turn. */
export function ownWeights(
  task: Task,
  answer: number,
  features: Features,
  words: TurnWords,
): { start: number; end: number; weight: number }[] {
  const { buckets, own } = features;
  const { own: apart, ownCounts, restCounts } = countingOf(task.weighing, features);
  const width = task.answers.length;
  const scale = (task.scale[answer] as number) * (apart > 0 ? ownCounts : restCounts);
  const found: { start: number; end: number; weight: number }[] = [];
  for (let n = 0; n < own.length; n += 1) {
    const weight = task.weights[(buckets[n] as number) * width + answer] as number;
    if (weight === 0) continue;
    const [first, last] = unitsOfRun(words, own[n] as number);
    const start = (words.units[first] as Unit).start;
    found.push({ start, end: (words.units[last] as Unit).end, weight: weight * scale });
  }
  return found;
}
