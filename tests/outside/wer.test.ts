import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { align, type Counts, SCLITE_COSTS } from '../../models/quality/alignment.js';
import { parseAlternatives, rates, wordErrors } from '../../models/quality/wer.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'shared', 'outside', 'wer');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

/** `words (utterance-id)` a line. */
function utterances(name: string): Map<string, string> {
  return new Map(
    read(name)
      .split('\n')
      .map((line) => /^(.*)\((\S+)\)\s*$/.exec(line))
      .flatMap((found) =>
        found ? [[String(found[2]).toLowerCase(), String(found[1]).toLowerCase().trim()] as const] : [],
      ),
  );
}

function scored(): Map<string, Counts> {
  const heard = utterances('sclite/csrnab.hyp');
  return new Map(
    [...utterances('sclite/csrnab.ref')].map(([id, reference]) => [
      id,
      align(parseAlternatives(reference), (heard.get(id) ?? '').split(/\s+/).filter(Boolean), SCLITE_COSTS),
    ]),
  );
}

const percent = (part: number, whole: number) => Math.round((part / whole) * 1000) / 10;

test("sclite's sample gives sclite's official line: 1,406 words, 12.0 % errors", () => {
  const { total, substitutions, deletions, insertions, hits, rate } = rates(scored().values());
  expect(total).toBe(1406);
  expect(percent(rate, 1)).toBe(12.0);
  expect([hits, substitutions, deletions, insertions].map((n) => percent(n, total))).toEqual([89.8, 9.3, 0.9, 1.8]);
});

test("each of its sentences is counted as sclite's own alignment counts it", () => {
  const official = new Map(
    [
      ...read('sclite/base__test1.pra').matchAll(/id: \((\S+)\)\s+Scores: \(#C #S #D #I\) (\d+) (\d+) (\d+) (\d+)/g),
    ].map(([, id, ...numbers]) => [String(id), numbers.map(Number)]),
  );
  expect(official.size).toBe(51);
  const ours = new Map(
    [...scored()].map(([id, { hits, substitutions, deletions, insertions }]) => [
      id,
      [hits, substitutions, deletions, insertions],
    ]),
  );
  expect(ours).toEqual(official);
});

test('every vector of jiwer', () => {
  const { cases } = JSON.parse(read('jiwer_vectors.json')) as { cases: [string, string, number, number, number][] };
  expect(cases.length).toBeGreaterThan(8);
  for (const [reference, hypothesis, wer, mer, wil] of cases) {
    const measured = rates([wordErrors(reference, hypothesis)]);
    const name = `${reference} | ${hypothesis}`;
    expect(measured.rate, name).toBeCloseTo(wer, 12);
    expect(measured.mer, name).toBeCloseTo(mer, 12);
    expect(measured.wil, name).toBeCloseTo(wil, 12);
  }
});
