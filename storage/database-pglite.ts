import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

import { AppError } from '../models/domain/index.js';
import { APPEND_ONLY } from './append-only.js';
import { databaseUnavailable } from './database-errors.js';
import { Listening } from './database-listener.js';
import type { Database, DatabaseOptions } from './database-port.js';
import { lockFolder } from './folder-lock.js';
import { migrationsFolder } from './package-root.js';
import { findSnapshot } from './pglite-snapshot.js';
import { checkRoom, keepingRoom } from './pglite-room.js';
import { PgliteThread } from './pglite-thread.js';
import { sturdy } from './pool.js';
import * as schema from './schema.js';

const UNFINISHED = 'pg.new-';

/** PostgreSQL inside this process, in `<dataDir>/pg`; the folder is this process's alone until `close`. */
export async function openPglite(options: Extract<DatabaseOptions, { kind: 'pglite' }>): Promise<Database> {
  const { dataDir } = options;
  const folder = join(dataDir, 'pg');
  let lost: AppError | undefined;
  const thread = new PgliteThread(
    folder,
    async () => {
      if (lost) throw lost;
      await checkRoom(dataDir);
    },
    options.meanwhile,
  );
  // Without the lock another process may write too: nothing more is written from here, queries fail.
  const unlock = await lockFolder(dataDir, 'pg', () => {
    lost = new AppError('conflict', `The data folder ${dataDir} was taken over by another process: stop this one.`);
    thread.kill(lost);
  });
  const listening = new Listening();
  const pool = new pg.Pool({
    ...SESSION,
    max: CONNECTIONS,
    idleTimeoutMillis: 0,
    // eslint-disable-next-line @typescript-eslint/no-misused-promises -- pg-pool waits for it; its types do not say so
    onConnect: (client) => listening.resume(client),
    stream: () => thread.connection(),
  });
  pool.on(
    'connect',
    keepingRoom(dataDir, (full) => thread.kill(full)),
  );
  sturdy(pool);
  const close = async (): Promise<void> => {
    try {
      await pool.end();
      await thread.close();
    } finally {
      await unlock();
    }
  };
  try {
    if (!existsSync(folder)) {
      options.onFirstInit?.();
      await initialize(dataDir, folder, options.fromScratch ? undefined : await findSnapshot());
    }
    (await pool.connect()).release();
    return database(pool, listening, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/** Statements under way at a time: PGlite finds the next when it is through with one, and need not wait for this thread. */
const CONNECTIONS = 4;
/** One session, whatever the environment says of servers (PGSSLMODE, PGUSER, …). */
const SESSION: pg.PoolConfig = { host: 'pglite', user: 'postgres', database: 'postgres', password: '', ssl: false };

function database(pool: pg.Pool, listening: Listening, close: () => Promise<void>): Database {
  const db = drizzle(pool, { schema });
  let migrated: Promise<void> = Promise.resolve();
  return {
    kind: 'pglite',
    db,
    // The lock leaves no second process; two calls in this one take turns.
    migrate: () => {
      migrated = migrated
        .catch(() => undefined)
        .then(() => migrate(db, { migrationsFolder }))
        .then(async () => void (await pool.query(APPEND_ONLY)));
      return migrated;
    },
    listen: (channel, callback) =>
      listening.listen(async (statement) => pool.ending || (await pool.query(statement)), channel, callback),
    async ping() {
      try {
        await pool.query('select 1');
      } catch (error) {
        throw databaseUnavailable(error);
      }
    },
    async close() {
      if (pool.ending) return;
      // For a quick next start; a disk too full for it loses nothing, the log has everything.
      await pool.query('checkpoint').catch(() => undefined);
      await close();
    },
  };
}

/**
 * A folder that a kill left half initialized could never be opened again, so the work is done under
 * another name and the finished folder is renamed; what an earlier kill left is removed.
 */
async function initialize(dataDir: string, folder: string, snapshot: string | undefined): Promise<void> {
  for (const name of await readdir(dataDir))
    if (name.startsWith(UNFINISHED)) await rm(join(dataDir, name), { recursive: true });
  await checkRoom(dataDir);
  const unfinished = join(dataDir, `${UNFINISHED}${process.pid}`);
  await mkdir(unfinished);
  if (snapshot === undefined) {
    const thread = new PgliteThread(unfinished);
    const client = new pg.Client({ ...SESSION, stream: () => thread.connection() });
    await client.connect();
    await client.end();
    await thread.close();
  } else await (await import('tar')).extract({ file: snapshot, cwd: unfinished });
  await rename(unfinished, folder);
}
