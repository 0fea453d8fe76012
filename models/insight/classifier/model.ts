import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { modelsFolder } from '../../rules/folder.js';
import { BUCKETS, type Features, type TurnWords, unitsOfRun } from './features.js';
import type { Unit } from './units.js';

/** One question with its possible answers; what each bucket says for or against each answer is a row of `weights`. */
export interface Task {
  readonly name: string;
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
}

export interface Classifier {
  /** The first half of a SHA-256 of the weights. */
  readonly version: string;
  readonly tasks: ReadonlyMap<string, Task>;
}

type Head = { readonly version: string; readonly tasks: readonly Omit<Task, 'weights'>[] };

/** The weights that Vouch comes with: `models/insight/training/train.ts` makes them. */
export const weightsFile = join(modelsFolder, 'insight', 'classifier', 'weights.bin.gz');

let shipped: Classifier | undefined;

/** Read once a process. @throws Error when the file is not what `packClassifier` writes. */
export function loadClassifier(): Classifier {
  return (shipped ??= unpackClassifier(gunzipSync(readFileSync(weightsFile))));
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
export function scores(task: Task, { buckets }: Pick<Features, 'buckets'>): Float64Array {
  const { answers, weights, scale, bias } = task;
  const width = answers.length;
  const count = buckets.length;
  const scored = new Float64Array(width);
  if (width === 1) {
    let sum = 0;
    for (let n = 0; n < count; n += 1) sum += weights[buckets[n] as number] as number;
    scored[0] = sum * (scale[0] as number) + (bias[0] as number);
    return scored;
  }
  const sums = new Int32Array(width);
  for (let n = 0; n < count; n += 1) {
    const row = (buckets[n] as number) * width;
    for (let answer = 0; answer < width; answer += 1)
      sums[answer] = (sums[answer] as number) + (weights[row + answer] as number);
  }
  for (let answer = 0; answer < width; answer += 1)
    scored[answer] = (sums[answer] as number) * (scale[answer] as number) + (bias[answer] as number);
  return scored;
}

export function probability(task: Task, answer: number, score: number): number {
  return 1 / (1 + Math.exp((task.slope[answer] as number) * score + (task.offset[answer] as number)));
}

/** What the words of each own run say for one answer, by where they stand in the turn. */
export function ownWeights(
  task: Task,
  answer: number,
  { buckets, own }: Features,
  words: TurnWords,
): { start: number; end: number; weight: number }[] {
  const width = task.answers.length;
  const scale = task.scale[answer] as number;
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
