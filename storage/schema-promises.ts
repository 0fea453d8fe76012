/** The promise ledger; a part of `schema.ts`. */
import { sql } from 'drizzle-orm';
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';

import type {
  CommitmentCategory,
  Evidence,
  Firmness,
  PromiseEventKind,
  PromiseMention,
  PromiseState,
  Risk,
  TermChange,
} from '../models/domain/index.js';
import { at, createdAt } from './schema-columns.js';
import { conversations } from './schema-conversations.js';
import { customers } from './schema-customers.js';

/** The promise ledger: one row a promise, made anew of its mentions and of what persons decided. */
export const promises = pgTable(
  'promises',
  {
    /** That of the mention that made it. */
    id: text('id').primaryKey(),
    customerId: text('customer_id').references(() => customers.id, { onDelete: 'set null' }),
    /** Where the words stand that hold now: those that made it, or the last that changed it. */
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    insightId: text('insight_id').notNull(),
    who: text('who'),
    what: text('what').notNull(),
    category: text('category').$type<CommitmentCategory>().notNull(),
    risk: text('risk').$type<Risk>().notNull(),
    due: date('due', { mode: 'string' }),
    amount: jsonb('amount').$type<{ value: number; unit: string }>(),
    condition: text('condition'),
    firmness: text('firmness').$type<Firmness>().notNull().default('definite'),
    /** Where the customer builds on it. */
    leaned: jsonb('leaned').$type<{ conversationId: string; evidence: Evidence }>(),
    allowed: boolean('allowed'),
    suggestion: text('suggestion'),
    /** What a person said, else what conversations tell. */
    state: text('state').$type<PromiseState>().notNull().default('open'),
    /** What conversations tell: it holds again when a person takes their word back. */
    toldState: text('told_state').$type<PromiseState>().notNull().default('open'),
    /** Conversations tell that it was kept, and after its day. */
    late: boolean('late').notNull().default(false),
    stateBy: text('state_by'),
    stateAt: at('state_at'),
    stateNote: text('state_note'),
    saidAt: at('said_at'),
    evidence: jsonb('evidence').$type<Evidence[]>().notNull(),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    index('promises_customer').on(t.customerId, t.state),
    index('promises_conversation').on(t.conversationId),
    index('promises_insight').on(t.insightId),
    index('promises_due')
      .on(t.due)
      .where(sql`state = 'open'`),
  ],
);

/** Every place of a conversation that concerns a promise, and where it stands in the ledger: its history. */
export const promiseMentions = pgTable(
  'promise_mentions',
  {
    /** A commitment's Insight id; for the others made from the conversation and the place. */
    id: text('id').primaryKey(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    customerId: text('customer_id').references(() => customers.id, { onDelete: 'set null' }),
    /** Null: it fits none, or more than one. No foreign key: promises are made of mentions. */
    promiseId: text('promise_id'),
    event: text('event').$type<PromiseEventKind>().notNull(),
    changes: jsonb('changes').$type<TermChange[]>().notNull().default([]),
    /** Promises that it may belong to: a person decides. */
    perhaps: jsonb('perhaps').$type<string[]>().notNull().default([]),
    data: jsonb('data').$type<PromiseMention>().notNull(),
    saidAt: at('said_at'),
  },
  (t) => [
    index('promise_mentions_customer').on(t.customerId),
    index('promise_mentions_conversation').on(t.conversationId),
    index('promise_mentions_promise').on(t.promiseId),
  ],
);

/** A person said that two mentions are, or are not, one promise; `a` sorts before `b`. */
export const promiseLinks = pgTable(
  'promise_links',
  {
    a: text('a')
      .notNull()
      .references(() => promiseMentions.id, { onDelete: 'cascade' }),
    b: text('b')
      .notNull()
      .references(() => promiseMentions.id, { onDelete: 'cascade' }),
    same: boolean('same').notNull(),
    actor: text('actor').notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.a, t.b] }), index('promise_links_b').on(t.b)],
);

/** Every time a person decided about a promise, append-only; undo is a new entry. */
export const promiseHistory = pgTable(
  'promise_history',
  {
    id: text('id').primaryKey(),
    /** The mention that made the promise then: it finds its promise also after a merge. */
    promiseId: text('promise_id')
      .notNull()
      .references(() => promiseMentions.id, { onDelete: 'cascade' }),
    action: text('action').$type<'set' | 'merged' | 'split' | 'undone'>().notNull(),
    before: jsonb('before').$type<PromiseStanding>().notNull(),
    after: jsonb('after').$type<PromiseStanding>().notNull(),
    /** Links that it made or changed, with what they were before (null: none). */
    links: jsonb('links').$type<{ a: string; b: string; before: boolean | null }[]>().notNull().default([]),
    actor: text('actor').notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [index('promise_history_promise').on(t.promiseId, t.id)],
);

/** How a promise stands and who said so; `stateBy` null while nobody did. */
export interface PromiseStanding {
  state: PromiseState;
  stateBy: string | null;
  stateAt: string | null;
  stateNote: string | null;
}
