import { createHash } from 'node:crypto';

import type { MentionKind, PromiseMention } from '../../domain/index.js';
import type { Amount } from '../amounts.js';
import { amountsIn, type Clause, has, type Reading, type TurnReading } from '../reading.js';
import { citeClauses, sentenceAround } from '../spans.js';
import { aboutOf } from './about.js';
import { daysMeant, spokenAt } from './spoken.js';

type FollowUp = Exclude<MentionKind, 'promised'>;

/** Where words say several things at once the one named first here holds: “没有按时到” holds “按时”. */
const KINDS: readonly FollowUp[] = ['withdrawn', 'broken', 'kept', 'leaned'];
const CONCEPT: Readonly<Record<FollowUp, string>> = {
  withdrawn: 'promises.withdrawn',
  broken: 'promises.broken',
  kept: 'promises.kept',
  leaned: 'promises.leans',
};

/** A customer leans on what was said in these last turns, where the words name nothing. */
export const LEANING_TURNS = 6;

/** What a conversation says of promises that were made before: leaned on, kept, broken, withdrawn. */
export function followUps(reading: Reading, made: readonly PromiseMention[], conversationId: string): PromiseMention[] {
  const found: PromiseMention[] = [];
  for (const turn of reading.turns) {
    if (turn.unreliable) continue;
    const hits = reading.rules.ledger.scan(turn.folded);
    if (hits.length === 0) continue;
    const said = new Set<FollowUp>();
    turn.clauses.forEach((clause, at) => {
      const concepts = new Set(
        hits.filter(({ start }) => start >= clause.start && start < clause.end).map(({ concept }) => concept),
      );
      const kind = KINDS.find((one) => concepts.has(CONCEPT[one]) && means(one, turn, clause, at));
      if (kind === undefined || said.has(kind)) return;
      // What promises here was found as a promise.
      if (kind !== 'withdrawn' && overlaps(made, turn, clause)) return;
      const mention = mentionOf(reading, turn, at, kind, conversationId);
      if (!anchored(mention) && !leansOnRecent(mention, made)) return;
      said.add(kind);
      found.push(mention);
    });
  }
  return found;
}

const SUPPOSED = /如果|要是|假如|万一|的话|担心|怕|除非|\b(?:if|unless|in case|worried|afraid|suppose)\b/;
const NOT_YET =
  /等|到时|以后|之后|什么时候|希望|争取|应该|马上|快要|快上|就要|将|会|才能|能|没|别|不|\b(?:when|once|until|till|after|before|by the time|will|'ll|would|should|going to|gonna|hope|hopefully|want|need|not|n't|never|can)\b|n't\b/;
const OTHERS =
  /(?:别的|其他|另外|有[个家]|一[个家])(?:的)?(?:客户|公司)|\b(?:another|other|one|a) (?:customer|client|company)/;
const COMPLAINS = /怎么|为什么|为啥|咋|\b(?:why|how come)\b/;

/** Whether the clause says so as a fact of today, and not as a question, a fear, a plan or a story of others. */
function means(kind: FollowUp, turn: TurnReading, clause: Clause, at: number): boolean {
  if (clause.asks === 'asks' && !(kind === 'broken' && COMPLAINS.test(clause.text))) return false;
  const before = turn.clauses[at - 1];
  const near = before?.sentence === clause.sentence ? `${before.text}${clause.text}` : clause.text;
  if (SUPPOSED.test(near) || OTHERS.test(near)) return false;
  if (kind === 'leaned') return turn.side === 'customer' && !has(clause, 'clauses.negation');
  return kind !== 'kept' || !NOT_YET.test(clause.text);
}

const overlaps = (made: readonly PromiseMention[], turn: TurnReading, clause: Clause): boolean =>
  made.some(({ evidence }) =>
    evidence.some((place) => place.turn === turn.index && place.start < clause.end && place.end > clause.start),
  );

function mentionOf(
  reading: Reading,
  turn: TurnReading,
  at: number,
  kind: FollowUp,
  conversationId: string,
): PromiseMention {
  const own = turn.clauses[at] as Clause;
  // “上线按十五号，我已经通知门店了” tells of shops and not of the launch: what is done stands with its object.
  const clauses = kind === 'kept' ? [own] : sentenceAround(turn, at, 2);
  const text = clauses.map((clause) => clause.text).join(' ');
  const { topics } = aboutOf(reading.rules.ledger, text);
  const { words } = aboutOf(reading.rules.ledger, own.text);
  const evidence = citeClauses(reading, turn, clauses);
  const [{ quote, start, end }] = evidence;
  return {
    id: createHash('sha256')
      .update(`${conversationId} ${kind} ${turn.index} ${start} ${end}`)
      .digest('hex')
      .slice(0, 32),
    ...{ conversationId, kind, category: null, risk: 'low', what: quote, topics, words },
    ...{ due: null, condition: null, firmness: 'definite', allowed: null, suggestion: null },
    amount: amountOf(clauses.flatMap(amountsIn)),
    days: daysMeant(reading, turn, clauses),
    recalls: reading.rules.ledger.scan(text).some(({ concept }) => concept === 'promises.recalls'),
    ...spokenAt(reading, turn),
    evidence,
  };
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
