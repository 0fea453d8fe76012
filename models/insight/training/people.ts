import { StakeholderRole } from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import type { Labelled as Conversation } from '../corpus/read.mjs';
import { partOf, personFeatures, shares, type Told } from '../classifier/part.js';
import { type Person, peopleOf, type Place } from '../classifier/people.js';
import type { Insights } from '../../domain/index.js';
import type { Clause, Reading } from '../reading.js';
import { type Labelled, type Origin, train, type Trained } from './fit.js';
import { trainKinds } from './kinds.js';
import { personPhrases } from './people-phrases.js';

/** A place of somebody's: whether it tells of their part, and of which; null: nobody knows. */
interface PlaceRow {
  readonly writer: string;
  readonly origin: Origin;
  readonly place: Place;
  readonly tells: boolean | null;
  readonly role: string | null;
}

/** Somebody of the customer's side, with their role; null: no stakeholder. */
interface PersonRow {
  readonly person: Person;
  readonly places: readonly PlaceRow[];
  readonly role: string | null;
}

/** The people of one conversation. */
export interface PeopleRow {
  readonly writer: string;
  readonly origin: Origin;
  readonly reading: Reading;
  readonly claims: Insights;
  readonly people: readonly PersonRow[];
  /** How many stakeholders are labelled, found or not. */
  readonly labelled: number;
}

type Label = Conversation['gold']['stakeholders'][number];

export function peopleRow(
  writer: string,
  { gold, turns }: Conversation,
  reading: Reading,
  claims: Insights,
): PeopleRow {
  const origin = gold.scriptFit === undefined ? 'excerpt' : 'conversation';
  const people = peopleOf(reading);
  const labels = labelsOf(people, gold.stakeholders);
  return {
    writer,
    origin,
    reading,
    claims,
    labelled: gold.stakeholders.length,
    people: people.map((person) => {
      const label = labels.get(person);
      const telling = label ? placesOf(person, label, turns[label.turn]?.text ?? '') : [];
      const places = person.places.map((place): PlaceRow => {
        const tells = telling.includes(place);
        // The same person's other places may tell of their part as well.
        return {
          writer,
          origin,
          place,
          tells: tells || (label ? null : false),
          role: tells ? (label?.role ?? null) : null,
        };
      });
      return { person, places, role: label?.role ?? null };
    }),
  };
}

/** The places where a label's quote stands, or the nearest to it in its turn. */
function placesOf({ places }: Person, { turn, quote }: Label, text: string): readonly Place[] {
  const start = text.indexOf(quote);
  const end = start + quote.length;
  const clause = (place: Place): Clause => place.turn.clauses[place.at] as Clause;
  const here = places.filter((place) => place.turn.index === turn);
  const quoted = here.filter((place) => clause(place).start < end && start < clause(place).end);
  if (quoted.length > 0) return quoted;
  const away = (place: Place): number => Math.abs(clause(place).start - start);
  return here.sort((a, b) => away(a) - away(b)).slice(0, 1);
}

/** Each person's label, each label once, the best fits first. */
function labelsOf(people: readonly Person[], labels: readonly Label[]): Map<Person, Label> {
  const fits = people
    .flatMap((person) => labels.map((label) => ({ person, label, fit: fitOf(person, label) })))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
  const found = new Map<Person, Label>();
  const taken = new Set<Label>();
  for (const { person, label } of fits) {
    if (found.has(person) || taken.has(label)) continue;
    found.set(person, label);
    taken.add(label);
  }
  return found;
}

function fitOf(person: Person, label: Label): number {
  if (!isCalled(person, label)) return 0;
  const [name, title] = [plain(person.name), plain(person.title)];
  return (
    1 +
    (name !== '' && name === plain(label.name) ? 8 : 0) +
    (title !== '' && title === plain(label.title) ? 4 : 0) +
    (person.places.some(({ turn }) => turn.index === label.turn) ? 2 : 0)
  );
}

function isCalled(person: Person, label: Label): boolean {
  if (person.name && label.name) return overlap(person.name, label.name);
  return overlap(person.title, label.title) || overlap(person.name, label.title) || overlap(person.title, label.name);
}

const plain = (text: string | null): string => (text ?? '').toLowerCase().replace(/[\s.,·'’-]/g, '');
const overlap = (a: string | null, b: string | null): boolean =>
  plain(a) !== '' && plain(b) !== '' && (plain(a).includes(plain(b)) || plain(b).includes(plain(a)));

const ROLES = StakeholderRole.options;

/**
 * Two steps: what a place tells of somebody, then what all their places together make of them. The second learns from
 * what the first said of writers that it had not seen.
 */
export function trainPeople(conversations: readonly PeopleRow[], phrases: string | null, rules: Rules): Trained[] {
  const rows: PlaceRow[] = conversations.flatMap(({ people }) => people.flatMap(({ places }) => places));
  const loose = (phrases === null ? [] : personPhrases(phrases, rules)).flatMap(({ person, role, writer }) =>
    person.places.map((place): PlaceRow => ({ writer, origin: 'phrase', place, tells: role !== null, role })),
  );
  const all = [...rows, ...loose];
  const labelled = (yes: (row: PlaceRow) => readonly (boolean | null)[]): Labelled[] =>
    all.map((row) => ({ writer: row.writer, origin: row.origin, features: row.place.features, yes: yes(row) }));
  const tells = train(
    'told',
    ['yes'],
    labelled((row) => [row.tells]),
  );
  const roles = train(
    'told role',
    ROLES,
    labelled((row) => ROLES.map((role) => (row.role === null ? null : role === row.role))),
  );
  const told = new Map(
    rows.map((row, n): [PlaceRow, Told] => [
      row,
      {
        tells: tells.held[0]?.[n] as number,
        roles: shares(roles.held.map((held) => held[n] as number)),
      },
    ]),
  );
  return [tells, roles, ...trainParts(conversations, (row) => told.get(row) as Told)];
}

function trainParts(conversations: readonly PeopleRow[], told: (row: PlaceRow) => Told): Trained[] {
  const people = conversations.flatMap(({ writer, origin, reading, claims, people }) => {
    const parts = people.map(({ places }) => partOf(places.map(told)));
    return people.map(({ person, role }, n) => {
      const others = parts.filter((_, other) => other !== n);
      const features = personFeatures(reading, person, parts[n] as (typeof parts)[number], others, claims.stakeholders);
      return { writer, origin, features, role };
    });
  });
  return trainKinds(
    'stakeholder',
    'role',
    ROLES,
    people.map(({ role, ...one }) => ({ ...one, kinds: role === null ? [] : [role] })),
    {
      labels: conversations.reduce((sum, { origin, labelled }) => sum + (origin === 'conversation' ? labelled : 0), 0),
      likely: shares,
    },
  );
}
