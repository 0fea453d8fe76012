import { SCALES, SMALL, TENS } from './numbers-en.js';
import { type Part, readNumber, type Word } from './numbers-en-read.js';
import type { Numeral } from './numbers-zh.js';

/** Finds English numbers in a text, ranges as one: "sixty-five thousand", "twenty five thirty", "mid five figures". */

const alternatives = (...tables: readonly ReadonlyMap<string, unknown>[]): string =>
  tables
    .flatMap((table) => [...table.keys()])
    .sort((a, b) => b.length - a.length)
    .join('|');
const CORE = `${alternatives(SMALL, TENS, SCALES)}|hundred`;
const START = `${CORE}|half|quarter|couple|few|a(?= (?:couple|few|half|quarter|hundred|thousand|million|billion|grand|lakh|crore)\\b)`;
/** A run of words that may hold one number or several. */
const RUN = new RegExp(
  `\\b(?:${START})\\b(?:[ -]+(?:and|point|quarters?|half|of|an?|odd|something|ish|plus|to|or|couple|few|${CORE})\\b)*`,
  'g',
);

/** "mid five figures", "low six figures". */
const FIGURES = /\b(?:(low|mid|middle|high)[ -])?(four|five|six|seven|eight|nine)[ -]figures?\b/g;
const THIRDS: Readonly<Record<string, readonly [number, number]>> = {
  low: [1, 4],
  mid: [4, 7],
  middle: [4, 7],
  high: [7, 10],
};

export interface Placed {
  readonly start: number;
  readonly end: number;
  readonly numeral: Numeral;
}

/** Every number in words of a folded text, in order. */
export function findEnNumerals(folded: string): Placed[] {
  const found: Placed[] = [];
  for (const run of folded.matchAll(RUN)) {
    const words = Array.from(run[0].matchAll(/[a-z]+/g), ({ 0: text, index }): Word => {
      const start = run.index + index;
      return { text, start, end: start + text.length };
    });
    const between = /\bbetween(?: about| around| roughly)? $/.test(
      folded.slice(Math.max(0, run.index - 18), run.index),
    );
    for (const placed of readRun(words, between, folded)) found.push(placed);
  }
  if (folded.includes('figure')) for (const placed of findFiguresSaid(folded)) found.push(placed);
  return found;
}

function findFiguresSaid(folded: string): Placed[] {
  return Array.from(folded.matchAll(FIGURES), ({ 0: text, 1: third = '', 2: count = '', index }) => {
    const scale = 10 ** ((SMALL.get(count) ?? 1) - 1);
    const [from, to] = THIRDS[third] ?? [1, 10];
    return {
      start: index,
      end: index + text.length,
      numeral: { min: from * scale, max: to * scale - (to === 10 ? 1 : 0), scale },
    };
  });
}

function readRun(words: readonly Word[], between: boolean, folded: string): Placed[] {
  const found: Placed[] = [];
  for (let at = 0; at < words.length;) {
    const digits = spelled(words, at);
    const low = digits ?? readNumber(words, at);
    if (!low) {
      at += 1;
      continue;
    }
    const joint = words[low.next]?.text;
    const high =
      digits === null && (joint === 'to' || joint === 'or' || (joint === 'and' && between))
        ? readNumber(words, low.next + 1)
        : null;
    const part = (high && spanned(low, high)) ?? low;
    const first = words[at] as Word;
    const last = words[part.next - 1] as Word;
    if (!isBareScale(words, at, part) || STANDS_ALONE.test(folded.slice(last.end, last.end + 12)))
      found.push({ start: first.start, end: last.end, numeral: { min: part.min, max: part.max, scale: part.scale } });
    at = part.next;
  }
  return found;
}

/** "… in the pot, thousand": the word alone is no number, "thousand bucks" is. */
const STANDS_ALONE = /^ (?:dollars|bucks|pounds|quid|euros?|rupees)\b/;

function isBareScale(words: readonly Word[], at: number, part: Part): boolean {
  const word = words[at]?.text ?? '';
  return part.next === at + 1 && (word === 'hundred' || SCALES.has(word));
}

/** "fifteen to twenty k", "two or three hundred thousand", "three-eighty and four hundred and twenty thousand". */
function spanned(low: Part, high: Part): Part | null {
  const join = (min: number, max: number): Part | null =>
    min < max ? { min, max, scale: Math.max(low.scale, high.scale), hundreds: false, next: high.next } : null;
  if (low.scale > 1) return join(low.min, high.scale > 1 || high.max > low.min ? high.max : high.max * low.scale);
  if (high.hundreds && low.min < 10 && low.min * 100 * high.scale < high.max)
    return join(low.min * 100 * high.scale, high.max);
  return join(low.min * high.scale, high.max) ?? (high.scale > 1e3 ? join(low.min * 1e3, high.max) : null);
}

/** Three or more digits read out one by one are one number, and no amount. */
function spelled(words: readonly Word[], from: number): Part | null {
  let at = from;
  let value = '';
  for (; at < words.length; at += 1) {
    const digit = SMALL.get(words[at]?.text ?? '');
    if (digit === undefined || digit > 9) break;
    value += String(digit);
  }
  if (at - from < 3 || SCALES.has(words[at]?.text ?? '') || words[at]?.text === 'hundred') return null;
  const number = Number(value.slice(0, 15));
  return { min: number, max: number, scale: 1, hundreds: false, next: at };
}
