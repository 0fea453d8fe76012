import type { Participant } from '../../domain/index.js';
import { isNamesake, type Mention, mentionsIn, samePerson } from '../people/people.js';
import { type Clause, find, has, type Reading, type TurnReading } from '../reading/reading.js';
import type { Hit } from '../reading/lexicon.js';
import { isForeign } from '../people/whose.js';
import type { Features } from './features.js';
import { answered } from './answered.js';
import { type AnsweredRole, answeredRoles } from './asked-roles.js';
import { carriedBy, isEquated, isSpeaker, namedIn, type NamedMention, saidOfPronoun } from './named.js';
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
  places: Place[];
  /** What answers tell of them whose question has the words for it. */
  readonly answers: AnsweredRole[];
  /** Every way they were called. */
  readonly called: Pick<Mention, 'name' | 'title'>[];
}

/** Nobody's decision chain is longer; a pasted address book is none. */
const MOST_PEOPLE = 60;
const MOST_PLACES = 60;
const MOST_ANSWERS = 3;

/** The people of the customer's side: who speaks for it, and who its speakers name. */
export function peopleOf(reading: Reading): Person[] {
  const people: Person[] = reading.transcript.participants
    .filter(({ side, name, title }) => side === 'customer' && (name != null || title != null))
    .map((participant) => {
      const called = { name: participant.name ?? null, title: participant.title ?? null };
      return { ...called, participant, places: [], answers: [], called: [called] };
    });
  const spokenOf: Person[] = [];
  for (const turn of reading.turns) {
    if (turn.side !== 'customer' || turn.unreliable) continue;
    const speaker = people.find(({ participant }) => participant?.id === turn.speaker);
    const named: (NamedMention & { person?: Person })[] = namedIn(reading, turn);
    /** Whom the words around a mention say that it is: “she's our COO”, or the answer to “what's her name?”. */
    const alreadyMeant = (n: number, mention: NamedMention): Person | undefined => {
      const recent: Person[] = [];
      for (let before = n - 1; before >= 0 && recent.length < RECENT; before -= 1)
        if (named[before]?.person) recent.push(named[before]?.person as Person);
      if (recent.length === 0) recent.push(...askedAfter(reading, turn, people));
      recent.push(...spokenOf);
      const pronoun = saidOfPronoun(turn, mention);
      const meant =
        pronoun !== undefined
          ? meantBy(pronoun, recent)
          : n === 0
            ? answered(reading, turn, mention, people, spokenOf)
            : undefined;
      return meant && meant !== speaker && fits(meant, mention) ? alsoCalled(meant, mention) : undefined;
    };
    named.forEach((mention, n) => {
      const earlier = named[n - 1];
      if (earlier?.person && isEquated(turn, earlier, mention)) mention.person = alsoCalled(earlier.person, mention);
      else if (speaker && isSpeaker(turn, mention)) mention.person = speaker;
      else mention.person = alreadyMeant(n, mention) ?? personOf(people, mention, speaker);
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
    for (const answer of answeredRoles(reading, turn, named)) {
      const { mention } = answer;
      // Who is named in the answer is known by now; of whom only the rep has spoken comes to be.
      const person = 'at' in mention ? (mention as (typeof named)[number]).person : personOf(people, mention, speaker);
      if (person && person.answers.length < MOST_ANSWERS) person.answers.push(answer);
    }
    let next = 0;
    let foreignAt = -2;
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
      // “Their manager told me he decides himself” tells of nobody here.
      const foreign = mentionsIn(turn, clause).some((mention) => isForeign(reading, turn, at, mention));
      if (foreign) foreignAt = at;
      if (here === 0 && (foreign || (at === foreignAt + 1 && has(clause, 'stakeholders.someone')))) return;
      const carried = here === 0 ? carriedBy(turn, at, named, next) : [];
      for (const { person } of carried)
        if (person) add(person, at, { start: clause.start, end: clause.start }, 'named');
      const pronoun = here === 0 && carried.length === 0 ? find(clause, 'stakeholders.someone') : undefined;
      const meant = pronoun && meantBy(turn.folded.slice(pronoun.start, pronoun.end), spokenOf);
      if (pronoun && meant) add(meant, at, pronoun, 'pronoun');
      if (speaker) {
        const self = selfIn(turn, clause);
        if (self) add(speaker, at, self, 'self');
        else if (carried.length === 0 && mentionsIn(turn, clause).length === 0 && tells(clause))
          add(speaker, at, { start: clause.start, end: clause.start }, 'self');
      }
    });
  }
  return people;
}

function alsoCalled(person: Person, { name, title }: Pick<Mention, 'name' | 'title'>): Person {
  // “Rachel” is Rachel Kim, once somebody says so.
  if (name !== null && (person.name === null || (!person.participant && name.startsWith(`${person.name} `))))
    person.name = name;
  person.title ??= title;
  if (!person.called.some((one) => one.name === name && one.title === title)) person.called.push({ name, title });
  return person;
}

function personOf(people: Person[], mention: Mention, speaker: Person | undefined): Person | undefined {
  const known =
    people.find(
      (one) => isSame(one, mention) && !(one === speaker && one.participant && isNamesake(one.participant, mention)),
    ) ?? (mention.name === null ? titled(people, mention.title as string, speaker) : undefined);
  if (known) return alsoCalled(known, mention);
  if (people.length >= MOST_PEOPLE) return undefined;
  const { name, title } = mention;
  const person: Person = { name, title, participant: null, places: [], answers: [], called: [{ name, title }] };
  people.push(person);
  return person;
}

/** Where the speaker is spoken of; “my boss decides” and “who I report to” tell of the boss. */
function selfIn({ folded }: TurnReading, clause: Clause): Hit | undefined {
  if (/^\s*(?:who|whom|whose) (?:i|my)\b/.test(clause.text)) return undefined;
  const titles = clause.hits.filter(({ concept }) => concept === 'stakeholders.title');
  return clause.hits.find(
    ({ concept, start, end }) =>
      concept === 'stakeholders.self' &&
      !(
        folded.slice(start, end) === 'my' &&
        titles.some((title) => title.start === end + 1 || (title.start === start && title.end > end))
      ),
  );
}

/** Whom the rep has just asked after: “she” in the answer is likely one of them. */
function askedAfter({ turns }: Reading, { index }: TurnReading, people: readonly Person[]): Person[] {
  const turn = turns[index - 1];
  const clause = turn?.side === 'rep' ? turn.clauses.at(-1) : undefined;
  if (!turn || !clause) return [];
  return mentionsIn(turn, clause)
    .filter(({ name }) => name !== null)
    .flatMap(
      (mention) =>
        people.find((person) => !person.participant && person.called.some((way) => samePerson(way, mention))) ?? [],
    );
}

/** Nothing that is known of somebody is against their being called so too. */
const fits = ({ name, title }: Person, mention: Mention): boolean =>
  (mention.name === null || name === null || samePerson({ name, title: null }, { name: mention.name, title: null })) &&
  (mention.name !== null || title === null || samePerson({ name: null, title }, { name: null, title: mention.title }));

/** Called so before; one title makes two names no one person. */
const isSame = ({ name, called }: Person, mention: Mention): boolean =>
  called.some(
    (way) =>
      samePerson(way, mention) &&
      (way.name !== null || mention.name === null || name === null || samePerson({ name, title: null }, mention)),
  );

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
