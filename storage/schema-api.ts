/** The API's own: keys, repeated requests, rules, webhooks; a part of `schema.ts`. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';

import type { Role } from '../models/domain/index.js';
import { at, createdAt } from './schema-columns.js';
import { users } from './schema-people.js';

export const apiKeys = pgTable(
  'api_keys',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** The key sees what this person sees; null: a program's own. */
    userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the key: it has 256 random bits, so a slow hash would add nothing. */
    hash: text('hash').notNull(),
    createdAt: createdAt(),
    lastUsedAt: at('last_used_at'),
    revokedAt: at('revoked_at'),
  },
  (t) => [uniqueIndex('api_keys_hash').on(t.hash)],
);

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    keyId: text('key_id').notNull(),
    key: text('key').notNull(),
    /** Method, path and body, hashed: the same key with another request is a conflict. */
    fingerprint: text('fingerprint').notNull(),
    /** Null while the first request is still running. */
    status: integer('status'),
    headers: jsonb('headers').$type<Record<string, string>>(),
    body: text('body'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.keyId, t.key] }), index('idempotency_keys_created').on(t.createdAt)],
);

/** Playbooks, policies and company lexicons that were put in through the API; the newest version of an id is the current one. */
export const ruleDocuments = pgTable(
  'rule_documents',
  {
    kind: text('kind').$type<'playbook' | 'policy' | 'lexicon'>().notNull(),
    id: text('id').notNull(),
    version: integer('version').notNull(),
    source: text('source').notNull(),
    active: boolean('active').notNull().default(false),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.id, t.version] })],
);

export const webhooks = pgTable('webhooks', {
  id: text('id').primaryKey(),
  url: text('url').notNull(),
  events: jsonb('events').$type<string[]>().notNull(),
  /** `whsec_…`; needed in clear to sign. Never leaves through the API after it was shown once. */
  secret: text('secret').notNull(),
  active: boolean('active').notNull().default(true),
  /** Why it was switched off (410 Gone, or all tries spent). */
  disabledReason: text('disabled_reason'),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
});

/** The outbox: written in the transaction that publishes, delivered afterwards. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    /** Also the `webhook-id` header: a receiver tells repeats by it. */
    id: text('id').primaryKey(),
    webhookId: text('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    event: text('event').notNull(),
    payload: text('payload').notNull(),
    state: text('state').$type<'pending' | 'delivered' | 'failed'>().notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: at('next_attempt_at'),
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    deliveredAt: at('delivered_at'),
    createdAt: createdAt(),
  },
  (t) => [
    index('webhook_deliveries_due')
      .on(t.nextAttemptAt)
      .where(sql`state = 'pending'`),
    index('webhook_deliveries_webhook').on(t.webhookId, t.id),
  ],
);
