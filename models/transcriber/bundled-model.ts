import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { modelsFolder } from '../rules/folder.js';

export const BUNDLED_MODEL = 'vouch-synthetic-zh-en-1';

/** Where `recogniser.onnx`, `units.json` and `lexicon.bin.gz` are. */
export const bundledFolder = join(modelsFolder, 'speech', 'bundled');

/** What its files take on the disk. */
export async function bundledBytes(): Promise<number> {
  const names = await readdir(bundledFolder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(bundledFolder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
