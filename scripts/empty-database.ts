/** Puts the snapshot of an empty embedded database into dist/, once for each PGlite and each set of migrations. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { snapshotFile } from '../storage/pglite-snapshot.js';

const file = await snapshotFile();
for (const name of await readdir(dirname(file)))
  if (name.startsWith('pglite-') && name !== basename(file)) await rm(join(dirname(file), name));
if (!existsSync(file)) {
  const { openDatabase } = await import('../storage/database.js');
  const { create } = await import('tar');
  const dataDir = await mkdtemp(join(tmpdir(), 'vouch-empty-'));
  try {
    const database = await openDatabase({ kind: 'pglite', dataDir, fromScratch: true });
    await database.migrate();
    await database.close();
    await create({ file: `${file}.new`, cwd: join(dataDir, 'pg'), gzip: true, portable: true }, ['.']);
    await rename(`${file}.new`, file);
  } finally {
    await rm(dataDir, { recursive: true });
  }
}
