import type { DealSpan } from '../storage/repositories/customer-matching.js';

/** A deal is talked of before it is entered and after it is closed. */
const AROUND_MS = 14 * 24 * 3_600_000;

/** A deal that a conversation may be about, and why. */
export interface DealCandidate {
  readonly dealId: string;
  readonly because: string;
}

/**
 * The deals that were open at the time, or were opened or closed within 14 days of it. Where the time
 * is not known, those that are still open.
 */
export function dealCandidates(deals: readonly DealSpan[], startedAt: Date | null): DealCandidate[] {
  return deals.flatMap(({ id, openedAt, closedAt }) => {
    const because = reason(openedAt.getTime(), closedAt?.getTime() ?? null, startedAt?.getTime() ?? null);
    return because === null ? [] : [{ dealId: id, because }];
  });
}

function reason(opened: number, closed: number | null, at: number | null): string | null {
  if (at === null) return closed === null ? 'open; the time of the conversation is not known' : null;
  if (opened <= at && (closed === null || at <= closed)) return 'open at the time of the conversation';
  if (opened > at && opened - at <= AROUND_MS) return 'opened within 14 days after the conversation';
  if (closed !== null && at > closed && at - closed <= AROUND_MS)
    return 'closed within 14 days before the conversation';
  return null;
}
