import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

import { AppError } from '../models/domain/index.js';
import { APPEND_ONLY } from './append-only.js';
import { codingErrors, databaseUnavailable } from './database-errors.js';
import { PostgresListener } from './database-listener.js';
import type { Database, Db } from './database-port.js';
import { migrationsFolder } from './package-root.js';
import { sturdy } from './pool.js';
import * as schema from './schema.js';

const CONNECT_TIMEOUT_MS = 10_000;
/** Nothing Vouch asks takes longer; a query that does is stuck behind a lock. Migrations have no limit. */
const STATEMENT_TIMEOUT_MS = 60_000;
/** Any number that nothing else on the server uses: "vouch" in ASCII. */
const MIGRATION_LOCK = 0x766f756368;
const OLDEST_VERSION = 150_000;

/** PostgreSQL through a pool of at most `maxConnections`; one more connection while something listens. */
export function openPostgres(options: { url: string; maxConnections?: number }): Database {
  const connection = {
    connectionString: checkUrl(options.url),
    application_name: 'vouch',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  };
  const pool = sturdy(
    new pg.Pool({
      ...connection,
      max: options.maxConnections ?? 10,
      idleTimeoutMillis: 30_000,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    }),
  );
  const db = drizzle(pool, { schema }) as unknown as Db;
  const listener = new PostgresListener(connection);

  return {
    kind: 'postgres',
    db,
    migrate: () => migrateWithLock(connection),
    listen: (channel, callback) => listener.listen(channel, callback),
    async ping() {
      try {
        await pool.query('select 1');
      } catch (error) {
        throw databaseUnavailable(error);
      }
    },
    async close() {
      await listener.close();
      if (!pool.ended) await pool.end();
    },
  };
}

/**
 * Two processes that migrate at once take turns; the lock goes with the connection, so a killed one cannot leave it.
 * @throws AppError `unavailable` with what to correct when the server cannot be reached or refuses the user
 */
async function migrateWithLock(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  try {
    await codingErrors(client.connect.bind(client))().catch((error: unknown) => {
      throw databaseUnavailable(error);
    });
    client.query = codingErrors(client.query.bind(client));
    const { rows } = await client.query<{ version: number }>(
      `select current_setting('server_version_num')::int as version`,
    );
    const version = rows[0]?.version ?? 0;
    if (version < OLDEST_VERSION)
      throw new AppError(
        'invalid_input',
        `Vouch needs PostgreSQL 15 or newer; this server is version ${Math.floor(version / 10_000)}.`,
      );
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder });
    await client.query(APPEND_ONLY);
  } finally {
    await client.end();
  }
}

function checkUrl(url: string): string {
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return url;
  throw new AppError(
    'invalid_input',
    'The database URL is not one of PostgreSQL; it should read postgres://user:password@host:5432/database.',
  );
}
