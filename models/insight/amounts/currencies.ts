import { SIGN_PATTERN, signCurrency, WORDS } from './currency-names.js';
import { homeOf } from './home-currency.js';
import type { Reading, TurnReading } from '../reading/reading.js';

const known = new WeakMap<Reading, Named>();

/** What a conversation tells of the currency of its amounts. */
interface Named {
  /** Of an amount that names none. */
  readonly usual: string | null;
  /** What "dollars" are there. */
  readonly dollars: string;
  /** What 元 and 块 are there. */
  readonly yuan: string;
  /** Nobody named the usual one: it is that of the place. */
  readonly ofPlace: boolean;
}

/** ISO 4217, and whether it was named or is that of the place. */
export interface CurrencyOf {
  readonly currency: string | null;
  readonly ofPlace: boolean;
}

/**
 * The currency of an amount that names `named`, or none: then it is the one named most in the conversation, else that
 * of its place. "$" and "dollars" in Auckland are New Zealand's, unless somebody says American ones; 块 in Singapore is
 * its dollar, unless somebody says 人民币.
 */
export function currencyOf(reading: Reading, named: string | null = null): CurrencyOf {
  const there = namedIn(reading);
  if (named === null) return { currency: there.usual, ofPlace: there.ofPlace };
  const currency = localOf(named, there);
  return { currency, ofPlace: currency !== named };
}

function namedIn(reading: Reading): Named {
  let named = known.get(reading);
  if (!named) known.set(reading, (named = readNamed(reading)));
  return named;
}

function readNamed(reading: Reading): Named {
  const home = homeOf(reading);
  const says = (pattern: RegExp): boolean => reading.turns.some(({ folded }) => pattern.test(folded));
  const dollars = says(AMERICAN) ? 'USD' : home.dollars;
  const yuan = reading.language === 'en' || home.currency === null || says(RENMINBI) ? 'CNY' : home.currency;
  const counts = new Map<string, number>();
  for (const { folded } of reading.turns) {
    const said = home.currency === 'USD' ? folded.replace(WEIGHT, '') : folded;
    for (const currency of currenciesIn(said)) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  }
  const [named, times = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const inPassing = reading.language === 'zh' && IN_PASSING.has(named ?? '') && times < OFTEN;
  const usual = named === undefined || inPassing ? home.currency : localOf(named, { dollars, yuan });
  return { usual, dollars, yuan, ofPlace: inPassing || usual !== named };
}

/** What a word for dollars or yuan is in that place. */
const localOf = (named: string, { dollars, yuan }: Pick<Named, 'dollars' | 'yuan'>): string =>
  named === 'USD' ? dollars : named === 'CNY' ? yuan : named;

/** Among Chinese a fine in 美金, or a drawing in CAD, stands beside amounts that are in yuan all the same. */
const IN_PASSING = new Set(['USD', 'CAD']);
const OFTEN = 3;
/** What a pound is in America. */
const WEIGHT = /\bpounds?\b/g;

const AMERICAN = /\bus(?:d|\$| ?dollars?)|u\.s\. ?(?:dollars?|\$)|\bamerican\b|美金|美元|美刀/;
const RENMINBI = /人民币|人民幣|\b(?:rmb|cny|renminbi)\b/;

/** Words that name a currency although no number stands before them; 块, 元, 刀 and 欧 do so in few places. */
const ALONE: Readonly<Record<string, string>> = {
  pence: 'GBP',
  lakh: 'INR',
  lakhs: 'INR',
  crore: 'INR',
  crores: 'INR',
  新币: 'SGD',
};
/** Words that mean something else as often. */
const NOT_ALONE = new Set([
  '刀',
  '欧',
  'bitcoin',
  'bitcoins',
  'btc',
  'php',
  'rub',
  'dong',
  'rand',
  'nok',
  'mop',
  'sar',
  'sing',
  'kuai',
  '比索',
  '元人民币',
  '新元',
]);
/** "one-ninety, Canadian", "four hundred thousand Swedish". */
const NATIONS: Readonly<Record<string, string>> = {
  american: 'USD',
  australian: 'AUD',
  aussie: 'AUD',
  canadian: 'CAD',
  danish: 'DKK',
  kiwi: 'NZD',
  norwegian: 'NOK',
  sing: 'SGD',
  singapore: 'SGD',
  swedish: 'SEK',
  swiss: 'CHF',
  us: 'USD',
};
const AFTER_NUMBER = '(?<=(?:[,.\\dk]|hundred|thousand|million|grand|ty|teen) {0,3})';
const LATIN = [...Object.keys(WORDS), ...Object.keys(ALONE)].filter(
  (word) => /^[a-z]/.test(word) && !NOT_ALONE.has(word),
);
const HAN = [...Object.keys(WORDS), ...Object.keys(ALONE)].filter(
  (word) => !/^[a-z]/.test(word) && !NOT_ALONE.has(word),
);
const alternatives = (words: readonly string[]): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/\./g, '\\.'))
    .join('|');
const CURRENCY_NAMED = new RegExp(
  `(?<![a-z])${SIGN_PATTERN}(?= ?\\d)|[€£₹]|\\$|${alternatives(HAN)}(?!地|头|儿|素|件|子|香|虫)|\\b(?:${alternatives(LATIN)})(?![a-z])|${AFTER_NUMBER}(?:${alternatives(Object.keys(NATIONS))})(?= *(?:[,.?!]|$))`,
  'g',
);

/** "eighty K, US dollars": the currency of a clause or the one after it. */
export function currencyNear(turn: TurnReading, at: number): string | null {
  const near = turn.clauses.slice(at, at + 2).map(({ text }) => text);
  return currenciesIn(near.join(' '))[0] ?? null;
}

function currenciesIn(folded: string): string[] {
  return Array.from(folded.matchAll(CURRENCY_NAMED)).flatMap(
    ([named]) => WORDS[named] ?? ALONE[named] ?? NATIONS[named] ?? signCurrency(named) ?? [],
  );
}
