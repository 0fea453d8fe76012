import { z } from '@hono/zod-openapi';

import { type Completeness, Evidence, Provenance, RecordField } from '../../models/domain/index.js';
import type { Claim, Contradiction } from '../../storage/record/contradictions.js';
import type { CustomerRecord, HistoryRow, RecordFieldRow } from '../../storage/repositories/records.js';
import type { FieldState } from '../../storage/schema.js';
import { CompletenessOf } from './completeness.js';

/** A field's value; its keys depend on the field. */
export const ValuePresented = z.record(z.string(), z.unknown());

export const FieldPresented = z
  .object({
    field: RecordField,
    itemKey: z.string().openapi({ description: "Tells the items of a list field apart; '' for the budget." }),
    value: ValuePresented,
    provenance: Provenance,
    confidence: z.number(),
    locked: z.boolean().openapi({ description: 'A person set it: no machine changes it.' }),
    completeness: CompletenessOf,
    version: z.number().int(),
    updatedAt: z.string(),
  })
  .openapi('RecordFieldValue');

const ClaimPresented = z.object({
  value: ValuePresented,
  quotes: z.array(z.string()),
  evidence: z.array(Evidence),
  conversationId: z.string().nullable(),
  saidAt: z.string().nullable(),
  completeness: CompletenessOf,
  proposalId: z.string().nullable(),
  current: z.boolean().openapi({ description: "It is the record's value today." }),
});

export const ContradictionPresented = z
  .object({
    field: RecordField,
    itemKey: z.string(),
    values: z.array(ClaimPresented).openapi({ description: 'The newest first.' }),
  })
  .openapi('Contradiction');

export const RecordPresented = z
  .object({
    customerId: z.string(),
    fields: z.array(FieldPresented),
    contradictions: z.array(ContradictionPresented),
    pendingProposals: z.number().int(),
  })
  .openapi('CustomerRecord');

const StatePresented = z.object({
  value: ValuePresented,
  provenance: Provenance,
  locked: z.boolean(),
  confidence: z.number(),
});

export const HistoryPresented = z
  .object({
    id: z.string(),
    field: RecordField,
    itemKey: z.string(),
    action: z.enum(['set', 'removed', 'rejected', 'undone']),
    before: StatePresented.nullable(),
    after: StatePresented.nullable(),
    proposalId: z.string().nullable(),
    superseded: z.array(z.string()).openapi({ description: 'Proposals that this decision put aside.' }),
    actor: z.string(),
    at: z.string(),
  })
  .openapi('RecordHistoryEntry');

export function presentRecord(
  customerId: string,
  record: CustomerRecord,
  pendingProposals: number,
  manifests: Manifests,
): z.infer<typeof RecordPresented> {
  return {
    customerId,
    fields: record.fields.map((row) => presentField(row, manifests)),
    contradictions: record.contradictions.map((found) => presentContradiction(found, manifests)),
    pendingProposals,
  };
}

/** Completeness manifests by conversation. */
export type Manifests = ReadonlyMap<string, Completeness>;

function presentField(row: RecordFieldRow, manifests: Manifests): z.infer<typeof FieldPresented> {
  return {
    field: row.field,
    itemKey: row.itemKey,
    value: row.value,
    provenance: row.provenance,
    confidence: row.confidence,
    locked: row.locked,
    completeness: manifests.get(row.provenance.conversationId ?? '') ?? null,
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
  };
}

export function presentContradiction(
  { field, itemKey, values }: Contradiction,
  manifests: Manifests,
): z.infer<typeof ContradictionPresented> {
  return { field, itemKey, values: values.map((claim) => presentClaim(claim, manifests)) };
}

function presentClaim(claim: Claim, manifests: Manifests): z.infer<typeof ClaimPresented> {
  return {
    value: claim.value,
    quotes: claim.evidence.map(({ quote }) => quote),
    evidence: [...claim.evidence],
    conversationId: claim.conversationId,
    saidAt: claim.saidAt,
    completeness: manifests.get(claim.conversationId ?? '') ?? null,
    proposalId: claim.proposalId,
    current: claim.current,
  };
}

export function presentHistory(row: HistoryRow): z.infer<typeof HistoryPresented> {
  return {
    id: row.id,
    field: row.field,
    itemKey: row.itemKey,
    action: row.action,
    before: row.before && presentState(row.before),
    after: row.after && presentState(row.after),
    proposalId: row.proposalId,
    superseded: row.superseded.map(({ id }) => id),
    actor: row.actor,
    at: row.at.toISOString(),
  };
}

function presentState(state: FieldState): z.infer<typeof StatePresented> {
  const { value, provenance, locked, confidence } = state;
  return { value, provenance, locked, confidence };
}
