import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { Analysis } from '../../models/domain/index.js';
import { packageRoot } from '../../storage/package-root.js';
import { vouch } from './program.js';

interface Dialogue {
  readonly turns: readonly (readonly [speaker: string, text: string])[];
}

const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 23);

/** The dialogue as it was written, for comparison: five seconds a turn. */
const asWebVtt = ({ turns }: Dialogue): string =>
  [
    'WEBVTT',
    ...turns.map(([speaker, text], i) => `\n${clock(i * 5)} --> ${clock(i * 5 + 5)}\n${speaker}: ${text}`),
    '',
  ].join('\n');

async function analysed(path: string): Promise<Analysis> {
  const { code, stdout, stderr } = await vouch(['analyze', path]);
  expect(code, stderr).toBe(0);
  return Analysis.parse(JSON.parse(stdout));
}

/** What a record is made of, without the wording. */
const gist = ({ budgets, commitments, stakeholders }: Analysis) => ({
  budgets: budgets.map(({ min, max, currency }) => [min, max, currency]),
  promises: [...new Set(commitments.map(({ category }) => category))].sort(),
  deciders: stakeholders.filter(({ role }) => role === 'decision_maker').length,
});

describe('a recording without a transcript beside it', () => {
  test.each(['lumen-callback', 'yaoshi-renewal-call'])('%s says what its dialogue says', async (name) => {
    const folder = await mkdtemp(join(tmpdir(), 'vouch-recordings-'));
    const written = join(folder, `${name}.vtt`);
    const dialogue = await readFile(join(packageRoot, 'fixtures', 'dialogues', `${name}.json`), 'utf8');
    await writeFile(written, asWebVtt(JSON.parse(dialogue) as Dialogue));
    const expected = gist(await analysed(written));
    expect(expected).toMatchObject({ budgets: [expect.anything()], deciders: 1 });
    expect(expected.promises).toContain('refund');
    expect(gist(await analysed(join(packageRoot, 'fixtures', 'recordings', `${name}.ogg`)))).toEqual(expected);
    await rm(folder, { recursive: true });
  });
});
