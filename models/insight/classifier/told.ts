import { hashOf, mix } from '../reading/hash.js';
import { has, type Reading, type TurnReading } from '../reading/reading.js';
import { type Features, Found, known } from './features.js';
import { type Unit, unitsAfter, unitsBefore, unitsOfTurn } from './units.js';

/** Somebody named in a turn: where, and in which clause. */
export interface Named {
  readonly start: number;
  readonly end: number;
  readonly at: number;
}

/** Words after a person, before them, and of the end of the turn before. */
const AFTER = 24;
const BEFORE = 10;
const ASKED = 25;
/** What is said of them goes on for so many clauses. */
const CLAUSES = 2;
const NEAREST = 3;
const PERSON = hashOf('the person');

/** What one place tells of somebody: the words after and before them up to the next person, and what was asked. */
export function placeFeatures(
  reading: Reading,
  turn: TurnReading,
  { at, start, end, by }: Named & { readonly by: 'named' | 'pronoun' | 'self' },
  named: readonly Named[],
): Features {
  const found = new Found();
  const units = unitsOfTurn(turn);
  const clause = turn.clauses[at];
  if (!clause) return found.features();
  const next = named.find((one) => one.start >= end);
  const last = named.findLast((one) => one.end <= start);
  const limit = turn.clauses[at + CLAUSES]?.end ?? Infinity;
  const after = unitsAfter(units, end, AFTER).filter((unit) => unit.end <= Math.min(limit, next?.start ?? Infinity));
  const before = unitsBefore(units, start, BEFORE).filter((unit) => unit.start >= (last?.end ?? 0));
  runs(found, turn, after, 'mine', clause.end);
  runs(found, turn, before, 'lead', -1);
  found.add(known(`by ${by}`));
  const bag = known('clause');
  for (const unit of [...after, ...before]) {
    if (unit.start < clause.start || unit.end > clause.end) continue;
    found.add(mix(bag, lemma(turn, unit)));
    if (unit.stem !== 0) found.add(mix(bag, unit.stem));
  }
  const negated = has(clause, 'clauses.negation');
  for (let step = -1; step <= CLAUSES; step += 1) {
    const other = turn.clauses[at + step];
    if (!other || (next && other.start >= next.end) || (last && other.end <= last.start)) continue;
    const idea = known(step < 0 ? 'idea before' : step === 0 ? 'idea here' : 'idea after');
    for (const { hash, concept } of other.hits) {
      found.add(mix(idea, hash));
      if (step === 0 && concept.startsWith('stakeholders.')) {
        found.add(mix(known(`idea by ${by}`), hash));
        if (negated) found.add(mix(known(`idea negated`), hash));
      }
    }
  }
  if (clause.asks === 'asks') found.add(known('asks'));
  if (next) found.add(known('next'));
  if (last) found.add(known('last'));
  const earlier = reading.turns[turn.index - 1];
  if (earlier) {
    const asked = known(`asked by ${earlier.side}`);
    for (const { hash } of unitsOfTurn(earlier).slice(-ASKED)) found.add(mix(asked, hash));
    for (const { hits } of earlier.clauses.slice(-3))
      for (const { hash } of hits) found.add(mix(known(`asked idea ${earlier.side}`), hash));
  }
  found.add(known(`clause number ${Math.min(at, 2)}`));
  return found.features();
}

/** Runs of up to three units away from the person, the nearest beginning with them. */
function runs(found: Found, turn: TurnReading, units: readonly Unit[], name: string, clauseEnd: number): void {
  const any = known(name);
  const close = known(`${name} close`);
  const own = known(`${name} clause`);
  let first = mix(any, PERSON);
  const hashes = units.map((unit) => lemma(turn, unit));
  for (let n = 0; n < Math.min(NEAREST, hashes.length); n += 1) found.add((first = mix(first, hashes[n] as number)));
  hashes.forEach((hash, n) => {
    const unit = units[n] as Unit;
    let run = mix(any, hash);
    found.add(run);
    if (n < NEAREST) found.add(mix(close, hash));
    if (unit.end <= clauseEnd) found.add(mix(own, hash));
    for (let by = 1; by < 3 && n + by < hashes.length; by += 1) found.add((run = mix(run, hashes[n + by] as number)));
    if (unit.stem === 0) return;
    found.add(mix(any, unit.stem));
    found.add(mix(any, unit.longStem));
  });
}

/** "signs" counts as "sign". */
function lemma({ folded }: TurnReading, { start, end, hash }: Unit): number {
  if (end - start < 4 || folded.charCodeAt(end - 1) !== 115 || folded.charCodeAt(end - 2) === 115) return hash;
  let base = hashOf('');
  for (let at = start; at < end - 1; at += 1) base = Math.imul(base ^ folded.charCodeAt(at), 0x01000193) >>> 0;
  return base;
}
