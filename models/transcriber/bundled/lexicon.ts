import { gunzipSync } from 'node:zlib';

import { z } from 'zod';

/** No word. */
export const NONE = -1;
export const ROOT = 0;

/**
 * The words of one language: a tree of how they sound, and how likely each is after each. Probabilities are
 * natural logarithms. Nodes are numbers into arrays, since there are hundreds of thousands of them; the children of
 * node n are the nodes from `firstChild[n]` to before `firstChild[n + 1]`, and so with its endings.
 */
export interface Lexicon {
  readonly language: 'zh' | 'en';
  readonly words: readonly string[];
  /** The word number that stands for the beginning. */
  readonly start: number;
  readonly unit: Uint32Array;
  readonly firstChild: Uint32Array;
  /** The likeliest word at or below the node; 0 at the root. */
  readonly best: Float32Array;
  readonly firstEnding: Uint32Array;
  /** The words that end in the nodes. */
  readonly endingWord: Uint32Array;
  /** How much rarer each sounds so than in its commonest way. */
  readonly endingLikely: Float32Array;
  /** @param word NONE for the end of what is said */
  after(before: number, word: number): number;
}

const COLUMNS = [
  'words',
  'alone',
  'backoff',
  'unit',
  'children',
  'endings',
  'endingWord',
  'endingLikely',
  'followers',
  'followerWord',
  'followerLikely',
] as const;
type Column = (typeof COLUMNS)[number];

const size = z.number().int().nonnegative();
const headSchema = z.object({
  version: z.literal(3),
  languages: z.array(
    z.object({
      language: z.enum(['zh', 'en']),
      words: size,
      end: size,
      start: size,
      bytes: z.object(Object.fromEntries(COLUMNS.map((name) => [name, size])) as Record<Column, typeof size>),
    }),
  ),
});
type Head = z.infer<typeof headSchema>['languages'][number];

/**
 * Reads `lexicon.bin.gz`; models/speech/training/README.md describes it.
 * @throws Error where the file is not one
 */
export function readLexicons(gzipped: Uint8Array): Lexicon[] {
  const bytes = gunzipSync(gzipped);
  const headEnd = bytes.indexOf('\n');
  const { languages } = headSchema.parse(JSON.parse(bytes.toString('utf8', 0, headEnd)));
  let at = headEnd + 1;
  return languages.map((head) => {
    const columns = {} as Record<Column, Buffer>;
    for (const name of COLUMNS) columns[name] = bytes.subarray(at, (at += head.bytes[name]));
    return lexicon(head, columns);
  });
}

function lexicon({ language, words: count, end: endCents, start: startCents }: Head, columns: Record<Column, Buffer>) {
  const words = columns.words.toString('utf8').split('\n');
  const [start, end] = [count, count + 1];
  const alone = likelihoods([...numbers(columns.alone), 0, endCents]);
  const backoff = likelihoods([...numbers(columns.backoff), startCents]);
  // The root is nobody's child.
  const firstChild = starts(numbers(columns.children), 1);
  const firstEnding = starts(numbers(columns.endings), 0);
  const endingWord = numbers(columns.endingWord);
  const endingLikely = likelihoods(numbers(columns.endingLikely));
  const firstFollower = starts(numbers(columns.followers), 0);
  const followerWord = summedInRows(numbers(columns.followerWord), firstFollower);
  const followerLikely = likelihoods(numbers(columns.followerLikely));
  const unit = numbers(columns.unit);
  const isWhole =
    words.length === count &&
    alone.length === count + 2 &&
    backoff.length === count + 1 &&
    firstChild.at(-1) === unit.length &&
    firstEnding.at(-1) === endingWord.length &&
    endingLikely.length === endingWord.length &&
    firstFollower.length === count + 2 &&
    firstFollower.at(-1) === followerLikely.length;
  if (!isWhole) throw new Error('a lexicon with something missing');
  return {
    language,
    words,
    start,
    unit,
    firstChild,
    best: likeliestBelow(firstChild, firstEnding, endingWord, alone),
    firstEnding,
    endingWord,
    endingLikely,
    after(before: number, word: number): number {
      const next = word === NONE ? end : word;
      const i = placeOf(next, followerWord, firstFollower[before] as number, firstFollower[before + 1] as number);
      return i === NONE ? (backoff[before] as number) + (alone[next] as number) : (followerLikely[i] as number);
    },
  };
}

/** Seven bits a byte, lowest first; the highest bit says that more follow (LEB128). */
function numbers(bytes: Buffer): Uint32Array {
  const found = new Uint32Array(bytes.length);
  let [count, value, shift] = [0, 0, 0];
  for (const byte of bytes) {
    value |= (byte & 127) << shift;
    shift += 7;
    if (byte < 128) {
      found[count] = value;
      count += 1;
      [value, shift] = [0, 0];
    }
  }
  return found.slice(0, count);
}

const likelihoods = (cents: ArrayLike<number>): Float32Array => Float32Array.from(cents, (each) => -each / 100);

/** Where each run begins, and where the last one ends. */
function starts(lengths: Uint32Array, first: number): Uint32Array {
  const found = new Uint32Array(lengths.length + 1);
  found[0] = first;
  for (let i = 0; i < lengths.length; i += 1) found[i + 1] = (found[i] as number) + (lengths[i] as number);
  return found;
}

function summedInRows(distances: Uint32Array, rowStarts: Uint32Array): Uint32Array {
  for (let row = 0; row + 1 < rowStarts.length; row += 1)
    for (let i = (rowStarts[row] as number) + 1; i < (rowStarts[row + 1] as number); i += 1)
      distances[i] = (distances[i] as number) + (distances[i - 1] as number);
  return distances;
}

/** From the last node to the first: children come after their parents. */
function likeliestBelow(
  firstChild: Uint32Array,
  firstEnding: Uint32Array,
  endingWord: Uint32Array,
  alone: Float32Array,
): Float32Array {
  const best = new Float32Array(firstChild.length - 1).fill(-Infinity);
  for (let node = best.length - 1; node > ROOT; node -= 1) {
    let most = -Infinity;
    for (let e = firstEnding[node] as number; e < (firstEnding[node + 1] as number); e += 1)
      most = Math.max(most, alone[endingWord[e] as number] as number);
    for (let child = firstChild[node] as number; child < (firstChild[node + 1] as number); child += 1)
      most = Math.max(most, best[child] as number);
    best[node] = most;
  }
  best[ROOT] = 0;
  return best;
}

/** Of a number among sorted ones; NONE where it is not. */
function placeOf(wanted: number, sorted: Uint32Array, from: number, to: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low < to && sorted[low] === wanted ? low : NONE;
}
