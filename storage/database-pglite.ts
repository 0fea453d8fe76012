import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';

import { databaseUnavailable } from './database-errors.js';
import type { Database } from './database-port.js';
import { lockFolder } from './folder-lock.js';
import { migrationsFolder } from './package-root.js';
import { checkRoom, keepRoom } from './pglite-room.js';
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
    } else await checkRoom(options.dataDir);
    client = await PGlite.create(folder);
  } catch (error) {
    await unlock();
    throw error;
  }
  return database(client, options.dataDir, unlock);
}

function database(client: PGlite, dataDir: string, unlock: () => Promise<void>): Database {
  const room = keepRoom(client, dataDir);
  const db = drizzle(client, { schema });
  let migrated: Promise<void> = Promise.resolve();
  return {
    kind: 'pglite',
    db,
    // The lock leaves no second process; two calls in this one take turns.
    migrate: () => {
      migrated = migrated.catch(() => undefined).then(() => migrate(db, { migrationsFolder }));
      return migrated;
    },
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
      try {
        if (!client.closed && !room.isStuck()) {
          // For a quick next start; a disk too full for it loses nothing, the log has everything.
          await client.exec('checkpoint').catch(() => undefined);
          await client.close();
        }
      } finally {
        await unlock();
      }
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
  await checkRoom(dataDir);
  const unfinished = join(dataDir, `${UNFINISHED}${process.pid}`);
  await mkdir(unfinished);
  const client = await PGlite.create(unfinished);
  await client.close();
  await rename(unfinished, folder);
}
