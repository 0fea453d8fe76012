import { z } from 'zod';

import { Instant } from './conversation.js';
import { EvidenceList, Evidence } from './evidence.js';

/** The fields of the customer record that the pipeline may propose. */
export const RECORD_FIELDS = [
  'budget',
  'decision_chain',
  'objections',
  'promises',
  'next_steps',
  'competitors',
  'goals',
  'pains',
] as const;
export const RecordField = z.enum(RECORD_FIELDS);
export type RecordField = z.infer<typeof RecordField>;

/**
 * `budget` holds one value (`itemKey` ''); the other fields are lists whose items are told apart by
 * `itemKey` (a person's name, an objection's category, …) and proposed one by one.
 */
export const ProposalState = z.enum(['pending', 'accepted', 'edited', 'rejected', 'superseded']);
export type ProposalState = z.infer<typeof ProposalState>;

/** A change to the customer record that the pipeline suggests; accepted, edited or rejected one by one, and undoable. */
export const Proposal = z.object({
  id: z.string(),
  customerId: z.string(),
  conversationId: z.string(),
  field: RecordField,
  itemKey: z.string(),
  value: z.record(z.string(), z.unknown()),
  confidence: z.number(),
  because: z.string(),
  rule: z.string(),
  evidence: EvidenceList,
  state: ProposalState,
  /** When the words were said: the contradiction's "newest first" goes by this. */
  saidAt: Instant.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
});
export type Proposal = z.infer<typeof Proposal>;

/** Where a value of the customer record comes from. */
export const Provenance = z.object({
  by: z.enum(['person', 'machine']),
  actor: z.string(),
  conversationId: z.string().nullable(),
  proposalId: z.string().nullable(),
  rule: z.string().nullable(),
  evidence: z.array(Evidence),
  at: Instant,
});
export type Provenance = z.infer<typeof Provenance>;

/** A person's verdict on an Insight. */
export const ReviewVerdict = z.enum(['confirmed', 'dismissed']);
export type ReviewVerdict = z.infer<typeof ReviewVerdict>;

/** What an API key may do. */
export const ROLES = ['rep', 'qa', 'trainer', 'manager', 'delivery', 'admin'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** How a Commitment stands in the review: nobody judged it, its verdict, or the rep disputes that and nobody decided yet. */
export const FlagState = z.enum(['open', 'disputed', 'confirmed', 'dismissed']);
export type FlagState = z.infer<typeof FlagState>;

/** What the rep says of a confirmed Commitment; a dispute goes to a second reviewer. */
export const FlagAnswer = z.enum(['acknowledged', 'disputed']);
export type FlagAnswer = z.infer<typeof FlagAnswer>;

/**
 * Everything that people do with a Commitment in the review; `upheld` and `overturned` decide a dispute. Who judged it
 * decides that alone where there is nobody else: `upheld_alone`, `overturned_alone`, which say nothing of agreement.
 */
export const FlagAction = z.enum([
  ...ReviewVerdict.options,
  ...FlagAnswer.options,
  'upheld',
  'overturned',
  'upheld_alone',
  'overturned_alone',
  'reopened',
  'undone',
  'assigned',
  'commented',
]);
export type FlagAction = z.infer<typeof FlagAction>;
