import type { Insights, Pain } from '../../domain/index.js';
import { needAt, type NeedKind } from '../detectors/needs.js';
import type { Judgement } from './judgement.js';
import { ask, asksOnly, best, confidence, isTold, saidBy, share, telling, withPhrases } from './weigh.js';

/** More than a record can use. */
export const NEEDS_AT_MOST = 8;

/** What the customer wants to reach, and what hurts them today: the surest of each, in the order in which they are said. */
export function judgeNeeds(judgement: Judgement): Pick<Insights, 'goals' | 'pains'> {
  const { reading } = judgement;
  const asked = ask(judgement, 'need', saidBy(reading, 'customer'));
  const found: Record<NeedKind, Pain[]> = { goal: [], pain: [] };
  for (const { turn, likely } of asked.maybe) {
    const kind = best(judgement, 'need kind', turn.index) as NeedKind;
    const sure = asked.chance(turn, likely, share(judgement, 'need kind', turn.index, kind));
    if (!isTold(judgement, 'need', sure) || asksOnly(turn)) continue;
    const base = needAt(reading, turn, telling(judgement, 'need', 0, turn), kind);
    found[kind].push({
      ...base,
      rule: `classifier@${judgement.version}`,
      confidence: confidence(sure),
      because: withPhrases(judgement, base.because, 'need', 'yes', base.evidence[0]),
    });
  }
  return { goals: surest(found.goal), pains: surest(found.pain) };
}

function surest<T extends { readonly confidence: number }>(found: readonly T[]): T[] {
  const least = found.map((one) => one.confidence).sort((a, b) => b - a)[NEEDS_AT_MOST - 1] ?? 0;
  return found.filter((one) => one.confidence >= least).slice(0, NEEDS_AT_MOST);
}
