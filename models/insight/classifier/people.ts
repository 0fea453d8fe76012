import type { Participant, Stakeholder } from '../../domain/index.js';
import { hashOf, mix } from '../hash.js';
import { called, isOurs, type Mention, mentionsIn, samePerson } from '../people.js';
import { type Clause, find, has, type Reading, type TurnReading } from '../reading.js';
import { type Features, Found, known } from './features.js';
import { type Named, placeFeatures } from './told.js';
import { unitsOf } from './units.js';

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
  let spokenOf: Person | undefined;
  for (const turn of reading.turns) {
    if (turn.side !== 'customer' || turn.unreliable) continue;
    const speaker = people.find(({ participant }) => participant?.id === turn.speaker);
    const named: (Named & { person: Person | undefined })[] = turn.clauses.flatMap((clause, at) =>
      mentionsIn(turn, clause)
        .filter((mention) => !isOurs(mention, reading) && !isAddressed(reading, turn, at, mention))
        .map((mention) => ({ ...mention, at, person: personOf(people, mention) })),
    );
    const add = (
      person: Person,
      at: number,
      { start, end }: Pick<Mention, 'start' | 'end'>,
      by: 'named' | 'pronoun' | 'self',
    ): void => {
      if (person.places.length < MOST_PLACES)
        person.places.push({ turn, at, features: placeFeatures(reading, turn, { at, start, end, by }, named) });
    };
    let next = 0;
    turn.clauses.forEach((clause, at) => {
      let here = 0;
      for (; next < named.length && (named[next] as Named).at === at; next += 1) {
        const mention = named[next] as (typeof named)[number];
        here += 1;
        if (!mention.person) continue;
        spokenOf = mention.person;
        add(mention.person, at, mention, 'named');
      }
      if (here === 0 && spokenOf) {
        const pronoun = find(clause, 'stakeholders.someone');
        if (pronoun) add(spokenOf, at, pronoun, 'pronoun');
      }
      if (speaker) {
        const self = find(clause, 'stakeholders.self');
        if (self) add(speaker, at, self, 'self');
        else if (here === 0 && tells(clause)) add(speaker, at, { start: clause.start, end: clause.start }, 'self');
      }
    });
  }
  return people;
}

function personOf(people: Person[], mention: Mention): Person | undefined {
  let person = people.find((one) => (one.participant ? called(one.participant, mention) : samePerson(one, mention)));
  if (!person) {
    if (people.length >= MOST_PEOPLE) return undefined;
    people.push((person = { name: mention.name, title: mention.title, participant: null, places: [] }));
  }
  person.name ??= mention.name;
  person.title ??= mention.title;
  return person;
}

/** "顾经理，那份方案……": who is only called by name at the beginning of a turn is spoken to, not of; after a question it is the answer. */
function isAddressed(reading: Reading, turn: TurnReading, at: number, { start, end }: Mention): boolean {
  const clause = turn.clauses[at] as Clause;
  const rest = turn.folded.slice(clause.start, start) + turn.folded.slice(end, clause.end);
  const asked = reading.turns[turn.index - 1]?.clauses.some(({ asks }) => asks === 'asks') === true;
  return at === 0 && turn.clauses.length > 1 && !/[\p{L}\p{N}]/u.test(rest) && !asked;
}

/** What is said without a subject beside one of these ideas tells of the speaker. */
const tells = (clause: Clause): boolean =>
  clause.hits.some(({ concept }) => SELF_TELLING.has(concept)) && !has(clause, 'stakeholders.someone');

const SELF_TELLING = new Set(
  ['decides', 'approves', 'influences', 'champions', 'uses', 'blocks'].map((idea) => `stakeholders.${idea}`),
);

/** All that is known of somebody: what every place tells, their title, how much they speak, and what the rules make of them. */
export function personFeatures(reading: Reading, person: Person, ruled: readonly Stakeholder[]): Features {
  const { title, participant, places } = person;
  const found = new Found();
  for (const { hash, stem, longStem } of unitsOf((title ?? '').toLowerCase())) {
    found.add(mix(TITLE, hash));
    if (stem !== 0) found.add(mix(TITLE, stem));
    if (longStem !== 0) found.add(mix(TITLE, longStem));
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
