import { describe, expect, test } from 'vitest';

import { likely, logit } from '../../../models/insight/classifier/model.js';
import { calledFeatures, partNumbers, partOf, type Told } from '../../../models/insight/classifier/part.js';
import { type Person, peopleOf } from '../../../models/insight/classifier/people.js';
import { readTranscript } from '../../../models/insight/reading/reading.js';
import { fitLogistic } from '../../../models/insight/training/svm.js';
import { conversation, rules } from './transcripts.js';

const decides: Told = { tells: 0.5, roles: [0.8, 0.2, 0, 0, 0, 0] };

describe('what several places tell of somebody', () => {
  test('two places that may tell of a part make it likelier than one', () => {
    const [once, twice] = [partOf([decides]), partOf([decides, decides])];
    expect([once.best[0], once.any[0], once.sum[0]]).toEqual([0.5, 0.5, 0.5]);
    expect([twice.best[0], twice.any[0], twice.sum[0]]).toEqual([0.5, 0.75, 1]);
    expect(twice.any[1]).toBeCloseTo(1 - 0.6 ** 2);
  });

  test('no place tells of nothing', () => {
    const { places, best, any, sum } = partOf([]);
    expect([places, ...best, ...any, ...sum].every((value) => value === 0)).toBe(true);
  });
});

describe('what somebody is called', () => {
  const runs = (title: string | null, name: string | null = null): Set<number> =>
    new Set(calledFeatures({ title, name }).buckets);
  const shared = (a: Set<number>, b: Set<number>): number => [...a].filter((run) => b.has(run)).length / a.size;

  test('titles that share words or their beginnings share runs', () => {
    expect(shared(runs('Operations Director'), runs('Director of Operations'))).toBe(1);
    expect(shared(runs('采购经理'), runs('采购部经理'))).toBeGreaterThan(0.6);
    expect(shared(runs('purchasing'), runs('purchaser'))).toBeGreaterThan(0.5);
    expect(shared(runs('CFO'), runs('nurse'))).toBeLessThan(0.2);
  });

  test('of a name only how somebody is addressed: nobody decides by being called Dana', () => {
    expect(runs(null, '王总')).toEqual(runs(null, '李总'));
    expect(runs(null, '王总')).not.toEqual(runs(null, '王姐'));
    expect(runs(null, 'Dana')).toEqual(runs(null, 'Marcus'));
    expect(runs(null, 'Dana Cole')).toEqual(runs(null, 'Tom Marsh'));
    expect(runs(null, 'Dr. Cole')).toEqual(runs(null, 'dr Osei'));
    expect(runs(null, 'Dr Cole')).not.toEqual(runs(null, 'Dana Cole'));
  });
});

test('all that is known of somebody is as many numbers for whoever, and none of them runs away', () => {
  const reading = readTranscript(
    conversation(['rep: who signs?', 'customer: Dana signs, and my boss decides', 'customer: I only use it']),
    rules,
  );
  const people = peopleOf(reading);
  const nobody: Person = { name: 'Nobody', title: null, participant: null, places: [], answers: [], called: [] };
  const empty = readTranscript(conversation([]), rules);
  const called = [0, 0.5, 1, 0, 0, 0];
  const all = [
    ...people.map((person) => partNumbers(reading, person, called, partOf([decides]), [partOf([])])),
    partNumbers(reading, nobody, called, partOf([]), []),
    partNumbers(empty, nobody, called, partOf([]), []),
  ];
  expect(people.length).toBeGreaterThan(2);
  expect(new Set(all.map(({ length }) => length)).size).toBe(1);
  for (const numbers of all) expect(numbers.every((value) => Math.abs(value) < 20)).toBe(true);
});

describe('a line over numbers', () => {
  test('gives the odds that its numbers have', () => {
    expect(likely({ weights: [1], bias: 0 }, [logit(0.9)])).toBeCloseTo(0.9);
    expect(Number.isFinite(logit(0)) && Number.isFinite(logit(1))).toBe(true);
  });

  test('held small, shares what two equal numbers tell, and tells less of little', () => {
    const examples = Array.from({ length: 40 }, (_, n) => ({ numbers: [n % 2, n % 2], target: n % 2 }));
    const { weights } = fitLogistic(examples, 1);
    expect(weights[0]).toBeCloseTo(weights[1] as number, 6);
    expect(weights[0]).toBeGreaterThan(0.5);
    const few = fitLogistic(examples.slice(0, 4), 1).weights;
    expect(few[0] as number).toBeLessThan(weights[0] as number);
  });
});
