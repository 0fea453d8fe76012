import { appendFile, cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { loadRules, parsedRulesFile } from '../../../models/rules/load.js';
import { modelsFolder } from '../../../models/rules/folder.js';

test('the rules that the build parsed are those of the files', async () => {
  expect(existsSync(parsedRulesFile)).toBe(true);
  const folder = await mkdtemp(join(tmpdir(), 'vouch-rules-'));
  try {
    await cp(join(modelsFolder, 'rules'), folder, { recursive: true });
    // Another text with the same meaning, which the build has not seen.
    for (const name of await readdir(folder))
      if (name.endsWith('.yaml')) await appendFile(join(folder, name), '\n# the end\n');
    const [built, parsed] = [loadRules(), loadRules(folder)];
    expect(parsed.hash).not.toBe(built.hash);
    expect({ ...parsed, hash: built.hash }).toEqual(built);
  } finally {
    await rm(folder, { recursive: true });
  }
});
