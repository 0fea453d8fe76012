import { type Stakeholder, StakeholderRole } from '../../domain/index.js';
import { hashOf, mix } from '../hash.js';
import { samePerson } from '../people.js';
import type { Reading } from '../reading.js';
import { type Features, Found, known } from './features.js';
import { probabilities, type Task } from './model.js';
import type { Person } from './people.js';
import { unitsOf } from './units.js';

/** What one place says of a person: how likely it tells of a part in the decision at all, and of which (they sum to 1). */
export interface Told {
  readonly tells: number;
  /** In the order of `StakeholderRole.options`. */
  readonly roles: readonly number[];
}

const ROLES = StakeholderRole.options;

/** What a place tells by the classifier's two questions about places. */
export function toldAt(tells: Task, roles: Task, features: Features): Told {
  return {
    tells: probabilities(tells, features)[0] as number,
    roles: shares(Array.from(probabilities(roles, features))),
  };
}

/** Probabilities of answers of which one is right, made to sum to 1. */
export function shares(each: readonly number[]): number[] {
  const sum = each.reduce((total, p) => total + p, 1e-9);
  return each.map((p) => p / sum);
}

/** Everything that was told of one person in a conversation, summed up. */
export interface Part {
  /** The surest place. */
  readonly most: number;
  /** For each role the surest place for it. */
  readonly best: readonly number[];
  /** For each role its share of all that was told. */
  readonly share: readonly number[];
  /** The roles by the place that tells most; null: nothing tells of them. */
  readonly top: readonly number[] | null;
}

export function partOf(told: readonly Told[]): Part {
  const best = ROLES.map(() => 0);
  const sums = ROLES.map(() => 0);
  let top: Told | null = null;
  for (const one of told) {
    if (!top || one.tells > top.tells) top = one;
    for (let role = 0; role < ROLES.length; role += 1) {
      const p = one.tells * (one.roles[role] as number);
      best[role] = Math.max(best[role] as number, p);
      sums[role] = (sums[role] as number) + p;
    }
  }
  return { most: top?.tells ?? 0, best, share: shares(sums), top: top?.roles ?? null };
}

/**
 * All that is known of somebody: what every place tells of them and of the others ("the last word has Dana" makes it
 * less likely that others have it), their title, how much they speak, and what the rules make of them.
 */
export function personFeatures(
  reading: Reading,
  person: Person,
  part: Part,
  others: readonly Part[],
  ruled: readonly Stakeholder[],
): Features {
  const { title, participant, places } = person;
  const found = new Found();
  for (const { hash, stem, longStem } of unitsOf((title ?? '').toLowerCase())) {
    found.add(mix(TITLE, hash));
    if (stem !== 0) found.add(mix(TITLE, stem));
    if (longStem !== 0) found.add(mix(TITLE, longStem));
  }
  found.add(hashOf(`title ${(title ?? '').toLowerCase()}`));
  found.add(known(`the rules say ${ruled.find((one) => samePerson(person, one))?.role}`));
  found.add(hashOf(participant ? 'speaks' : 'is spoken of'));
  found.add(known(`places ${Math.min(4, places.length)}`));
  if (participant) {
    const customers = reading.transcript.participants.filter(({ side }) => side === 'customer').length;
    const turns = reading.turns.filter(({ speaker }) => speaker === participant.id).length;
    found.add(known(`speakers ${Math.min(4, customers)}`));
    found.add(known(`turns ${turns < 2 ? turns : turns < 6 ? 'few' : 'many'}`));
  }
  addPart(found, part, others);
  return found.features();
}

const TITLE = hashOf('title of');

function addPart(found: Found, part: Part, others: readonly Part[]): void {
  const add = (steps: Steps, value: number): void => {
    for (let n = 0; n < steps.from.length && value >= (steps.from[n] as number); n += 1)
      found.add(steps.hashes[n] as number);
  };
  add(MOST, odds(part.most));
  if (!part.top) found.add(NO_PLACE);
  ROLES.forEach((_, role) => {
    const of = OF_ROLE[role] as (typeof OF_ROLE)[number];
    add(of.best, odds(part.best[role] as number));
    add(of.share, part.share[role] as number);
    if (part.top) add(of.top, part.top[role] as number);
    add(of.other, odds(others.reduce((most, { best }) => Math.max(most, best[role] as number), 0)));
  });
  found.add(RANK[Math.min(5, others.filter(({ most }) => most > part.most).length)] as number);
  found.add(PEOPLE[Math.min(6, others.length + 1)] as number);
}

/** A number as features: one for each step that it reaches. */
interface Steps {
  readonly from: readonly number[];
  readonly hashes: readonly number[];
}

function steps(name: string, from: number, to: number, by: number): Steps {
  const count = Math.round((to - from) / by) + 1;
  const values = Array.from({ length: count }, (_, n) => from + n * by);
  return { from: values, hashes: values.map((_, n) => hashOf(`${name} step ${n}`)) };
}

const MOST = steps('told most', -4, 3, 0.5);
const OF_ROLE = ROLES.map((role) => ({
  best: steps(`told best ${role}`, -5, 2, 0.5),
  share: steps(`told share ${role}`, 0.1, 0.9, 0.1),
  top: steps(`told first ${role}`, 0.1, 0.9, 0.1),
  other: steps(`told other ${role}`, -3, 2, 1),
}));
const NO_PLACE = hashOf('told nowhere');
const RANK = Array.from({ length: 6 }, (_, n) => hashOf(`told rank ${n}`));
const PEOPLE = Array.from({ length: 7 }, (_, n) => hashOf(`people ${n}`));

const odds = (p: number): number => Math.log((p + 1e-4) / (1 - p + 1e-4));
