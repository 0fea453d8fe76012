import type { Commitment, CommitmentCategory } from '../../domain/index.js';
import { commitmentAt, kindIn, timesIn } from '../detectors/commitments.js';
import { amountsIn, type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { neverRises, type Pledge, vouchedFor } from './bind.js';
import { conditionOf, isCondition } from './condition.js';
import { isService } from './services.js';
import { isWithheld } from './withheld.js';
import { pledgeHits, saysPledge } from './words.js';

/**
 * Promises so plain that no weighing is needed: "we guarantee you 25 free licences", “每个工单一个工作日内回复”, a price
 * that never rises, and what is vouched for in the next words.
 */
export function plainPledges(reading: Reading, made: readonly Pledge[]): Pledge[] {
  const taken = new Set(made.map(({ turn, at }) => turn.clauses[at]));
  const found: Pledge[] = [];
  for (const turn of reading.turns) {
    if (turn.side !== 'rep' || turn.unreliable) continue;
    for (let at = 0; at < turn.clauses.length; at += 1) {
      const clause = turn.clauses[at] as Clause;
      if (taken.has(clause) || clause.asks === 'asks') continue;
      const category = plainCategory(reading, turn, at);
      if (category === null || isCondition(reading, turn, at) || isRefused(turn, at)) continue;
      if (isWithheld(reading, turn, at, category)) continue;
      const bounded = isService(reading, turn, at)
        ? !has(clause, 'clauses.absolute')
        : conditionOf(reading, turn, at) !== null;
      const risk = bounded ? 'medium' : 'high';
      const commitment: Commitment = { ...commitmentAt(reading, turn, at, category, risk), confidence: PLAIN };
      found.push({ turn, at, commitment });
    }
  }
  return found;
}

const PLAIN = 0.7;

function isRefused(turn: TurnReading, at: number): boolean {
  const clause = turn.clauses[at] as Clause;
  return has(clause, 'clauses.refusal') || has(clause, 'clauses.past') || has(clause, 'clauses.reported');
}

function plainCategory(reading: Reading, turn: TurnReading, at: number): CommitmentCategory | null {
  const clause = turn.clauses[at] as Clause;
  // A cheap look first: most clauses hold nothing of it.
  if (pledgeHits(reading, clause).length === 0 && !has(clause, 'commitments.delivery') && clause.hits.length === 0)
    return null;
  if (isService(reading, turn, at)) return 'deadline';
  if (neverRises(reading, clause)) return 'price';
  if (reading.turns.length === 1 && isBareOffer(clause))
    return kindIn(clause) ?? (saysPledge(reading, clause, 'given-free') ? 'scope' : 'price');
  if (PLEDGED.test(clause.text)) return pledgedCategory(reading, turn, at);
  return vouchedFor(reading, turn, at) === null || !AHEAD.test(clause.text) ? null : pledgedCategory(reading, turn, at);
}

/** A message by itself offers in few words: “价格打八折”, "25% off the list price", "free SAP connector". */
function isBareOffer(clause: Clause): boolean {
  const { text } = clause;
  if (text.length > LONGEST_OFFER || has(clause, 'clauses.negation') || has(clause, 'clauses.hedge')) return false;
  const off = amountsIn(clause).some(
    ({ unit }) => unit === 'discount' || (unit === 'percent' && /\boff\b|优惠|便宜|让利/.test(text)),
  );
  return off || /^\s*(?:free(?! (?:on|at|to|for|after|before|from|until|this|next|of))\b|免费)/.test(text);
}
const LONGEST_OFFER = 70;

/** In the first person and outright. */
const PLEDGED =
  /\b(?:we|i)(?: (?:can|do|will|absolutely|hereby|personally))?(?:'ll)? (?:guarantee|promise)\b|(?:我|我们|公司)(?:可以|敢|都|)?(?:跟您|向您|给您|和您)?(?:保证|承诺|担保)/;

/** What is vouched for lies ahead: "we go live", "you will have", “价格三年不变”. */
const AHEAD = /\b(?:we|you|it|i|your)\b|之前|以前|内|不变|不涨|给您|给你|一定|肯定/;

function pledgedCategory(reading: Reading, turn: TurnReading, at: number): CommitmentCategory | null {
  const clause = turn.clauses[at] as Clause;
  const kind = kindIn(clause);
  if (kind !== null) return kind;
  const amounts = amountsIn(clause);
  if (saysPledge(reading, clause, 'growth')) return 'outcome';
  if (saysPledge(reading, clause, 'given-free')) return 'scope';
  if (amounts.some(({ unit }) => unit === 'discount')) return 'price';
  const timed = timesIn(reading, turn, clause, at).some(({ date }) => date !== null);
  return timed && (has(clause, 'commitments.delivery') || HAD.test(clause.text)) ? 'deadline' : null;
}

const HAD = /\b(?:have|get|receive) (?:it|them|the|your|all|everything)\b|到(?:货|位)|收到|用上/;
