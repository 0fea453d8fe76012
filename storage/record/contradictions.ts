import type { Evidence, RecordField } from '../../models/domain/index.js';
import { budgetsDiffer } from './budget-comparison.js';
import { decidersDiffer } from './decider-comparison.js';
import { promisesDiffer, termsChanged } from './promise-comparison.js';
import type { RecordValue } from './values.js';

/** A value that somebody said, or that stands in the record. */
export interface Claim {
  readonly field: RecordField;
  readonly itemKey: string;
  readonly value: Record<string, unknown>;
  readonly evidence: readonly Evidence[];
  readonly conversationId: string | null;
  /** ISO 8601; when the words were said, for a person's own value when it was set. */
  readonly saidAt: string | null;
  readonly proposalId: string | null;
  /** Where a promise stands in the ledger; left out where it has no place there. */
  readonly ledger?: { readonly promiseId: string; readonly changed: boolean } | undefined;
  /** It is the record's value today. */
  readonly current: boolean;
}

/** Values of one field, or of one item, that cannot all be true; the newest first. */
export interface Contradiction {
  readonly field: RecordField;
  readonly itemKey: string;
  readonly values: readonly Claim[];
}

/** Fields in which two values can exclude each other. Two competitors or two pains stand side by side. */
const DIFFER: { readonly [F in RecordField]?: (a: Claim, b: Claim) => boolean } = {
  budget: (a, b) => budgetsDiffer(a.value as RecordValue<'budget'>, b.value as RecordValue<'budget'>),
  decision_chain: (a, b) => a.itemKey === b.itemKey && a.value.role !== b.value.role,
  promises: (a, b) => {
    const [left, right] = [a.value as RecordValue<'promises'>, b.value as RecordValue<'promises'>];
    // Whether the two are one promise at all is what the ledger tells: ten percent on hardware leaves software alone.
    if (!a.ledger || !b.ledger) return promisesDiffer(left, right);
    return a.ledger.promiseId === b.ledger.promiseId && termsChanged(left, right, a.ledger.changed || b.ledger.changed);
  },
};

/** Whether the two exclude each other. */
export function contradicts(a: Claim, b: Claim): boolean {
  return a.field === b.field && (DIFFER[a.field]?.(a, b) ?? false);
}

/**
 * Two conversations name different people as the one who decides. A person has to say who does, or that both do: what
 * was accepted side by side stays so, and nothing is put aside for it.
 */
function rivals(a: Claim, b: Claim): boolean {
  if (a.field !== 'decision_chain' || b.field !== a.field || (a.current && b.current)) return false;
  if (a.conversationId === null || b.conversationId === null || a.conversationId === b.conversationId) return false;
  return decidersDiffer(a.value as RecordValue<'decision_chain'>, b.value as RecordValue<'decision_chain'>);
}

/**
 * What contradicts what among the record's values and what was said. Nothing is decided here: every
 * value that some other excludes is listed, with its words.
 */
export function findContradictions(claims: readonly Claim[]): Contradiction[] {
  const open = [...claims].sort(newestFirst);
  const found: Contradiction[] = [];
  while (open.length > 0) {
    const group = [open.shift() as Claim];
    for (const claim of group)
      for (let i = 0; i < open.length;)
        if (contradicts(claim, open[i] as Claim) || rivals(claim, open[i] as Claim)) group.push(...open.splice(i, 1));
        else i += 1;
    const [first] = group.sort(newestFirst);
    if (first && group.length > 1) found.push({ field: first.field, itemKey: first.itemKey, values: group });
  }
  return found;
}

/** By the time it was said; what has none comes last. Instants carry different offsets, so their text cannot be compared. */
function newestFirst(a: Claim, b: Claim): number {
  const time = (claim: Claim) => (claim.saidAt === null ? -Infinity : Date.parse(claim.saidAt));
  return time(b) === time(a) ? 0 : time(b) - time(a);
}
