/** Roles that are told by an answer: the question has the words for the part, and the answer says whose it is. */
import type { StakeholderRole } from '../../domain/index.js';
import { type Mention, mentionsIn } from '../people/people.js';
import { type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import type { NamedMention } from './named.js';

/** One clause of a turn. */
export interface ClauseAt {
  readonly turn: TurnReading;
  readonly at: number;
}

/** Somebody has a part: `at` is where the customer says so, `asked` the words that name the part. */
export interface AnsweredRole extends ClauseAt {
  readonly role: StakeholderRole;
  readonly mention: Mention;
  readonly asked: ClauseAt;
}

const IDEAS: readonly (readonly [StakeholderRole, string])[] = [
  ['decision_maker', 'stakeholders.decides'],
  ['blocker', 'stakeholders.blocks'],
  ['approver', 'stakeholders.approves'],
  ['champion', 'stakeholders.champions'],
  ['user', 'stakeholders.uses'],
];

/** The role that a clause has words for. */
export function roleIn(clause: Clause): StakeholderRole | undefined {
  if (ZH_WHO_DECIDES.test(clause.text)) return 'decision_maker';
  return IDEAS.find(([, idea]) => has(clause, idea))?.[0];
}

const ZH_WHO_DECIDES = /谁.{0,3}定(?!期|金|制)|是.{1,8}定(?:吗|吧|的吗|对吧)/;

/** What the turn's answers tell: “Does the board have to approve it?” “Yes, they do.” “Who signs?” “Tom Field.” */
export function answeredRoles(reading: Reading, turn: TurnReading, named: readonly NamedMention[]): AnsweredRole[] {
  const question = questionBefore(reading, turn);
  const echoed = turn.clauses.flatMap((_, at): AnsweredRole[] => {
    const mention = soleMention(named, at);
    const asked = mention && (partBefore(turn, at) ?? (at <= FIRST_CLAUSES ? question : undefined));
    return mention && asked && isEcho(turn, at, mention) ? [{ turn, at, mention, asked, role: asked.role }] : [];
  });
  const first = turn.clauses[0];
  if (!question || !first) return echoed;
  if (question.who) return [...echoed, ...namesOnly(turn, named, question)];
  const yes = YES.test(first.text) || (turn.clauses.length === 1 && YES_AT_FIRST.test(first.text));
  return yes && question.about
    ? [...echoed, { turn, at: 0, mention: question.about, asked: question, role: question.role }]
    : echoed;
}

const FIRST_CLAUSES = 2;
const YES =
  /^[\s,]*(?:(?:oh |well |uh |um |and )?(?:yes|yeah|yep|yup|correct|exactly|right|that's right|that's correct|absolutely|definitely|indeed|of course|that's true|true)(?: (?:he|she|they|it) (?:does|do|would|will|is|are))?|(?:he|she|they|it) (?:does|do|would|will|is|are)|(?:对|是|没错|需要|要|当然|正是|嗯嗯?对|对对)(?:的|啊|呀|对|是他|是她|就是他|就是她){0,2})[\s,.!。]*$/;
const YES_AT_FIRST =
  /^[\s,]*(?:yes|yeah|yep|correct|exactly|right|对的?|是的|没错)[\s,.]+(?:that's right|that's correct|(?:he|she|they|it) (?:does|do|would|will|is|are)|exactly|是他|是她|就是他|就是她)?[\s,.!。]*$/;

interface Question extends ClauseAt {
  readonly role: StakeholderRole;
  readonly who: boolean;
  readonly about: Mention | undefined;
}

/** What the rep asked right before, of a part: whose it is, or whether it is somebody's. */
function questionBefore({ turns }: Reading, { index }: TurnReading): Question | undefined {
  const turn = turns[index - 1];
  if (turn?.side !== 'rep' || turn.unreliable) return undefined;
  const last = turn.clauses.length - 1;
  if (last < 0 || !isAsked(turn, last)) return undefined;
  for (let at = last; at >= 0 && at > last - ASKED_CLAUSES; at -= 1) {
    const clause = turn.clauses[at] as Clause;
    const role = roleIn(clause);
    if (role === undefined || has(clause, 'clauses.negation')) continue;
    const who = WHO.test(clause.text) && !IS_IT.test(clause.text);
    const about = mentionsIn(turn, clause).filter((mention) => !isRepsOwn(turn, clause, mention));
    const one = about.length === 1 && !CHOICE.test(clause.text);
    return { turn, at, role, who, about: one ? about[0] : undefined };
  }
  return undefined;
}

const ASKED_CLAUSES = 2;
const WHO = /\bwho(?:'d|'s|se|'ll)?\b|谁|哪位|哪个人|哪些人/;
const IS_IT = /\b(?:is|was|isn't|would|it's|that's) (?:it|that|your|the)\b|是不是/;
/** “You or your boss?”, 您定还是何总定. */
const CHOICE = /[您你].{0,6}还是|\bor\b/;

const isAsked = (turn: TurnReading, at: number): boolean => {
  const clause = turn.clauses[at] as Clause;
  return clause.asks === 'asks' || /[?？]\s*$/.test(clause.text) || /(?:对吧|是吧|没错吧|吧)\s*$/.test(clause.text);
};

/** “My director has to approve it”, 我们孙总: whom the rep asks leave of is no question about the customer. */
const isRepsOwn = (turn: TurnReading, clause: Clause, { start, end }: Mention): boolean =>
  /\b(?:my|our) $|我们(?:公司|这边)?的?$|我(?:的|司)?$/.test(turn.folded.slice(clause.start, start)) ||
  /^(?:my|our) /.test(turn.folded.slice(start, end));

/** The one person whom a clause names. */
function soleMention(named: readonly NamedMention[], at: number): NamedMention | undefined {
  const index = firstAt(named, at);
  const mention = named[index];
  return mention?.at === at && named[index + 1]?.at !== at ? mention : undefined;
}

/** Mentions stand in the order of their clauses. */
function firstAt(named: readonly NamedMention[], at: number): number {
  let [from, to] = [0, named.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((named[middle] as NamedMention).at >= at) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** The part that somebody else is denied, or had, in the clauses before: “Dana doesn't decide that any more.” */
function partBefore(turn: TurnReading, at: number): (ClauseAt & { role: StakeholderRole }) | undefined {
  for (let before = at - 1; before >= 0 && before >= at - PART_CLAUSES; before -= 1) {
    const clause = turn.clauses[before] as Clause;
    if (
      !has(clause, 'stakeholders.denied') &&
      !has(clause, 'stakeholders.former') &&
      !has(clause, 'stakeholders.not_needed')
    )
      continue;
    const role = roleIn(clause) ?? (ZH_DECIDED.test(clause.text) ? 'decision_maker' : undefined);
    if (role) return { turn, at: before, role };
  }
  return undefined;
}

const PART_CLAUSES = 2;
const ZH_DECIDED = /定(?:的|了)?[,，。\s]*$|管/;

/** “Ines Ortega does now”, “that's with Lee Grant now”, 换成陈总了: only whose it is, and nothing else. */
function isEcho(turn: TurnReading, at: number, { start, end }: NamedMention): boolean {
  const clause = turn.clauses[at] as Clause;
  if (clause.asks === 'asks' || clause.end - clause.start > ECHO_UNITS) return false;
  const before = turn.folded.slice(clause.start, start);
  const after = turn.folded.slice(end, clause.end);
  return (
    (DOES.test(after) &&
      /^(?:[\s,]|no|now|and|but|so|today|actually|our|my|the|it's|that's|yes|correct)*$/.test(before)) ||
    (NOW_WITH.test(before) &&
      /^(?:'s)?(?: (?:job|call|decision|responsibility))?(?: now| these days| today| instead)?[\s.,!]*$/.test(after)) ||
    (ZH_NOW.test(before) && /^(?:了|来了|在管|管了|负责了|负责)?[\s,，。]*$/.test(after))
  );
}

const ECHO_UNITS = 60;
const DOES =
  /^ (?:does|do|will|is|would)(?: that| it| this| these| those| all that)?(?: one)?(?: now| these days| instead| today| for us)?[\s.,!]*$/;
const NOW_WITH =
  /(?:^|[\s,])(?:that's|that is|it's|it is|this is|they're|now|these days|today|nowadays|that's all|it all goes|that goes|it goes|goes)(?: now)?(?: it's| that's)?(?: with| to| up to| down to)?(?: our| my| the)? $/;
const ZH_NOW =
  /(?:换成|换了|换|改成|改为|改由|现在是|现在归|现在由|现在都是|交给|移交给|而是|归)(?:了|我们|我们的|新来的)?$/;

/** “Tom Field, our CFO.”: an answer that only names somebody. */
function namesOnly(turn: TurnReading, named: readonly NamedMention[], asked: Question): AnsweredRole[] {
  const at = FILLER.test(turn.clauses[0]?.text ?? '') && turn.clauses.length > 1 ? 1 : 0;
  const clause = turn.clauses[at] as Clause;
  if (clause.asks === 'asks' || roleIn(clause) !== undefined || has(clause, 'clauses.negation')) return [];
  const from = firstAt(named, at);
  const found: NamedMention[] = [];
  for (let n = from; n < named.length && found.length < MOST_NAMED; n += 1) {
    if (named[n]?.at !== at) break;
    found.push(named[n] as NamedMention);
  }
  let rest = '';
  let start = clause.start;
  for (const one of found) {
    rest += `${turn.folded.slice(start, one.start)} `;
    start = Math.max(start, one.end);
  }
  rest += turn.folded.slice(start, Math.max(start, clause.end));
  return found.length > 0 && NAMES_ONLY.test(rest)
    ? found.map((mention) => ({ turn, at, mention, asked, role: asked.role }))
    : [];
}

const MOST_NAMED = 3;
const FILLER = /^[\s,]*(?:oh|well|um|uh|hm+|so|yeah|yes|honestly|哦|嗯|这个嘛?|那个|呃)[\s,.]*$/;
/** What else may stand in such an answer. */
const NAMES_ONLY =
  /^(?:[\s,.!]|that's|thats|that is|that'd be|that would be|that will be|it's|it is|it'd be|it would be|would be|mostly|mainly|just|both|and|our|my|the|of course|well|oh|uh|um|then|i think|probably|his|her|guys|people|team|staff|mainly|主要|主要是|就是|是|都是|还是|最后|最终|应该是|我们|我们的|的人|的同事|他们|她们|那边|和|跟|与|、|的|吧|呀|啊|咯|嘛|平时|一般)*$/;
