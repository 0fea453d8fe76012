import type { PromiseDraft, StoredInsight } from '../../storage/repositories/publication.js';
import { saidAt } from './said-at.js';

/**
 * The ledger's rows for a conversation's commitments. A promise has the id of its Insight, which
 * stays the same over runs, and with it what a person said of the promise.
 */
export function promiseDrafts(
  insights: readonly StoredInsight[],
  { startedAt, speakers }: { startedAt: Date | null; speakers: Readonly<Record<number, string | null>> },
): PromiseDraft[] {
  return insights.flatMap((insight): PromiseDraft[] => {
    if (insight.kind !== 'commitments') return [];
    const { category, risk, due, amount, condition, allowed, suggestion, evidence } = insight.data;
    const [first] = evidence;
    return [
      {
        ...{ id: insight.id, insightId: insight.id, who: speakers[first.turn] ?? null, what: first.quote },
        ...{ category, risk, due, amount, condition, allowed, suggestion },
        ...{ saidAt: saidAt(first, startedAt), evidence: [...evidence] },
      },
    ];
  });
}
