/**
 * Trains the turn classifier on the corpus and writes `../classifier/weights.bin.gz`: `npm run train:insight`.
 *   --conversations N   only so many of the whole conversations (the learning curve)
 *   --corpus FOLDER     instead of ../corpus
 *   --only LIST         of `train,excerpts,phrases`
 *   --measure           print what is right on writers not trained on, write nothing
 */
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

import {
  CommitmentCategory,
  ObjectionCategory,
  BudgetStance,
  Owner,
  Risk,
  StakeholderRole,
} from '../../domain/index.js';
import { modelsFolder } from '../../rules/folder.js';
import { loadRules } from '../../rules/load.js';
import { BUCKETS } from '../classifier/features.js';
import { packClassifier, type Task, weightsFile } from '../classifier/model.js';
import { ACTS } from '../script-acts.js';
import { type AnswerRow, conversationRows, phraseRows, type Row } from './examples.js';
import { type Example, fitLine, fitSigmoid, type Line, scoreOf } from './svm.js';

const { values: asked } = parseArgs({
  options: {
    corpus: { type: 'string' },
    conversations: { type: 'string' },
    only: { type: 'string' },
    measure: { type: 'boolean' },
  },
});
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const corpus = asked.corpus ?? join(modelsFolder, 'insight', 'corpus');
const parts = (asked.only ?? 'train,excerpts,phrases').split(',').filter((part) => existsSync(join(corpus, part)));
const rules = loadRules();
const most = asked.conversations ? Number(asked.conversations) : Infinity;
const folders = parts
  .filter((part) => part !== 'phrases')
  .map((part) => conversationRows(join(corpus, part), rules, part === 'train' ? most : Infinity));
const rows: Row[] = [
  ...folders.flatMap((part) => part.rows),
  ...(parts.includes('phrases') ? phraseRows(join(corpus, 'phrases'), rules) : []),
];
const answers: AnswerRow[] = folders.flatMap((part) => part.answers);
const people = folders.flatMap((part) => part.people);
const money = folders.flatMap((part) => part.money);

/** Errors are weighed against small weights by this: chosen by what was right on writers not trained on. */
const COST = 0.01;
const FOLDS = 5;
/** A bucket that fewer examples have is an accident. */
const LEAST = 2;

interface Labelled {
  readonly writer: string;
  /** Probabilities and thresholds are fitted to whole conversations: excerpts and phrases hold more of everything. */
  readonly whole: boolean;
  readonly buckets: Uint32Array;
  /** Yes or no for each answer; null: nobody knows. */
  readonly yes: readonly (boolean | null)[];
}

const customers = rows.filter(({ side }) => side !== 'rep');
const reps = rows.filter(({ side }) => side !== 'customer');
const binary = (name: string, from: readonly Row[]): Labelled[] =>
  from.map(({ writer, whole, features, labels }) => ({
    writer,
    whole,
    buckets: features.buckets,
    yes: [labels.has(name)],
  }));
const among = (name: string, from: readonly Row[], answers: readonly string[]): Labelled[] =>
  from
    .filter(({ labels }) => answers.some((answer) => labels.has(`${name} ${answer}`)))
    .map(({ writer, whole, features, labels }) => ({
      writer,
      whole,
      buckets: features.buckets,
      yes: answers.map((answer) => labels.has(`${name} ${answer}`)),
    }));

const choices = (
  from: readonly { writer: string; whole: boolean; features: { buckets: Uint32Array }; choice: string | null }[],
  answers: readonly string[],
): Labelled[] =>
  from
    .filter(({ choice }) => choice !== null)
    .map(({ writer, whole, features, choice }) => ({
      writer,
      whole,
      buckets: features.buckets,
      yes: answers.map((answer) => answer === choice),
    }));

const tasks: Task[] = [
  train('objection', ['yes'], binary('objection', customers)),
  train('objection category', ObjectionCategory.options, among('objection', customers, ObjectionCategory.options)),
  train(
    'handled',
    ['yes'],
    answers.map(({ writer, whole, features, handled }) => ({
      writer,
      whole,
      buckets: features.buckets,
      yes: [handled],
    })),
  ),
  train('commitment', ['yes'], binary('commitment', reps)),
  train('commitment category', CommitmentCategory.options, among('commitment', reps, CommitmentCategory.options)),
  train('risk', Risk.options, among('risk', reps, Risk.options)),
  train('next step', ['yes'], binary('next step', rows)),
  train('next step owner', Owner.options, among('next step', rows, Owner.options)),
  train(
    'budget',
    ['yes'],
    money.map(({ writer, whole, features, stance }) => ({
      writer,
      whole,
      buckets: features.buckets,
      yes: [stance !== null],
    })),
  ),
  train(
    'budget stance',
    BudgetStance.options,
    choices(
      money.map((row) => ({ ...row, choice: row.stance })),
      BudgetStance.options,
    ),
  ),
  train(
    'stakeholder',
    ['yes'],
    people.map(({ writer, whole, features, role }) => ({
      writer,
      whole,
      buckets: features.buckets,
      yes: [role !== null],
    })),
  ),
  train(
    'role',
    StakeholderRole.options,
    choices(
      people.map((row) => ({ ...row, choice: row.role })),
      StakeholderRole.options,
    ),
  ),
  trainSteps(),
];
if (!asked.measure) {
  const tables = createHash('sha256');
  for (const { weights } of tasks) tables.update(weights);
  const version = tables.digest('hex').slice(0, 12);
  const packed = gzipSync(packClassifier({ version, tasks: new Map(tasks.map((task) => [task.name, task])) }), {
    level: 9,
  });
  writeFileSync(weightsFile, packed);
  say(`${weightsFile}: ${(packed.length / 1e6).toFixed(1)} MB, version ${version}, from ${rows.length} turns`);
}

/** A task's lines, with probabilities and thresholds from writers left out in turn. */
function train(name: string, answerNames: readonly string[], labelled: readonly Labelled[], choose = byTurn): Task {
  const writers = [...new Set(labelled.map(({ writer }) => writer))].sort();
  const fold = ({ writer }: Labelled): number => writers.indexOf(writer) % FOLDS;
  const lines: Line[] = [];
  const heldOut: Float64Array[] = [];
  const sigmoids: { slope: number; offset: number }[] = [];
  const thresholds: number[] = [];
  const kept = frequent(labelled);
  answerNames.forEach((_, answer) => {
    const known = kept.filter(({ yes }) => yes[answer] !== null);
    const example = (one: Labelled): Example => ({ buckets: one.buckets, yes: one.yes[answer] === true });
    const held = new Float64Array(kept.length).fill(Number.NaN);
    for (let part = 0; part < FOLDS; part += 1) {
      const line = fitLine(known.filter((one) => fold(one) !== part).map(example), BUCKETS, COST);
      kept.forEach((one, n) => {
        if (fold(one) === part) held[n] = scoreOf(line, one.buckets);
      });
    }
    heldOut.push(held);
    const scored = kept.flatMap((one, n) =>
      one.yes[answer] === null || !one.whole ? [] : [{ score: held[n] as number, yes: one.yes[answer] === true }],
    );
    const sigmoid = fitSigmoid(scored);
    sigmoids.push(sigmoid);
    const p = (score: number): number => 1 / (1 + Math.exp(sigmoid.slope * score + sigmoid.offset));
    thresholds.push(choose(answer, kept, Float64Array.from(held, p)));
    lines.push(fitLine(known.map(example), BUCKETS, COST));
  });
  report(name, answerNames, kept, heldOut, thresholds, sigmoids);
  const width = answerNames.length;
  const scale = lines.map(({ weights }) => weights.reduce((m, w) => Math.max(m, Math.abs(w)), 1e-9) / 127);
  const weights = new Int8Array(BUCKETS * width);
  lines.forEach((line, answer) =>
    line.weights.forEach((w, bucket) => (weights[bucket * width + answer] = Math.round(w / (scale[answer] as number)))),
  );
  return {
    name,
    answers: answerNames,
    weights,
    scale,
    bias: lines.map(({ bias }) => bias),
    slope: sigmoids.map(({ slope }) => slope),
    offset: sigmoids.map(({ offset }) => offset),
    threshold: thresholds,
  };
}

/**
 * Script steps are known by turn in excerpts, and by conversation elsewhere: there the turn that scores best is taken
 * for the one that did it (mi-SVM, Andrews et al. 2003), twice. Those lines have seen the conversation, so what is
 * measured on writers left out is a little too good.
 */
function trainSteps(): Task {
  const own = reps.filter(({ phrase }) => !phrase);
  let chosen = new Map<string, Set<Row>>();
  let labelled: Labelled[] = [];
  for (let round = 0; round < 3; round += 1) {
    labelled = own.map((row) => ({
      writer: row.writer,
      whole: row.whole,
      buckets: row.features.buckets,
      yes: ACTS.map((act) => {
        if (row.covered === null) return row.labels.has(`step ${act}`);
        if (!row.covered.has(act)) return false;
        return round > 0 && chosen.get(act)?.has(row) ? true : null;
      }),
    }));
    if (round === 2) break;
    chosen = new Map(
      ACTS.map((act, answer) => {
        const line = fitLine(
          labelled
            .filter(({ yes }) => yes[answer] !== null)
            .map(({ buckets, yes }) => ({ buckets, yes: yes[answer] === true })),
          BUCKETS,
          COST,
        );
        const best = new Map<string, { row: Row; score: number }>();
        for (const row of own) {
          if (!row.covered?.has(act)) continue;
          const key = `${row.writer} ${row.conversation}`;
          const score = scoreOf(line, row.features.buckets);
          if (score > (best.get(key)?.score ?? -Infinity)) best.set(key, { row, score });
        }
        return [act, new Set([...best.values()].map(({ row }) => row))];
      }),
    );
  }
  // What is judged is the conversation: its best turn against the threshold.
  return train('script step', ACTS, labelled, (answer, _, p) => {
    const best = new Map<string, { p: number; yes: boolean }>();
    own.forEach((row, n) => {
      if (row.covered === null) return;
      const key = `${row.writer} ${row.conversation}`;
      const yes = row.covered.has(ACTS[answer] as string);
      best.set(key, { p: Math.max(best.get(key)?.p ?? 0, p[n] as number), yes });
    });
    const { threshold, right } = mostRight([...best.values()]);
    say(`  ${ACTS[answer]}: right in ${(100 * right).toFixed(1)} % of ${best.size} conversations`);
    return threshold;
  });
}

/** Where most are right. */
function mostRight(scored: { p: number; yes: boolean }[]): { threshold: number; right: number } {
  const sorted = scored.sort((a, b) => b.p - a.p);
  let right = sorted.filter(({ yes }) => !yes).length;
  let [best, threshold] = [right, 1];
  for (const { p, yes } of sorted) {
    right += yes ? 1 : -1;
    if (right > best) [best, threshold] = [right, p];
  }
  return { threshold, right: best / sorted.length };
}

function byTurn(answer: number, labelled: readonly Labelled[], p: Float64Array): number {
  return bestThreshold(
    labelled.flatMap(({ yes, whole }, n) =>
      yes[answer] === null || !whole ? [] : [{ p: p[n] as number, yes: yes[answer] === true }],
    ),
  );
}

/** Without the buckets that hardly any example has. */
function frequent(labelled: readonly Labelled[]): Labelled[] {
  const counts = new Uint32Array(BUCKETS);
  for (const { buckets } of labelled) for (const bucket of buckets) counts[bucket] = (counts[bucket] as number) + 1;
  return labelled.map((one) => ({
    ...one,
    buckets: one.buckets.filter((bucket) => (counts[bucket] as number) >= LEAST),
  }));
}

/** Where F1 is best. */
function bestThreshold(scored: { p: number; yes: boolean }[]): number {
  const sorted = scored.sort((a, b) => b.p - a.p);
  const positives = sorted.filter(({ yes }) => yes).length;
  let [hits, best, threshold] = [0, 0, 0.5];
  sorted.forEach(({ p, yes }, n) => {
    if (yes) hits += 1;
    const f1 = (2 * hits) / (n + 1 + positives);
    if (f1 > best) [best, threshold] = [f1, p];
  });
  return threshold;
}

function report(
  name: string,
  answerNames: readonly string[],
  labelled: readonly Labelled[],
  heldOut: readonly Float64Array[],
  thresholds: readonly number[],
  sigmoids: readonly { slope: number; offset: number }[],
): void {
  const f1s = answerNames.map((_, answer) => {
    let [tp, fp, fn] = [0, 0, 0];
    labelled.forEach(({ yes, whole }, n) => {
      if (yes[answer] === null || !whole) return;
      const { slope, offset } = sigmoids[answer] as { slope: number; offset: number };
      const said =
        1 / (1 + Math.exp(slope * (heldOut[answer]?.[n] as number) + offset)) >= (thresholds[answer] as number);
      if (said && yes[answer]) tp += 1;
      else if (said) fp += 1;
      else if (yes[answer]) fn += 1;
    });
    return (2 * tp) / (2 * tp + fp + fn || 1);
  });
  const measured = labelled.filter(({ whole }) => whole).length;
  const best = labelled.filter(({ yes, whole }, n) => {
    if (!whole) return false;
    const at = answerNames.reduce(
      (top, _, answer) => ((heldOut[answer]?.[n] as number) > (heldOut[top]?.[n] as number) ? answer : top),
      0,
    );
    return yes[at];
  }).length;
  say(
    `${name}: ${labelled.length} examples; on whole conversations of writers left out: ${answerNames.map((answer, n) => `${answer} F1 ${(f1s[n] as number).toFixed(2)} from ${(thresholds[n] as number).toFixed(2)}`).join(', ')}${answerNames.length > 1 ? `; best answer right ${((100 * best) / measured).toFixed(1)} %` : ''}`,
  );
}
