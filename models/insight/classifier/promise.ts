import type { CommitmentCategory } from '../../domain/index.js';
import type { Clause, TurnReading } from '../reading/reading.js';
import { addRuns, type Features, Found, known, runsOf } from './features.js';
import { addIdeas } from './near.js';
import { type Unit, unitsOfTurn } from './units.js';

/** A promise where it is made. */
export interface Promised {
  readonly turn: TurnReading;
  /** Number of its clause within the turn. */
  readonly at: number;
  readonly category: CommitmentCategory;
}

/**
 * A promise by what its own clause says, by itself and for its category ("free" is another thing of a price than of
 * a feature), by the rest of its sentence, and by all that is looked at of its turn (`ofTurn`).
 */
export function promiseFeatures(ofTurn: Features, { turn, at, category }: Promised): Features {
  const found = new Found();
  const clause = turn.clauses[at] as Clause;
  const sentence = turn.clauses.filter((other) => other.sentence === clause.sentence);
  const units = unitsOfTurn(turn);
  const here = runsOf(units.filter((unit) => isIn(clause, unit)));
  const around = units.filter((unit) => !isIn(clause, unit) && sentence.some((other) => isIn(other, unit)));
  addRuns(found, here, 3, known('promise'));
  addRuns(found, here, 2, known(`promise ${category}`));
  addRuns(found, runsOf(around), 2, known('sentence of a promise'));
  found.add(known(`promises ${category}`));
  addIdeas(found, turn, at, { name: 'promise', reach: 2, sentence: true });
  addIdeas(found, turn, at, { name: `promise ${category}`, reach: 2, sentence: true });
  for (const bucket of ofTurn.buckets) found.addBucket(bucket);
  return found.features();
}

const isIn = ({ start, end }: Clause, unit: Unit): boolean => unit.start >= start && unit.end <= end;
