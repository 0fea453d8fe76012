import { describe, expect, test } from 'vitest';

import { judge } from '../../../models/insight/classifier/judge.js';
import {
  countingOf,
  loadClassifier,
  packClassifier,
  unpackClassifier,
} from '../../../models/insight/classifier/model.js';
import { chanceOf } from '../../../models/insight/classifier/place.js';
import { unitsOf } from '../../../models/insight/classifier/units.js';
import { claimsOf, extract } from '../../../models/insight/extract.js';
import { readTranscript } from '../../../models/insight/reading/reading.js';
import { fitLine, fitLogistic, fitSigmoid, scoreOf } from '../../../models/insight/training/svm.js';
import { conversation, rules } from './transcripts.js';

describe('what the rules did not think of', () => {
  test.each([
    [
      ['rep: 我们这套年费一万二', 'customer: 隔壁厂用的那家才收八千，人家还管上门', 'rep: 他们那个不含培训'],
      'competitor',
    ],
    [
      ['rep: you would have it in a day', 'customer: nobody here has the time to sit through training in season'],
      'implementation',
    ],
  ])('%j is an objection: %s', (lines, category) => {
    const transcript = conversation(lines);
    const found = extract(transcript, rules).insights.objections;
    expect(found.map((one) => one.category)).toContain(category);
    for (const { evidence, rule } of found) {
      expect(transcript.turns[evidence[0].turn]?.text).toContain(evidence[0].quote);
      expect(rule).toMatch(/@/);
    }
  });

  test('the reason names words of the turn', () => {
    const lines = ['rep: 年费一万二', 'customer: 隔壁厂用的那家才收八千，人家还管上门'];
    const [objection] = extract(conversation(lines), rules).insights.objections;
    const named = [...(objection?.because.matchAll(/“([^”]+)”/g) ?? [])].map(([, words]) => words as string);
    expect(named.length).toBeGreaterThan(1);
    expect(named.every((words) => lines[1]?.includes(words.replace('…', '')))).toBe(true);
  });

  test('what it does not believe goes: a claim of the rules is not enough', () => {
    const reading = readTranscript(conversation(['rep: 您好', 'customer: 你好，请讲', 'rep: 好的']), rules);
    const claims = claimsOf(readTranscript(conversation(['rep: 我明天上午把方案发您']), rules));
    const moved = claims.nextSteps.map((step) => ({
      ...step,
      evidence: [{ ...step.evidence[0], turn: 2, start: 0, end: 2, quote: '好的' }] as typeof step.evidence,
    }));
    expect(moved).toHaveLength(1);
    expect(judge(reading, { ...claimsOf(reading), nextSteps: moved }).nextSteps).toEqual([]);
  });
});

describe('weights', () => {
  test('pack and unpack to the same', () => {
    const shipped = loadClassifier();
    const again = unpackClassifier(packClassifier(shipped));
    expect(again.version).toBe(shipped.version);
    expect([...again.tasks.keys()]).toEqual([...shipped.tasks.keys()]);
    for (const [name, { weights }] of again.tasks) {
      const before = shipped.tasks.get(name)?.weights;
      expect(weights.length).toBe(before?.length);
      expect(weights.every((weight, n) => weight === before?.[n])).toBe(true);
    }
  });

  test('a file cut short is refused', () => {
    expect(() => unpackClassifier(packClassifier(loadClassifier()).subarray(0, -1))).toThrow();
  });
});

test('units: words, characters, one number for all; stems of long words', () => {
  const units = unitsOf("we've implemented 3.5 of 30万!");
  expect(units.map(({ start, end }) => "we've implemented 3.5 of 30万!".slice(start, end))).toEqual([
    "we've",
    'implemented',
    '3.5',
    'of',
    '30',
    '万',
    '!',
  ]);
  expect(units[2]?.hash).toBe(units[4]?.hash);
  expect(units[1]?.stem).toBe(unitsOf('impleading')[0]?.stem);
  expect(units[1]?.longStem).toBe(unitsOf('implementation')[0]?.longStem);
  expect(units[5]?.stem).toBe(0);
});

describe('training', () => {
  test.each([
    ['each', 16, 0, 1, 1],
    ['whole', 16, 0, 1 / Math.sqrt(20), 1 / 6],
    ['apart', 16, 5, 1 / 5, 1 / Math.sqrt(31)],
    // Nothing of its own, nothing around, nothing at all.
    ['apart', 16, 0, 1 / Math.sqrt(20), 1 / 6],
    ['apart', 5, 5, 1 / 5, 1 / Math.sqrt(20)],
    ['whole', 0, 0, 1 / Math.sqrt(20), 1 / Math.sqrt(20)],
  ] as const)('%s of %d features, %d own: %d and %d each', (weighing, size, own, ownCounts, restCounts) => {
    const words = weighing === 'apart' ? own : Math.min(5, size);
    const features = { buckets: new Uint32Array(size), own: new Uint32Array(words) };
    expect(countingOf(weighing, features)).toEqual({ own, ownCounts, restCounts });
  });

  test('what was learnt of lengths holds for long and short turns alike', () => {
    // The same word says yes in a turn of two words and in one of twenty; the others say nothing.
    const examples = Array.from({ length: 400 }, (_, n) => {
      const length = n % 4 < 2 ? 2 : 20;
      const rest = Array.from({ length: length - 1 }, (_, at) => 2 + ((n * 7 + at * 3) % 29) + at * 30);
      const buckets = Uint32Array.from([n % 2, ...rest]);
      return { buckets, ...countingOf('whole', { buckets, own: new Uint32Array(0) }), weight: 1, yes: n % 2 === 1 };
    });
    const line = fitLine(examples, 1024, 1);
    const right = (length: number): number => {
      const some = examples.filter(({ buckets }) => buckets.length === length);
      return some.filter((one) => scoreOf(line, one) > 0 === one.yes).length / some.length;
    };
    expect(right(2)).toBeGreaterThan(0.97);
    expect(right(20)).toBeGreaterThan(0.97);
  });

  test('a line learns what tells yes from no, and its sigmoid gives the odds', () => {
    const examples = Array.from({ length: 200 }, (_, n) => ({
      buckets: Uint32Array.from(n % 2 === 0 ? [1, 2 + (n % 7)] : [0, 2 + (n % 5)]),
      ...countingOf('each', { buckets: new Uint32Array(2), own: new Uint32Array(0) }),
      weight: 1,
      yes: n % 2 === 0 ? n % 20 !== 0 : n % 21 === 0,
    }));
    const line = fitLine(examples, 16, 1);
    const scored = examples.map((example) => ({ score: scoreOf(line, example), yes: example.yes }));
    expect(scored.filter(({ score, yes }) => score > 0 === yes).length).toBeGreaterThan(180);
    const { slope, offset } = fitSigmoid(scored);
    const mean = scored.reduce((sum, { score }) => sum + 1 / (1 + Math.exp(slope * score + offset)), 0) / scored.length;
    expect(mean).toBeCloseTo(scored.filter(({ yes }) => yes).length / scored.length, 1);
  });

  test('where all are of one side a line says nothing for the other, and probabilities stay numbers', () => {
    const alike = Array.from({ length: 20 }, (_, n) => ({
      buckets: Uint32Array.from([n % 3, 5]),
      ...countingOf('each', { buckets: new Uint32Array(2), own: new Uint32Array(0) }),
      weight: 1,
      yes: true,
    }));
    const line = fitLine(alike, 16, 1);
    expect(alike.every((example) => scoreOf(line, example) > 0)).toBe(true);
    for (const scored of [[], alike.map((example) => ({ score: scoreOf(line, example), yes: true }))]) {
      const { slope, offset } = fitSigmoid(scored);
      expect([slope, offset].every(Number.isFinite)).toBe(true);
    }
  });

  test('a logistic line over some numbers is the one that the examples came from', () => {
    const weights = [1.5, -2, 0];
    const examples = Array.from({ length: 3_000 }, (_, n) => {
      const numbers = [(n % 7) - 3, (n % 11) / 5 - 1, (n % 13) / 6 - 1];
      const f = numbers.reduce((sum, value, at) => sum + value * (weights[at] as number), 0.7);
      return { numbers, target: 1 / (1 + Math.exp(-f)) };
    });
    const found = fitLogistic(examples);
    expect(found.bias).toBeCloseTo(0.7, 3);
    found.weights.forEach((weight, n) => expect(weight).toBeCloseTo(weights[n] as number, 3));
  });
});

describe('the place of a turn', () => {
  const look = loadClassifier().tasks.get('next step')?.look;
  if (!look) throw new Error('next steps have no second look');
  const chance = (at: number, turns: number, usual = 0.05): number =>
    chanceOf(look, { there: 0.4, kind: 0.9, at, turns, usual });

  test('the same words are likelier a next step at the end of a conversation', () => {
    expect(chance(39, 40)).toBeGreaterThan(1.3 * chance(12, 40));
  });

  test('and less likely one where every turn sounds like one', () => {
    expect(chance(20, 40, 0.3)).toBeLessThan(chance(20, 40, 0.05));
  });

  test('in a few lines, or a draft, it says nothing', () => {
    expect(chance(0, 1)).toBe(chance(4, 5, 0.4));
  });
});
