import type { Evidence } from '../models/domain/index.js';
import type { DbOrTx } from '../storage/database.js';
import { correctedWords } from '../storage/repositories/corrections.js';

/**
 * Between a correction and the end of the run that reads the conversation again, what was found still quotes the old
 * words. Every quote of these things whose turn says something else by now is marked: nothing vouches for it.
 */
export async function withOutdated<T>(
  db: DbOrTx,
  things: readonly T[],
  conversationOf: (thing: T) => string | null,
): Promise<T[]> {
  const ids = new Set(things.flatMap((thing) => conversationOf(thing) ?? []));
  const words = ids.size === 0 ? new Map<string, ReadonlyMap<number, string>>() : await correctedWords(db, [...ids]);
  return things.map((thing) => {
    const its = words.get(conversationOf(thing) ?? '');
    return its === undefined ? thing : marked(thing, its);
  });
}

function marked<T>(value: T, words: ReadonlyMap<number, string>): T {
  if (Array.isArray(value)) return value.map((one: unknown) => marked(one, words)) as T;
  // Dates and the like hold no quotes.
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  if (isEvidence(value)) return isOutdated(value, words) ? { ...value, outdated: true } : value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, marked(one, words)])) as T;
}

const isEvidence = (value: object): value is Evidence =>
  'turn' in value && 'start' in value && 'end' in value && 'quote' in value;

function isOutdated({ turn, start, end, quote }: Evidence, words: ReadonlyMap<number, string>): boolean {
  const text = words.get(turn);
  return text !== undefined && text.slice(start, end) !== quote;
}
