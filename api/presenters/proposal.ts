import { z } from '@hono/zod-openapi';

import { Evidence, Explanation, ProposalState, RecordField } from '../../models/domain/index.js';
import type { ListedProposal } from '../../storage/repositories/proposals.js';
import { CompletenessOf } from './completeness.js';
import { ValuePresented } from './record.js';

export const ProposalPresented = z
  .object({
    id: z.string(),
    customerId: z.string(),
    conversationId: z.string(),
    field: RecordField,
    itemKey: z.string(),
    value: ValuePresented,
    current: ValuePresented.nullable().openapi({ description: 'What the record holds now.' }),
    locked: z.boolean().openapi({ description: 'A person set the field: only a person can accept this.' }),
    confidence: z.number(),
    because: z.string(),
    explanation: Explanation.nullable().openapi({
      description: 'Why, in three layers; null where a later run found something else.',
    }),
    rule: z.string(),
    evidence: z.array(Evidence),
    state: ProposalState,
    editedValue: ValuePresented.nullable(),
    saidAt: z.string().nullable(),
    completeness: CompletenessOf,
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .openapi('Proposal');

export function presentProposal(
  row: ListedProposal,
  explanations: ReadonlyMap<string, Explanation>,
): z.infer<typeof ProposalPresented> {
  return {
    id: row.id,
    customerId: row.customerId,
    conversationId: row.conversationId,
    field: row.field,
    itemKey: row.itemKey,
    value: row.value,
    current: row.current,
    locked: row.locked,
    confidence: row.confidence,
    because: row.because,
    explanation: (row.insightId !== null && explanations.get(row.insightId)) || null,
    rule: row.rule,
    evidence: row.evidence,
    state: row.state,
    editedValue: row.editedValue,
    saidAt: row.saidAt?.toISOString() ?? null,
    completeness: row.completeness,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
