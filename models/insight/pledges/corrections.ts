import { commitmentAt } from '../detectors/commitments.js';
import { amountsIn, type Clause, type Reading, type TurnReading } from '../reading/reading.js';
import type { Pledge } from './bind.js';
import { refusesIn } from './withheld.js';
import { findPledge, saysPledge } from './words.js';

/** What is taken back soon after, "sorry, I misspoke", is no promise any more; what is said instead is. */
export function corrected(reading: Reading, made: readonly Pledge[]): Pledge[] {
  let standing = [...made];
  for (const turn of reading.turns) {
    if (turn.side !== 'rep' || turn.unreliable) continue;
    const at = turn.clauses.findIndex((clause) => takesBack(reading, clause));
    if (at < 0) continue;
    const old = standing.findLast((pledge) => isBefore(pledge, turn, at) && pledge.commitment.risk !== 'low');
    if (!old) continue;
    const instead = standing.some(
      (one) => one.turn === turn && one.at >= at && one.commitment.category === old.commitment.category,
    );
    const named = instead ? null : insteadOf(reading, turn, at, old);
    standing = [...standing.filter((one) => one !== old), ...(named ? [named] : [])];
  }
  return standing;
}

function takesBack(reading: Reading, clause: Clause): boolean {
  const hit = findPledge(reading, clause, 'takes-back');
  return (
    hit !== undefined && !saysPledge(reading, clause, 'others') && !/\bwhat $/.test(clause.text.slice(0, hit.start))
  );
}

/** Said earlier by the rep's side, and not long ago. */
const isBefore = (pledge: Pledge, turn: TurnReading, at: number): boolean =>
  pledge.turn === turn ? pledge.at < at : pledge.turn.index < turn.index && pledge.turn.index >= turn.index - LATELY;
const LATELY = 6;

/** "I meant 5 percent": the figure alone stands for the promise. */
function insteadOf(reading: Reading, turn: TurnReading, at: number, old: Pledge): Pledge | null {
  const { amount, category, risk, rule, confidence } = old.commitment;
  if (amount === null) return null;
  for (let n = at; n < Math.min(turn.clauses.length, at + 4); n += 1) {
    const clause = turn.clauses[n] as Clause;
    if (amountsIn(clause).length === 0 || refusesIn(reading, clause, category)) continue;
    const commitment = { ...commitmentAt(reading, turn, n, category, risk), rule, confidence };
    if (commitment.amount !== null) return { turn, at: n, commitment };
  }
  return null;
}
