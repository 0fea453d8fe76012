import { isOurs, type Mention, mentionsIn } from '../people.js';
import type { Clause, Reading, TurnReading } from '../reading.js';
import type { Named } from './told.js';

/** How a turn names somebody, and in which clause. */
export type NamedMention = Named & Mention;

/** Whom a turn names, in order; a name and a title that stand beside each other are one. */
export function namedIn(reading: Reading, turn: TurnReading): NamedMention[] {
  const named: NamedMention[] = [];
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
  if (b.start < a.end || b.start - a.end > BESIDE_UNITS) return false;
  const between = folded.slice(a.end, b.start);
  if (a.name === null && b.name !== null && b.title === null && b.by !== 'start') return /^[,(]? ?$/.test(between);
  return a.name !== null && a.title === null && a.by !== 'start' && b.name === null && IN_APPOSITION.test(between);
}

const BESIDE_UNITS = 14;
const IN_APPOSITION =
  /^[,(]? ?(?:our|my|the|a|his|her|their|he's|she's|who's|that's|is|from|in|on|at|over in|我们?|咱们?|是|他是|她是)?(?: (?:the|our|my|a))?(?: |的)?$/;

/** "顾经理，那份方案……": who is only called by name at the beginning of a turn is spoken to, not of; after a question it is the answer. */
function isAddressed(reading: Reading, turn: TurnReading, at: number, { start, end }: Mention): boolean {
  const clause = turn.clauses[at] as Clause;
  const rest = turn.folded.slice(clause.start, start) + turn.folded.slice(end, clause.end);
  const asked = reading.turns[turn.index - 1]?.clauses.some(({ asks }) => asks === 'asks') === true;
  const spokenTo = !/^(?:my|our|the) /.test(turn.folded.slice(start, end));
  return at === 0 && turn.clauses.length > 1 && !/[\p{L}\p{N}]/u.test(rest) && spokenTo && !asked;
}

/** "老板是我老公": who stands after is who stands before. */
export function isEquated({ folded }: TurnReading, before: NamedMention, after: NamedMention): boolean {
  return before.at === after.at && IS.test(folded.slice(before.end, after.start));
}

const IS = /^(?:就?是(?:我们?|咱们?)?|'s| is|,? who(?:'s| is))(?: (?:my|our|the|his|her))? ?$/;

/** "I'm the owner", 我是老板: the title is the speaker's own. */
export function isSpeaker({ folded }: TurnReading, { name, start }: Mention): boolean {
  return name === null && I_AM.test(folded.slice(Math.max(0, start - I_AM_UNITS), start));
}

const I_AM_UNITS = 16;
const I_AM =
  /(?:\b(?:i'm|im|i am|me as|as)(?: (?:the|a|an|just the|only the|just a|only a|their|your))?|我(?:就是|是|这个|作为|一个)(?:个|一个|他们的?|这儿的?|这里的?)?) ?$/;
