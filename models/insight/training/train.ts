/**
 * Trains the turn classifier on the corpus and writes `../classifier/weights.bin.gz`: `npm run train:insight`.
 *   --conversations N   only so many of the whole conversations (the learning curve)
 *   --corpus FOLDER     instead of ../corpus
 *   --only LIST         of `train,excerpts,money,promises,phrases,people,needs`
 *   --measure           print what is right on writers not trained on, write nothing
 */
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

import { BudgetStance, CommitmentCategory, ObjectionCategory, Owner, Risk } from '../../domain/index.js';
import { classifierWeights, modelsFolder } from '../../rules/folder.js';
import { loadRules } from '../../rules/load.js';
import { packClassifier, type Task } from '../classifier/model.js';
import { NEED_KINDS } from '../detectors/needs.js';
import { type AnswerRow, conversationRows, type MoneyRow, type Row } from './examples.js';
import { type Labelled, train, type Trained } from './fit.js';
import { type KindWeighing, mostRight, trainKinds } from './kinds.js';
import { trainPeople } from './people.js';
import { needRows, phraseRows } from './phrases.js';
import { trainSteps } from './steps.js';

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
const parts = (asked.only ?? 'train,excerpts,money,promises,phrases,people,needs')
  .split(',')
  .filter((part) => existsSync(join(corpus, part)));
const rules = loadRules();
const most = asked.conversations ? Number(asked.conversations) : Infinity;
const folders = parts
  .filter((part) => part === 'train' || part === 'excerpts')
  .map((part) => conversationRows(join(corpus, part), rules, part === 'train' ? most : Infinity));
const rows: Row[] = [
  ...folders.flatMap((part) => part.rows),
  ...(parts.includes('phrases') ? phraseRows(join(corpus, 'phrases'), rules) : []),
];
const answers: AnswerRow[] = folders.flatMap((part) => part.answers);
const people = folders.flatMap((part) => part.people);
const money = [
  ...folders.flatMap((part) => part.money),
  // Looked through for budgets and for nothing else.
  ...(parts.includes('money') ? conversationRows(join(corpus, 'money'), rules).money : []),
];

// Looked through for promises and for nothing else.
const promising = parts.includes('promises') ? conversationRows(join(corpus, 'promises'), rules) : null;
const promises = [...folders, ...(promising ? [promising] : [])].flatMap((part) => part.promises);

const customers = rows.filter(({ side }) => side !== 'rep');
const needs = [
  ...customers.filter(({ needsMarked }) => needsMarked),
  ...(parts.includes('needs') ? needRows(join(corpus, 'needs'), rules) : []),
];
const saidByReps = (from: readonly Row[]): Row[] => from.filter(({ side }) => side !== 'customer');
const reps = saidByReps(rows);
const kindsOf = (
  name: string,
  kind: string,
  categories: readonly string[],
  from: readonly Row[],
  weighing: KindWeighing = { there: 'each', kind: 'each' },
): Trained[] =>
  trainKinds(
    name,
    `${name} ${kind}`,
    categories,
    from.map(({ writer, origin, features, labels, conversation, at, turns }) => ({
      writer,
      origin,
      features,
      turn: { conversation, at, turns },
      kinds: categories.filter((category) => labels.has(`${name} ${category}`)),
    })),
    { weighing },
  );

const choices = (
  from: readonly (Pick<Labelled, 'writer' | 'origin' | 'features'> & { choice: string | null })[],
  answers: readonly string[],
): Labelled[] =>
  from
    .filter(({ choice }) => choice !== null)
    .map(({ writer, origin, features, choice }) => ({
      writer,
      origin,
      features,
      yes: answers.map((answer) => answer === choice),
    }));

/** The threshold of what is told once a conversation: by the place that is surest in each. */
function oneEach(rows: readonly MoneyRow[], labelled: readonly Labelled[], p: Float64Array): number {
  const surest = new Map<string, { p: number; right: boolean }>();
  const having = new Set<string>();
  rows.forEach(({ conversation, origin }, n) => {
    if (origin !== 'conversation') return;
    const here = { p: p[n] as number, right: labelled[n]?.yes[0] === true };
    if (here.right) having.add(conversation);
    if (here.p > (surest.get(conversation)?.p ?? -1)) surest.set(conversation, here);
  });
  return mostRight([...surest.values()], having.size).threshold;
}

const trained: { readonly task: Task; readonly report: string }[] = [
  ...kindsOf('objection', 'category', ObjectionCategory.options, customers, { there: 'whole', kind: 'apart' }),
  train(
    'handled',
    ['yes'],
    answers.map(({ writer, origin, features, handled }) => ({
      writer,
      origin,
      features,
      yes: [handled],
    })),
  ),
  // A promise that was none costs a reviewer's patience.
  ...kindsOf('commitment', 'category', CommitmentCategory.options, [...reps, ...saidByReps(promising?.rows ?? [])], {
    there: 'apart',
    kind: 'apart',
  }),
  train(
    'risk',
    Risk.options,
    choices(
      promises.map((row) => ({ ...row, choice: row.risk })),
      Risk.options,
    ),
    { weighing: 'whole' },
  ),
  ...kindsOf('next step', 'owner', Owner.options, rows, { there: 'apart', kind: 'apart' }),
  ...kindsOf('need', 'kind', NEED_KINDS, needs, { there: 'whole', kind: 'apart' }),
  train(
    'budget',
    ['yes'],
    money.map(({ writer, origin, features, stance }) => ({
      writer,
      origin,
      features,
      yes: [stance !== null],
    })),
    { choose: (_, labelled, p) => oneEach(money, labelled, p) },
  ),
  train(
    'budget stance',
    BudgetStance.options,
    choices(
      money.map((row) => ({ ...row, choice: row.stance })),
      BudgetStance.options,
    ),
  ),
  ...trainPeople(people, parts.includes('people') ? join(corpus, 'people') : null, rules),
  trainSteps(reps),
];
for (const { report } of trained) say(report);
const tasks = trained.map(({ task }) => task);
if (!asked.measure) {
  // Probabilities and thresholds are fitted to whole conversations.
  if (!parts.includes('train')) throw new Error('weights are written from whole conversations too: leave --only out');
  const tables = createHash('sha256');
  for (const { weights, ...head } of tasks) tables.update(JSON.stringify(head)).update(weights);
  const version = tables.digest('hex').slice(0, 12);
  const packed = gzipSync(packClassifier({ version, tasks: new Map(tasks.map((task) => [task.name, task])) }), {
    level: 9,
  });
  writeFileSync(classifierWeights, packed);
  say(`${classifierWeights}: ${(packed.length / 1e6).toFixed(1)} MB, version ${version}, from ${rows.length} turns`);
}
