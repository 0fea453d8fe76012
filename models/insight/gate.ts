import { type Evidence, type Insights, INSIGHT_KINDS, isVerbatim, type Turn } from '../domain/index.js';

/** A claim as any detector makes it. */
interface Claim {
  readonly evidence: readonly Evidence[];
  readonly response?: Evidence[];
}

/**
 * The evidence gate: only what is found verbatim in a reliable turn becomes an Insight, whoever
 * claimed it. What fails is dropped and counted. A response that fails is left out of its objection.
 */
export function gate(claims: Insights, turns: readonly Turn[]): { insights: Insights; dropped: number } {
  let dropped = 0;
  const proven = (evidence: Evidence): boolean => isVerbatim(turns, evidence);
  const insights: Record<string, unknown> = {};
  for (const kind of INSIGHT_KINDS) {
    const list: readonly Claim[] = claims[kind];
    insights[kind] = list
      .filter((claim) => {
        const passes = claim.evidence.length > 0 && claim.evidence.every(proven);
        if (!passes) dropped += 1;
        return passes;
      })
      .map((claim) => (claim.response ? { ...claim, response: claim.response.filter(proven) } : claim));
  }
  return { insights: insights as Insights, dropped };
}
