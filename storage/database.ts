import type { Database, DatabaseOptions } from './database-port.js';

export type { Database, DatabaseOptions, Db, DbOrTx, Tx } from './database-port.js';
export { isUniqueViolation } from './database-errors.js';

/**
 * Opens the database; call `migrate()` before the first use. PostgreSQL is reached on first use, so
 * this succeeds while it is down.
 * @throws AppError `conflict` when another process has the embedded database open, `storage_full`,
 *   `invalid_input` when the URL is not one
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  // Only the one that is used is loaded: PGlite and pg are large.
  return options.kind === 'pglite'
    ? (await import('./database-pglite.js')).openPglite(options)
    : (await import('./database-postgres.js')).openPostgres(options);
}
