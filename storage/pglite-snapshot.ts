import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { APPEND_ONLY } from './append-only.js';
import { migrationsFolder, packageRoot } from './package-root.js';

/** What an empty, migrated embedded database depends on: this PGlite, these migrations. Sixteen hexadecimal digits. */
export async function emptyDatabaseVersion(): Promise<string> {
  const hash = createHash('sha256');
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  hash.update(await readFile(join(pglite, '..', '..', 'package.json')));
  // The journal too: a migration that was generated again counts as a new one, even with the same SQL.
  hash.update(await readFile(join(migrationsFolder, 'meta', '_journal.json')));
  for (const name of (await readdir(migrationsFolder)).filter((file) => file.endsWith('.sql')).sort())
    hash.update(await readFile(join(migrationsFolder, name)));
  hash.update(APPEND_ONLY);
  return hash.digest('hex').slice(0, 16);
}

/** Where the build puts a snapshot of such a database (tar, gzip): unpacking it takes a third of the time that making one does. */
export async function snapshotFile(): Promise<string> {
  return join(packageRoot, 'dist', `pglite-${await emptyDatabaseVersion()}.tar.gz`);
}

/** The snapshot that fits this program; undefined where it was not built, or with another PGlite or other migrations. */
export async function findSnapshot(): Promise<string | undefined> {
  const file = await snapshotFile();
  return existsSync(file) ? file : undefined;
}
