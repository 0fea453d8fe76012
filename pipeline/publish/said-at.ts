import type { Evidence } from '../../models/domain/index.js';

/** When the words were said: the message's time, the moment in the call, or the conversation's start. */
export function saidAt(evidence: Evidence | undefined, startedAt: Date | null): Date | null {
  if (evidence?.sentAt !== undefined) return new Date(evidence.sentAt);
  if (startedAt === null) return null;
  return new Date(startedAt.getTime() + (evidence?.startMs ?? 0));
}
