import { z } from '@hono/zod-openapi';

import type { DealProposalRow, DealRow } from '../../storage/repositories/deals.js';

export const DealOutcome = z.enum(['open', 'won', 'lost']);

export const DealPresented = z
  .object({
    id: z.string(),
    customerId: z.string(),
    name: z.string(),
    stage: z.string(),
    outcome: DealOutcome,
    amount: z.number().int().nullable().openapi({ description: 'Whole units of the currency.' }),
    currency: z.string().nullable().openapi({ description: 'ISO 4217' }),
    openedAt: z.string(),
    closedAt: z.string().nullable(),
    version: z.number().int(),
    createdAt: z.string(),
  })
  .openapi('Deal');

export const DealProposalPresented = z
  .object({ conversationId: z.string(), dealId: z.string(), because: z.string(), deal: DealPresented })
  .openapi('DealProposal');

export function presentDeal(row: DealRow): z.infer<typeof DealPresented> {
  return {
    id: row.id,
    customerId: row.customerId,
    name: row.name,
    stage: row.stage,
    outcome: row.outcome,
    amount: row.amount,
    currency: row.currency,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}

export const presentDealProposal = (row: DealProposalRow): z.infer<typeof DealProposalPresented> => ({
  conversationId: row.conversationId,
  dealId: row.dealId,
  because: row.because,
  deal: presentDeal(row.deal),
});
