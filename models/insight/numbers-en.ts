import type { Numeral } from './numbers-zh.js';

/** English numbers in words: "sixty-five thousand", "one point three five million", "half a million", "a couple hundred". */

/** One to nineteen. */
export const EN_SMALL: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};
const ONES: Readonly<Record<string, number>> = { zero: 0, oh: 0, ...EN_SMALL };
export const EN_TENS: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
};
const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  thousand: 1e3,
  grand: 1e3,
  k: 1e3,
  million: 1e6,
  mil: 1e6,
  billion: 1e9,
  lakh: 1e5,
  lakhs: 1e5,
  crore: 1e7,
  crores: 1e7,
};

const CORE = [...Object.keys(ONES), ...Object.keys(EN_TENS), ...Object.keys(SCALES)]
  .sort((a, b) => b.length - a.length)
  .join('|');
/** Words that are numbers, and those that only are so beside one. */
export const EN_NUMERAL = new RegExp(
  `\\b(?:(?:half|quarter) (?:a |of a )?(?:million|billion|grand)|(?:a )?(?:couple|few)(?: of)? (?:hundred|thousand|grand|million)(?: (?:thousand|grand|million|k)\\b)?|(?:a )?(?:${CORE})\\b(?:[ -]+(?:and (?=a half|${CORE})|point\\b|a half|(?:${CORE})\\b))*)`,
  'g',
);

/** Reads what `EN_NUMERAL` matched; "one-twenty" and "one twenty five" are 120 and 125. */
export function readEnNumeral(text: string): Numeral | null {
  const words = text
    .replace(/-/g, ' ')
    .split(/ +/)
    .filter((word) => word !== '' && word !== 'and' && word !== 'of');
  if (words[0] === 'half' || words[0] === 'quarter') {
    const scale = SCALES[words.at(-1) ?? ''] ?? 1;
    const value = (words[0] === 'half' ? 0.5 : 0.25) * scale;
    return { min: value, max: value, scale };
  }
  if (words.includes('couple') || words.includes('few')) {
    const scale = words.reduce((product, word) => product * (SCALES[word] ?? 1), 1);
    const low = words.includes('couple') ? 2 : 3;
    return { min: low * scale, max: low * scale, scale };
  }
  let total = 0;
  let current = 0;
  let scale = 1;
  let seen = false;
  let decimal: string | null = null;
  let previousTens = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === 'a') {
      if (words[at + 1] === 'half') {
        total += scale / 2;
        break;
      }
      continue;
    }
    if (word === 'point') {
      decimal = '';
      continue;
    }
    const one = ONES[word];
    const ten = EN_TENS[word];
    if (decimal !== null && (one !== undefined || ten !== undefined)) {
      decimal += String(one ?? ten);
      continue;
    }
    if (one !== undefined || ten !== undefined) {
      const value = one ?? ten ?? 0;
      const follows = previousTens && one !== undefined && one < 10;
      if (current > 0 && current < 100 && scale === 1 && !follows) current *= 100;
      current += value;
      previousTens = ten !== undefined;
      seen = true;
      continue;
    }
    const factor = SCALES[word];
    if (factor === undefined) continue;
    if (decimal !== null) {
      current = Number(`${current}.${decimal}`);
      decimal = null;
    }
    seen = true;
    previousTens = false;
    if (factor === 100) current = (current || 1) * 100;
    else {
      total += (current || (total === 0 ? 1 : 0)) * factor;
      current = 0;
      scale = factor;
    }
  }
  if (decimal) current = Number(`${current}.${decimal}`);
  if (!seen) return null;
  const value = total + current;
  return { min: value, max: value, scale };
}
