/** The customer record and what is proposed to it; a part of `schema.ts`. */
import { boolean, index, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';

import type { Evidence, ProposalState, Provenance, RecordField } from '../models/domain/index.js';
import { at, createdAt } from './schema-columns.js';
import { conversations } from './schema-conversations.js';
import { customers, deals } from './schema-customers.js';

/** Several deals fit a conversation: a person chooses. */
export const dealProposals = pgTable(
  'deal_proposals',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    dealId: text('deal_id')
      .notNull()
      .references(() => deals.id, { onDelete: 'cascade' }),
    because: text('because').notNull(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.dealId] })],
);

/** The current value of each field (and list item) of the customer record. */
export const recordFields = pgTable(
  'record_fields',
  {
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    field: text('field').$type<RecordField>().notNull(),
    itemKey: text('item_key').notNull().default(''),
    value: jsonb('value').$type<Record<string, unknown>>().notNull(),
    provenance: jsonb('provenance').$type<Provenance>().notNull(),
    confidence: real('confidence').notNull(),
    /** Set by a person: no machine changes it. */
    locked: boolean('locked').notNull().default(false),
    version: integer('version').notNull().default(1),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.field, t.itemKey] })],
);

/** One field or list item of the customer record at one moment. */
export interface FieldState {
  value: Record<string, unknown>;
  provenance: Provenance;
  locked: boolean;
  confidence: number;
}

/** Every decision on the record, append-only; undo is a new entry. */
export const recordHistory = pgTable(
  'record_history',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    field: text('field').$type<RecordField>().notNull(),
    itemKey: text('item_key').notNull().default(''),
    /** `rejected` leaves the record as it is. */
    action: text('action').$type<'set' | 'removed' | 'rejected' | 'undone'>().notNull(),
    before: jsonb('before').$type<FieldState>(),
    after: jsonb('after').$type<FieldState>(),
    proposalId: text('proposal_id'),
    /** Proposals that this decision put aside, with the state they had: undo gives it back. */
    superseded: jsonb('superseded').$type<{ id: string; state: ProposalState }[]>().notNull().default([]),
    actor: text('actor').notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [index('record_history_customer').on(t.customerId, t.id), index('record_history_proposal').on(t.proposalId)],
);

export const proposals = pgTable(
  'proposals',
  {
    /** Made from customer, conversation, field, item and evidence: publishing twice gives the same. */
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    field: text('field').$type<RecordField>().notNull(),
    itemKey: text('item_key').notNull().default(''),
    value: jsonb('value').$type<Record<string, unknown>>().notNull(),
    /** What the reviewer put instead; state `edited`. */
    editedValue: jsonb('edited_value').$type<Record<string, unknown>>(),
    confidence: real('confidence').notNull(),
    because: text('because').notNull(),
    rule: text('rule').notNull(),
    /** The Insight that it was made of: its explanation is this one's too. No foreign key: a later run may drop it. */
    insightId: text('insight_id'),
    evidence: jsonb('evidence').$type<Evidence[]>().notNull(),
    state: text('state').$type<ProposalState>().notNull().default('pending'),
    saidAt: at('said_at'),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
    createdAt: createdAt(),
  },
  (t) => [index('proposals_customer').on(t.customerId, t.state), index('proposals_conversation').on(t.conversationId)],
);
