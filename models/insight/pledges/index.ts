import type { Commitment, Risk } from '../../domain/index.js';
import { type Clause, type Reading } from '../reading/reading.js';
import { answeredPledges, isYes } from './answers.js';
import { bind, onlyReassures, type Pledge, pledgeOf } from './bind.js';
import { corrected } from './corrections.js';
import { plainPledges } from './plain.js';
import { isOthers, isWithheld } from './withheld.js';

/**
 * What the rep's side promises, settled: of the promises that were found those that are given at all, each with its own
 * condition, day, amount and firmness; those made by saying yes or so plainly that nobody need weigh them; without
 * those that were taken back.
 */
export function settle(reading: Reading, found: readonly Commitment[]): Commitment[] {
  const pledges = found.flatMap((commitment) => pledgeOf(reading, commitment) ?? []);
  const places = new Set(
    pledges.filter(({ calms }) => calms !== true).map(({ turn, at }) => turn.clauses[at] as Clause),
  );
  const given = pledges.filter((pledge) =>
    isSmall(pledge) ? !isOthers(reading, pledge.turn, pledge.at, 'deadline') : isGiven(reading, pledge, places),
  );
  const plain = plainPledges(reading, given);
  const answered = answeredPledges(reading, [...given, ...plain]);
  const answeredTurns = new Set(answered.map(({ turn }) => turn));
  const own = [...given, ...plain].filter((pledge) => !answeredTurns.has(pledge.turn) || !isYes(reading, pledge));
  const all = distinct(corrected(reading, own)).map((pledge) => ({ ...pledge, commitment: bind(reading, pledge) }));
  return distinct([...all, ...answered])
    .map(({ commitment }) => commitment)
    .sort(({ evidence: [a] }, { evidence: [b] }) => a.turn - b.turn || a.start - b.start);
}

/** What a rep sends over every day is left as it is, where it is said of oneself. */
const isSmall = ({ commitment: { category, risk } }: Pledge): boolean => category === 'deadline' && risk === 'low';

function isGiven(reading: Reading, { turn, at, commitment, calms }: Pledge, places: ReadonlySet<Clause>): boolean {
  if (isWithheld(reading, turn, at, commitment.category)) return false;
  const clause = turn.clauses[at] as Clause;
  if (calms === true && places.has(clause)) return false;
  if (!onlyReassures(reading, clause)) return true;
  // “这个您放一百个心” calms about what was promised just before it.
  return !turn.clauses.slice(Math.max(0, at - CALMS), at).some((other) => places.has(other));
}

/** Calming words speak of what stands so many clauses before them. */
const CALMS = 3;

/** Each kind of promise once a clause, the firmest. */
function distinct(pledges: readonly Pledge[]): Pledge[] {
  const kept = new Map<Clause, Map<string, Pledge>>();
  for (const pledge of pledges) {
    const clause = pledge.turn.clauses[pledge.at] as Clause;
    const here = kept.get(clause) ?? new Map<string, Pledge>();
    kept.set(clause, here);
    const earlier = here.get(pledge.commitment.category);
    if (!earlier || FIRMNESS[pledge.commitment.risk] > FIRMNESS[earlier.commitment.risk])
      here.set(pledge.commitment.category, pledge);
  }
  return [...kept.values()].flatMap((here) => [...here.values()]);
}

const FIRMNESS: { readonly [R in Risk]: number } = { low: 0, medium: 1, high: 2 };
