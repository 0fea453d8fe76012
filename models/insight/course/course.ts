import type { Hit } from '../reading/lexicon.js';
import type { Clause, Reading, TurnReading } from '../reading/reading.js';

/** The ideas of outcomes.yaml and requests.yaml by the clause that they begin in, found once for each turn. */
const known = new WeakMap<TurnReading, ReadonlyMap<Clause, readonly Hit[]>>();

/** The ideas of outcomes.yaml and requests.yaml that begin in a clause of `turn`. */
export function courseHits({ rules }: Reading, turn: TurnReading, clause: Clause): readonly Hit[] {
  let byClause = known.get(turn);
  if (!byClause) known.set(turn, (byClause = byClauses(rules.course.scan(turn.folded), turn)));
  return byClause.get(clause) ?? [];
}

/** Whether a clause says what `idea` (`outcomes.won`) stands for. */
export const tells = (reading: Reading, turn: TurnReading, clause: Clause, idea: string): boolean =>
  courseHits(reading, turn, clause).some(({ concept }) => concept === idea);

function byClauses(hits: readonly Hit[], { clauses }: TurnReading): Map<Clause, readonly Hit[]> {
  const found = new Map<Clause, Hit[]>();
  let at = 0;
  for (const hit of hits) {
    while ((clauses[at]?.end ?? Infinity) <= hit.start) at += 1;
    const clause = clauses[at];
    if (!clause) break;
    const its = found.get(clause);
    if (its) its.push(hit);
    else found.set(clause, [hit]);
  }
  return found;
}
