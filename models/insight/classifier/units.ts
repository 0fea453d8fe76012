import { hashOf } from '../reading/hash.js';
import type { TurnReading } from '../reading/reading.js';
import { isHan } from '../reading/text.js';

/** A word, a number or a Han character of a folded text, with where it stands and how it is counted. */
export interface Unit {
  readonly start: number;
  readonly end: number;
  readonly hash: number;
  /** Hashes of the first four and the first six letters of an English word ("implemented" shares one with "implementation"); 0: it is too short for one. */
  readonly stem: number;
  readonly longStem: number;
}

/** An English word of more letters is also counted by its beginnings. */
const STEM_FROM = 5;
/** Nobody is judged by more of one turn: 3,000 words are twenty minutes of talk. */
const LONGEST = 3_000;
const NUMBER = hashOf('#');
const SIGNS = new Set(Array.from('?!。%$€£¥', (sign) => sign.charCodeAt(0)));
const [APOSTROPHE, STOP, COMMA] = [39, 46, 44];

/** The units of a folded text, at most the first 3,000. Every number is the same unit: what it is worth is not what it means. */
export function unitsOf(folded: string): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < folded.length && units.length < LONGEST;) {
    const code = folded.charCodeAt(at);
    const start = at;
    if (isLetter(code)) {
      at = wordEnd(folded, at);
      units.push(wordUnit(folded, start, at));
    } else if (isDigit(code)) {
      at = numberEnd(folded, at);
      units.push({ start, end: at, hash: NUMBER, stem: 0, longStem: 0 });
    } else {
      at += 1;
      if (isHan(code) || SIGNS.has(code))
        units.push({ start, end: at, hash: extended(SEED, code), stem: 0, longStem: 0 });
    }
  }
  return units;
}

const isLetter = (code: number): boolean => code >= 97 && code <= 122;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Letters, and what follows one apostrophe: "don't". */
function wordEnd(text: string, start: number): number {
  let at = start;
  while (isLetter(text.charCodeAt(at))) at += 1;
  if (text.charCodeAt(at) !== APOSTROPHE || !isLetter(text.charCodeAt(at + 1))) return at;
  at += 1;
  while (isLetter(text.charCodeAt(at))) at += 1;
  return at;
}

/** Digits, and groups of them after a point or comma: "1,200.50". */
function numberEnd(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (isDigit(text.charCodeAt(at))) at += 1;
    const sign = text.charCodeAt(at);
    if ((sign !== STOP && sign !== COMMA) || !isDigit(text.charCodeAt(at + 1))) return at;
    at += 1;
  }
}

const SEED = hashOf('');
const STEM_SEED = hashOf('~');
const LONG_STEM_SEED = hashOf('^');
/** One unit more of FNV-1a. */
const extended = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193) >>> 0;

function wordUnit(text: string, start: number, end: number): Unit {
  const long = end - start >= STEM_FROM;
  let [hash, stem, longStem] = [SEED, long ? STEM_SEED : 0, long ? LONG_STEM_SEED : 0];
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    hash = extended(hash, code);
    if (long && at < start + 4) stem = extended(stem, code);
    if (long && at < start + 6) longStem = extended(longStem, code);
  }
  return { start, end, hash, stem, longStem };
}

const known = new WeakMap<TurnReading, readonly Unit[]>();

/** The units of a turn, found once. */
export function unitsOfTurn(turn: TurnReading): readonly Unit[] {
  let units = known.get(turn);
  if (!units) known.set(turn, (units = unitsOf(turn.folded)));
  return units;
}

/** The units that end at `start` or before, nearest first, at most so many. */
export function unitsBefore(units: readonly Unit[], start: number, most: number): Unit[] {
  const to = firstFrom(units, start);
  // One that reaches over `start` is neither before nor after it.
  const last = to > 0 && (units[to - 1] as Unit).end > start ? to - 1 : to;
  return units.slice(Math.max(0, last - most), last).reverse();
}

/** The units that start at `end` or after, at most so many. */
export function unitsAfter(units: readonly Unit[], end: number, most: number): Unit[] {
  const from = firstFrom(units, end);
  return units.slice(from, from + most);
}

/** Index of the first unit that starts at `offset` or after. */
function firstFrom(units: readonly Unit[], offset: number): number {
  let [low, high] = [0, units.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((units[middle] as Unit).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
