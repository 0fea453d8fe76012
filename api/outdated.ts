import type { Evidence } from '../models/domain/index.js';
import type { DbOrTx } from '../storage/database.js';
import { correctedWords } from '../storage/repositories/corrections.js';

/** An evidence as it is shown, by what its conversation's corrected turns say now. */
type Shown = (evidence: Evidence, words: ReadonlyMap<number, string>) => Evidence;

/**
 * Between a correction and the end of the run that reads the conversation again, what was found still quotes the old
 * words. Every quote of these things whose turn says something else by now is marked: nothing vouches for it.
 */
export const withOutdated = <T>(db: DbOrTx, things: readonly T[], conversationOf: (thing: T) => string | null) =>
  shownAs(asFound, db, things, conversationOf);

/**
 * The same of what a person took into a record: no run finds it anew, so a quote follows its words to where they
 * stand in their turn now, and is marked where they are not said there any more.
 */
export const withKept = <T>(db: DbOrTx, things: readonly T[], conversationOf: (thing: T) => string | null) =>
  shownAs(asKept, db, things, conversationOf);

async function shownAs<T>(
  shown: Shown,
  db: DbOrTx,
  things: readonly T[],
  conversationOf: (thing: T) => string | null,
): Promise<T[]> {
  const ids = new Set(things.flatMap((thing) => conversationOf(thing) ?? []));
  const words = ids.size === 0 ? new Map<string, ReadonlyMap<number, string>>() : await correctedWords(db, [...ids]);
  return things.map((thing) => {
    const its = words.get(conversationOf(thing) ?? '');
    return its === undefined ? thing : marked(thing, (evidence) => shown(evidence, its));
  });
}

function marked<T>(value: T, shown: (evidence: Evidence) => Evidence): T {
  if (Array.isArray(value)) return value.map((one: unknown) => marked(one, shown)) as T;
  // Dates and the like hold no quotes.
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  if (isEvidence(value)) return shown(value) as T;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, marked(one, shown)])) as T;
}

const isEvidence = (value: object): value is Evidence =>
  'turn' in value && 'start' in value && 'end' in value && 'quote' in value;

const asFound: Shown = (evidence, words) => {
  const text = words.get(evidence.turn);
  return text === undefined || stands(evidence, text) ? evidence : { ...evidence, outdated: true };
};

const asKept: Shown = (evidence, words) => {
  const text = words.get(evidence.turn);
  if (text === undefined || stands(evidence, text)) return evidence;
  const start = text.indexOf(evidence.quote);
  if (start < 0) return { ...evidence, outdated: true };
  return { ...evidence, start, end: start + evidence.quote.length };
};

const stands = ({ start, end, quote }: Evidence, text: string): boolean => text.slice(start, end) === quote;
