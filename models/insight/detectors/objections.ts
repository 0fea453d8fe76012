import { type Evidence, type Objection, type ObjectionCategory } from '../../domain/index.js';
import { type Clause, find, has, type Reading, type TurnReading } from '../reading/reading.js';
import { ruleName, says, shorten } from '../says.js';
import { citeClauses, citeRange } from '../reading/spans.js';
import { weightOf } from '../reading/text.js';

/** The more telling category wins where one clause says two things: "超预算" is about the budget, not the price. */
const ORDER: readonly ObjectionCategory[] = [
  'budget',
  'contract',
  'security',
  'authority',
  'implementation',
  'trust',
  'competitor',
  'price',
  'timing',
  'product',
  'need',
];
const TOPICS: readonly ObjectionCategory[] = [
  'security',
  'contract',
  'implementation',
  'trust',
  'product',
  'price',
  'timing',
  'authority',
];

/** One label per distinct objection in a stretch of talk: the same category again this soon is the same one. */
const STRETCH_TURNS = 6;
/** The rep answers within these next turns, or has not answered. */
const ANSWER_TURNS = 4;

/** An answer is cited from its first clause of substance on, so far. */
const ANSWER_CLAUSES = 6;

/** Where the customer pushes back, and how the rep met it. */
export function objections(reading: Reading): Objection[] {
  const found: Objection[] = [];
  const latest = new Map<ObjectionCategory, number>();
  for (const turn of reading.turns) {
    if (turn.side !== 'customer' || turn.unreliable) continue;
    const inTurn = new Set<ObjectionCategory>();
    turn.clauses.forEach((clause, at) => {
      const category = categoryOf(turn, clause, at);
      if (!category || inTurn.size >= 2 || inTurn.has(category)) return;
      inTurn.add(category);
      const before = latest.get(category);
      latest.set(category, turn.index);
      if (before !== undefined && turn.index - before <= STRETCH_TURNS) return;
      found.push(objectionAt(reading, turn, clause, category));
    });
  }
  return found;
}

function categoryOf(turn: TurnReading, clause: Clause, at: number): ObjectionCategory | null {
  if (clause.hits.length === 0 || praises(clause)) return null;
  const worried = has(clause, 'objections.worry');
  if (clause.asks === 'asks' && !worried) return null;
  const todays = has(clause, 'objections.todays');
  for (const category of ORDER) {
    const hit = find(clause, `objections.${category}`);
    if (hit && !negated(clause, hit.start)) return todays && !worried ? null : category;
  }
  const before = turn.clauses[at - 1];
  const near = before && before.sentence === clause.sentence ? [clause, before] : [clause];
  if (!has(clause, 'objections.worry') || todays) return null;
  return TOPICS.find((category) => near.some((other) => has(other, `objections.${category}_topic`))) ?? null;
}

/** "放心" praises, "不放心" does not. */
export function praises(clause: Clause): boolean {
  return clause.hits.some(
    ({ concept, start }) => concept === 'objections.praise' && clause.text[start - clause.start - 1] !== '不',
  );
}

/** "不贵", "not expensive", praise: the words of an objection that deny it. */
export function denies(clause: Clause): boolean {
  if (has(clause, 'objections.worry')) return false;
  const topical = clause.hits.filter(({ concept }) => ORDER.some((category) => concept === `objections.${category}`));
  return praises(clause) || (topical.length > 0 && topical.every(({ start }) => negated(clause, start)));
}

/** The words before an objection turn it round. */
export function negated(clause: Clause, start: number): boolean {
  const before = clause.text.slice(Math.max(0, start - clause.start - 6), Math.max(0, start - clause.start));
  return /(?:不|没|没有|不是|不算|不会|不至于)$|(?:\bnot|n't|\bno|\bnever)(?: that| too| so| really)? ?$/.test(before);
}

/** The objection that a clause raises, with the rep's answer to it. */
export function objectionAt(
  reading: Reading,
  turn: TurnReading,
  clause: Clause,
  category: ObjectionCategory,
): Objection {
  const response = answersTo(reading, turn);
  const evidence = citeClauses(reading, turn, [clause]);
  return {
    category,
    handled: response.length > 0,
    response,
    confidence: 0.65,
    because: says(reading, 'objections.because', {
      category: says(reading, `objections.${category}`),
      quote: shorten(evidence[0].quote),
    }),
    rule: ruleName(reading, 'objections', `objection-${category}`),
    evidence,
  };
}

/** The rep's first answer of substance: more than acknowledgement, a reason, an option or a question. */
function answersTo(reading: Reading, { index }: TurnReading): Evidence[] {
  for (const turn of reading.turns.slice(index + 1, index + 1 + ANSWER_TURNS)) {
    if (turn.side !== 'rep' || turn.unreliable) continue;
    const said = turn.clauses.filter((clause) => !isEmpty(clause));
    const first = said[0];
    const last = said.slice(0, ANSWER_CLAUSES).at(-1);
    if (first && last && weightOf(said.map(({ text }) => text).join(' ')) >= SUBSTANCE_WORDS)
      return [citeRange(reading, turn, first.start, last.end)];
  }
  return [];
}

/** Six words or nine characters: shorter answers were acknowledgements. */
const SUBSTANCE_WORDS = 6;

function isEmpty(clause: Clause): boolean {
  const hit = find(clause, 'clauses.empty_answer');
  return hit !== undefined && hit.end - hit.start >= clause.text.trim().replace(/[,.!?。，！？]+$/, '').length - 2;
}
