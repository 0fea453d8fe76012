import { Matrix, solve } from 'ml-matrix';

import type { Counting } from '../classifier/model.js';

/** One example: its buckets and what each counts for, and whether the answer is yes. */
export interface Example extends Counting {
  readonly buckets: Uint32Array;
  readonly yes: boolean;
  /** An error in it costs so many times `cost`. */
  readonly weight: number;
}
export interface Line {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** The passes end when no example moves the line by more than this, or after `PASSES`. */
const ENOUGH = 0.05;
const PASSES = 40;

/**
 * A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh et al. 2008: what
 * LIBLINEAR does), over buckets that count for more the more they tell by themselves. The same examples give the
 * same line. `cost` weighs errors against small weights.
 */
export function fitLine(examples: readonly Example[], size: number, cost: number): Line {
  const weights = new Float64Array(size);
  let bias = 0;
  const tells = tellingOf(examples, size);
  const lengths = examples.map((example) => lengthOf(example, tells));
  const alpha = new Float64Array(examples.length);
  const order = examples.map((_, n) => n);
  const random = randomizer(1);
  for (let pass = 0; pass < PASSES; pass += 1) {
    shuffle(order, random);
    let most = 0;
    for (const n of order) {
      const example = examples[n] as Example;
      const { buckets, own, ownCounts, restCounts } = example;
      const sign = example.yes ? 1 : -1;
      const diagonal = 1 / (2 * cost * example.weight);
      const before = alpha[n] as number;
      const score = scoreOf({ weights, bias }, example);
      const gradient = sign * score - 1 + diagonal * before;
      if (before === 0 && gradient >= 0) continue;
      most = Math.max(most, Math.abs(gradient));
      const after = Math.max(0, before - gradient / ((lengths[n] as number) + 1 + diagonal));
      const step = (after - before) * sign;
      if (step === 0) continue;
      alpha[n] = after;
      bias += step;
      // Kept times what the bucket counts for, so that whoever scores need not know of it.
      buckets.forEach((bucket, at) => {
        weights[bucket] =
          (weights[bucket] as number) + step * (at < own ? ownCounts : restCounts) * (tells[bucket] as number) ** 2;
      });
    }
    if (most < ENOUGH) break;
  }
  return { weights, bias };
}

/** How much of what a bucket counts for is what it tells by itself; the rest is the same for all. Chosen on writers left out. */
const TELLS = 0.4;

/**
 * What each bucket counts for: how much likelier it is in examples of yes than in those of no, or the other way
 * round (the logarithm of the odds; after Wang and Manning 2012), around 1.
 */
function tellingOf(examples: readonly Example[], size: number): Float64Array {
  const [yes, no] = [new Float64Array(size), new Float64Array(size)];
  let [allYes, all] = [0, 0];
  for (const example of examples) {
    const counts = example.yes ? yes : no;
    for (const bucket of example.buckets) counts[bucket] = (counts[bucket] as number) + example.weight;
    all += example.weight;
    if (example.yes) allYes += example.weight;
  }
  // A little inside 0 and 1: there may be none of either.
  const base = (allYes + 1) / (all + 2);
  const tells = new Float64Array(size);
  let [squares, seen] = [0, 0];
  for (let bucket = 0; bucket < size; bucket += 1) {
    const [y, n] = [yes[bucket] as number, no[bucket] as number];
    // As if each had been seen twice more, as often in yes as anything.
    const odds = ((y + 2 * base) * (1 - base)) / ((n + 2 * (1 - base)) * base);
    tells[bucket] = Math.abs(Math.log(odds));
    squares += (y + n) * (tells[bucket] as number) ** 2;
    seen += y + n;
  }
  const usual = Math.sqrt(squares / seen) || 1;
  return tells.map((one) => 1 - TELLS + (TELLS * one) / usual);
}

function lengthOf({ buckets, own, ownCounts, restCounts }: Example, tells: Float64Array): number {
  let length = 0;
  buckets.forEach((bucket, at) => {
    length += ((at < own ? ownCounts : restCounts) * (tells[bucket] as number)) ** 2;
  });
  return length;
}

export function scoreOf({ weights, bias }: Line, example: Omit<Example, 'yes' | 'weight'>): number {
  const { buckets, own, ownCounts, restCounts } = example;
  let [ofOwn, ofRest] = [0, 0];
  for (let n = 0; n < own; n += 1) ofOwn += weights[buckets[n] as number] as number;
  for (let n = own; n < buckets.length; n += 1) ofRest += weights[buckets[n] as number] as number;
  return bias + ofOwn * ownCounts + ofRest * restCounts;
}

/**
 * Platt's sigmoid: probability = 1 / (1 + exp(slope * score + offset)) (Lin, Lin and Weng 2007), with his targets a
 * little inside 0 and 1, so that separable scores do not run away.
 */
export function fitSigmoid(scored: readonly { readonly score: number; readonly yes: boolean }[]): Sigmoid {
  if (scored.length === 0) return { slope: 0, offset: 0 };
  const positives = scored.filter(({ yes }) => yes).length;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (scored.length - positives + 2);
  const { weights, bias } = fitLogistic(
    scored.map(({ score, yes }) => ({ numbers: [score], target: yes ? high : low })),
  );
  return { slope: -(weights[0] as number), offset: -bias };
}

/**
 * Logistic regression by Newton's method with halved steps: probability = 1 / (1 + exp(-(weights · numbers + bias))).
 * `ridge` holds the weights small: what several numbers tell is shared among them.
 */
export function fitLogistic(
  examples: readonly { readonly numbers: readonly number[]; readonly target: number }[],
  ridge = 1e-9,
): { weights: number[]; bias: number } {
  const rows = examples.map(({ numbers, target }) => ({ row: [1, ...numbers], target }));
  const width = rows[0]?.row.length ?? 1;
  const dot = (row: readonly number[], by: readonly number[]): number =>
    row.reduce((sum, value, n) => sum + value * (by[n] as number), 0);
  const held = ([, ...by]: readonly number[]): number => by.reduce((sum, weight) => sum + (ridge / 2) * weight ** 2, 0);
  const loss = (by: readonly number[]): number =>
    rows.reduce((sum, { row, target }) => {
      const f = dot(row, by);
      return sum + (f >= 0 ? (1 - target) * f + Math.log1p(Math.exp(-f)) : -target * f + Math.log1p(Math.exp(f)));
    }, held(by));
  // A little inside 0 and 1: there may be none of either, or none at all.
  const mean = (rows.reduce((sum, { target }) => sum + target, 0) + 0.5) / (rows.length + 1);
  let best = [Math.log(mean / (1 - mean)), ...new Array<number>(width - 1).fill(0)];
  let least = loss(best);
  for (let round = 0; round < 100; round += 1) {
    const gradient = new Float64Array(width);
    const bends = new Float64Array(width * width);
    for (const { row, target } of rows) {
      const p = 1 / (1 + Math.exp(-dot(row, best)));
      for (let n = 0; n < width; n += 1) {
        const value = row[n] as number;
        gradient[n] = (gradient[n] as number) + (p - target) * value;
        const bend = p * (1 - p) * value;
        for (let m = 0; m <= n; m += 1)
          bends[n * width + m] = (bends[n * width + m] as number) + bend * (row[m] as number);
      }
    }
    const all = Matrix.from1DArray(width, width, bends);
    for (let n = 0; n < width; n += 1) {
      const small = n === 0 ? 1e-9 : ridge;
      all.set(n, n, all.get(n, n) + small);
      gradient[n] = (gradient[n] as number) + small * (best[n] as number);
      for (let m = n + 1; m < width; m += 1) all.set(n, m, all.get(m, n));
    }
    const step = solve(all, Matrix.columnVector(gradient)).to1DArray();
    let next = best;
    let part = 1;
    for (; part > 1e-8; part /= 2) {
      next = best.map((value, n) => value - part * (step[n] as number));
      if (loss(next) < least) break;
    }
    const gained = least - loss(next);
    if (gained <= 0) break;
    best = next;
    least -= gained;
    if (gained < 1e-7 * least) break;
  }
  const [bias = 0, ...weights] = best;
  return { weights, bias };
}

/** The odds of yes at a score. */
export const probabilityOf = ({ slope, offset }: Sigmoid, score: number): number =>
  1 / (1 + Math.exp(slope * score + offset));

export interface Sigmoid {
  readonly slope: number;
  readonly offset: number;
}

/** Mulberry32. */
function randomizer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
}
