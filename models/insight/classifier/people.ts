import type { Participant, Stakeholder } from '../../domain/index.js';
import { hashOf, mix } from '../hash.js';
import { called, isOurs, type Mention, mentionsIn, samePerson } from '../people.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading.js';
import { type Features, Found, known } from './features.js';
import { addIdeas, addNear, addWords } from './near.js';
import { type Unit, unitsAfter, unitsBefore, unitsOf, unitsOfTurn } from './units.js';

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
/** Of the turn before, so many words of its end. */
const ASKED = 40;

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
        if (isOurs(mention, reading) || isAddressed(reading, turn, at, mention)) continue;
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

/** "顾经理，那份方案……": who is only called by name at the beginning of a turn is spoken to, not of; after a question it is the answer. */
function isAddressed(reading: Reading, turn: TurnReading, at: number, { start, end }: Mention): boolean {
  const clause = turn.clauses[at] as Clause;
  const rest = turn.folded.slice(clause.start, start) + turn.folded.slice(end, clause.end);
  const asked = reading.turns[turn.index - 1]?.clauses.some(({ asks }) => asks === 'asks') === true;
  return at === 0 && turn.clauses.length > 1 && !/[\p{L}\p{N}]/u.test(rest) && !asked;
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
  addNear(found, unitsBefore(units, start, BEFORE), 'left', 3);
  addNear(found, unitsAfter(units, end, AFTER), 'right', 3);
  addIdeas(found, turn, at, { name: 'named', reach: 1, sentence: true });
  const earlier = reading.turns[turn.index - 1];
  if (earlier) addWords(found, unitsOfTurn(earlier).slice(-ASKED), `asked by ${earlier.side}`);
  return found.features();
}

/** What somebody says of themselves in a clause and its neighbours. */
function ofSelf(turn: TurnReading, units: readonly Unit[], at: number): Features {
  const found = new Found();
  const clause = turn.clauses[at];
  const next = turn.clauses[at + 1];
  if (clause) {
    const to = next?.end ?? clause.end;
    const said = unitsAfter(units, clause.start, AFTER + BEFORE).filter(({ end }) => end <= to);
    addNear(found, said, 'self', 3);
  }
  addIdeas(found, turn, at, { name: 'self', reach: 1, sentence: true });
  return found.features();
}
