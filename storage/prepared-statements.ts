import { LRUCache } from 'lru-cache';

/** Statements that are prepared at most, on each connection; the program has some two hundred that come back. */
const MOST = 300;
/** Seen this often, a statement is worth preparing. Lists of changing length make many that come once. */
const WORTH = 3;

/**
 * Names the statements that come again and again, so that each connection parses and plans them once:
 * a chat's way through the pipeline then costs PostgreSQL 15 ms instead of 25 ms. Behind PgBouncer's
 * transaction mode this needs its version 1.21.
 * @returns a wrapper for a client's `query`. What was found worth preparing is known to all connections of
 *   a pool; the names are each connection's own, since those of PGlite share a session.
 */
export function preparingStatements(): <F>(query: F) => F {
  const numbers = new Map<string, number>();
  let connections = 0;
  const seen = new LRUCache<string, number>({ max: 1_000 });

  const numberOf = (text: string): number | undefined => {
    const known = numbers.get(text);
    if (known !== undefined || numbers.size >= MOST) return known;
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    if (times < WORTH) return undefined;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };

  return <F>(query: F): F => {
    const inner = query as (...args: unknown[]) => unknown;
    const connection = connections++;
    const outer = (first: unknown, ...rest: unknown[]): unknown => {
      if (!isNameless(first)) return inner(first, ...rest);
      const number = numberOf(first.text);
      return inner(number === undefined ? first : { ...first, name: `vouch_${connection}_${number}` }, ...rest);
    };
    return outer as F;
  };
}

/** A query as drizzle gives it to `pg`. What has no parameters (`begin`) gains nothing and may not be preparable. */
function isNameless(query: unknown): query is { text: string } {
  if (typeof query !== 'object' || query === null || !('text' in query) || typeof query.text !== 'string') return false;
  return (!('name' in query) || query.name === undefined) && query.text.includes('$1');
}
