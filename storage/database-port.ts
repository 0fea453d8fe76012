import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core';

import type * as schema from './schema.js';

type Schema = typeof schema;
/** Drizzle over either driver; repositories take this or a transaction. */
export type Db = PgDatabase<PgQueryResultHKT, Schema>;
export type Tx = PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;
export type DbOrTx = Db | Tx;

/**
 * An open database: PGlite in a folder, or PostgreSQL ≥ 15. One contract suite
 * (`tests/contract/database.test.ts`) runs over both.
 *
 * PGlite has one connection: inside `db.transaction(tx => …)` use `tx` only, since `db` would wait
 * for the transaction to end and the transaction for `db`.
 */
export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Db;
  /** Applies the migrations that are missing. Safe to run twice and by two processes at once. */
  migrate(): Promise<void>;
  /**
   * Calls back for each `pg_notify(channel, payload)`; returns how to stop. What is notified while the
   * connection is lost never arrives: a notification is a hint, the tables are the truth.
   */
  listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>>;
  /** @throws AppError `unavailable` when a trivial query does not come back. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** `dataDir` is Vouch's data folder (the database goes to `pg` inside it); `url` is `postgres://…`. */
export type DatabaseOptions =
  | {
      kind: 'pglite';
      dataDir: string;
      /** Called when the folder is new: setting it up takes seconds, so somebody should be told. */
      onFirstInit?: () => void;
      /** Called while the database opens in a thread of its own (1 s): what keeps this one busy is done in the meantime. */
      meanwhile?: () => void;
      /** Makes a new database by PostgreSQL's own initialization (5 to 7 s), though the build brought one along. */
      fromScratch?: boolean;
    }
  | { kind: 'postgres'; url: string; maxConnections?: number };
