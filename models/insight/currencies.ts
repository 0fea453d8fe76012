import type { Reading, TurnReading } from './reading.js';

/** The currency that was named most in the conversation; a bare Chinese amount is CNY, a bare English one has none. */
export function currencyOf(reading: Reading): string | null {
  const counts = new Map<string, number>();
  for (const turn of reading.turns)
    for (const currency of currenciesIn(turn.folded)) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const named = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  return named ?? (reading.language === 'en' ? null : 'CNY');
}

const CURRENCIES: readonly (readonly [string, string])[] = [
  ['hk', 'HKD'],
  ['港', 'HKD'],
  ['蚊', 'HKD'],
  ['sing', 'SGD'],
  ['sgd', 'SGD'],
  ['s$', 'SGD'],
  ['aud', 'AUD'],
  ['cad', 'CAD'],
  ['us', 'USD'],
  ['$', 'USD'],
  ['dollar', 'USD'],
  ['buck', 'USD'],
  ['美', 'USD'],
  ['€', 'EUR'],
  ['eur', 'EUR'],
  ['欧元', 'EUR'],
  ['£', 'GBP'],
  ['pound', 'GBP'],
  ['quid', 'GBP'],
  ['gbp', 'GBP'],
  ['pence', 'GBP'],
  ['₹', 'INR'],
  ['rupee', 'INR'],
  ['lakh', 'INR'],
  ['crore', 'INR'],
  ['inr', 'INR'],
  ['rmb', 'CNY'],
  ['cny', 'CNY'],
  ['元', 'CNY'],
  ['块', 'CNY'],
  ['yuan', 'CNY'],
];
const CURRENCY_NAMED =
  /hk\$|s\$|[$€£₹]|(?<!欧|美|港|日)元|块(?!地|头|儿)|[港美]金|[美港欧]元|港币|蚊|\b(?:hkd|sgd|sing(?:apore)? dollars?|aud|cad|usd?|us\$|gbp|eur|euros?|inr|rmb|cny|yuan)\b|\bdollars?\b|\bbucks\b|\bpounds?\b|\bquid\b|\bpence\b|\brupees?\b|\blakhs?\b|\bcrores?\b/g;

/** "eighty K, US dollars": the currency of a clause or the one after it. */
export function currencyNear(turn: TurnReading, at: number): string | null {
  const near = turn.clauses.slice(at, at + 2).map(({ text }) => text);
  return currenciesIn(near.join(' '))[0] ?? null;
}

function currenciesIn(folded: string): string[] {
  return Array.from(folded.matchAll(CURRENCY_NAMED)).flatMap(
    ([named]) => CURRENCIES.find(([sign]) => named.startsWith(sign))?.[1] ?? [],
  );
}
