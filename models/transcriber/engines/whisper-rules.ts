/** The tokens that mean something else than text. Ids differ from model to model; their order does not. */
export interface WhisperTokens {
  readonly end: number;
  readonly start: number;
  readonly noTimestamps: number;
  /** null in models that know English only. */
  readonly transcribe: number | null;
  /** By Whisper's code: `zh`, `en`, `de`, … */
  readonly languages: ReadonlyMap<string, number>;
}

/** The time that a timestamp token stands for grows by this from each to the next. */
const TIME_STEP_MS = 20;

export const isTime = (token: number, tokens: WhisperTokens): boolean => token > tokens.noTimestamps;
export const timeOf = (token: number, tokens: WhisperTokens): number =>
  (token - tokens.noTimestamps - 1) * TIME_STEP_MS;

/** What may follow. */
interface Allowed {
  /** Text and the end, or a part of them. */
  readonly text: boolean;
  readonly end: boolean;
  /** Timestamps from this one on; Infinity for none. */
  readonly timesFrom: number;
  readonly timesTo: number;
}

/**
 * Whisper's grammar of timestamps (openai/whisper, `ApplyTimestampRules`): one begins, they stand in pairs
 * between sentences, and none goes back.
 */
export function allowedAfter(said: readonly number[], tokens: WhisperTokens, latestFirst: number): Allowed {
  const first = tokens.noTimestamps + 1;
  if (said.length === 0) return { text: false, end: false, timesFrom: first, timesTo: first + latestFirst };
  const last = said.at(-1) ?? 0;
  const before = said.at(-2);
  const lastTime = said.findLast((token) => isTime(token, tokens)) ?? first;
  if (!isTime(last, tokens)) return { text: true, end: true, timesFrom: lastTime + 1, timesTo: Infinity };
  if (before === undefined || isTime(before, tokens))
    return { text: true, end: true, timesFrom: Infinity, timesTo: Infinity };
  return { text: false, end: true, timesFrom: lastTime, timesTo: Infinity };
}

export interface Chosen {
  readonly token: number;
  /** Natural logarithm, among what was allowed, at temperature 1. */
  readonly logProbability: number;
}

/**
 * Chooses the next token. Text starts at 0 and ends before `end`; between `end` and the timestamps stand
 * tokens that are never said.
 * @param random gives numbers from 0 to 1; asked only above temperature 0
 */
export function choose(
  logits: Float32Array,
  said: readonly number[],
  tokens: WhisperTokens,
  rules: {
    readonly suppressed: ReadonlySet<number>;
    readonly latestFirst: number;
  },
  temperature: number,
  random: () => number,
): Chosen {
  const allowed = allowedAfter(said, tokens, rules.latestFirst);
  const may = (token: number): boolean => {
    if (isTime(token, tokens)) return token >= allowed.timesFrom && token <= allowed.timesTo;
    if (token === tokens.end) return allowed.end;
    if (token > tokens.end) return false;
    return allowed.text && !rules.suppressed.has(token);
  };
  // The sums are kept apart: a timestamp is due when timestamps together are likelier than any text.
  const text = sumOf(logits, 0, tokens.end + 1, may);
  const times = sumOf(logits, tokens.noTimestamps + 1, logits.length, may);
  const onlyTimes = times.log > text.best;
  const total = onlyTimes ? times.log : logAdd(text.log, times.log);
  const best = onlyTimes || times.best > text.best ? times : text;
  let token = best.token;
  if (temperature > 0) {
    const from = onlyTimes ? tokens.noTimestamps + 1 : 0;
    token = sample(logits, from, may, best.best, temperature, random) ?? token;
  }
  return { token, logProbability: (logits[token] ?? -Infinity) - total };
}

interface Sum {
  readonly log: number;
  readonly best: number;
  readonly token: number;
}

/** log Σ exp, the largest and where it stands, in one pass over the part that may be said. */
function sumOf(logits: Float32Array, from: number, to: number, may: (token: number) => boolean): Sum {
  let best = -Infinity;
  let token = -1;
  let sum = 0;
  for (let n = from; n < to; n++) {
    const value = logits[n] ?? -Infinity;
    // e^-20 of the best adds nothing that a float shows.
    if (value <= best - 20 || !may(n)) continue;
    if (value > best) {
      sum = sum * Math.exp(best - value) + 1;
      best = value;
      token = n;
    } else sum += Math.exp(value - best);
  }
  return { log: best + Math.log(sum), best, token };
}

function sample(
  logits: Float32Array,
  from: number,
  may: (token: number) => boolean,
  best: number,
  temperature: number,
  random: () => number,
): number | undefined {
  const weights: [token: number, weight: number][] = [];
  let sum = 0;
  for (let n = from; n < logits.length; n++) {
    const exponent = ((logits[n] ?? -Infinity) - best) / temperature;
    if (exponent < -20 || !may(n)) continue;
    const weight = Math.exp(exponent);
    weights.push([n, weight]);
    sum += weight;
  }
  let left = random() * sum;
  return weights.find(([, weight]) => (left -= weight) <= 0)?.[0];
}

function logAdd(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === -Infinity ? high : high + Math.log(Math.exp(a - high) + Math.exp(b - high));
}

/** The probabilities of some tokens against each other. */
export function softmaxOf(logits: Float32Array, tokens: readonly number[]): number[] {
  const values = tokens.map((token) => logits[token] ?? -Infinity);
  const high = Math.max(...values);
  const weights = values.map((value) => Math.exp(value - high));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** The probability of one token against all. */
export function probabilityOf(logits: Float32Array, token: number): number {
  const { log } = sumOf(logits, 0, logits.length, () => true);
  return Math.exp((logits[token] ?? -Infinity) - log);
}

/** Numbers from 0 to 1, the same every time (mulberry32): a stretch heard twice gives the same words. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
