import type { Pain } from '../../domain/index.js';
import { has, type Reading } from '../reading.js';
import { ruleName, says, shorten } from '../says.js';
import { citeClauses } from '../spans.js';
import { weigh } from '../text.js';

/** More than a record can use: the first ones are the ones a discovery asks for. */
const AT_MOST = 8;
/** Shorter clauses name a word without saying what hurts. */
const ENOUGH_WORDS = 3;

/** What hurts the customer today: their own words about their own work, not their doubts about us. */
export function pains(reading: Reading): Pain[] {
  const found: Pain[] = [];
  for (const turn of reading.turns) {
    if (turn.side !== 'customer' || turn.unreliable) continue;
    const clause = turn.clauses.find((one) => {
      if (!has(one, 'pains.pain') || has(one, 'pains.hypothetical') || one.asks === 'asks') return false;
      const weight = weigh(one.text);
      return weight.han / 1.5 + weight.words >= ENOUGH_WORDS;
    });
    if (!clause) continue;
    const evidence = citeClauses(reading, turn, [clause]);
    const quote = shorten(evidence[0].quote);
    found.push({
      text: quote,
      confidence: 0.5,
      because: says(reading, 'pains.because', { quote }),
      rule: ruleName(reading, 'pains', 'pain'),
      evidence,
    });
    if (found.length === AT_MOST) break;
  }
  return found;
}
