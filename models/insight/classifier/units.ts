import type { TurnReading } from '../reading.js';

/** A word or a Han character of a folded text, with where it stands and how it is counted. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  readonly hash: number;
  /** Hashes of the beginnings of an English word: "implemented" shares one with "implementation". */
  readonly stems: readonly number[];
}

const UNIT = /[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[\u3400-\u4dbf\u4e00-\u9fff]|[?!。%$€£¥]/g;
/** An English word of more letters is also counted by its first four and first six. */
const STEM_FROM = 5;
/** Nobody is judged by more of one turn: 3,000 words are twenty minutes of talk. */
const LONGEST = 3_000;
const NUMBER = hashOf('#');

/** The units of a folded text, at most the first 3,000. Every number is the same unit: what it is worth is not what it means. */
export function unitsOf(folded: string): Unit[] {
  const units: Unit[] = [];
  for (const { 0: word, index } of folded.matchAll(UNIT)) {
    const first = word.charCodeAt(0);
    const isLatin = first >= 97 && first <= 122;
    units.push({
      start: index,
      end: index + word.length,
      hash: first >= 48 && first <= 57 ? NUMBER : hashOf(word),
      stems:
        isLatin && word.length >= STEM_FROM ? [hashOf(`~${word.slice(0, 4)}`), hashOf(`^${word.slice(0, 6)}`)] : [],
    });
    if (units.length === LONGEST) break;
  }
  return units;
}

const known = new WeakMap<TurnReading, readonly Unit[]>();

/** The units of a turn, found once. */
export function unitsOfTurn(turn: TurnReading): readonly Unit[] {
  let units = known.get(turn);
  if (!units) known.set(turn, (units = unitsOf(turn.folded)));
  return units;
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** One hash out of two, order told apart (the finalizer of MurmurHash3 over both). */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 14)) >>> 0;
}
