import { StakeholderRole } from '../../domain/index.js';
import type { Rules } from '../../rules/load.js';
import type { Labelled as Conversation } from '../corpus/read.mjs';
import { calledFeatures, partNumbers, partOf, shares, type Told } from '../classifier/part.js';
import { likely } from '../classifier/model.js';
import { type Person, peopleOf, type Place } from '../classifier/people.js';
import type { Insights } from '../../domain/index.js';
import type { Clause, Reading } from '../reading/reading.js';
import { foldOf, FOLDS, type Labelled, type Origin, train, type Trained } from './fit.js';
import { mostRight } from './kinds.js';
import { personPhrases } from './people-phrases.js';
import { fitLogistic } from './svm.js';

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
    { weighing: 'whole' },
  );
  const roles = train(
    'told role',
    ROLES,
    labelled((row) => ROLES.map((role) => (row.role === null ? null : role === row.role))),
    { weighing: 'whole' },
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
  return [tells, roles, trainParts(conversations, (row) => told.get(row) as Told)];
}

/** One person: all that is known of them, and their role; null: no stakeholder. */
interface Known {
  readonly writer: string;
  readonly origin: Origin;
  readonly numbers: readonly number[];
  readonly role: string | null;
}

/** Chosen on writers left out. */
const TITLE_COST = 0.2;

/** What people are called, and a line for each role over all that is known of them. */
function trainParts(conversations: readonly PeopleRow[], told: (row: PlaceRow) => Told): Trained {
  const people = conversations.flatMap(({ writer, origin, reading, people: all }) => {
    const parts = all.map(({ places }) => partOf(places.map(told)));
    return all.map(({ person, role }, n) => ({
      ...{ writer, origin, reading, person, role, part: parts[n] as (typeof parts)[number] },
      others: parts.filter((_, other) => other !== n),
    }));
  });
  const called = train(
    'called',
    ROLES,
    people.map(({ writer, origin, person, role }) => ({
      ...{ writer, origin, features: calledFeatures(person) },
      yes: ROLES.map((one) => one === role),
    })),
    { weighing: 'whole', cost: TITLE_COST },
  );
  const known = people.map(({ writer, origin, reading, person, role, part, others }, n): Known => {
    const byName = called.held.map((held) => held[n] as number);
    return { writer, origin, role, numbers: partNumbers(reading, person, byName, part, others) };
  });
  const fold = foldOf(known);
  const scored = Array.from({ length: FOLDS }, (_, part) => part).flatMap((part) => {
    const lines = linesOf(known.filter((one) => fold(one) !== part));
    return known
      .filter((one) => fold(one) === part && one.origin === 'conversation')
      .map(({ numbers, role }) => {
        const chances = lines.map((line) => likely(line, numbers));
        const p = Math.max(...chances);
        return { p, stakeholder: role !== null, right: ROLES[chances.indexOf(p)] === role };
      });
  });
  const labelled = conversations.reduce((sum, one) => sum + (one.origin === 'conversation' ? one.labelled : 0), 0);
  const { threshold, f1 } = mostRight(scored, labelled);
  const stakeholders = scored.filter(({ stakeholder }) => stakeholder);
  const right = stakeholders.filter((one) => one.right).length / Math.max(1, stakeholders.length);
  return {
    ...called,
    task: { ...called.task, parts: linesOf(known), threshold: ROLES.map(() => threshold) },
    report: `${called.report}\nstakeholders of the right role: F1 ${f1.toFixed(3)} from ${threshold.toFixed(2)}; role right ${(100 * right).toFixed(1)} %`,
  };
}

const linesOf = (known: readonly Known[]): ReturnType<typeof fitLogistic>[] =>
  ROLES.map((role) =>
    fitLogistic(
      known.map((one) => ({ numbers: one.numbers, target: one.role === role ? 1 : 0 })),
      RIDGE,
    ),
  );
/** Chosen on writers left out, where it costs little: a short talk has few numbers that say anything. */
const RIDGE = 0.5;
