import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator';
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';

import { AppError } from '../models/domain/index.js';
import { lockFolder } from './folder-lock.js';
import { migrationsFolder } from './package-root.js';
import * as schema from './schema.js';

type Schema = typeof schema;
/** Drizzle over either driver; repositories take this or a transaction. */
export type Db = PgDatabase<PgQueryResultHKT, Schema>;
export type Tx = PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;
export type DbOrTx = Db | Tx;

/** An open database: PGlite in a folder, or PostgreSQL ≥ 15. */
export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly db: Db;
  /** Applies the migrations that are missing. Safe to run twice and by two processes at once. */
  migrate(): Promise<void>;
  /** Calls back for each `pg_notify(channel, payload)`; returns how to stop. */
  listen(channel: string, callback: (payload: string) => void): Promise<() => Promise<void>>;
  /** @throws AppError `unavailable` when a trivial query does not come back. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
