import type { CommitmentCategory, Risk } from '../../domain/index.js';
import { dueOf, findTimes } from '../dates/dates.js';
import { commitmentAt, kindIn, promisedAmount } from '../detectors/commitments.js';
import { amountsIn, type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { saidOn } from '../dates/said-on.js';
import { shorten } from '../says.js';
import { citeClauses } from '../reading/spans.js';
import type { Pledge } from './bind.js';
import { conditionOf, isCondition } from './condition.js';
import { holdsOnly, saysPledge } from './words.js';

/** What the rep promises by saying yes: the kind, the day and the amount are those of the customer's question. */
export function answeredPledges(reading: Reading, made: readonly Pledge[]): Pledge[] {
  const byTurn = new Map<TurnReading, Pledge[]>();
  for (const pledge of made) {
    const here = byTurn.get(pledge.turn);
    if (here) here.push(pledge);
    else byTurn.set(pledge.turn, [pledge]);
  }
  return reading.turns.flatMap((turn) => {
    const question = reading.turns[turn.index - 1];
    if (turn.side !== 'rep' || question?.side !== 'customer' || turn.unreliable || question.unreliable) return [];
    const said = clearYes(reading, turn, question);
    // What the rep says in words of their own needs no question.
    if (said === 0 || (byTurn.get(turn) ?? []).some(({ at, commitment }) => at >= said && commitment.risk !== 'low'))
      return [];
    const asked = askedFor(reading, question, turn, said);
    return asked ? [pledgeFrom(reading, turn, said, question, asked)] : [];
  });
}

/** Whether a clause is part of a yes that another pledge was made of. */
export const isYes = (reading: Reading, { turn, at }: Pledge): boolean =>
  holdsOnly(reading, turn.clauses[at] as Clause, 'yes', 'vouches', 'reassures');

/** How many clauses a clear yes takes at the start of a turn; 0: there is none. */
function clearYes(reading: Reading, turn: TurnReading, question: TurnReading): number {
  let said = 0;
  while (said < LONGEST_YES && isAssent(reading, turn.clauses[said])) said += 1;
  if (said === 0) return 0;
  const rest = turn.clauses.slice(said, said + LOOKED_AT);
  if (rest.some((clause) => has(clause, 'clauses.refusal') || clause.asks === 'asks' || TURNS.test(clause.text)))
    return 0;
  const onlyHeard = turn.clauses.slice(0, said).every((clause) => holdsOnly(reading, clause, 'heard'));
  if (!onlyHeard) return said;
  // “好的” alone also says that one has heard: it answers only what was asked outright.
  return rest.length === 0 && question.clauses.at(-1)?.asks === 'asks' ? said : 0;
}
const LONGEST_YES = 4;
const LOOKED_AT = 6;
const isAssent = (reading: Reading, clause: Clause | undefined): boolean =>
  clause !== undefined && holdsOnly(reading, clause, 'yes', 'vouches', 'reassures');

/** What is said after a yes takes it back, or puts it off. */
const TURNS =
  /\bbut\b|\bhowever\b|\bexcept\b|\bcheck\b|\bask\b|\bconfirm\b|\blook into\b|\bsee (?:if|whether|what)\b|\bnote\b|\bget back\b|\bdepends\b|但是?|不过|只是|问一下|问问|确认一下|看一下|看看|记一下|记下|申请|汇报|核实|商量|取决/;

interface Asked {
  readonly at: number;
  readonly category: CommitmentCategory;
  /** A pledge was asked for, and not only whether something is so. */
  readonly pledge: boolean;
}

/** What the last words of the customer ask the rep to promise. */
function askedFor(reading: Reading, question: TurnReading, answer: TurnReading, said: number): Asked | null {
  const vouched = answer.clauses
    .slice(0, said)
    .some((clause) => saysPledge(reading, clause, 'vouches') || has(clause, 'clauses.absolute'));
  const last = question.clauses.length - 1;
  for (let at = last; at >= Math.max(0, last - ASKED_WITHIN); at -= 1) {
    const clause = question.clauses[at] as Clause;
    if (isCondition(reading, question, at)) continue;
    const sentence = question.clauses
      .slice(Math.max(0, at - 2), at + 3)
      .filter((one) => one.sentence === clause.sentence);
    const asks = sentence.some((one) => one.asks === 'asks' || saysPledge(reading, one, 'asks-for'));
    if (!asks || has(clause, 'clauses.past')) continue;
    const category = askedCategory(reading, question, clause);
    const pledge = sentence.some((one) => saysPledge(reading, one, 'asks-pledge'));
    // “系统是7x24的吗？” “是的” states how it is; only who is asked to vouch for it, or does, promises.
    if (category !== null && (pledge || vouched || !FACTS.has(category)))
      return { at, category, pledge: pledge || vouched };
  }
  return null;
}
const ASKED_WITHIN = 3;
const FACTS = new Set<CommitmentCategory>(['reliability', 'compliance', 'outcome']);

function askedCategory(reading: Reading, question: TurnReading, clause: Clause): CommitmentCategory | null {
  for (const category of ['refund', 'exclusivity', 'price', 'compliance'] as const)
    if (saysPledge(reading, clause, `asked-${category}`)) return category;
  const kind = kindIn(clause);
  const amounts = amountsIn(clause);
  // A price is asked for with its figure; “有优惠吗？” asks whether there is one.
  if (kind !== null && (kind !== 'price' || amounts.some(({ unit }) => unit !== 'number'))) return kind;
  const timed = findTimes(clause.text, saidOn(reading, question)).some(({ date }) => date !== null);
  return timed && (has(clause, 'commitments.delivery') || saysPledge(reading, clause, 'asked-delivery'))
    ? 'deadline'
    : null;
}

function pledgeFrom(reading: Reading, turn: TurnReading, said: number, question: TurnReading, asked: Asked): Pledge {
  const { category, at } = asked;
  const clause = question.clauses[at] as Clause;
  const condition = conditionOf(reading, question, at);
  const own = conditionOf(reading, turn, said - 1);
  const text = own
    ? turn.text.slice(own.start, own.end)
    : condition
      ? question.text.slice(condition.start, condition.end)
      : null;
  const risk = riskOf(category, asked.pledge, text !== null);
  const made = commitmentAt(reading, turn, 0, category, risk);
  return {
    turn,
    at: 0,
    commitment: {
      ...made,
      due: category === 'deadline' ? dueOf(findTimes(clause.text, saidOn(reading, question))) : null,
      amount: promisedAmount(category, amountsIn(clause)),
      condition: text === null ? null : shorten(text.trim()),
      confidence: ANSWERED,
      evidence: [
        ...citeClauses(reading, turn, turn.clauses.slice(0, said)),
        ...citeClauses(reading, question, [clause]),
      ],
    },
  };
}

/** A yes to a question is less sure than words of one's own. */
const ANSWERED = 0.65;

/** A bare yes alarms nobody, unless it is to a pledge or to all the money back. */
function riskOf(category: CommitmentCategory, pledge: boolean, conditional: boolean): Risk {
  return pledge || (category === 'refund' && !conditional) ? 'high' : 'medium';
}
