import { AppError } from '../../models/domain/index.js';
import { autoAccept } from '../../storage/repositories/proposals.js';
import {
  leaveFormerCustomers,
  readPublishInput,
  replacePublication,
  type PromiseDraft,
  type ProposalDraft,
} from '../../storage/repositories/publication.js';
import { addToOutbox, type OutboxEvent } from '../../storage/repositories/webhook-outbox.js';
import { promiseDrafts } from '../publish/promise-drafts.js';
import { proposalDrafts } from '../publish/proposal-drafts.js';
import type { Step } from '../step.js';

/**
 * Takes the insights to the customer: proposals for the record, promises for the ledger, events for
 * webhooks. Without a customer there are no proposals yet: they come when the conversation is assigned,
 * which runs this step again.
 */
export const publish: Step<'publish'> = {
  name: 'publish',
  async run({ conversationId, runId, db, deps }) {
    const input = await readPublishInput(db, conversationId);
    if (input === null)
      throw new AppError('not_found', `Conversation ${conversationId} was deleted: nothing to publish.`);
    const { customerId } = input;
    const at = new Date();
    const promises = promiseDrafts(input.insights, input);
    const proposals =
      customerId === null ? [] : proposalDrafts(input.insights, { ...input, customerId, conversationId });
    return {
      state: 'done',
      save: async (tx) => {
        if (input.moved) await leaveFormerCustomers(tx, { conversationId, customerId, at });
        await replacePublication(tx, { conversationId, customerId, at, proposals, promises });
        if (customerId !== null) await autoAccept(tx, { customerId, conversationId }, deps.autoAccept, at);
        await addToOutbox(tx, input.webhooks, eventsOf({ conversationId, customerId, runId }, proposals, promises), at);
      },
    };
  },
};

function eventsOf(
  { conversationId, customerId, runId }: { conversationId: string; customerId: string | null; runId: string },
  proposals: readonly ProposalDraft[],
  promises: readonly PromiseDraft[],
): OutboxEvent[] {
  const where = { conversationId, customerId };
  return [
    { type: 'conversation.published', subject: `${conversationId}:${runId}`, data: where },
    ...promises
      .filter(({ allowed }) => allowed === false)
      .map(({ id, category, risk }) => ({
        ...{ type: 'promise.flagged' as const, subject: id },
        data: { ...where, promiseId: id, category, risk },
      })),
    ...proposals.map(({ id, field }) => ({
      ...{ type: 'proposal.created' as const, subject: id },
      data: { ...where, proposalId: id, field },
    })),
  ];
}
