import type pg from 'pg';

import { codingErrors } from './database-errors.js';
import { preparingStatements } from './prepared-statements.js';

/**
 * Makes a pool of connections fit to live with:
 * - a lost connection is a failed query and no more: `pg` emits `error` on a client with no query in
 *   flight (idle in the pool, or between two queries of a transaction), and an `error` event nobody hears
 *   ends the process; the pool replaces such a client;
 * - errors carry a code;
 * - statements that come back are prepared;
 * - a connection is kept when a query fails and nothing is wrong with the connection, and released when
 *   the `begin` of a transaction fails, which drizzle does not do (its issue #6241): the pool would shrink
 *   for good and never end.
 */
export function sturdy(pool: pg.Pool): pg.Pool {
  const heard = (): void => undefined;
  const prepared = preparingStatements();
  pool.on('error', heard);
  pool.on('connect', (client) => {
    client.on('error', heard);
    client.query = releasingFailedBegin(client, codingErrors(prepared(client.query.bind(client))));
  });
  pool.connect = codingErrors(pool.connect.bind(pool));
  const query = async (...args: unknown[]): Promise<unknown> => {
    const client = await pool.connect();
    try {
      const result = await (client.query as (...args: unknown[]) => Promise<unknown>)(...args);
      client.release();
      return result;
    } catch (error) {
      client.release(endsConnection(error));
      throw error;
    }
  };
  pool.query = query as pg.Pool['query'];
  return pool;
}

function releasingFailedBegin(client: pg.PoolClient, query: pg.PoolClient['query']): pg.PoolClient['query'] {
  const inner = query as unknown as (...args: unknown[]) => Promise<unknown>;
  const outer = async (first: unknown, ...rest: unknown[]): Promise<unknown> => {
    try {
      return await inner(first, ...rest);
    } catch (error) {
      if (/^begin\b/.test(textOf(first))) client.release(endsConnection(error));
      throw error;
    }
  };
  return outer as unknown as pg.PoolClient['query'];
}

/** SQLSTATE classes: 08 is the connection, 57P the server that goes away (its message comes before the end does). */
const endsConnection = (error: unknown): boolean => /^(08|57P)/.test(String((error as { code?: unknown }).code));

/** The SQL of what is given to `query`: a string, or an object with the text and more. */
export function textOf(query: unknown): string {
  if (typeof query === 'string') return query;
  if (typeof query === 'object' && query !== null && 'text' in query && typeof query.text === 'string')
    return query.text;
  return '';
}
