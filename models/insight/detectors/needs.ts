import type { Goal, Pain } from '../../domain/index.js';
import type { Clause, Reading, TurnReading } from '../reading/reading.js';
import { ruleName, says, shorten } from '../says.js';
import { citeClauses } from '../reading/spans.js';
import { weightOf } from '../reading/text.js';

/** What somebody wants to reach, or what hurts them today. */
export const NEED_KINDS = ['goal', 'pain'] as const;
export type NeedKind = (typeof NEED_KINDS)[number];

/** So much tells somebody who was not there what it is about: what is shorter is quoted with what stands beside it. */
const UNDERSTOOD = 14;

/** What the clause `at` of a turn tells of what the customer wants, or of what hurts them. */
export function needAt(reading: Reading, turn: TurnReading, at: number, kind: NeedKind): Goal & Pain {
  const evidence = citeClauses(reading, turn, understood(turn, at));
  const quote = shorten(evidence[0].quote);
  return {
    text: quote,
    confidence: 0.5,
    because: says(reading, `needs.${kind}`, { quote }),
    rule: ruleName(reading, 'needs', kind),
    evidence,
  };
}

/** The clause `at` with those beside it, the ones of its sentence first, until it can be understood by itself. */
function understood({ text, clauses }: TurnReading, at: number): readonly Clause[] {
  let [first, last] = [at, at];
  const weight = (): number => weightOf(text.slice(clauses[first]?.start, clauses[last]?.end));
  while (weight() < UNDERSTOOD) {
    if (clauses[last + 1] && clauses[last + 1]?.sentence === clauses[at]?.sentence) last += 1;
    else if (first > 0) first -= 1;
    else if (clauses[last + 1]) last += 1;
    else break;
  }
  // Half of another sentence is not understood: it is quoted from its beginning, unless that is far away.
  const begun = first < at && clauses[first]?.sentence !== clauses[at]?.sentence ? clauses[first]?.sentence : null;
  while (clauses[first - 1]?.sentence === begun && weight() < 2 * UNDERSTOOD) first -= 1;
  return clauses.slice(first, last + 1);
}
