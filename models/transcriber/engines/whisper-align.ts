import type { Tensor } from '@xenova/transformers';

/** One frame of the encoder. */
const FRAME_MS = 20;
const MEDIAN = 7;

/**
 * When each token was spoken, from where the decoder looked while it wrote it: the attention of the heads that
 * follow the sound, normalized over the tokens, smoothed over time, averaged, and the cheapest monotonic path
 * through it (openai/whisper, `find_alignment`).
 * @param steps the attentions of each run of the decoder, in order: per layer [1, heads, 1, frames]
 * @returns when that was spoken which each run chose, in milliseconds, never going back
 */
export function alignTokens(
  steps: readonly (readonly Tensor[])[],
  heads: readonly (readonly [number, number])[],
  durationMs: number,
): number[] {
  const frames = Math.max(1, Math.min(Math.round(durationMs / FRAME_MS), 1500));
  const mean = steps.map(() => new Float32Array(frames));
  for (const [layer, head] of heads) {
    const rows = steps.map((step) => rowOf(step[layer], head, frames));
    standardize(rows, frames);
    for (const [n, row] of rows.entries()) {
      const smooth = medianOf(row);
      const sum = mean[n] as Float32Array;
      for (let t = 0; t < frames; t++) sum[t] = (sum[t] as number) + (smooth[t] as number) / heads.length;
    }
  }
  return pathThrough(mean, frames).map((frame) => frame * FRAME_MS);
}

function rowOf(layer: Tensor | undefined, head: number, frames: number): Float32Array {
  const width = layer?.dims[3] ?? 0;
  return layer
    ? Float32Array.from((layer.data as Float32Array).subarray(head * width, head * width + frames))
    : new Float32Array(frames);
}

/** Each frame over all tokens: mean 0, deviation 1. */
function standardize(rows: readonly Float32Array[], frames: number): void {
  for (let t = 0; t < frames; t++) {
    let sum = 0;
    let squares = 0;
    for (const row of rows) {
      const value = row[t] as number;
      sum += value;
      squares += value * value;
    }
    const mean = sum / rows.length;
    const deviation = Math.sqrt(Math.max(squares / rows.length - mean * mean, 1e-12));
    for (const row of rows) row[t] = ((row[t] as number) - mean) / deviation;
  }
}

function medianOf(row: Float32Array): Float32Array {
  const half = (MEDIAN - 1) / 2;
  const window = new Float32Array(MEDIAN);
  const smooth = new Float32Array(row.length);
  for (let t = 0; t < row.length; t++) {
    // Sorted as it is filled: a sort of seven numbers by the library takes six times as long.
    for (let n = 0; n < MEDIAN; n++) {
      // Mirrored at both ends.
      const at = Math.abs(t - half + n);
      const value = row[at < row.length ? at : Math.max(0, 2 * row.length - 2 - at)] as number;
      let place = n;
      for (; place > 0 && (window[place - 1] as number) > value; place--) window[place] = window[place - 1] as number;
      window[place] = value;
    }
    smooth[t] = window[half] as number;
  }
  return smooth;
}

/** The frame in which each row begins, along the path of the largest sum through `rows`. */
function pathThrough(rows: readonly Float32Array[], frames: number): number[] {
  let before = new Float64Array(frames);
  const came = rows.map((row, n) => {
    const from = new Uint8Array(frames); // 0 same token, 1 next token in the same frame, 2 both
    const now = new Float64Array(frames);
    for (let t = 0; t < frames; t++) {
      const stay = t > 0 ? (now[t - 1] as number) : -Infinity;
      const next = n > 0 ? (before[t] as number) : -Infinity;
      const both = n > 0 && t > 0 ? (before[t - 1] as number) : n === 0 && t === 0 ? 0 : -Infinity;
      const best = Math.max(stay, next, both);
      from[t] = best === both ? 2 : best === next ? 1 : 0;
      now[t] = best + (row[t] as number);
    }
    before = now;
    return from;
  });
  const starts = new Array<number>(rows.length).fill(0);
  let t = frames - 1;
  for (let n = rows.length - 1; n >= 0;) {
    starts[n] = t;
    const step = came[n]?.[t] ?? 2;
    if (step !== 1) t -= 1;
    if (step !== 0) n -= 1;
    if (t < 0) break;
  }
  return starts;
}
