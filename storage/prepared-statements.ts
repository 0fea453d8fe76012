import { LRUCache } from 'lru-cache';

/** Statements that are prepared at most, on each connection; the program has some two hundred that come back. */
const MOST = 300;
/** Seen this often, a statement is worth preparing. Lists of changing length make many that come once. */
const WORTH = 3;

/**
 * Names the statements that come again and again, so that each connection parses and plans them once:
 * a chat's way through the pipeline then costs PostgreSQL 15 ms instead of 25 ms. Behind PgBouncer's
 * transaction mode this needs its version 1.21.
 * @returns a wrapper for a client's `query`; one set of names serves all connections of a pool
 */
export function preparingStatements(): <F>(query: F) => F {
  const names = new Map<string, string>();
  const seen = new LRUCache<string, number>({ max: 1_000 });

  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= MOST) return known;
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    if (times < WORTH) return undefined;
    const name = `vouch_${names.size}`;
    names.set(text, name);
    return name;
  };

  return <F>(query: F): F => {
    const inner = query as (...args: unknown[]) => unknown;
    const outer = (first: unknown, ...rest: unknown[]): unknown => {
      if (!isNameless(first)) return inner(first, ...rest);
      const name = nameOf(first.text);
      return inner(name === undefined ? first : { ...first, name }, ...rest);
    };
    return outer as F;
  };
}

/** A query as drizzle gives it to `pg`. What has no parameters (`begin`) gains nothing and may not be preparable. */
function isNameless(query: unknown): query is { text: string } {
  if (typeof query !== 'object' || query === null || !('text' in query) || typeof query.text !== 'string') return false;
  return (!('name' in query) || query.name === undefined) && query.text.includes('$1');
}
