/** What is said by itself, without a conversation around it: rows as those of conversations. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { Rules } from '../../rules/load.js';
import { turnFeatures } from '../classifier/features.js';
import { turnWords } from '../classifier/signals.js';
import { claimsOf } from '../extract.js';
import { readTranscript } from '../reading/reading.js';
import type { Row } from './examples.js';

/** Rows of the loose phrases. */
export function phraseRows(folder: string, rules: Rules): Row[] {
  return linesOf(folder).map(({ line, file }) => {
    const [kind = '', ...fields] = line.split('|').map((field) => field.trim());
    const known = KINDS[kind];
    const text = fields.at(-1);
    if (!known || fields.length !== known.fields || !text) throw new Error(`${file}: '${line.slice(0, 60)}'`);
    const side = known.side ?? (fields[0] === 'customer' ? 'customer' : 'rep');
    const [row] = rowsOf([{ side, text }], file, rules);
    return { ...(row as Row), origin: 'phrase', labels: new Set(known.labels(fields)) };
  });
}

const KINDS: Readonly<
  Record<string, { side?: 'rep' | 'customer'; labels: (fields: readonly string[]) => string[]; fields: number }>
> = {
  objection: { side: 'customer', labels: ([c]) => ['objection', `objection ${c}`], fields: 2 },
  commitment: { side: 'rep', labels: ([c]) => ['commitment', `commitment ${c}`], fields: 3 },
  next: { labels: ([o]) => ['next step', `next step ${o}`], fields: 2 },
  customer: { side: 'customer', labels: () => [], fields: 1 },
  rep: { side: 'rep', labels: () => [], fields: 1 },
};

/** So many of them make a conversation. */
const NEEDS_TOGETHER = 12;

/**
 * Rows of short things that customers say, looked through for needs and for nothing else. They stand among each other
 * and between plain answers of the rep, since what stands alone would teach that needs stand alone.
 */
export function needRows(folder: string, rules: Rules): Row[] {
  const rows: Row[] = [];
  let together: { kind: string; text: string; file: string }[] = [];
  const put = (): void => {
    const turns = together.flatMap(({ text }) => [
      { side: 'rep' as const, text: /[\u4e00-\u9fff]/.test(text) ? '嗯，您说' : 'Okay, go on' },
      { side: 'customer' as const, text },
    ]);
    const made = together[0] ? rowsOf(turns, together[0].file, rules) : [];
    together.forEach(({ kind }, n) => {
      const labels = new Set(kind === 'none' ? [] : ['need', `need ${kind}`]);
      rows.push({ ...(made[2 * n + 1] as Row), origin: 'excerpt', labels, needsMarked: true });
    });
    together = [];
  };
  for (const { line, file } of linesOf(folder)) {
    const [, kind, text] = /^(goal|pain|none) \| (.+)$/.exec(line) ?? [];
    if (!kind || !text) throw new Error(`${file}: '${line.slice(0, 60)}'`);
    // A file is one writer's.
    if (together.length === NEEDS_TOGETHER || (together[0] && together[0].file !== file)) put();
    together.push({ kind, text, file });
  }
  put();
  return rows;
}

/** The lines of a folder's files, without comments. */
const linesOf = (folder: string): { line: string; file: string }[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '' && !line.startsWith('//'))
        .map((line) => ({ line, file: `${basename(folder)}/${name}` })),
    );

/** What is said, as rows without labels. */
function rowsOf(said: readonly { side: 'rep' | 'customer'; text: string }[], file: string, rules: Rules): Row[] {
  const sides = [...new Set(said.map(({ side }) => side))];
  const reading = readTranscript(
    {
      id: 'phrase',
      kind: 'chat',
      participants: sides.map((side) => ({ id: side, side, sideConfidence: 1, sideSource: 'person' })),
      turns: said.map(({ side, text }) => ({ speaker: side, text })),
    },
    rules,
  );
  const words = turnWords(reading, claimsOf(reading));
  return said.map(({ side }, at) => ({
    writer: `${dirname(file)}/${basename(file).charAt(0)}`,
    origin: 'phrase',
    conversation: -1,
    at: 0,
    turns: 1,
    side,
    features: turnFeatures(words, at),
    labels: new Set(),
    covered: null,
    needsMarked: false,
  }));
}
