/** Customers, how they are recognised, and their deals; a part of `schema.ts`. */
import { bigint, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

import { at, createdAt } from './schema-columns.js';

export const customers = pgTable('customers', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
});

/** Every way to recognise a customer: external ids, phone numbers (E.164), e-mail addresses (lower case). Each belongs to one customer. */
export const customerKeys = pgTable(
  'customer_keys',
  {
    kind: text('kind').$type<'external_id' | 'phone' | 'email'>().notNull(),
    value: text('value').notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    contactId: text('contact_id'),
  },
  (t) => [primaryKey({ columns: [t.kind, t.value] }), index('customer_keys_customer').on(t.customerId)],
);

export const contacts = pgTable(
  'contacts',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    title: text('title'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [index('contacts_customer').on(t.customerId)],
);

export const deals = pgTable(
  'deals',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    stage: text('stage').notNull().default('open'),
    outcome: text('outcome').$type<'open' | 'won' | 'lost'>().notNull().default('open'),
    amount: bigint('amount', { mode: 'number' }),
    currency: text('currency'),
    openedAt: at('opened_at').notNull(),
    closedAt: at('closed_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [index('deals_customer').on(t.customerId)],
);

/** Every change of stage, outcome or amount, append-only: the timeline shows it. */
export const dealHistory = pgTable(
  'deal_history',
  {
    id: text('id').primaryKey(),
    dealId: text('deal_id')
      .notNull()
      .references(() => deals.id, { onDelete: 'cascade' }),
    customerId: text('customer_id')
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    before: jsonb('before').$type<DealTerms>(),
    after: jsonb('after').$type<DealTerms>().notNull(),
    actor: text('actor').notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [index('deal_history_customer').on(t.customerId, t.at)],
);

/** Where a deal stands. */
export interface DealTerms {
  stage: string;
  outcome: 'open' | 'won' | 'lost';
  amount: number | null;
  currency: string | null;
}
