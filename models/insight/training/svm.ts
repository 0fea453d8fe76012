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
 * LIBLINEAR does). The same examples give the same line. `cost` weighs errors against small weights.
 */
export function fitLine(examples: readonly Example[], size: number, cost: number): Line {
  const weights = new Float64Array(size);
  let bias = 0;
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
      const length = own * ownCounts ** 2 + (buckets.length - own) * restCounts ** 2;
      const gradient = sign * score - 1 + diagonal * before;
      if (before === 0 && gradient >= 0) continue;
      most = Math.max(most, Math.abs(gradient));
      const after = Math.max(0, before - gradient / (length + 1 + diagonal));
      const step = (after - before) * sign;
      if (step === 0) continue;
      alpha[n] = after;
      bias += step;
      buckets.forEach((bucket, at) => {
        weights[bucket] = (weights[bucket] as number) + step * (at < own ? ownCounts : restCounts);
      });
    }
    if (most < ENOUGH) break;
  }
  return { weights, bias };
}

export function scoreOf({ weights, bias }: Line, example: Omit<Example, 'yes' | 'weight'>): number {
  const { buckets, own, ownCounts, restCounts } = example;
  let [ofOwn, ofRest] = [0, 0];
  for (let n = 0; n < own; n += 1) ofOwn += weights[buckets[n] as number] as number;
  for (let n = own; n < buckets.length; n += 1) ofRest += weights[buckets[n] as number] as number;
  return bias + ofOwn * ownCounts + ofRest * restCounts;
}

/**
 * Platt's sigmoid: probability = 1 / (1 + exp(slope * score + offset)), by Newton's method with halved steps
 * (Lin, Lin and Weng 2007).
 */
export function fitSigmoid(scored: readonly { readonly score: number; readonly yes: boolean }[]): Sigmoid {
  const positives = scored.filter(({ yes }) => yes).length;
  // Targets a little inside 0 and 1, as Platt does, so that separable scores do not run away.
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (scored.length - positives + 2);
  const loss = ({ slope, offset }: Sigmoid): number =>
    scored.reduce((sum, { score, yes }) => {
      const f = slope * score + offset;
      const target = yes ? high : low;
      return sum + (f >= 0 ? target * f + Math.log1p(Math.exp(-f)) : (target - 1) * f + Math.log1p(Math.exp(f)));
    }, 0);
  let best: Sigmoid = { slope: 0, offset: Math.log((scored.length - positives + 1) / (positives + 1)) };
  let least = loss(best);
  for (let round = 0; round < 100; round += 1) {
    let [gs, go, hss, hso, hoo] = [0, 0, 1e-12, 0, 1e-12];
    for (const { score, yes } of scored) {
      const p = probabilityOf(best, score);
      const wrong = (yes ? high : low) - p;
      gs += wrong * score;
      go += wrong;
      const bend = p * (1 - p);
      hss += bend * score * score;
      hso += bend * score;
      hoo += bend;
    }
    const determinant = hss * hoo - hso * hso;
    if (Math.abs(gs) + Math.abs(go) < 1e-5 || determinant <= 0) break;
    const toSlope = -(hoo * gs - hso * go) / determinant;
    const toOffset = -(hss * go - hso * gs) / determinant;
    let step = 1;
    let next = best;
    for (; step > 1e-8; step /= 2) {
      next = { slope: best.slope + step * toSlope, offset: best.offset + step * toOffset };
      if (loss(next) < least) break;
    }
    if (loss(next) >= least) break;
    best = next;
    least = loss(best);
  }
  return best;
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
