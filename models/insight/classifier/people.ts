import type { Participant } from '../../domain/index.js';
import { type Mention, mentionsIn, samePerson } from '../people.js';
import { type Clause, find, has, type Reading, type TurnReading } from '../reading.js';
import { fold } from '../text.js';
import type { Features } from './features.js';
import { isEquated, isSpeaker, namedIn, type NamedMention } from './named.js';
import { meantBy, RECENT } from './pronouns.js';
import { type Named, placeFeatures } from './told.js';

/** Where somebody is spoken of, or speaks of themselves. */
export interface Place {
  readonly turn: TurnReading;
  /** Number of the clause within the turn. */
  readonly at: number;
  /** Where they are called by name or pronoun, within the turn. */
  readonly called: Pick<Mention, 'start' | 'end'>;
  readonly features: Features;
}

/** Somebody on the customer's side, with every place that tells what they have to say in the decision. */
export interface Person {
  name: string | null;
  title: string | null;
  readonly participant: Participant | null;
  readonly places: Place[];
  /** Every way they were called. */
  readonly called: Pick<Mention, 'name' | 'title'>[];
}

/** Nobody's decision chain is longer; a pasted address book is none. */
const MOST_PEOPLE = 60;
const MOST_PLACES = 60;

/** The people of the customer's side: who speaks for it, and who its speakers name. */
export function peopleOf(reading: Reading): Person[] {
  const people: Person[] = reading.transcript.participants
    .filter(({ side, name, title }) => side === 'customer' && (name != null || title != null))
    .map((participant) => {
      const called = { name: participant.name ?? null, title: participant.title ?? null };
      return { ...called, participant, places: [], called: [called] };
    });
  const spokenOf: Person[] = [];
  for (const turn of reading.turns) {
    if (turn.side !== 'customer' || turn.unreliable) continue;
    const speaker = people.find(({ participant }) => participant?.id === turn.speaker);
    const named: (NamedMention & { person?: Person })[] = namedIn(reading, turn);
    named.forEach((mention, n) => {
      const earlier = named[n - 1];
      if (earlier?.person && isEquated(turn, earlier, mention)) mention.person = alsoCalled(earlier.person, mention);
      else if (speaker && isSpeaker(turn, mention)) mention.person = speaker;
      else mention.person = personOf(people, mention, speaker);
    });
    const add = (
      person: Person,
      at: number,
      { start, end }: Pick<Mention, 'start' | 'end'>,
      by: 'named' | 'pronoun' | 'self',
    ): void => {
      if (person.places.length < MOST_PLACES)
        person.places.push({
          turn,
          at,
          called: { start, end },
          features: placeFeatures(reading, turn, { at, start, end, by }, named),
        });
    };
    let next = 0;
    turn.clauses.forEach((clause, at) => {
      let here = 0;
      for (; next < named.length && (named[next] as Named).at === at; next += 1) {
        const mention = named[next] as (typeof named)[number];
        here += 1;
        if (!mention.person) continue;
        // A capital at the beginning of a sentence makes nobody whom "she" could mean.
        if (mention.by !== 'start') {
          spokenOf.unshift(mention.person);
          spokenOf.length = Math.min(spokenOf.length, RECENT);
        }
        add(mention.person, at, mention, 'named');
      }
      const pronoun = here === 0 ? find(clause, 'stakeholders.someone') : undefined;
      const meant = pronoun && meantBy(turn.folded.slice(pronoun.start, pronoun.end), spokenOf);
      if (pronoun && meant) add(meant, at, pronoun, 'pronoun');
      if (speaker) {
        const self = find(clause, 'stakeholders.self');
        if (self) add(speaker, at, self, 'self');
        else if (mentionsIn(turn, clause).length === 0 && tells(clause))
          add(speaker, at, { start: clause.start, end: clause.start }, 'self');
      }
    });
  }
  return people;
}

function alsoCalled(person: Person, { name, title }: Pick<Mention, 'name' | 'title'>): Person {
  person.name ??= name;
  person.title ??= title;
  if (!person.called.some((one) => one.name === name && one.title === title)) person.called.push({ name, title });
  return person;
}

function personOf(people: Person[], mention: Mention, speaker: Person | undefined): Person | undefined {
  const known =
    people.find((one) => isSame(one, mention) && !(one === speaker && isNamesake(one, mention))) ??
    (mention.name === null ? titled(people, mention.title as string, speaker) : undefined);
  if (known) return alsoCalled(known, mention);
  if (people.length >= MOST_PEOPLE) return undefined;
  const { name, title } = mention;
  const person: Person = { name, title, participant: null, places: [], called: [{ name, title }] };
  people.push(person);
  return person;
}

/** Called so before; one title makes two names no one person. */
const isSame = ({ name, called }: Person, mention: Mention): boolean =>
  called.some(
    (way) =>
      samePerson(way, mention) &&
      (way.name !== null || mention.name === null || name === null || samePerson({ name, title: null }, mention)),
  );

/** "Mr Ward has to agree" is said by a Ward of another one, and 刘站长 by a 刘 who is none. */
function isNamesake({ participant }: Person, { name }: Mention): boolean {
  if (name === null || participant?.name == null || participant.name.includes(name)) return false;
  const office = ZH_OFFICE.exec(fold(name))?.[0];
  return office ? !fold(participant.title ?? '').includes(office) : /^(?:mr|mrs|ms|miss)\b/i.test(name);
}
const ZH_OFFICE = /(?:.长|总|主任|经理|书记)$/;

/** 院长 after 万院长, "the director" after the regional director: the only one whose title ends with it. */
function titled(people: readonly Person[], title: string, speaker: Person | undefined): Person | undefined {
  const ending = title.toLowerCase();
  const ends = (text: string | null): boolean => {
    const written = text?.toLowerCase() ?? '';
    if (!written.endsWith(ending)) return false;
    // Neither 总经理 nor 副院长 is meant by 经理 and 院长.
    return /^[\u4e00-\u9fff]/.test(ending)
      ? !/[总副]$/.test(written.slice(0, -ending.length))
      : written.endsWith(` ${ending}`);
  };
  const found = people.filter((one) => one !== speaker && one.called.some((way) => ends(way.title) || ends(way.name)));
  return found.length === 1 ? found[0] : undefined;
}

/** What is said without a subject beside one of these ideas tells of the speaker; "you decide" tells of the rep. */
const tells = (clause: Clause): boolean =>
  clause.hits.some(({ concept }) => SELF_TELLING.has(concept)) &&
  !has(clause, 'stakeholders.someone') &&
  !/[你您]|\byou\b/.test(clause.text);

const SELF_TELLING = new Set(
  ['decides', 'approves', 'influences', 'champions', 'uses', 'blocks'].map((idea) => `stakeholders.${idea}`),
);
