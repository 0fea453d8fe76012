import type { Evidence, Objection } from '../../domain/index.js';
import { denies, objectionAt } from '../detectors/objections.js';
import type { Clause, Reading, TurnReading } from '../reading.js';
import { citeRange } from '../spans.js';
import { answerFeatures, ANSWER_TURNS } from './features.js';
import { byTurn, type Judgement } from './judgement.js';
import { scores, type Task } from './model.js';
import {
  among,
  ask,
  asksOnly,
  BARE,
  confidence,
  decide,
  isShort,
  isTold,
  saidBy,
  share,
  topShare,
  withPhrases,
} from './weigh.js';

/** One label per distinct objection in a stretch of talk: the same category again this soon is the same one, which rests on both places. */
const STRETCH_TURNS = 3;

/** Where the customer pushes back, over what, and whether that was met. */
export function judgeObjections(judgement: Judgement, ruled: readonly Objection[]): Objection[] {
  const { reading, words, tasks } = judgement;
  const handled = tasks.get('handled') as Task;
  const found: Objection[] = [];
  const claims = byTurn(ruled);
  const lastOf = new Map<string, { readonly turn: number; readonly evidence: Evidence[] }>();
  // A turn that is hardly more than the rule's own words leaves the classifier nothing to weigh.
  const sureByRule = (turn: TurnReading): number => (claims(turn.index).length > 0 && isShort(turn) ? BARE : 0);
  const asked = ask(judgement, 'objection', saidBy(reading, 'customer'), sureByRule);
  for (const { turn, likely } of asked.maybe) {
    const here = claims(turn.index);
    const least = sureByRule(turn);
    const most = asked.chance(turn, likely, topShare(judgement, 'objection category', turn.index));
    if (!isTold(judgement, 'objection', Math.max(most, least))) continue;
    for (const { answer: category, share: ofKind, at } of kindsIn(judgement, turn, here, least > 0)) {
      const own = here.find((one) => one.category === category);
      const certainty = Math.max(asked.chance(turn, likely, ofKind), own ? least : 0);
      if (!isTold(judgement, 'objection', certainty)) continue;
      if (!own && (asksOnly(turn) || denies(turn.clauses[at] as Clause))) continue;
      const base = own ?? objectionAt(reading, turn, turn.clauses[at] as Clause, category as Objection['category']);
      const same = lastOf.get(category);
      if (same && turn.index - same.turn <= STRETCH_TURNS) {
        same.evidence.push(...base.evidence);
        continue;
      }
      const evidence: Objection['evidence'] = [...base.evidence];
      lastOf.set(category, { turn: turn.index, evidence });
      const signals = own ? [own.handled ? 'handled' : 'not handled'] : [];
      const met = decide(handled, scores(handled, answerFeatures(words, turn.index, signals)));
      found.push({
        ...base,
        evidence,
        ...(own ? {} : { rule: `classifier@${judgement.version}` }),
        handled: met,
        response: met ? (base.response.length > 0 ? base.response : firstAnswer(reading, turn.index)) : [],
        confidence: confidence(certainty),
        because: withPhrases(judgement, base.because, 'objection category', category, base.evidence[0]),
      });
    }
  }
  return found;
}

/** The likeliest kind is none to rely on below the first, where another has the second by itself. */
const RELIABLE = 0.8;
const LIKELY_TOO = 0.5;

/** What is objected to; where a short turn leaves the classifier between two kinds, the rule's one of them is taken. */
function kindsIn(
  judgement: Judgement,
  turn: TurnReading,
  ruled: readonly Objection[],
  short: boolean,
): ReturnType<typeof among> {
  const named = among(judgement, 'objection category', turn, ruled.length > 0);
  const ofKind = (category: string): number => share(judgement, 'objection category', turn.index, category);
  if (!short || (named[0]?.share ?? 1) >= RELIABLE) return named;
  const own = ruled.find(({ category }) => ofKind(category) >= LIKELY_TOO);
  return own && !named.some(({ answer }) => answer === own.category)
    ? [{ answer: own.category, share: ofKind(own.category), at: 0 }]
    : named;
}

/** The rep's next words, where the rules saw no answer of substance. */
function firstAnswer(reading: Reading, at: number): Objection['response'] {
  const answer = reading.turns
    .slice(at + 1, at + 1 + ANSWER_TURNS)
    .find(({ side, unreliable, text }) => side === 'rep' && !unreliable && text.trim() !== '');
  return answer ? [citeRange(reading, answer, 0, answer.text.length)] : [];
}
