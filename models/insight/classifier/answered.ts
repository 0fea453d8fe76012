import type { Participant } from '../../domain/index.js';
import { type Mention, mentionsIn, samePerson } from '../people/people.js';
import type { Reading, TurnReading } from '../reading/reading.js';
import type { NamedMention } from './named.js';

/** Somebody who was spoken of before. */
interface Known extends Pick<Mention, 'name' | 'title'> {
  readonly participant: Participant | null;
  readonly called: readonly Pick<Mention, 'name' | 'title'>[];
}

/** Of whom the rep asked who they are, where `mention` begins the answer: “And who is your finance director?” “Alice Byrne.” */
export function answered<P extends Known>(
  { turns }: Reading,
  turn: TurnReading,
  mention: NamedMention,
  people: readonly P[],
  spokenOf: readonly P[],
): P | undefined {
  const asked = turns[turn.index - 1];
  if (asked?.side !== 'rep' || mention.at > 1 || !LEADS.test(turn.folded.slice(0, mention.start))) return undefined;
  const clause = asked.clauses.at(-1);
  if (!clause || clause.end - clause.start > QUESTION_UNITS) return undefined;
  const wanted = mention.name === null ? ASKS_OFFICE : ASKS_NAME;
  if (!wanted.test(clause.text)) return undefined;
  const [about] = mentionsIn(asked, clause);
  const meant = about
    ? people.find((person) => !person.participant && person.called.some((way) => samePerson(way, about)))
    : OF_THE_LAST.test(clause.text)
      ? spokenOf[0]
      : undefined;
  return meant && mention.name !== null && meant.name === null && isSeveral((meant.title ?? '').toLowerCase())
    ? undefined
    : meant;
}

const QUESTION_UNITS = 80;
/** What may stand before the answer. */
const LEADS =
  /^(?:[\s,.]|that's|thats|that is|that would be|that'd be|it's|its|he's|she's|yes|yeah|sure|oh|well|uh|um|so|our|the|my|姓|叫|他叫|她叫|是|就是|对|嗯|哦|我们|的|\p{Script=Han}(?=,))*$/u;
const ASKS_NAME =
  /\bname\b|\bwho(?:'s| is| would) (?:that|this|it|he|she|your|the)\b|\bwho(?:'s| is) (?:\w+ ){0,4}on your side|\b(?:he|she|[a-z]+) is\s*\?|怎么称呼|贵姓|叫什么|姓什么|哪位|是谁|全名|名字|是[?？]\s*$/;
const ASKS_OFFICE =
  /\b(?:and )?(?:he|she|[a-z]+) is\s*\?|\bwhat(?:'s| is| does)\b.{0,30}\b(?:role|title|position|job|do)\b|\bwho(?:'s| is) [a-z]+\s*\?|什么(?:职位|职务|岗位|角色)|是[?？]\s*$|负责(?:哪|什么)|是哪位/;
/** “What's her name?” names nobody. */
const OF_THE_LAST = /\b(?:that|this|his|her|their|he|she)\b|[他她]|怎么称呼|贵姓|哪位/;
/** A board has no name that a person has; who is asked for at a department is somebody. */
const isSeveral = (title: string): boolean =>
  SEVERAL.test(title) && !/^(?:legal|finance|it|procurement|purchasing|security|compliance|hr)\b/.test(title);
const SEVERAL =
  /(?:board|committee|council|trustees|governors|directors|partners|team|panel|members|owners|investors|shareholders|会|们|班子)$/;
