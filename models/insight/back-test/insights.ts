import type { BackTestReport, InsightChange, InsightKind } from '../../domain/index.js';
import { type KindComparison, labelOf } from './compare.js';
import { CHANGES_KEPT, type Counts, entry, noCounts } from './counts.js';

/** Collects what two lexicons find, kind by kind. */
export class InsightTally {
  private readonly kinds = new Map<InsightKind, Counts>();
  private readonly changes: InsightChange[] = [];
  private changed = 0;

  add(conversationId: string, comparison: readonly KindComparison[]): void {
    for (const { kind, ...found } of comparison) {
      const counts = entry(this.kinds, kind, noCounts);
      for (const key of ['inForce', 'draft', 'new', 'gone'] as const) counts[key] += found[key].length;
      for (const change of ['new', 'gone'] as const)
        for (const insight of found[change]) {
          this.changed += 1;
          if (this.changes.length >= CHANGES_KEPT) continue;
          const { rule, evidence } = insight;
          this.changes.push({
            ...{ change, conversationId, kind, label: labelOf(insight), rule },
            evidence: evidence[0],
          });
        }
    }
  }

  report(): NonNullable<BackTestReport['insights']> {
    return {
      kinds: [...this.kinds].map(([kind, counts]) => ({ kind, ...counts })),
      changes: this.changes,
      changesLeftOut: this.changed - this.changes.length,
    };
  }
}
