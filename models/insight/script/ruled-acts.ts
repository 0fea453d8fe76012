import { LEARNT_ACTS, type Evidence, type ScriptAct } from '../../domain/index.js';
import type { Hit } from '../reading/lexicon.js';
import { amountsIn, type Clause, has, type Reading, type TurnReading } from '../reading/reading.js';
import { type Act, asksAt } from './script-acts.js';
import { citeClauses } from '../reading/spans.js';

/** Acts that the words alone tell, by the ideas of models/rules/acts.yaml: the classifier has not learnt them. */
export type RuledAct = Exclude<ScriptAct, Act>;

export const isRuled = (act: ScriptAct): act is RuledAct => !LEARNT_ACTS.some((learnt) => learnt === act);

/** One clause of the rep's with its turn. */
interface Place {
  readonly reading: Reading;
  readonly turn: TurnReading;
  readonly at: number;
  readonly clause: Clause;
}
type Fits = (place: Place) => boolean;

const READERS: { readonly [A in RuledAct]: Fits } = {
  results: states('results', { beside: 'theirs' }),
  satisfaction: asks('satisfaction'),
  changes: asks('changes'),
  terms: states('terms', { withAmount: true }),
  expiry: (place) => hasIdea(place, 'expiry'),
  concerns: asks('concerns'),
  price_reason: asks('price_reason'),
  trade: (place) => states('concession')(place) && sentenceOf(place).some((clause) => has(clause, 'clauses.condition')),
  limits: states('limits'),
  confirms: (place) => hasIdea(place, 'confirms') && !hasIdea(place, 'elsewhere'),
  recap: states('told', { beside: 'earlier' }),
  checks: (place) => asks('checks')(place) && !has(place.clause, 'next-steps.meeting'),
  proof: states('proof'),
};

/** Where the rep does it first; null: nowhere. */
export function readRuledAct(act: RuledAct, reading: Reading): Evidence | null {
  for (const turn of reading.turns) {
    if (turn.side !== 'rep' || turn.unreliable) continue;
    const found = turn.clauses.find((clause, at) => READERS[act]({ reading, turn, at, clause }));
    if (found) return citeClauses(reading, turn, [found])[0];
  }
  return null;
}

/** A question about it. */
function asks(idea: string): Fits {
  return (place) => hasIdea(place, idea) && asksAt(place.turn, place.at);
}

/** A statement: neither a question nor what others said. `beside`: an idea in the same sentence. */
function states(idea: string, { beside, withAmount = false }: { beside?: string; withAmount?: boolean } = {}): Fits {
  return (place) =>
    hasIdea(place, idea) &&
    place.clause.asks === 'no' &&
    !has(place.clause, 'clauses.reported') &&
    (!withAmount || sentenceOf(place).some((clause) => amountsIn(clause).length > 0)) &&
    (beside === undefined || sentenceOf(place).some((clause) => hasIdea({ ...place, clause }, beside)));
}

const sentenceOf = ({ turn, clause }: Place): readonly Clause[] =>
  turn.clauses.filter(({ sentence }) => sentence === clause.sentence);

const hasIdea = ({ reading, turn, clause }: Place, idea: string): boolean =>
  hitsIn(reading, turn).some(
    ({ concept, start }) => concept === `acts.${idea}` && start >= clause.start && start < clause.end,
  );

const known = new WeakMap<TurnReading, readonly Hit[]>();

/** The ideas of acts in a turn, found once. */
function hitsIn({ rules }: Reading, turn: TurnReading): readonly Hit[] {
  let hits = known.get(turn);
  if (!hits) known.set(turn, (hits = rules.acts.scan(turn.folded)));
  return hits;
}
