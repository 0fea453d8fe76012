import { gzipSync } from 'node:zlib';

import { type Lexicon, readLexicons } from '../../../models/transcriber/bundled/lexicon.js';

/** Units of the small lexicon below; 0 is the blank. */
export const UNITS = ['<blank>', 't', 'uː', 'f', 'ɔː', 'i', 'd', 'e_', 'y_', 'v4', 's_', 'uan4', 'i4'];

interface Word {
  readonly word: string;
  readonly likely: number;
  readonly sound: string;
  /** Hundredths by which it is rarer that it sounds so. */
  readonly rarer?: number;
}

interface Language {
  readonly language: string;
  readonly words: readonly Word[];
  /** For each word and for the beginning: numbers of words, and how likely they are after it. */
  readonly followers: readonly (readonly (readonly [word: number, cents: number])[])[];
}

/** "two" and "too" sound the same; so do 是 and 事. After "too", "two" never follows but by chance. */
export const LANGUAGES: readonly Language[] = [
  {
    language: 'en',
    words: [
      { word: 'forty', likely: 200, sound: 'f ɔː t i' },
      { word: 'four', likely: 150, sound: 'f ɔː' },
      { word: 'too', likely: 100, sound: 't uː' },
      { word: 'two', likely: 120, sound: 't uː' },
    ],
    followers: [
      [[3, 5]],
      [],
      [
        [0, 50],
        [1, 10],
      ],
      [],
      [],
    ],
  },
  {
    language: 'zh',
    words: [
      { word: '事', likely: 150, sound: 's_ i4' },
      { word: '是', likely: 100, sound: 's_ i4' },
      { word: '预算', likely: 300, sound: 'y_ v4 s_ uan4' },
    ],
    followers: [[], [[2, 10]], [], []],
  },
];
const [END, BACKOFF, AFTER_START] = [200, 100, 50];

/** As lexicon.py writes it. */
export function lexiconFile(languages: readonly Language[], version = 3): Uint8Array {
  const columns = languages.map(({ words, followers }) => ({
    words: Buffer.from(words.map(({ word }) => word).join('\n')),
    alone: varints(words.map(({ likely }) => likely)),
    backoff: varints(words.map(() => BACKOFF)),
    ...tree(words),
    followers: varints(followers.map((row) => row.length)),
    followerWord: varints(followers.flatMap((row) => row.map(([word], i) => word - (row[i - 1]?.[0] ?? 0)))),
    followerLikely: varints(followers.flatMap((row) => row.map(([, cents]) => cents))),
  }));
  const head = {
    version,
    languages: languages.map(({ language, words }, i) => ({
      language,
      words: words.length,
      end: END,
      start: AFTER_START,
      bytes: Object.fromEntries(Object.entries(columns[i] ?? {}).map(([name, { length }]) => [name, length])),
    })),
  };
  const bodies = columns.flatMap((each) => Object.values(each));
  return gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...bodies]));
}

function varints(numbers: readonly number[]): Buffer {
  return Buffer.from(numbers.flatMap((n) => (n < 128 ? [n] : [(n & 127) | 128, n >> 7])));
}

/** Level by level: the nodes of one length, those of the same beginning together. */
function tree(words: readonly Word[]) {
  const sounds = words.map(({ sound }) => sound.split(' ').map((unit) => UNITS.indexOf(unit)));
  const beginnings = [...new Set(sounds.flatMap((sound) => sound.map((_, i) => sound.slice(0, i + 1).join(' '))))];
  const nodes = [''];
  const childrenOf = (node: string) =>
    beginnings.filter((each) => each.slice(0, Math.max(0, each.lastIndexOf(' '))) === node);
  for (const node of nodes) nodes.push(...childrenOf(node));
  const endingsOf = (node: string) => sounds.flatMap((sound, word) => (sound.join(' ') === node ? [word] : []));
  return {
    unit: varints(nodes.map((node) => Number(node.split(' ').at(-1)))),
    children: varints(nodes.map((node) => childrenOf(node).length)),
    endings: varints(nodes.map((node) => endingsOf(node).length)),
    endingWord: varints(nodes.flatMap(endingsOf)),
    endingLikely: varints(nodes.flatMap(endingsOf).map((word) => words[word]?.rarer ?? 0)),
  };
}

export const lexicons = (): Lexicon[] => readLexicons(lexiconFile(LANGUAGES));

export const lexiconOf = (language: 'zh' | 'en'): Lexicon => {
  const found = lexicons().find((one) => one.language === language);
  if (!found) throw new Error(`no lexicon of ${language}`);
  return found;
};
