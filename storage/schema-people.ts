/** People who sign in, what they may see, and the log of what they did; a part of `schema.ts`. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';

import type { Role } from '../models/domain/index.js';
import { at, createdAt } from './schema-columns.js';

export const teams = pgTable('teams', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
});

export const users = pgTable(
  'users',
  {
    id: text('id').primaryKey(),
    /** Lower case; also how an OpenID Connect account is matched. */
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    teamId: text('team_id').references(() => teams.id, { onDelete: 'set null' }),
    /** Names, phone numbers and account ids under which the person appears in Conversations, folded; e-mail and name count anyway. */
    identities: jsonb('identities').$type<string[]>().notNull().default([]),
    locale: text('locale').$type<'zh' | 'en'>(),
    /** argon2id in PHC form; null while invited, and for who signs in through OpenID Connect only. */
    passwordHash: text('password_hash'),
    /** `sub` at the configured issuer, once the person signed in there. */
    oidcSubject: text('oidc_subject'),
    disabledAt: at('disabled_at'),
    lastSignInAt: at('last_sign_in_at'),
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('users_email').on(t.email),
    uniqueIndex('users_oidc_subject').on(t.oidcSubject),
    index('users_team').on(t.teamId),
  ],
);

export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** SHA-256 of the cookie's token. */
    hash: text('hash').notNull(),
    address: text('address'),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    lastSeenAt: at('last_seen_at').notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [uniqueIndex('sessions_hash').on(t.hash), index('sessions_user').on(t.userId)],
);

/** Tries to sign in, counted for every server together: by account and by address, each as a hash. Named as the library wants it. */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull(),
    expire: at('expire').notNull(),
  },
  (t) => [index('sign_in_attempts_expire').on(t.expire)],
);

/** Links that work once: to make the first administrator, to join, to choose a new password. */
export const oneTimeLinks = pgTable(
  'one_time_links',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<'setup' | 'invite' | 'reset'>().notNull(),
    /** SHA-256 of the link's token. */
    hash: text('hash').notNull(),
    /** Null for `setup`: the person does not exist yet. */
    userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('one_time_links_hash').on(t.hash)],
);

/** Who did what to what, when, from where. Append-only: a trigger refuses changes. Never what people said. */
export const auditLog = pgTable(
  'audit_log',
  {
    /** Time-ordered, and so the order of the log. */
    id: text('id').primaryKey(),
    at: at('at').notNull().defaultNow(),
    actorKind: text('actor_kind').$type<'user' | 'key' | 'local' | 'nobody'>().notNull(),
    actorId: text('actor_id'),
    /** As the actor was called then; accounts may be renamed or gone. */
    actorName: text('actor_name'),
    action: text('action').notNull(),
    objectKind: text('object_kind'),
    objectId: text('object_id'),
    address: text('address'),
    /** Roles, counts, ids. */
    details: jsonb('details').$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    index('audit_log_object').on(t.objectId, t.id),
    index('audit_log_actor').on(t.actorId, t.id),
    index('audit_log_action').on(t.action, t.id),
  ],
);

export const savedSearches = pgTable(
  'saved_searches',
  {
    id: text('id').primaryKey(),
    /** A user's or a key's id. */
    ownerId: text('owner_id').notNull(),
    name: text('name').notNull(),
    query: jsonb('query').$type<Record<string, string>>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [index('saved_searches_owner').on(t.ownerId, t.id)],
);

/** What administrators set for everybody; one row a setting. */
export const settings = pgTable('settings', {
  name: text('name').primaryKey(),
  value: jsonb('value').$type<Record<string, unknown>>().notNull(),
  version: integer('version').notNull().default(1),
  updatedAt: at('updated_at')
    .notNull()
    .default(sql`now()`),
});

/** Processes that take jobs; each says now and then that it lives. */
export const workers = pgTable('workers', {
  id: text('id').primaryKey(),
  queues: jsonb('queues').$type<string[]>().notNull(),
  startedAt: at('started_at').notNull().defaultNow(),
  seenAt: at('seen_at').notNull().defaultNow(),
});
