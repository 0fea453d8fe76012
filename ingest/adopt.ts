import type { Tx } from '../storage/database.js';
import { assignUnmatched } from '../storage/repositories/conversation-edits.js';
import { type StartedRun, startRun } from '../storage/repositories/runs.js';
import type { AcceptContext } from './acceptance.js';

/**
 * What was sent before without a customer and comes again with one gets it, and its record is published.
 * One that has a customer keeps it: moving it is a change that is made by name.
 */
export async function adopt(tx: Tx, { newcomer }: AcceptContext, conversationId: string): Promise<StartedRun[]> {
  const { customerId, matchedBy, ownerKeyId = null } = newcomer;
  if (customerId == null || matchedBy == null) return [];
  const assigned = await assignUnmatched(tx, conversationId, { customerId, matchedBy, ownerKeyId });
  return assigned ? [await startRun(tx, conversationId, 'reassigned', 'publish')] : [];
}
