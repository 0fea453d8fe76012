import type { Insights, Objection, Outcome } from '../../domain/index.js';
import { tellsDecision } from '../course/outcome.js';
import { clausesIn } from '../reading/reading.js';
import { says } from '../says.js';
import { quote, type Sentence, speakerOf, type Telling } from './telling.js';

/** How it ended, first of all; nothing where nobody said so. */
export function ending(telling: Telling, outcome: Outcome | null): Sentence[] {
  if (outcome === null) return [];
  const said = quote(telling, outcome.evidence[0]);
  const values = { who: speakerOf(telling, said.evidence), quote: said.text, rival: outcome.rival ?? '' };
  return [{ text: says(telling.reading, `summary.${keyOf('outcome', outcome)}`, values), evidence: [said.evidence] }];
}

/** The same for the headline. */
export const endingInShort = ({ reading }: Telling, outcome: Outcome | null): string[] =>
  outcome === null ? [] : [says(reading, `summary.${keyOf('headline', outcome)}`, { rival: outcome.rival ?? '' })];

const keyOf = (where: string, { kind, rival }: Outcome): string => `${where}_${kind}${rival === null ? '' : '_to'}`;

/** What is left in doubt: words that tell the decision itself are none. */
export function openDoubts({ reading }: Telling, { objections }: Insights): Objection[] {
  return objections.filter(({ evidence }) =>
    evidence.some((place) => {
      const turn = reading.turns[place.turn];
      return !turn || !clausesIn(turn, place).every((clause) => tellsDecision(reading, turn, clause));
    }),
  );
}
