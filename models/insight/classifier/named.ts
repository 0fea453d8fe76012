import { type Mention, mentionsIn } from '../people/people.js';
import type { Clause, Reading, TurnReading } from '../reading/reading.js';
import { isOthers } from '../people/whose.js';
import type { Named } from './told.js';

/** How a turn names somebody, and in which clause. */
export type NamedMention = Named & Mention;

/** Whom a turn names, in order; a name and a title that stand beside each other are one. */
export function namedIn(reading: Reading, turn: TurnReading): NamedMention[] {
  const named: NamedMention[] = [];
  turn.clauses.forEach((clause, at) => {
    for (const mention of mentionsIn(turn, clause)) {
      if (isOthers(reading, turn, at, mention) || isPlace(turn, at, mention) || isAddressed(reading, turn, at, mention))
        continue;
      const last = named.at(-1);
      if (last && (beside(turn, last, mention) || isAt(reading, turn, last, mention)))
        named[named.length - 1] = {
          ...last,
          name: last.name ?? mention.name,
          title: last.title ?? mention.title,
          ...(last.by === 'start' && { by: 'capital' as const }),
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

/** “Ulla from compliance.” where the rep asked who, “Hana looks after finance”: a word with a capital that is somebody. */
function isAt({ turns }: Reading, turn: TurnReading, a: NamedMention, b: Mention): boolean {
  if (a.by !== 'start' || a.title !== null || b.name !== null || b.start - a.end > BESIDE_UNITS) return false;
  const between = turn.folded.slice(a.end, b.start);
  if (/^ (?:runs|manages|heads|heads up|leads|looks after|works in|oversees) (?:our |the )?$/.test(between))
    return true;
  const asked = turns[turn.index - 1]?.clauses.at(-1)?.text ?? '';
  return (
    /^ (?:from|in|at|over in) (?:our |the )?$/.test(between) &&
    /\b(?:who|anyone|anybody|somebody|someone|name)\b/.test(asked)
  );
}

const BESIDE_UNITS = 18;
const IN_APPOSITION =
  /^ (?:runs|manages|heads|heads up|leads|looks after|works in|works at|is in|is on|is from|is over in|oversees) (?:our |the )?$|^[,(]? ?(?:our|my|the|a|his|her|their|he's|she's|who's|that's|is|from|in|on|at|over in|我们?|咱们?|是|他是|她是)?(?: (?:the|our|my|a))?(?: |的)?$/;

/** "顾经理，那份方案……": who is only called by name at the beginning of a turn is spoken to, not of; after a question it is the answer. */
function isAddressed(reading: Reading, turn: TurnReading, at: number, { start, end }: Mention): boolean {
  const clause = turn.clauses[at] as Clause;
  const rest = turn.folded.slice(clause.start, start) + turn.folded.slice(end, clause.end);
  const asked = reading.turns[turn.index - 1]?.clauses.some(({ asks }) => asks === 'asks') === true;
  const next = turn.clauses[at + 1]?.text.slice(0, FIRST_WORDS).trimStart() ?? '';
  const spokenTo = !/^(?:my|our|the) /.test(turn.folded.slice(start, end)) && !ASIDE.test(next) && !isPredicate(next);
  return at === 0 && turn.clauses.length > 1 && !/[\p{L}\p{N}]/u.test(rest) && spokenTo && !asked;
}

const FIRST_WORDS = 24;
/** “Helen, my boss, …”: what follows says who she is. */
const ASIDE =
  /^(?:my|our|who|whose|she's|he's)\b|^(?:我们|她是|他是)的?(?:公司)?(?:副?总|老板|经理|厂长|领导|财务|采购|老公|老婆|主管)/;

/** "makes the final call", "has to sign it": what has no subject says it of whoever was named before. */
export const isPredicate = (folded: string): boolean => PREDICATE.test(folded);
const PREDICATE =
  /^(?:also |really |usually |always |still |then |now |actually |ultimately |basically |normally |and )*(?:(?:makes|decides|signs|approves|needs|must|gets|holds|takes|calls|owns|hates|loves|uses|wants|thinks|opposes|supports|recommends|evaluates|reviews|checks|controls|pays|votes|pushes|prefers|insists|handles|manages|says|keeps|runs)\b|(?:has|will|would|should|may|is|doesn't|isn't|won't|had|was)\b(?! (?:it|that|this|there|he|she|they|we|you|i)\b))/;

/** Whom `turn.clauses[at]` tells of, which names nobody itself: "Our CFO, Helen Park, makes the final call", "Tom and I decide". */
export function carriedBy<M extends NamedMention>(
  turn: TurnReading,
  at: number,
  named: readonly M[],
  upTo: number,
): M[] {
  const clause = turn.clauses[at] as Clause;
  const before = turn.clauses[at - 1];
  if (!before || before.endsSentence) return [];
  const said = clause.text.trimStart();
  if (/^and i\b/.test(said)) return onlyNamed(turn, at - 1, named, upTo);
  const relative = /^(?:who|whose|whom)\b/.test(before.text.trimStart());
  let last = upTo - 1;
  while (relative && last >= 0 && (named[last] as M).at === at - 1) last -= 1;
  const subject = named[last];
  if (!subject) return [];
  const from = relative ? before.start : clause.start;
  if (from - subject.end > ASIDE_UNITS || !ONLY_STOPS.test(turn.folded.slice(subject.end, from))) return [];
  const carried = isPredicate(said) || (ZH_PREDICATE.test(said) && isAlone(turn, subject));
  return carried ? [subject] : [];
}

/** "Me and my sister", "Tom Hale": those whom a clause names, where it says nothing else. */
function onlyNamed<M extends NamedMention>(turn: TurnReading, at: number, named: readonly M[], upTo: number): M[] {
  const found: M[] = [];
  for (let n = upTo - 1; n >= 0 && (named[n] as M).at === at; n -= 1) found.unshift(named[n] as M);
  const clause = turn.clauses[at] as Clause;
  let rest = '';
  let from = clause.start;
  for (const { start, end } of found) [rest, from] = [rest + turn.folded.slice(from, start), end];
  return /^(?:[\s,]|and|both|my|our|the|business|well|so|it's|me|yes|yeah|no|that's)*$/.test(
    rest + turn.folded.slice(from, clause.end),
  )
    ? found
    : [];
}

/** 陈总，我们副总，最后拍板: nothing stands before the name but whose they are. */
function isAlone(turn: TurnReading, { at, start }: NamedMention): boolean {
  return /^[\s,]*(?:我们|咱们|我们的|就是|是|那就是|公司)?$/.test(
    turn.folded.slice((turn.clauses[at] as Clause).start, start),
  );
}

const ASIDE_UNITS = 2;
const ONLY_STOPS = /^[\s,)]*$/;
const ZH_PREDICATE =
  /^(?:最后|最终|一般|都|来|负责|要|得|可以|能|才能|才|就|也|一直|特别|很|非常|说了算|拍板|签字|反对|天天|平时)/;

/** “headquarters in Munich”, “everything in IT”: where something is, and nobody. */
function isPlace({ folded }: TurnReading, at: number, { name, title, by, start, end }: Mention): boolean {
  const before = folded.slice(Math.max(0, start - PLACE_UNITS), start);
  if (name === null) return OF_ALL.test(before);
  if (title !== null || (by !== 'capital' && by !== 'start')) return false;
  return (
    /\b(?:in|near|around|over in|based in|out of) $/.test(before) ||
    /^ (?:office|branch|site|plant|depot|headquarters|hq)\b/.test(folded.slice(end, end + 16))
  );
}

const PLACE_UNITS = 24;
const OF_ALL =
  /\b(?:everything|anything|all|things?|tools|contracts|purchases|spending|decisions|most) (?:in|for|across|within) (?:the |our )?$/;

/** "老板是我老公": who stands after is who stands before. */
export function isEquated({ folded }: TurnReading, before: NamedMention, after: NamedMention): boolean {
  return before.at === after.at && IS.test(folded.slice(before.end, after.start));
}

/** The pronoun of whom a name or a title tells who they are: "she's our COO", 她是我们运营副总. */
export function saidOfPronoun({ folded }: TurnReading, { start, end }: Mention): string | undefined {
  if (/^(?:的|'s\b)/.test(folded.slice(end, end + 3))) return undefined;
  return PRONOUN_IS.exec(folded.slice(Math.max(0, start - PRONOUN_UNITS), start))?.[1];
}

const PRONOUN_UNITS = 24;
const PRONOUN_IS =
  /(?:^|[^\p{L}]|[\u4e00-\u9fff])(她|他|佢|he|she)(?:就是|也是|是|'s| is|s)(?: also| actually)?(?:我们|咱们|公司|我们公司|集团)?的? ?(?:(?:our|the|my|a|an) )?(?:new )?$/u;

const IS =
  /^(?: [a-z]+)?,? (?:she|he)(?:'s|s| is) (?:our|the|my|a) $|^(?:就?是(?:我们?|咱们?)?|'s| is|,? who(?:'s| is))(?: (?:my|our|the|his|her))? ?$/;

/** "I'm the owner", 我是老板: the title is the speaker's own. */
export function isSpeaker({ folded }: TurnReading, { name, start }: Mention): boolean {
  return name === null && I_AM.test(folded.slice(Math.max(0, start - I_AM_UNITS), start));
}

const I_AM_UNITS = 16;
const I_AM =
  /(?:\b(?:i'm|im|i am|me as|as)(?: (?:the|a|an|just the|only the|just a|only a|their|your))?|我(?:就是|是|这个|作为|一个)(?:个|一个|他们的?|这儿的?|这里的?)?) ?$/;
