import { createHash } from 'node:crypto';

/** JSON with the keys of every object in order: the same value always gives the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** An id made from what it names, so that doing the same again gives the same. 128 bits in hex. */
export function stableId(prefix: string, ...parts: readonly unknown[]): string {
  return `${prefix}_${createHash('sha256').update(canonicalJson(parts)).digest('hex').slice(0, 32)}`;
}
