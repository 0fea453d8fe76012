import { AppError } from '../../models/domain/index.js';
import { autoAccept } from '../../storage/repositories/proposal-decisions.js';
import {
  leaveFormerCustomers,
  readPublishInput,
  replacingPublication,
  type PromiseDraft,
  type ProposalDraft,
} from '../../storage/repositories/publication.js';
import { lockCustomer } from '../../storage/repositories/record-fields.js';
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
    const statements = replacingPublication({ conversationId, customerId, at, proposals, promises });
    const autoAccepts = customerId !== null && Object.keys(deps.autoAccept).length > 0;
    if (!input.moved && !autoAccepts && input.webhooks.length === 0) return { state: 'done', save: statements };
    return {
      state: 'done',
      save: async (tx) => {
        // Before any proposal is touched: decisions take their locks in this order too.
        if (autoAccepts) await lockCustomer(tx, customerId);
        if (input.moved) await leaveFormerCustomers(tx, { conversationId, customerId, at });
        for (const statement of statements) await tx.execute(statement);
        if (autoAccepts) await autoAccept(tx, { customerId, conversationId }, deps.autoAccept, at);
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
