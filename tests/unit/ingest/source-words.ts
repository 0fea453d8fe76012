import type { Source } from '../../../ingest/importer.js';
import { makeSource } from '../../../ingest/source.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&nbsp;': ' ',
};

/** Everything that the source says, without white space: its text, the texts inside its JSON, the files in its archive. */
export function sourceWords(source: Source): string {
  if (source.entries)
    return [...source.entries].map(([name, bytes]) => name + sourceWords(makeSource(bytes, name))).join('');
  const raw = source.text ?? '';
  const leaves: string[] = [];
  collect(source.json ?? source.jsonLines, leaves);
  const plain = raw.replace(/<[^>]*>/g, '').replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
  return [raw, plain, ...leaves].join('\u241e').replace(/\s+/gu, '');
}

/** `[文件]`, `[file]`: an importer's label in front of what is no text but says something, or in the place of a picture. */
const LABEL = /^\[\p{L}{2,8}\]$/u;

/**
 * Whether every word of `text` stands in the source. A run without spaces (Chinese) may be put
 * together from consecutive pieces, but each piece must be two characters or more on average.
 */
export function isTakenFrom(text: string, words: string): boolean {
  return text
    .split(/\s+/u)
    .filter((word) => word !== '' && !LABEL.test(word))
    .every((word) => pieces(word, words) <= Math.max(1, Math.floor(word.length / 2)));
}

/** Into how few pieces that all stand in the source a word can be cut from the left; Infinity when a character is missing. */
function pieces(word: string, words: string): number {
  let count = 0;
  for (let from = 0; from < word.length; count++) {
    let to = word.length;
    while (to > from && !words.includes(word.slice(from, to))) to = from + Math.floor((to - from) / 2);
    if (to === from) return Infinity;
    while (to < word.length && words.includes(word.slice(from, to + 1))) to++;
    from = to;
  }
  return count;
}

function collect(root: unknown, into: string[]): void {
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string') into.push(value);
    else if (typeof value === 'number') into.push(String(value));
    else if (typeof value === 'object' && value !== null) open.push(...(Object.values(value) as unknown[]));
  }
}
