import type { ObjectionCategory } from '../../domain/index.js';
import { findPlain, isPlain, saysPlainly } from '../course/plain.js';
import { amountsIn, type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { weightOf } from '../reading/text.js';
import { negated, praises } from './objections.js';

/** An objection that a clause states in so many words. */
export interface PlainObjection {
  readonly category: ObjectionCategory;
  readonly clause: Clause;
}

/** The more telling category wins where one clause says two things. */
const ORDER: readonly ObjectionCategory[] = [
  'contract',
  'security',
  'budget',
  'authority',
  'implementation',
  'competitor',
  'price',
  'product',
  'trust',
  'need',
  'timing',
];

/** A longer turn tells a story, of which the plain words are a part. */
const SHORT_CLAUSES = 3;
/** What may stand beside the plain words in their clause, in words. */
const BESIDE = 7;
/** These are about somebody else than us by their nature. */
const OF_OTHERS: ReadonlySet<ObjectionCategory> = new Set(['competitor', 'authority', 'implementation']);

/** What a short turn of the customer's objects to by its plain words; the classifier is not asked for it. */
export function plainObjections(reading: Reading, turn: TurnReading): PlainObjection[] {
  if (turn.clauses.length > SHORT_CLAUSES) return [];
  const found: PlainObjection[] = [];
  for (const clause of turn.clauses) {
    const category = ORDER.find((one) => statesPlainly(reading, turn, clause, one));
    if (category && !found.some((one) => one.category === category)) found.push({ category, clause });
  }
  return found.filter(({ category, clause }) => !isNoObjection(reading, turn, clause, category));
}

function statesPlainly(reading: Reading, turn: TurnReading, clause: Clause, category: ObjectionCategory): boolean {
  const hit = findPlain(reading, turn, clause, category);
  if (!hit || praises(clause) || negated(clause, hit.start)) return false;
  if (!OF_OTHERS.has(category) && isPlain(reading, turn, clause, 'elsewhere', 'own_trade') && !isAboutUs(turn))
    return false;
  const beside =
    weightOf(turn.folded.slice(clause.start, hit.start)) + weightOf(turn.folded.slice(hit.end, clause.end));
  // "抢钱呢？" asks nothing.
  return clause.asks === 'asks' ? beside <= 1 : beside <= BESIDE;
}

/** What sounds like an objection and is none: an answer to what the rep asked, what their own customers say, praise. */
export function isNoObjection(
  reading: Reading,
  turn: TurnReading,
  clause: Clause,
  category: ObjectionCategory,
): boolean {
  if (turn.clauses.length > SHORT_CLAUSES) return false;
  return (
    (!OF_OTHERS.has(category) && saysPlainly(reading, turn, 'own_trade') && !isAboutUs(turn)) ||
    answersQuestion(reading, turn, category) ||
    isPleased(reading, turn)
  );
}

const ABOUT_US = /你|您|贵司|\byou|\byours?\b|\bu\b/;
/** Nobody objects to us at such length that the first words do not show whom they speak to. */
const READ_UNITS = 400;
/** A longer answer says more than what was asked for, in words. */
const PLAIN_ANSWER = 13.5;
/** A complaint about what they use today may tell more. */
const COMPLAINT = 25;
const isAboutUs = ({ folded }: TurnReading): boolean => ABOUT_US.test(folded.slice(0, READ_UNITS));

function answersQuestion(reading: Reading, turn: TurnReading, category: ObjectionCategory): boolean {
  const asked = reading.turns[turn.index - 1];
  const length = weightOf(turn.folded.slice(0, READ_UNITS));
  if (asked?.side !== 'rep' || length > COMPLAINT) return false;
  const asks = (idea: string): boolean =>
    (length <= PLAIN_ANSWER || idea === 'asks_today') &&
    asked.clauses.slice(-2).some((clause) => clause.asks !== 'no' && isPlain(reading, asked, clause, idea));
  switch (category) {
    case 'timing':
      return (asks('asks_when') && saysPlainly(reading, turn, 'gives_time')) || complains();
    case 'authority':
      return asks('asks_who') && saysPlainly(reading, turn, 'gives_name');
    case 'budget':
    case 'price':
      return (asks('asks_money') && turn.clauses.some((clause) => amountsIn(clause).length > 0)) || complains();
    case 'need':
      return false;
    case 'competitor':
    case 'contract':
    case 'implementation':
    case 'product':
    case 'security':
    case 'trust':
      return complains();
  }

  function complains(): boolean {
    return asks('asks_today') && !isAboutUs(turn);
  }
}

function isPleased(reading: Reading, turn: TurnReading): boolean {
  const { clauses } = turn;
  return (
    clauses.length <= 2 &&
    saysPlainly(reading, turn, 'pleased') &&
    !clauses.some((clause) => has(clause, 'objections.worry') || /但|不过|可是|就是|\bbut\b|though/.test(clause.text))
  );
}
