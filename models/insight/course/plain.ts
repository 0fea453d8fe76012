import type { Hit } from '../reading/lexicon.js';
import type { Clause, Reading, TurnReading } from '../reading/reading.js';

const known = new WeakMap<TurnReading, ReadonlyMap<Clause, readonly Hit[]>>();
const NONE: readonly Hit[] = [];

/** The hits of plain.yaml in a clause: the turn is scanned once for all of them. */
export function plainHits({ rules }: Reading, turn: TurnReading, clause: Clause): readonly Hit[] {
  let found = known.get(turn);
  if (!found) known.set(turn, (found = byClause(turn, rules.plain.scan(turn.folded))));
  return found.get(clause) ?? NONE;
}

/** The first place of a clause where an idea of plain.yaml is said; `idea` is its name there. */
export const findPlain = (reading: Reading, turn: TurnReading, clause: Clause, idea: string): Hit | undefined =>
  plainHits(reading, turn, clause).find(({ concept }) => concept === `plain.${idea}`);

/** Whether a clause says one of some ideas of plain.yaml. */
export const isPlain = (reading: Reading, turn: TurnReading, clause: Clause, ...ideas: readonly string[]): boolean =>
  ideas.some((idea) => findPlain(reading, turn, clause, idea) !== undefined);

/** Whether any clause of a turn says one of some ideas of plain.yaml. */
export const saysPlainly = (reading: Reading, turn: TurnReading, ...ideas: readonly string[]): boolean =>
  turn.clauses.some((clause) => isPlain(reading, turn, clause, ...ideas));

function byClause({ clauses }: TurnReading, hits: readonly Hit[]): ReadonlyMap<Clause, readonly Hit[]> {
  const found = new Map<Clause, Hit[]>();
  let next = 0;
  for (const clause of clauses)
    for (; next < hits.length && (hits[next] as Hit).start < clause.end; next += 1) {
      const hit = hits[next] as Hit;
      const here = found.get(clause);
      if (here) here.push(hit);
      else found.set(clause, [hit]);
    }
  return found;
}
