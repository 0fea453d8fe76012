import { createHash } from 'node:crypto';

import type { MentionKind, PromiseMention } from '../../domain/index.js';
import type { Amount } from '../amounts/amounts.js';
import type { Hit } from '../reading/lexicon.js';
import { amountsIn, type Clause, clausesIn, has, type Reading, type TurnReading } from '../reading/reading.js';
import { saidOn } from '../dates/said-on.js';
import { citeClauses, sentenceAround } from '../reading/spans.js';
import { aboutOf, shareTopic } from './about.js';
import { dayNamed, delayIn } from './extents.js';
import { pastDay } from './past-days.js';
import { daysMeant, spokenAt } from './spoken.js';
import { thingsIn } from './things.js';

type FollowUp = Exclude<MentionKind, 'promised'>;

/** Where words say several things at once the one named first here holds: “没有按时到” holds “按时”. */
const KINDS: readonly FollowUp[] = ['withdrawn', 'postponed', 'broken', 'kept', 'leaned'];
const CONCEPT: Readonly<Record<FollowUp, string>> = {
  withdrawn: 'promises.withdrawn',
  postponed: 'promises.postponed',
  broken: 'promises.broken',
  kept: 'promises.kept',
  leaned: 'promises.leans',
};

/** A customer leans on what was said in these last turns, where the words name nothing. */
export const LEANING_TURNS = 6;

/** What is left of a bill or a delay, and the words that recall what was promised, stand so close together, in clauses. */
const COMPLAINT_REACH = 3;

/** What a conversation says of promises that were made before: leaned on, put off, kept, broken, withdrawn. */
export function followUps(reading: Reading, made: readonly PromiseMention[], conversationId: string): PromiseMention[] {
  const found: PromiseMention[] = [];
  for (const turn of reading.turns) {
    if (turn.unreliable) continue;
    const hits = reading.rules.ledger.scan(turn.folded);
    if (hits.length === 0) continue;
    const byClause = hitsByClause(turn, hits);
    const said = new Set<FollowUp>();
    turn.clauses.forEach((clause, at) => {
      const concepts = byClause.get(at);
      if (concepts === undefined) return;
      const kind = KINDS.find((one) => concepts.has(CONCEPT[one]) && means(one, turn, clause, at));
      if (kind !== undefined) {
        if (said.has(kind)) return;
        // What promises here was found as a promise.
        if (kind !== 'withdrawn' && overlaps(made, turn, clause)) return;
        const mention = mentionOf(reading, turn, at, kind, conversationId);
        if (kind === 'withdrawn' && isReplaced(made, turn, clause, mention)) return;
        if (!anchored(mention) && !leansOnRecent(mention, made)) return;
        said.add(kind);
        found.push(mention);
      } else if (concepts.has('promises.contrary') && !said.has('broken')) {
        const complaint = complaintOf(turn, at, byClause);
        if (complaint === null || overlaps(made, turn, clause)) return;
        const mention = mentionOf(reading, turn, at, 'broken', conversationId, complaint);
        if (!anchored(mention)) return;
        said.add('broken');
        found.push(mention);
      }
    });
  }
  return found;
}

/** Concepts by the clause in which they begin; both come in the order of their places. */
function hitsByClause({ clauses }: TurnReading, hits: readonly Hit[]): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  let at = 0;
  for (const { start, concept } of hits) {
    while (at < clauses.length - 1 && (clauses[at] as Clause).end <= start) at += 1;
    const concepts = found.get(at);
    if (concepts) concepts.add(concept);
    else found.set(at, new Set([concept]));
  }
  return found;
}

const SUPPOSED =
  /如果|要是|假如|万一|的话|担心|怕|除非|\b(?:if|unless|in case|worried|afraid (?!the|that|we|it|i)|suppose)\b/;
const NOT_YET =
  /等|到时|以后|之后|什么时候|希望|争取|应该|马上|快要|快上|就要|将|会|才能|能|没|别|不|\b(?:when|once|until|till|after|before|by the time|will|'ll|would|should|get|getting|going to|gonna|hope|hopefully|want|need|not|n't|never|can)\b|n't\b/;
const OTHERS =
  /(?:别的|其他|另外|有[个家]|一[个家])(?:的)?(?:客户|公司)|竞争对手|竞品|同行|友商|(?:别|另一|其他|人)家|\b(?:another|other|one|a) (?:customer|client|company)|\b(?:competitors?|rivals?|elsewhere|another (?:vendor|supplier|provider))\b/;
const COMPLAINS = /怎么|为什么|为啥|咋|\b(?:why|how come)\b/;

/** Whether the clause says so as a fact of today, and not as a question, a fear, a plan or a story of others. */
function means(kind: FollowUp, turn: TurnReading, clause: Clause, at: number): boolean {
  if (clause.asks === 'asks' && !(kind === 'broken' && COMPLAINS.test(clause.text))) return false;
  const before = turn.clauses[at - 1];
  const near = before?.sentence === clause.sentence ? `${before.text}${clause.text}` : clause.text;
  if (kind === 'withdrawn' && !takesBack(near, clause)) return false;
  if (kind !== 'withdrawn' && (SUPPOSED.test(near) || OTHERS.test(near))) return false;
  if (kind === 'postponed') return turn.side !== 'customer' && !STAYS.test(clause.text);
  if (kind === 'leaned') return turn.side === 'customer' && !has(clause, 'clauses.negation');
  return kind !== 'kept' || !NOT_YET.test(clause.text);
}

/** “不会推迟到四月”, "it will not slip". */
const STAYS = /不会|不用|不需要|不必|没有?推|不推|别推|\b(?:not|won't|never|no need|without)\b/;

/** "If you cancel, we refund" takes nothing back, and neither does “您取消了订单我们照退”. */
function takesBack(near: string, { text }: Clause): boolean {
  const supposed = SUPPOSED_FIRST.exec(near);
  if (supposed || OTHERS.test(near)) return false;
  return !CANCELLED_BY_YOU.test(text);
}
/** What is supposed before it is taken back; an "if" behind it tells what the promise was. */
const SUPPOSED_FIRST =
  /(?:如果|要是|假如|万一|担心|怕|除非).*|的话|^\s*(?:and |but |so |or )?(?:if|unless|in case|worried|suppose)\b|\b(?:worried|afraid you)\b/;
const CANCELLED_BY_YOU =
  /^(?:您|你|你们|贵司|贵公司).{0,4}(?:取消|作废|退订)|^you (?:cancel|withdr)|(?:取消了|作废了|失效了|过期了).{0,8}?(?:我们|我|咱们)/;

/** Takes back one figure and names another: “八折批不下来，只能给您打八五折” changes what was promised. */
function isReplaced(
  made: readonly PromiseMention[],
  turn: TurnReading,
  clause: Clause,
  { topics }: PromiseMention,
): boolean {
  return made.some(({ evidence: [place], amount, due, extents = [], ...promise }) => {
    const near = place.turn === turn.index && place.start >= clause.start && place.start - clause.end < REPLACED_WITHIN;
    if (!near || (amount === null && due === null && extents.length === 0)) return false;
    return shareTopic(topics, promise.topics) === true;
  });
}
/** Units of text between the two. */
const REPLACED_WITHIN = 80;

const overlaps = (made: readonly PromiseMention[], turn: TurnReading, clause: Clause): boolean =>
  made.some(({ evidence }) =>
    evidence.some((place) => place.turn === turn.index && place.start < clause.end && place.end > clause.start),
  );

/** The customer tells what happened against what was promised, and recalls it: "we got billed for what you said was free". */
function complaintOf(
  turn: TurnReading,
  at: number,
  byClause: ReadonlyMap<number, ReadonlySet<string>>,
): readonly Clause[] | null {
  const clause = turn.clauses[at];
  if (turn.side !== 'customer' || !clause || SUPPOSED.test(clause.text) || OTHERS.test(clause.text)) return null;
  for (let by = 0; by <= COMPLAINT_REACH; by += 1)
    for (const other of by === 0 ? [at] : [at + by, at - by])
      if (byClause.get(other)?.has('promises.recalls'))
        return turn.clauses.slice(Math.min(at, other), Math.max(at, other) + 1);
  return null;
}

function mentionOf(
  reading: Reading,
  turn: TurnReading,
  at: number,
  kind: FollowUp,
  conversationId: string,
  told?: readonly Clause[],
): PromiseMention {
  const own = turn.clauses[at] as Clause;
  // “上线按十五号，我已经通知门店了” tells of shops and not of the launch: what is done stands with its object.
  const clauses = told ?? (kind === 'kept' ? [own] : sentenceAround(turn, at, 2));
  const text = clauses.map((clause) => clause.text).join(' ');
  const { ledger } = reading.rules;
  const about = aboutOf(ledger, text).topics;
  // Where a complaint found it written is not what it is about.
  const matters = told ? about.filter((topic) => !PAPERS.has(topic)) : about;
  const topics = matters.length > 0 ? matters : about;
  const { words } = aboutOf(ledger, kind === 'withdrawn' || kind === 'postponed' ? text : own.text);
  const evidence = citeClauses(reading, turn, clauses);
  const [{ quote, start, end }] = evidence;
  const asked = kind === 'postponed' && topics.length === 0 ? askedBefore(reading, turn) : null;
  const days = daysMeant(reading, turn, clauses);
  const sentence = kind === 'kept' ? sentenceAround(turn, at, 2).map((clause) => clause.text) : [];
  const said = saidOn(reading, turn);
  const newDay = kind === 'postponed' ? dayNamed(text, said) : null;
  return {
    id: createHash('sha256')
      .update(`${conversationId} ${kind} ${turn.index} ${start} ${end}`)
      .digest('hex')
      .slice(0, 32),
    ...{ conversationId, kind, category: null, risk: 'low', what: quote, words },
    ...{ condition: null, firmness: 'definite', allowed: null, suggestion: null },
    topics: asked?.topics ?? topics,
    things: thingsIn(ledger, kind === 'kept' ? own.text : text),
    due: newDay,
    delayDays: kind === 'postponed' && newDay === null ? delayIn(text) : null,
    cameAbout: kind === 'kept' ? (pastDay(own.text, said) ?? pastDay(sentence.join(' '), said)) : null,
    late: sentence.some((one) => TOO_LATE.test(one)),
    amount: amountOf(clauses.flatMap(amountsIn)),
    days: asked === null ? days : [...new Set([...days, ...asked.days])].sort(),
    recalls:
      told !== undefined || asked !== null || ledger.scan(text).some(({ concept }) => concept === 'promises.recalls'),
    ...spokenAt(reading, turn),
    evidence,
  };
}

const PAPERS = new Set(['contract', 'invoice', 'quote']);

const TOO_LATE =
  /(?:晚|迟|拖)了.{0,6}(?:天|周|星期|礼拜|月)|比.{0,8}晚|\b(?:days?|weeks?|months?) (?:too )?late\b|later than (?:you|we|planned|promised|agreed)/;

/** “还是十五号上线吗？” – “可能要晚几天”: what is put off stands in the question. */
function askedBefore(reading: Reading, turn: TurnReading): Pick<PromiseMention, 'topics' | 'days'> | null {
  const before = reading.turns[turn.index - 1];
  if (!before || before.side === turn.side || before.unreliable) return null;
  const clauses = before.clauses.slice(-COMPLAINT_REACH);
  const text = clauses.map((clause) => clause.text).join(' ');
  return { topics: aboutOf(reading.rules.ledger, text).topics, days: daysMeant(reading, before, clauses) };
}

/**
 * What a sentence that was found as a promise says of an earlier one instead: that it is taken back, or done already.
 * Null: it promises.
 */
export function toldInstead(
  { rules }: Reading,
  turn: TurnReading,
  { start, end }: { start: number; end: number },
): 'withdrawn' | 'kept' | null {
  const clauses = clausesIn(turn, { start, end });
  const first = clauses[0];
  if (!first) return null;
  const from = turn.clauses.indexOf(first);
  const before = turn.clauses[from - 1];
  // “更正一下，没有退款” takes back in two clauses.
  const opens = before?.sentence === first.sentence ? before.start : first.start;
  const hits = rules.ledger
    .scan(turn.folded.slice(opens, clauses.at(-1)?.end))
    .filter((hit) => opens + hit.end > start);
  for (const [by, clause] of clauses.entries()) {
    const says = (concept: string): boolean =>
      hits.some((hit) => hit.concept === concept && opens + hit.end > clause.start && opens + hit.end <= clause.end);
    // What follows in the same words is promised instead: “八折批不下来，只能八五折”.
    const isLast = by === clauses.length - 1;
    if (isLast && says(CONCEPT.withdrawn) && means('withdrawn', turn, clause, from + by)) return 'withdrawn';
    if (says('promises.done') && means('kept', turn, clause, from + by)) return 'kept';
  }
  return null;
}

function amountOf(amounts: readonly Amount[]): PromiseMention['amount'] {
  for (const { unit, min, max, currency } of amounts) {
    const value = max ?? min;
    if (value === null || unit === 'number') continue;
    return { value, unit: unit === 'money' ? (currency ?? 'money') : 'percent' };
  }
  return null;
}

/** It names a matter, a day or an amount; “不用了” alone says nothing of a promise. */
const anchored = ({ topics, days, amount, recalls, words }: PromiseMention): boolean =>
  topics.length > 0 || days.length > 0 || amount !== null || (recalls && words.length > 0);

const leansOnRecent = ({ kind, evidence: [{ turn }] }: PromiseMention, made: readonly PromiseMention[]): boolean =>
  kind === 'leaned' && made.some(({ evidence: [place] }) => place.turn < turn && place.turn >= turn - LEANING_TURNS);
