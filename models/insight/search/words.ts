import type { SearchWord } from '../../domain/index.js';
import { findAmounts, type Amount } from '../amounts/amounts.js';
import { fold } from '../reading/text.js';

const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' });
const SPACELESS = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}ー';
/** Runs of Chinese, Japanese and Thai, which put no spaces between words; else letters and digits, with an apostrophe inside. */
const RUNS = new RegExp(`[${SPACELESS}]+|(?:(?![${SPACELESS}])[\\p{L}\\p{N}\\p{M}])+(?:'[a-z]+)*`, 'gu');
const IS_SPACELESS = new RegExp(`^[${SPACELESS}]`, 'u');
const LONGEST = 60;

/**
 * The words of a text in order, as they are searched: lower case, half-width, Chinese by words (ICU's
 * dictionary), and each number as its value, so that 30万, 三十万, 300,000 and 300k are the same word.
 */
export function wordsOf(text: string): SearchWord[] {
  const folded = fold(text);
  const found: SearchWord[] = [];
  let from = 0;
  for (const amount of findAmounts(folded)) {
    const values = valuesOf(amount);
    if (values.length === 0) continue;
    addWords(folded, from, amount.start, found);
    found.push({ words: values, start: amount.start, end: amount.end });
    from = amount.end;
  }
  addWords(folded, from, folded.length, found);
  return found;
}

/** `#300000`; `#10%` for a share. Both ends of a range. */
function valuesOf({ min, max, unit }: Amount): string[] {
  const sign = unit === 'percent' || unit === 'discount' ? '%' : '';
  const values = [min, max].filter((value) => value !== null).map((value) => `#${value}${sign}`);
  return [...new Set(values)];
}

function addWords(folded: string, from: number, to: number, found: SearchWord[]): void {
  for (const run of folded.slice(from, to).matchAll(RUNS)) {
    const start = from + run.index;
    if (IS_SPACELESS.test(run[0])) addSegments(run[0], start, found);
    else found.push({ words: [run[0].slice(0, LONGEST)], start, end: start + run[0].length });
  }
}

function addSegments(run: string, start: number, found: SearchWord[]): void {
  for (const { segment, index } of SEGMENTER.segment(run))
    found.push({ words: [segment.slice(0, LONGEST)], start: start + index, end: start + index + segment.length });
}
