import { AppError, type PromiseMention } from '../../models/domain/index.js';
import { foldLedger, mentionsIn, type Rules } from '../../models/insight/index.js';
import type { Tx } from '../../storage/database.js';
import {
  lockCustomersOf,
  moveMentions,
  settleLedger,
  startingLedger,
  type PromiseNews,
  type SaidNow,
} from '../../storage/repositories/promise-ledger.js';
import { autoAccept } from '../../storage/repositories/proposal-decisions.js';
import {
  leaveFormerCustomers,
  readPublishInput,
  replacingPublication,
  type ProposalDraft,
  type PublishInput,
} from '../../storage/repositories/publication.js';
import { addToOutbox, type OutboxEvent } from '../../storage/repositories/webhook-outbox.js';
import { inOneStatement } from '../../storage/rows.js';
import { proposalDrafts } from '../publish/proposal-drafts.js';
import { rulesInForce } from '../rules-in-force.js';
import type { Draft, Step } from '../step.js';

/**
 * Takes the insights to the customer: proposals for the record, promises for the ledger, events for
 * webhooks. Without a customer there are no proposals yet: they come when the conversation is assigned,
 * which runs this step again.
 */
export const publish: Step<'publish'> = {
  name: 'publish',
  async run({ conversationId, runId, db, deps, draft }) {
    const input = await readPublishInput(db, conversationId);
    if (input === null)
      throw new AppError('not_found', `Conversation ${conversationId} was deleted: nothing to publish.`);
    const { customerId } = input;
    const at = new Date();
    const mentions = await mentionsOf(conversationId, input, { draft, rules: await rulesInForce(deps) });
    const said = { conversationId, mentions };
    const proposals =
      customerId === null
        ? []
        : proposalDrafts(standing(input.insights, mentions), { ...input, customerId, conversationId });
    const statements = replacingPublication({ conversationId, customerId, at, proposals });
    const autoAccepts = customerId !== null && Object.keys(deps.autoAccept).length > 0;
    // A ledger that others write too is made under a lock; the first of a conversation without a customer is its own.
    const settles = input.ledgers !== null || (customerId !== null && mentions.length > 0);
    // Nor does anybody else touch what a first publication writes.
    const shared = settles || autoAccepts || input.published;
    if (!shared && input.webhooks.length === 0)
      return { state: 'done', save: [...statements, ...startingLedger(said, foldLedger)] };
    return {
      state: 'done',
      ...(shared && { lock: (tx) => lockCustomersOf(tx, conversationId) }),
      save: async (tx) => {
        if (input.moved) await leaveFormerCustomers(tx, { conversationId, customerId, at });
        await tx.execute(inOneStatement(settles ? statements : [...statements, ...startingLedger(said, foldLedger)]));
        if (autoAccepts) await autoAccept(tx, { customerId, conversationId }, deps.autoAccept, at);
        const news = settles ? await settleWhere(tx, input, said) : [];
        const unreadable = input.completeness?.unreadable ?? 0;
        const events = eventsOf({ conversationId, customerId, runId, unreadable }, proposals, mentions, news);
        await addToOutbox(tx, input.webhooks, events, at);
      },
    };
  },
};

/** What the conversation says of promises; read only where it promises, or where earlier promises may be meant. */
async function mentionsOf(
  conversationId: string,
  { customerId, insights }: PublishInput,
  { draft, rules }: { draft: Draft; rules: Rules },
): Promise<PromiseMention[]> {
  const commitments = insights.filter((insight) => insight.kind === 'commitments');
  if (commitments.length === 0 && customerId === null) return [];
  return mentionsIn(await draft.transcript(), rules, commitments, conversationId);
}

/** Without the commitments that take an earlier promise back, or tell that it was kept: they add none to the record. */
function standing(insights: PublishInput['insights'], mentions: readonly PromiseMention[]): PublishInput['insights'] {
  const promised = new Set(mentions.flatMap(({ id, kind }) => (kind === 'promised' ? id : [])));
  return insights.filter(({ kind, id }) => kind !== 'commitments' || promised.has(id));
}

/** Takes the conversation out of ledgers that it no longer belongs to, and puts it into the one it does. */
async function settleWhere(tx: Tx, input: Ledgers, said: SaidNow): Promise<PromiseNews[]> {
  const { customerId, ledgers } = input;
  const { conversationId } = said;
  const left = ledgers === null ? [] : await moveMentions(tx, conversationId, customerId);
  for (const id of formerCustomers(input)) await settleLedger(tx, { customerId: id }, foldLedger, { left });
  const scope = customerId === null ? { customerId, conversationId } : { customerId };
  return settleLedger(tx, scope, foldLedger, { said });
}

type Ledgers = Pick<PublishInput, 'customerId' | 'ledgers'>;

const formerCustomers = ({ customerId, ledgers }: Ledgers): string[] =>
  (ledgers ?? []).filter((id) => id !== null && id !== customerId) as string[];

interface Published {
  readonly conversationId: string;
  readonly customerId: string | null;
  readonly runId: string;
  /** How many of its messages could not be read. */
  readonly unreadable: number;
}

function eventsOf(
  { conversationId, customerId, runId, unreadable }: Published,
  proposals: readonly ProposalDraft[],
  mentions: readonly PromiseMention[],
  news: readonly PromiseNews[],
): OutboxEvent[] {
  const where = { conversationId, customerId, unreadable };
  return [
    { type: 'conversation.published', subject: `${conversationId}:${runId}`, data: where },
    ...mentions
      .filter(({ kind, allowed }) => kind === 'promised' && allowed === false)
      .map(({ id, category, risk }) => ({
        ...{ type: 'promise.flagged' as const, subject: id },
        data: { ...where, promiseId: id, category, risk },
      })),
    ...news.map(({ promiseId, mentionId, event }) => ({
      ...{ type: 'promise.changed' as const, subject: `${promiseId}:${mentionId}:${event}:${runId}` },
      data: { ...where, promiseId, change: event, by: 'conversation' },
    })),
    ...proposals.map(({ id, field }) => ({
      ...{ type: 'proposal.created' as const, subject: id },
      data: { ...where, proposalId: id, field },
    })),
  ];
}
