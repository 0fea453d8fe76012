// Checks the corpus and counts it: `node models/insight/corpus/check.mjs [FILE...]`. Exit 1 on the first fault of a file.
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { EXCERPTS, parseFile, readCorpus } from './read.mjs';

const files = process.argv.slice(2);
const here = import.meta.dirname;
const read =
  files.length > 0
    ? [
        [
          'files',
          () =>
            files.flatMap((f) =>
              parseFile(readFileSync(f, 'utf8'), basename(f), { excerpts: EXCERPTS.includes(basename(dirname(f))) }),
            ),
        ],
      ]
    : ['train', ...EXCERPTS, 'validation', 'validation-2'].map((name) => [name, () => readCorpus(join(here, name))]);
const ids = new Set();
for (const [name, load] of read) {
  try {
    const conversations = load();
    for (const { id } of conversations) {
      if (ids.has(id)) throw new Error(`the id ${id} stands twice`);
      ids.add(id);
    }
    const count = (key) => conversations.reduce((n, c) => n + c.gold[key].length, 0);
    const languages = ['zh', 'en', 'mixed'].map((l) => `${conversations.filter((c) => c.language === l).length} ${l}`);
    console.log(
      `${name}: ${conversations.length} conversations (${languages.join(', ')}), ${conversations.reduce((n, c) => n + c.turns.length, 0)} turns, ${['budgets', 'stakeholders', 'objections', 'commitments', 'nextSteps', 'needs', 'steps'].map((k) => `${count(k)} ${k}`).join(', ')}`,
    );
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
