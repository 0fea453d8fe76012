import type { SearchWord, WordsOf } from '../models/domain/index.js';

/** PostgreSQL keeps no place beyond this one, and 256 of one word. */
const LAST_PLACE = 16_383;
const PLACES_OF_A_WORD = 256;

/** A word as `tsvector` and `tsquery` read it. */
const quoted = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** The words of a text with their places, in `tsvector`'s own writing. */
export function tsvectorOf(words: readonly SearchWord[]): string {
  const places = new Map<string, number[]>();
  words.forEach((one, index) => {
    for (const word of one.words) {
      const known = places.get(word) ?? [];
      if (known.length < PLACES_OF_A_WORD) known.push(Math.min(index + 1, LAST_PLACE));
      places.set(word, known);
    }
  });
  return [...places].map(([word, at]) => `${quoted(word)}:${at.join(',')}`).join(' ');
}

/** Which words there are, without places. */
export const tsvectorWithoutPlaces = (texts: readonly (readonly SearchWord[])[]): string =>
  [...new Set(texts.flatMap((words) => words.flatMap((one) => one.words)))].map(quoted).join(' ');

/** What is looked for: every phrase must be there, its words in their order and together. */
export interface SearchQuery {
  readonly phrases: readonly (readonly SearchWord[])[];
}

/**
 * Reads what somebody typed: words apart from each other are looked for one by one; what stands together
 * without a space (数据安全, follow-up), or in quotes, is looked for together.
 */
export function readQuery(typed: string, wordsOf: WordsOf): SearchQuery {
  const phrases: SearchWord[][] = [];
  typed.split(/["“”「」]/).forEach((part, nth) => {
    const inQuotes = nth % 2 === 1;
    let end = -1;
    for (const word of wordsOf(part)) {
      const goesOn = end >= 0 && (inQuotes || !/\s/.test(part.slice(end, word.start)));
      if (goesOn) phrases.at(-1)?.push(word);
      else phrases.push([word]);
      end = word.end;
    }
  });
  return { phrases };
}

/** For Turns: words of a phrase follow each other. */
export const tsqueryOf = ({ phrases }: SearchQuery): string => joined(phrases, ' <-> ');
/** For Conversations, whose words have no places. */
export const looseTsqueryOf = ({ phrases }: SearchQuery): string => joined(phrases, ' & ');

const joined = (phrases: SearchQuery['phrases'], by: string): string =>
  phrases
    .map((phrase) => phrase.map(({ words }) => `(${words.map(quoted).join(' & ')})`).join(by))
    .map((phrase) => `(${phrase})`)
    .join(' & ');

/** Where in a text what was looked for stands, in order and without overlaps. */
export function findHits(text: string, { phrases }: SearchQuery, wordsOf: WordsOf): [start: number, end: number][] {
  const words = wordsOf(text);
  const found: [number, number][] = [];
  for (const phrase of phrases)
    words.forEach((first, at) => {
      const here = words.slice(at, at + phrase.length);
      const fits = phrase.every((wanted, nth) => wanted.words.every((word) => here[nth]?.words.includes(word)));
      const last = here.at(-1);
      if (fits && last !== undefined) found.push([first.start, last.end]);
    });
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const apart: [number, number][] = [];
  for (const range of found) {
    const last = apart.at(-1);
    if (last === undefined || range[0] >= last[1]) apart.push(range);
    else last[1] = Math.max(last[1], range[1]);
  }
  return apart;
}
