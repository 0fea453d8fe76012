import type { Commitment, CommitmentCategory, Risk } from '../../domain/index.js';
import type { Amount } from '../amounts/amounts.js';
import { dueOf, findTimes, type When } from '../dates/dates.js';
import { amountsIn, type Clause, clausesIn, find, has, type Reading, type TurnReading } from '../reading/reading.js';
import { saidOn } from '../dates/said-on.js';
import { ruleName, says, shorten } from '../says.js';
import { citeClauses } from '../reading/spans.js';

/** Read from the most telling words to the least: a clause carries at most two of them. */
const PROMISED: readonly CommitmentCategory[] = [
  'refund',
  'exclusivity',
  'compliance',
  'reliability',
  'scope',
  'price',
  'outcome',
];

/** What the rep's side promises, clause by clause; the customer's words, questions, refusals and stories of the past are not. */
export function commitments(reading: Reading): Commitment[] {
  const found: Commitment[] = [];
  for (const turn of reading.turns) {
    if (turn.side !== 'rep' || turn.unreliable) continue;
    const mine = new Map<string, Commitment>();
    turn.clauses.forEach((clause, at) => {
      for (const commitment of inClause(reading, turn, clause, at)) {
        const key = `${clause.sentence} ${commitment.category} ${commitment.category === 'deadline' && commitment.risk === 'low'}`;
        const earlier = mine.get(key);
        if (!earlier || firmness(commitment.risk) > firmness(earlier.risk)) mine.set(key, commitment);
      }
    });
    found.push(...mine.values());
  }
  return found;
}

const firmness = (risk: Risk): number => ({ low: 0, medium: 1, high: 2 })[risk];

/** The words around a clause that bind it: its own sentence, two clauses to either side. */
interface Context {
  readonly condition: Clause | undefined;
  readonly hedged: boolean;
  readonly absolute: boolean;
  readonly bounded: boolean;
}

function contextOf(turn: TurnReading, clause: Clause, at: number): Context {
  const near = turn.clauses.slice(Math.max(0, at - 2), at + 2).filter((other) => other.sentence === clause.sentence);
  const absoluteNear = [clause, turn.clauses[at + 1]].filter(
    (other) => other !== undefined && other.sentence === clause.sentence,
  ) as Clause[];
  return {
    condition: near.find((other) => has(other, 'clauses.condition')),
    hedged: has(clause, 'clauses.hedge'),
    absolute: absoluteNear.some((other) => has(other, 'clauses.absolute') && !has(other, 'clauses.refusal')),
    bounded: near.some((other) => has(other, 'commitments.bounded')),
  };
}

function inClause(reading: Reading, turn: TurnReading, clause: Clause, at: number): Commitment[] {
  if (clause.hits.length === 0 || clause.asks === 'asks' || refuses(clause)) return [];
  const offered = has(clause, 'commitments.offer') || has(clause, 'clauses.absolute');
  const context = contextOf(turn, clause, at);
  const before = turn.clauses[at - 1];
  const after = turn.clauses[at + 1];
  if (after && after.sentence === clause.sentence && refuses(after)) return [];
  if (!offered && after && after.sentence === clause.sentence && after.asks === 'asks') return [];
  const told =
    has(clause, 'clauses.past') ||
    has(clause, 'clauses.reported') ||
    (before?.sentence === clause.sentence && has(before, 'clauses.past') && !offered);
  const promising = PROMISED.some((category) => has(clause, `commitments.${category}`));
  const amounts = promising ? amountsIn(clause) : [];
  const results: Commitment[] = [];
  for (const category of PROMISED) {
    const hit = find(clause, `commitments.${category}`);
    if (!hit || negated(clause, hit.start, category)) continue;
    if (told && !(offered && context.absolute)) continue;
    if (!offered && !STANDS_ALONE.has(category)) continue;
    if (has(clause, 'commitments.standard') && !context.absolute) continue;
    if (category === 'price' && !priced(clause, amounts)) continue;
    if (category === 'outcome' && amounts.length === 0 && !context.absolute) continue;
    results.push(make(reading, turn, clause, at, category, riskOf(category, context), context, amounts, null));
    if (results.length === 2) break;
  }
  const dated =
    results.length === 0 || has(clause, 'commitments.delivery')
      ? deadline(reading, turn, clause, at, context, told, offered, amounts)
      : null;
  if (dated) results.push(dated);
  return results;
}

/** Which promise the words of a clause would be, once they are firm; null: none that they tell of. A day alone is not looked at. */
export function kindIn(clause: Clause): CommitmentCategory | null {
  const amounts = amountsIn(clause);
  return (
    PROMISED.find((category) => {
      const hit = find(clause, `commitments.${category}`);
      if (!hit || negated(clause, hit.start, category)) return false;
      if (category === 'price') return priced(clause, amounts);
      return category !== 'outcome' || amounts.length > 0 || has(clause, 'clauses.absolute');
    }) ?? null
  );
}

/** The speaker will not promise it. “做不到退一半” is no refusal: it says what follows. */
export const refuses = (clause: Clause): boolean => has(clause, 'clauses.refusal') && !has(clause, 'clauses.otherwise');

/** These are offers by themselves: "no charge", "退您三倍", "won't go down". */
const STANDS_ALONE = new Set<CommitmentCategory>(['scope', 'refund', 'reliability', 'compliance', 'exclusivity']);

/** "not free", "不免费", "不退": a negation right before the words; reliability is a negation by nature. */
function negated(clause: Clause, start: number, category: CommitmentCategory): boolean {
  if (category === 'reliability' || category === 'compliance') return false;
  const before = clause.text.slice(Math.max(0, start - clause.start - 8), Math.max(0, start - clause.start));
  return /(?:不|没|没有|不能|不会|无法|别)(?:会|能|可以|给|是)?$|(?:\bnot|n't|\bno|\bnever|cannot)(?: really| be| a| any| get)? ?$/.test(
    before,
  );
}

/** A price promise moves a price: a figure, a discount, or a lock. */
function priced(clause: Clause, amounts: readonly Amount[]): boolean {
  return (
    amounts.some(({ unit, min, max }) => unit !== 'number' || (max ?? min ?? 0) >= 10) ||
    /锁|不涨|保价|同价|底价|最低|免|缓|后付|账期|优惠|便宜|抹|价格|lock|hold|match|beat|same|freeze|increase|defer|net |waive|raise|payment/.test(
      clause.text,
    )
  );
}

/** Deliveries, and the small ones that a rep makes every day. */
function deadline(
  reading: Reading,
  turn: TurnReading,
  clause: Clause,
  at: number,
  context: Context,
  told: boolean,
  offered: boolean,
  amounts: readonly Amount[],
): Commitment | null {
  const sends =
    has(clause, 'commitments.deliverable') || (has(clause, 'commitments.sends') && has(clause, 'commitments.offer'));
  const delivers = has(clause, 'commitments.delivery');
  if (!sends && !delivers) return null;
  const times = timesIn(reading, turn, clause, at);
  const firm = context.absolute && delivers && times.length > 0;
  if (sends && !told && !firm && !has(clause, 'next-steps.declines')) {
    const named = has(clause, 'commitments.document') || times.length > 0;
    if (!named && !has(clause, 'commitments.deliverable')) return null;
    return make(reading, turn, clause, at, 'deadline', 'low', context, amounts, dueOf(times));
  }
  if (!delivers || times.length === 0 || told) return null;
  if (!offered && !has(clause, 'clauses.future') && !context.hedged && !/之?内|前/.test(clause.text)) return null;
  return make(reading, turn, clause, at, 'deadline', riskOf('deadline', context), context, amounts, dueOf(times));
}

/** The times of the clause; when it has none, those of its neighbours in the sentence. */
export function timesIn(reading: Reading, turn: TurnReading, clause: Clause, at: number): When[] {
  const base = saidOn(reading, turn);
  const before = turn.clauses[at - 1];
  // With the words before it: in “付款之后，两周内发货” they say what the two weeks count from.
  const from = before?.sentence === clause.sentence ? before.start : clause.start;
  const own = findTimes(turn.folded.slice(from, clause.end), base).filter(({ end }) => end > clause.start - from);
  if (own.length > 0) return own;
  const near = [turn.clauses[at - 1], turn.clauses[at + 1]].filter((other) => other?.sentence === clause.sentence);
  return near.flatMap((other) => (other ? findTimes(other.text, base) : []));
}

function riskOf(category: CommitmentCategory, { condition, hedged, absolute, bounded }: Context): Risk {
  if (absolute && !condition) return 'high';
  if (category === 'deadline' || category === 'compliance' || category === 'exclusivity')
    return absolute && !hedged ? 'high' : 'medium';
  if (condition || hedged) return 'medium';
  if (category === 'scope' || category === 'outcome' || category === 'reliability') return 'high';
  return bounded ? 'medium' : category === 'refund' ? 'high' : 'medium';
}

/** The promise that `turn.clauses[at]` makes, whoever found that it makes one: its amount, its day, its condition. */
export function commitmentAt(
  reading: Reading,
  turn: TurnReading,
  at: number,
  category: CommitmentCategory,
  risk: Risk,
): Commitment {
  const clause = turn.clauses[at] as Clause;
  const due = category === 'deadline' ? dueOf(timesIn(reading, turn, clause, at)) : null;
  return make(reading, turn, clause, at, category, risk, contextOf(turn, clause, at), amountsIn(clause), due);
}

function make(
  reading: Reading,
  turn: TurnReading,
  clause: Clause,
  at: number,
  category: CommitmentCategory,
  risk: Risk,
  context: Context,
  amounts: readonly Amount[],
  due: string | null,
): Commitment {
  const quoted =
    context.condition && (context.condition === turn.clauses[at - 1] || context.condition === turn.clauses[at + 1])
      ? [context.condition, clause].sort((a, b) => a.start - b.start)
      : [clause];
  const evidence = citeClauses(reading, turn, quoted);
  const condition =
    context.condition && risk !== 'low'
      ? shorten(turn.text.slice(context.condition.start, context.condition.end).trim())
      : null;
  return {
    category,
    risk,
    due,
    amount: promisedAmount(category, amounts),
    condition,
    allowed: null,
    suggestion: null,
    confidence: risk === 'low' ? 0.7 : context.absolute ? 0.85 : 0.65,
    because: becauseOf(reading, { category, risk, condition, evidence }),
    rule: ruleName(reading, 'commitments', `commitment-${category}`),
    evidence,
  };
}

type Made = Pick<Commitment, 'category' | 'risk' | 'condition' | 'evidence'>;

/** Why, as far as the words go. */
export const becauseOf = (reading: Reading, made: Made): string =>
  says(reading, 'commitments.because', {
    category: says(reading, `commitments.${made.category}`),
    firmness: says(reading, `commitments.${made.risk === 'medium' ? leewayOf(reading, made) : made.risk}`),
    quote: shorten(made.evidence[0].quote),
  });

/** So many units to either side of a promise belong to it where they are of its sentence. */
const BESIDE_UNITS = 60;

/** What keeps a promise from being the riskiest: a condition, a hedge, a bound; else that it is plainly said. */
function leewayOf({ turns }: Reading, { condition, evidence: [place] }: Made): string {
  if (condition !== null) return 'conditional';
  const turn = turns[place.turn];
  const own = turn ? clausesIn(turn, place) : [];
  if (own.some((clause) => has(clause, 'clauses.hedge'))) return 'hedged';
  const sentences = new Set(own.map(({ sentence }) => sentence));
  const near = turn
    ? clausesIn(turn, { start: place.start - BESIDE_UNITS, end: place.end + BESIDE_UNITS }).filter(({ sentence }) =>
        sentences.has(sentence),
      )
    : [];
  if (near.some((clause) => has(clause, 'commitments.bounded'))) return 'within_bounds';
  if (near.some((clause) => has(clause, 'clauses.condition'))) return 'conditional';
  const absolute = near.some((clause) => has(clause, 'clauses.absolute') && !has(clause, 'clauses.refusal'));
  return absolute ? 'in_absolutes' : 'medium';
}

/** The figure that a promise of this category is about; null: none of these. */
export function promisedAmount(category: CommitmentCategory, amounts: readonly Amount[]): Commitment['amount'] {
  const share = amounts.find(({ unit }) => unit === 'percent' || unit === 'discount');
  if (share?.max != null && (category === 'price' || category === 'outcome' || category === 'reliability'))
    return { value: share.max, unit: 'percent' };
  const money = amounts.find(({ unit }) => unit === 'money');
  const value = money?.max ?? money?.min;
  return money && value != null && category !== 'deadline' ? { value, unit: money.currency ?? 'money' } : null;
}
