import type { Participant, Stakeholder } from '../../domain/index.js';
import { called, isOurs, mentionsIn, samePerson } from '../people.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading.js';
import { type Features, Found, known } from './features.js';
import { hashOf, mix, type Unit, unitsOf, unitsOfTurn } from './units.js';

/** Where somebody is spoken of, or speaks of themselves. */
export interface Place {
  readonly turn: TurnReading;
  /** Number of the clause within the turn. */
  readonly at: number;
  readonly features: Features;
}

/** Somebody on the customer's side, with every place that tells what they have to say in the decision. */
export interface Person {
  name: string | null;
  title: string | null;
  readonly participant: Participant | null;
  readonly places: Place[];
}

/** Nobody's decision chain is longer; a pasted address book is none. */
const MOST_PEOPLE = 60;
const MOST_PLACES = 60;
/** Words to either side of a name that may tell the role. */
const BEFORE = 10;
const AFTER = 16;
const CLOSE = 3;

/** The people of the customer's side: who speaks for it, and who its speakers name. */
export function peopleOf(reading: Reading): Person[] {
  const people: Person[] = reading.transcript.participants
    .filter(({ side, name, title }) => side === 'customer' && (name != null || title != null))
    .map((participant) => ({
      name: participant.name ?? null,
      title: participant.title ?? null,
      participant,
      places: [],
    }));
  for (const turn of reading.turns) {
    if (turn.side !== 'customer' || turn.unreliable) continue;
    const units = unitsOfTurn(turn);
    const speaker = people.find(({ participant }) => participant?.id === turn.speaker);
    turn.clauses.forEach((clause, at) => {
      for (const mention of mentionsIn(turn, clause)) {
        if (isOurs(mention, reading)) continue;
        const known =
          people.find((one) => (one.participant ? called(one.participant, mention) : samePerson(one, mention))) ??
          (people.length < MOST_PEOPLE
            ? { name: mention.name, title: mention.title, participant: null, places: [] }
            : null);
        if (!known) continue;
        if (!people.includes(known)) people.push(known);
        known.name ??= mention.name;
        known.title ??= mention.title;
        if (known.places.length < MOST_PLACES)
          known.places.push({ turn, at, features: around(reading, turn, units, at, mention.start, mention.end) });
      }
      if (speaker && speaker.places.length < MOST_PLACES && tellsOfSelf(turn, clause))
        speaker.places.push({ turn, at, features: ofSelf(turn, units, at) });
    });
  }
  return people;
}

/** "Our director decides" tells of the director, "I decide" of the speaker. */
function tellsOfSelf(turn: TurnReading, clause: Clause): boolean {
  if (!clause.hits.some(({ concept }) => SELF_TELLING.has(concept))) return false;
  return has(clause, 'stakeholders.self') || mentionsIn(turn, clause).length === 0;
}

/** What somebody says beside one of these ideas may tell their part in the decision. */
const SELF_TELLING = new Set(
  ['self', 'decides', 'approves', 'influences', 'champions', 'uses', 'blocks'].map((idea) => `stakeholders.${idea}`),
);

/** All that is known of somebody: what every place tells, their title, how much they speak, and what the rules make of them. */
export function personFeatures(reading: Reading, person: Person, ruled: readonly Stakeholder[]): Features {
  const { title, participant, places } = person;
  const found = new Found();
  for (const { features } of places) for (const bucket of features.buckets) found.addBucket(bucket);
  for (const { hash, stems } of unitsOf((title ?? '').toLowerCase())) {
    found.add(mix(TITLE, hash));
    for (const stem of stems) found.add(mix(TITLE, stem));
  }
  found.add(hashOf(`title ${(title ?? '').toLowerCase()}`));
  const role = ruled.find((one) => samePerson(person, one))?.role;
  found.add(known(`the rules say ${role}`));
  found.add(hashOf(participant ? 'speaks' : 'is spoken of'));
  found.add(known(`places ${Math.min(4, places.length)}`));
  if (participant) {
    const customers = reading.transcript.participants.filter(({ side }) => side === 'customer').length;
    const turns = reading.turns.filter(({ speaker }) => speaker === participant.id).length;
    found.add(known(`speakers ${Math.min(4, customers)}`));
    found.add(known(`turns ${turns < 2 ? turns : turns < 6 ? 'few' : 'many'}`));
  }
  return found.features();
}

const TITLE = hashOf('title of');

/** The words before and after a name, the ideas in its clause, and what was said right before. */
function around(
  reading: Reading,
  turn: TurnReading,
  units: readonly Unit[],
  at: number,
  start: number,
  end: number,
): Features {
  const found = new Found();
  const before = units.filter((unit) => unit.end <= start).slice(-BEFORE);
  const after = units.filter((unit) => unit.start >= end).slice(0, AFTER);
  near(found, before.toReversed(), 'left');
  near(found, after, 'right');
  ideas(found, turn, at, 'named');
  const earlier = reading.turns[turn.index - 1];
  if (earlier)
    for (const { hash } of unitsOfTurn(earlier).slice(-40)) found.add(mix(known(`asked by ${earlier.side}`), hash));
  return found.features();
}

/** What somebody says of themselves in a clause and its neighbours. */
function ofSelf(turn: TurnReading, units: readonly Unit[], at: number): Features {
  const found = new Found();
  const clause = turn.clauses[at];
  const next = turn.clauses[at + 1];
  if (clause)
    near(
      found,
      units
        .filter(({ start, end }) => start >= clause.start && end <= (next?.end ?? clause.end))
        .slice(0, AFTER + BEFORE),
      'self',
    );
  ideas(found, turn, at, 'self');
  return found.features();
}

/** Words by side, those next to the name told apart, and pairs of them. */
function near(found: Found, units: readonly Unit[], name: string): void {
  const any = hashOf(name);
  const close = known(`${name} close`);
  units.forEach(({ hash, stems }, n) => {
    found.add(mix(any, hash));
    if (n < CLOSE) found.add(mix(close, hash));
    const next = units[n + 1];
    if (next) found.add(mix(mix(any, hash), next.hash));
    const third = units[n + 2];
    if (next && third) found.add(mix(mix(mix(any, hash), next.hash), third.hash));
    for (const stem of stems) found.add(mix(any, stem));
  });
}

function ideas(found: Found, turn: TurnReading, at: number, name: string): void {
  for (const by of [-1, 0, 1]) {
    const clause = turn.clauses[at + by];
    if (!clause || (by !== 0 && clause.sentence !== turn.clauses[at]?.sentence)) continue;
    for (const { concept } of clause.hits) {
      found.add(known(`${name} idea ${concept}`));
      if (by === 0) found.add(known(`${name} idea here ${concept}`));
    }
    if (by === 0 && clause.asks === 'asks') found.add(known(`${name} asks`));
  }
}
