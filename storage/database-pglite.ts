import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';

import { databaseUnavailable } from './database-errors.js';
import type { Database, Db } from './database-port.js';
import { lockFolder } from './folder-lock.js';
import { migrationsFolder } from './package-root.js';
import * as schema from './schema.js';

const UNFINISHED = 'pg.new-';

/** PostgreSQL inside this process, in `<dataDir>/pg`; the folder is this process's alone until `close`. */
export async function openPglite(options: { dataDir: string; onFirstInit?: () => void }): Promise<Database> {
  const folder = join(options.dataDir, 'pg');
  let client: PGlite | undefined;
  // Without the lock another process may write too: nothing more is written from here, queries fail.
  const unlock = await lockFolder(options.dataDir, 'pg', () => void client?.close());
  try {
    if (!existsSync(folder)) {
      options.onFirstInit?.();
      await initialize(options.dataDir, folder);
    }
    client = await PGlite.create(folder);
  } catch (error) {
    await unlock();
    throw error;
  }
  return database(client, unlock);
}

function database(client: PGlite, unlock: () => Promise<void>): Database {
  const db = drizzle(client, { schema });
  return {
    kind: 'pglite',
    db: db as unknown as Db,
    // The lock leaves no second process, and PGlite's one connection puts two calls in a row.
    migrate: () => migrate(db, { migrationsFolder }),
    listen: async (channel, callback) => {
      const stop = await client.listen(channel, callback);
      return async () => {
        if (!client.closed) await stop();
      };
    },
    async ping() {
      try {
        await client.query('select 1');
      } catch (error) {
        throw databaseUnavailable(error);
      }
    },
    async close() {
      if (!client.closed) {
        await client.exec('checkpoint');
        await client.close();
      }
      await unlock();
    },
  };
}

/**
 * A folder that a kill left half initialized could never be opened again, so the work is done under
 * another name and the finished folder is renamed; what an earlier kill left is removed.
 */
async function initialize(dataDir: string, folder: string): Promise<void> {
  for (const name of await readdir(dataDir))
    if (name.startsWith(UNFINISHED)) await rm(join(dataDir, name), { recursive: true });
  const unfinished = join(dataDir, `${UNFINISHED}${process.pid}`);
  await mkdir(unfinished);
  const client = await PGlite.create(unfinished);
  await client.close();
  await rename(unfinished, folder);
}
