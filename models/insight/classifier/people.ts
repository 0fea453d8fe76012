import type { Participant } from '../../domain/index.js';
import { isOurs, type Mention, mentionsIn, samePerson } from '../people.js';
import { type Clause, find, has, type Reading, type TurnReading } from '../reading.js';
import type { Features } from './features.js';
import { type Named, placeFeatures } from './told.js';

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
  /** Every way they were called. */
  readonly called: Pick<Mention, 'name' | 'title'>[];
}

type NamedPerson = Named & Mention & { person?: Person };

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
    const named = namedIn(reading, turn);
    named.forEach((mention, n) => {
      const earlier = named[n - 1];
      const equated =
        earlier?.person && earlier.at === mention.at && IS.test(turn.folded.slice(earlier.end, mention.start));
      mention.person = equated
        ? alsoCalled(earlier.person as Person, mention)
        : speaker &&
            mention.name === null &&
            I_AM.test(turn.folded.slice(Math.max(0, mention.start - 16), mention.start))
          ? speaker
          : personOf(people, mention, speaker);
    });
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
        const mention = named[next] as NamedPerson;
        here += 1;
        if (!mention.person) continue;
        spokenOf.unshift(mention.person);
        spokenOf.length = Math.min(spokenOf.length, RECENT);
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

/** The last of those spoken of whom "she", 他 or "they" may mean. */
function meantBy(pronoun: string, spokenOf: readonly Person[]): Person | undefined {
  const other = /^(?:她|she|her)/.test(pronoun) ? MALE : /^(?:他(?!们)|he\b|him|his)/.test(pronoun) ? FEMALE : null;
  const single = other !== null;
  return spokenOf.find(({ name, title }) => {
    const called = (title ?? name ?? '').toLowerCase();
    return !(other?.test(called) === true) && !(single && name === null && BODY.test(called));
  });
}

/** A pronoun reaches back over so many mentions. */
const RECENT = 4;
const MALE =
  /^(?:my )?(?:husband|hubby|dad|father|daddy|papa|son|brother|uncle|grandfather|grandpa|old man|landlord)$|老公|先生|爸|爹|儿子|哥|弟|叔|伯|公公|岳父|女婿/;
const FEMALE =
  /^(?:my )?(?:wife|missus|mum|mom|mother|mam|mama|daughter|sister|aunt|auntie|grandma|niece|landlady)$|老婆|媳妇|太太|妈|娘|女儿|闺女|姐|妹|嫂|婆|姨/;
const BODY =
  /(?:board|committee|council|trustees|governors|directors|partners|team|department|legal|finance|procurement|purchasing|compliance|infosec|security|hq|headquarters|head office|group|panel|members|union|owners|investors|shareholders|bank|(?:^|\s)it|hr)$|(?:会|部|科|处|局|办|中心|集团|总部|公司|法务|采购|消防|班子|股东|部门)$/;

/** Whom a turn names, in order; a name and a title that stand beside each other are one. */
function namedIn(reading: Reading, turn: TurnReading): NamedPerson[] {
  const named: NamedPerson[] = [];
  turn.clauses.forEach((clause, at) => {
    for (const mention of mentionsIn(turn, clause)) {
      if (isOurs(mention, reading) || isAddressed(reading, turn, at, mention)) continue;
      const last = named.at(-1);
      if (last && beside(turn, last, mention))
        named[named.length - 1] = {
          ...last,
          name: last.name ?? mention.name,
          title: last.title ?? mention.title,
          end: mention.end,
        };
      else named.push({ ...mention, at });
    }
  });
  return named;
}

/** "my husband, Gary", "Mr Naidoo, regional director". */
function beside({ folded }: TurnReading, a: Mention, b: Mention): boolean {
  if (b.start < a.end || b.start - a.end > 14) return false;
  const between = folded.slice(a.end, b.start);
  if (a.name === null && b.name !== null && b.title === null && b.by !== 'start') return /^[,(]? ?$/.test(between);
  return a.name !== null && a.title === null && a.by !== 'start' && b.name === null && IN_APPOSITION.test(between);
}

const IN_APPOSITION =
  /^[,(]? ?(?:our|my|the|a|his|her|their|he's|she's|who's|that's|is|from|in|on|at|over in|我们?|咱们?|是|他是|她是)?(?: (?:the|our|my|a))?(?: |的)?$/;
/** "老板是我老公": who stands before is who stands after. */
const IS = /^(?:就?是(?:我们?|咱们?)?|'s| is|,? who(?:'s| is))(?: (?:my|our|the|his|her))? ?$/;

/** "I'm the owner", 我是老板. */
const I_AM =
  /(?:\b(?:i'm|im|i am|me as|as)(?: (?:the|a|an|just the|only the|just a|only a|their|your))?|我(?:就是|是|这个|作为|一个)(?:个|一个|他们的?|这儿的?|这里的?)?) ?$/;

function alsoCalled(person: Person, { name, title }: Pick<Mention, 'name' | 'title'>): Person {
  person.name ??= name;
  person.title ??= title;
  if (!person.called.some((one) => one.name === name && one.title === title)) person.called.push({ name, title });
  return person;
}

function personOf(people: Person[], mention: Mention, speaker: Person | undefined): Person | undefined {
  const known =
    people.find((one) => one.called.some((way) => samePerson(way, mention))) ??
    (mention.name === null ? titled(people, mention.title as string, speaker) : undefined);
  if (known) return alsoCalled(known, mention);
  if (people.length >= MOST_PEOPLE) return undefined;
  const { name, title } = mention;
  const person: Person = { name, title, participant: null, places: [], called: [{ name, title }] };
  people.push(person);
  return person;
}

/** 院长 after 万院长, "the director" after the regional director: the only one whose title ends with it. */
function titled(people: readonly Person[], title: string, speaker: Person | undefined): Person | undefined {
  const ending = title.toLowerCase();
  const ends = (text: string | null): boolean => {
    const written = text?.toLowerCase() ?? '';
    return written.endsWith(ending) && (/^[\u4e00-\u9fff]/.test(ending) || written.endsWith(` ${ending}`));
  };
  const found = people.filter((one) => one !== speaker && one.called.some((way) => ends(way.title) || ends(way.name)));
  return found.length === 1 ? found[0] : undefined;
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
