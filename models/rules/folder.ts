import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `models/` of the package: found from this file in the sources and from the bundle in `dist/` alike. */
export const modelsFolder: string = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json not found above the program');
    folder = parent;
  }
  return join(folder, 'models');
})();

/** What the classifier learnt (`npm run train:insight` writes it); the rules' version covers it. */
export const classifierWeights: string = join(modelsFolder, 'insight', 'classifier', 'weights.bin.gz');
