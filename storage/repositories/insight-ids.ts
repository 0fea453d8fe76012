import { createHash } from 'node:crypto';

import {
  INSIGHT_KINDS,
  placeInSource,
  type Commitment,
  type CorrectedWords,
  type InsightKind,
  type InsightOf,
  type Insights,
} from '../../models/domain/index.js';

type AnyInsight = InsightOf<InsightKind>;

/** An Insight as it is stored. */
export interface StoredInsight {
  id: string;
  kind: InsightKind;
  ordinal: number;
  data: AnyInsight;
  risk: string | null;
  category: string | null;
  allowed: boolean | null;
  rule: string;
}

/** Rows with ids made from what was found where; two alike at one place are told apart by their order. */
export function withIds(
  conversationId: string,
  found: Partial<Insights>,
  corrected: readonly CorrectedWords[] = [],
): StoredInsight[] {
  const seen = new Map<string, number>();
  const wordsOf = new Map(corrected.map((words) => [words.turn, words]));
  return INSIGHT_KINDS.flatMap((kind) =>
    (found[kind] ?? []).map((insight: AnyInsight, ordinal: number): StoredInsight => {
      const place = insightKey(kind, insight, wordsOf);
      const nth = seen.get(place) ?? 0;
      seen.set(place, nth + 1);
      const commitment = kind === 'commitments' ? (insight as Commitment) : null;
      return {
        id: insightId(conversationId, place, nth),
        kind,
        ordinal,
        data: insight,
        risk: commitment?.risk ?? null,
        category: 'category' in insight ? insight.category : null,
        allowed: commitment?.allowed ?? null,
        rule: insight.rule,
      };
    }),
  );
}

function insightKey(kind: InsightKind, insight: AnyInsight, wordsOf: ReadonlyMap<number, CorrectedWords>): string {
  const [first] = insight.evidence;
  const words = wordsOf.get(first.turn);
  const { start, end } = (words && placeInSource(words, first)) ?? first;
  const label = ['category', 'role', 'owner', 'stance'].map((key) => {
    const value = (insight as Record<string, unknown>)[key];
    return typeof value === 'string' ? value : '';
  });
  // Other words at the same place are another finding: nobody decided about them yet.
  const others = words && placeInSource(words, first) === null ? [first.quote] : [];
  return [kind, ...label, first.turn, start, end, ...others].join(' ');
}

const insightId = (conversationId: string, place: string, nth: number): string =>
  createHash('sha256').update(`${conversationId} ${place} ${nth}`).digest('hex').slice(0, 32);
