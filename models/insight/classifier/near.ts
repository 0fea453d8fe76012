import { mix } from '../reading/hash.js';
import type { TurnReading } from '../reading/reading.js';
import { type Found, known } from './features.js';
import type { Unit } from './units.js';

/** Words next to a place are told apart from those a little further. */
const CLOSE = 3;

/** The words to one side of a place, nearest first: alone, in runs of up to `longest`, and those next to it told apart. */
export function addNear(found: Found, units: readonly Unit[], name: string, longest: 2 | 3): void {
  const any = known(name);
  const close = known(`${name} close`);
  units.forEach(({ hash, stem, longStem }, n) => {
    const own = mix(any, hash);
    found.add(own);
    if (n < CLOSE) found.add(mix(close, hash));
    let run = own;
    for (let by = 1; by < longest && n + by < units.length; by += 1) {
      run = mix(run, (units[n + by] as Unit).hash);
      found.add(run);
    }
    if (stem === 0) return;
    found.add(mix(any, stem));
    found.add(mix(any, longStem));
  });
}

/** The ideas that the rules know in a clause and those around it, those of the clause itself told apart. */
export function addIdeas(
  found: Found,
  turn: TurnReading,
  at: number,
  { name, reach, sentence }: { readonly name: string; readonly reach: number; readonly sentence: boolean },
): void {
  const around = known(`${name} idea`);
  const here = known(`${name} idea here`);
  const centre = turn.clauses[at];
  for (let by = -reach; by <= reach; by += 1) {
    const clause = turn.clauses[at + by];
    if (!clause || (sentence && clause.sentence !== centre?.sentence)) continue;
    for (const { concept, hash } of clause.hits) {
      if (concept.startsWith('names.')) continue;
      found.add(mix(around, hash));
      if (by === 0) found.add(mix(here, hash));
    }
  }
  if (centre?.asks === 'asks') found.add(known(`${name} asks`));
}

/** Words of a neighbouring turn, each by itself. */
export function addWords(found: Found, units: readonly Unit[], name: string): void {
  const from = known(name);
  for (const { hash } of units) found.add(mix(from, hash));
}
