import { Tensor, WhisperFeatureExtractor } from '@xenova/transformers';
import { describe, expect, test } from 'vitest';

import { logMel, melFilters } from '../../../models/transcriber/engines/log-mel.js';
import { alignTokens } from '../../../models/transcriber/engines/whisper-align.js';
import {
  allowedAfter,
  choose,
  probabilityOf,
  seeded,
  softmaxOf,
} from '../../../models/transcriber/engines/whisper-rules.js';
import { noise, tone } from '../../contract/speech-engine.js';

/** Text 0 to 9, end 10, never said 11 to 14, no timestamps 15, 0.00 s is 16. */
const tokens = { end: 10, start: 11, noTimestamps: 15, transcribe: 12, languages: new Map([['en', 13]]) };
const time = (n: number): number => 16 + n;
const COUNT = 16 + 100;

describe('which tokens may follow', () => {
  test.each<[string, number[], ReturnType<typeof allowedAfter>]>([
    ['nothing', [], { text: false, end: false, timesFrom: time(0), timesTo: time(50) }],
    ['the first timestamp', [time(3)], { text: true, end: true, timesFrom: Infinity, timesTo: Infinity }],
    ['text', [time(3), 1], { text: true, end: true, timesFrom: time(4), timesTo: Infinity }],
    ['the end of a sentence', [time(3), 1, time(9)], { text: false, end: true, timesFrom: time(9), timesTo: Infinity }],
    [
      'the beginning of the next',
      [time(3), 1, time(9), time(9)],
      { text: true, end: true, timesFrom: Infinity, timesTo: Infinity },
    ],
  ])('%s', (_, said, allowed) => {
    expect(allowedAfter(said, tokens, 50)).toEqual(allowed);
  });
});

describe('the next token', () => {
  const rules = { suppressed: new Set([4]), latestFirst: 50 };
  const logits = (...likely: [token: number, value: number][]): Float32Array => {
    const values = new Float32Array(COUNT).fill(-30);
    for (const [token, value] of likely) values[token] = value;
    return values;
  };
  test.each<[string, number[], [number, number][], number]>([
    [
      'the likeliest text',
      [time(0)],
      [
        [1, 3],
        [2, 4],
      ],
      2,
    ],
    [
      'not one that is never said',
      [time(0), 1],
      [
        [1, 3],
        [4, 9],
        [12, 9],
        [15, 9],
      ],
      1,
    ],
    [
      'the end, also where nothing was said',
      [time(0)],
      [
        [1, 3],
        [10, 9],
      ],
      10,
    ],
    [
      'the end',
      [time(0), 1],
      [
        [1, 3],
        [10, 9],
      ],
      10,
    ],
    [
      'a timestamp first, whatever is likely',
      [],
      [
        [1, 30],
        [time(7), 1],
      ],
      time(7),
    ],
    [
      'not one after the first second',
      [],
      [
        [time(7), 1],
        [time(60), 9],
      ],
      time(7),
    ],
    [
      'timestamps when together they are likelier',
      [time(0), 1],
      [
        [1, 3],
        [time(7), 2.9],
        [time(8), 2.8],
      ],
      time(7),
    ],
    [
      'text when together they are not',
      [time(0), 1],
      [
        [1, 3.7],
        [time(7), 2.9],
        [time(8), 2.8],
      ],
      1,
    ],
    [
      'not a time that has passed',
      [time(5), 1],
      [
        [1, 3],
        [time(4), 9],
      ],
      1,
    ],
    [
      'after the end of a sentence no text',
      [time(0), 1, time(9)],
      [
        [1, 30],
        [time(9), 1],
      ],
      time(9),
    ],
  ])('%s', (_, said, likely, token) => {
    expect(choose(logits(...likely), said, tokens, rules, 0, () => 0.5).token).toBe(token);
  });

  test('its probability is among what was allowed', () => {
    const { logProbability } = choose(
      logits([1, Math.log(3)], [2, 0], [4, 9]),
      [time(0), 1],
      tokens,
      rules,
      0,
      () => 0,
    );
    expect(Math.exp(logProbability)).toBeCloseTo(0.75, 5);
  });

  test('at a temperature it is drawn, by its probability at that temperature', () => {
    const random = seeded(1);
    const drawn = Array.from(
      { length: 4000 },
      () => choose(logits([1, Math.log(3)], [2, 0]), [time(0), 1], tokens, rules, 1, random).token,
    );
    expect(drawn.filter((token) => token === 1).length / 4000).toBeCloseTo(0.75, 1);
    expect(new Set(drawn)).toEqual(new Set([1, 2]));
    const cold = Array.from(
      { length: 500 },
      () => choose(logits([1, Math.log(3)], [2, 0]), [time(0), 1], tokens, rules, 0.1, random).token,
    );
    expect(cold.filter((token) => token === 1).length).toBeGreaterThan(490);
  });

  test('chance is the same every time', () => {
    const draw = (): number[] => Array.from({ length: 5 }, seeded(7));
    expect(draw()).toEqual(draw());
    expect(draw()).not.toEqual(Array.from({ length: 5 }, seeded(8)));
  });

  test('probabilities among some and among all', () => {
    expect(softmaxOf(logits([1, Math.log(3)], [2, 0]), [1, 2]).map((p) => p.toFixed(2))).toEqual(['0.75', '0.25']);
    expect(probabilityOf(logits([1, Math.log(3)], [2, 0]), 2)).toBeCloseTo(0.25, 5);
  });
});

describe('log-mel', () => {
  const theirs = (size: number): WhisperFeatureExtractor =>
    new WhisperFeatureExtractor({
      feature_size: size,
      hop_length: 160,
      n_fft: 400,
      n_samples: 480_000,
      nb_max_frames: 3000,
      sampling_rate: 16_000,
    });
  test.each<[string, number, Float32Array]>([
    ['noise', 80, noise(1.003)],
    ['a tone', 80, tone(440, 2)],
    ['noise, with the 128 bands of large-v3', 128, noise(1)],
    ['one sample', 80, Float32Array.from([0.5])],
    ['all of 28 s', 80, noise(28)],
  ])('%s: what transformers.js computes', async (_, size, samples) => {
    const { input_features } = await (
      theirs(size) as unknown as { _call(audio: Float32Array): Promise<{ input_features: Tensor }> }
    )._call(samples);
    const expected = input_features.data as Float32Array;
    const ours = logMel(samples, melFilters(size), 3000);
    expect(ours.length).toBe(expected.length);
    let difference = 0;
    for (const [n, value] of ours.entries()) difference = Math.max(difference, Math.abs(value - (expected[n] ?? 0)));
    expect(difference).toBeLessThan(1e-4);
  });
});

describe('times from attention', () => {
  /** A run of the decoder that looks at a frame. */
  const looking = (frame: number): Tensor => {
    const data = new Float32Array(2 * 1500).fill(0.0005);
    for (let t = -6; t <= 6; t++) data[1500 + Math.max(0, frame + t)] = 0.05 * (7 - Math.abs(t));
    return new Tensor('float32', data, [1, 2, 1, 1500]);
  };

  test('each token begins where the run looks in which it was chosen', () => {
    const starts = alignTokens(
      [20, 60, 110, 170].map((frame) => [looking(frame)]),
      [[0, 1]],
      4000,
    );
    expect(starts).toHaveLength(4);
    for (const [n, frame] of [20, 60, 110, 170].entries()) {
      // Between two rows the cut lies somewhere in the middle; it is never after the place itself.
      expect(starts[n]).toBeLessThanOrEqual(frame * 20 + 140);
      expect(starts[n]).toBeGreaterThanOrEqual(n === 0 ? 0 : ([20, 60, 110, 170][n - 1] ?? 0) * 20 - 140);
    }
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  test('a stretch of one frame', () => {
    expect(alignTokens([[looking(5)]], [[0, 1]], 5)).toEqual([0]);
  });
});
