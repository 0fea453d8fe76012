import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { Analysis } from '../../models/domain/index.js';
import { packageRoot } from '../../storage/package-root.js';
import { asWebVtt, type Dialogue, gist, RECORDINGS } from '../quality/speech/gist.js';
import { vouch } from './program.js';

async function analysed(path: string): Promise<Analysis> {
  const { code, stdout, stderr } = await vouch(['analyze', path]);
  expect(code, stderr).toBe(0);
  return Analysis.parse(JSON.parse(stdout));
}

describe('a recording without a transcript beside it', () => {
  test.each(RECORDINGS)('%s says what its dialogue says', async (name) => {
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
