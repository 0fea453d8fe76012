import { align, type Counts, type EditCosts, type Reference } from './alignment.js';

/** Rates of a comparison. Over 1 is possible where much was invented; NaN where the reference is empty. */
export interface ErrorRates extends Counts {
  /** Words (or characters) of the reference. */
  readonly total: number;
  /** (substitutions + deletions + insertions) / total: WER, or CER over characters. */
  readonly rate: number;
  /** Match error rate and word information lost (Morris, Maier and Green 2004), as jiwer computes them. */
  readonly mer: number;
  readonly wil: number;
}

/** Adds up what several sentences gave: the rate of a set is that of its sum, not the mean of its sentences. */
export function rates(all: Iterable<Counts>): ErrorRates {
  let [hits, substitutions, deletions, insertions] = [0, 0, 0, 0];
  for (const each of all) {
    hits += each.hits;
    substitutions += each.substitutions;
    deletions += each.deletions;
    insertions += each.insertions;
  }
  const total = hits + substitutions + deletions;
  const heard = hits + substitutions + insertions;
  const errors = substitutions + deletions + insertions;
  return {
    hits,
    substitutions,
    deletions,
    insertions,
    total,
    rate: errors / total,
    mer: errors / (errors + hits),
    wil: heard === 0 ? 1 : 1 - (hits / total) * (hits / heard),
  };
}

/** Word error rate of one pair, split at white space after `normalize`. */
export const wordErrors = (reference: string, hypothesis: string, costs?: EditCosts): Counts =>
  align(words(reference), words(hypothesis), costs);

/** Character error rate of one pair: every character but white space is a token. */
export const characterErrors = (reference: string, hypothesis: string, costs?: EditCosts): Counts =>
  align(characters(reference), characters(hypothesis), costs);

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
const characters = (text: string): string[] => [...text].filter((character) => !/\s/u.test(character));

/**
 * What is compared of a text that people or engines wrote: NFKC (full-width digits and letters become
 * narrow), lower case, typographic apostrophes straight, and everything but letters, digits, marks and an
 * apostrophe inside a word taken out. Numbers are left as they are written: `30` and `thirty` differ.
 */
export function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/(?<![\p{L}\p{N}])'|'(?![\p{L}\p{N}])/gu, ' ')
    .replace(/[^\p{L}\p{N}\p{M}' ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/**
 * Tokens for mixed text: a Chinese character each, other words whole. Spaces between Chinese characters
 * mean nothing then, and an English brand inside a Chinese sentence counts as one.
 */
export const mixedTokens = (text: string): string[] =>
  normalize(text).match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) ?? [];

/** Error counts of mixed text, by `mixedTokens`. */
export const mixedErrors = (reference: string, hypothesis: string): Counts =>
  align(mixedTokens(reference), mixedTokens(hypothesis));

/**
 * One line of a reference in NIST's notation: `a { b / c d / @ } e` where any wording in braces is right
 * and `@` stands for none. Braces nest. @throws RangeError where a brace is not closed
 */
export function parseAlternatives(line: string): Reference {
  const tokens = words(line.replace(/[{}]/g, ' $& '));
  const stack: (string | Reference[])[][] = [[]];
  const open: Reference[][] = [];
  for (const token of tokens) {
    const inside = stack.at(-1) as (string | Reference[])[];
    const wordings = open.at(-1);
    if (token === '{') {
      open.push([]);
      stack.push([]);
    } else if (wordings && (token === '/' || token === '}')) {
      wordings.push(inside);
      stack.pop();
      if (token === '/') stack.push([]);
      else (stack.at(-1) as (string | Reference[])[]).push(open.pop() as Reference[]);
    } else if (token !== '@') inside.push(token);
  }
  if (open.length > 0) throw new RangeError('A brace of alternatives is not closed.');
  return stack[0] as Reference;
}
