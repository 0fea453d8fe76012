/** What came in: recordings, and the conversations made of them; a part of `schema.ts`. */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

import type {
  Completeness,
  ConversationKind,
  CorrectedTurn,
  Language,
  Metrics,
  Risk,
  ScriptFit,
  Side,
  SideSource,
  SourceTurn,
  Summary,
  TranscriptEngine,
  Turn,
} from '../models/domain/index.js';
import { at, createdAt } from './schema-columns.js';
import { customers, deals } from './schema-customers.js';

/** Words with their places, as PostgreSQL searches them. */
const words = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** The immutable bytes received, once, under their SHA-256. */
export const recordings = pgTable('recordings', {
  sha256: text('sha256').primaryKey(),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  fileName: text('file_name').notNull(),
  /** Format by content: `wav`, `whatsapp`, `zoom-vtt`, … */
  format: text('format').notNull(),
  mediaType: text('media_type').notNull(),
  /** Audio only. */
  durationMs: integer('duration_ms'),
  channels: integer('channels'),
  /** Since then the bytes are gone, as the retention of sound wants it. */
  soundRemovedAt: at('sound_removed_at'),
  createdAt: createdAt(),
});

/** Deleted Recordings whose bytes may still lie in the object store: written with the deletion, removed after the bytes. */
export const recordingRemovals = pgTable('recording_removals', {
  sha256: text('sha256').primaryKey(),
  createdAt: createdAt(),
});

export const conversations = pgTable(
  'conversations',
  {
    id: text('id').primaryKey(),
    /** Names the conversation for whoever sent it, or the thread in its source (`wecom:<roomid>`). */
    externalId: text('external_id'),
    kind: text('kind').$type<ConversationKind>().notNull(),
    title: text('title'),
    language: text('language').$type<Language>(),
    startedAt: at('started_at'),
    /** Minutes east of Greenwich where it took place: "tomorrow" depends on it. */
    utcOffsetMinutes: integer('utc_offset_minutes').notNull().default(0),
    durationMs: integer('duration_ms'),
    customerId: text('customer_id').references(() => customers.id),
    /** How the customer was found: `explicit`, `external_id`, `phone`, `email`; null while unmatched. */
    matchedBy: text('matched_by'),
    dealId: text('deal_id').references(() => deals.id),
    /** Who sent it, where only they see it: the id of a user or of a rep's key. */
    ownerKeyId: text('owner_key_id'),
    /** Of the riskiest commitment that nobody dismissed; the list filters by it. */
    risk: text('risk').$type<Risk>(),
    completeness: jsonb('completeness').$type<Completeness>(),
    engine: jsonb('engine').$type<TranscriptEngine>(),
    notes: jsonb('notes').$type<string[]>().notNull().default([]),
    /** Written by score, summarize and extract. */
    scriptFit: jsonb('script_fit').$type<ScriptFit>(),
    metrics: jsonb('metrics').$type<Metrics>(),
    summary: jsonb('summary').$type<Summary>(),
    dropped: integer('dropped').notNull().default(0),
    rules: text('rules'),
    publishedAt: at('published_at'),
    /** Legal hold, since when: no retention and nobody deletes it. */
    heldAt: at('held_at'),
    /** Grows with every change by a person; the ETag. */
    version: integer('version').notNull().default(1),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('conversations_external_id').on(t.externalId),
    index('conversations_customer').on(t.customerId, t.startedAt),
    index('conversations_deal').on(t.dealId),
    /** The list: newest first, by when it took place or else came in. */
    index('conversations_when').on(sql`coalesce(${t.startedAt}, ${t.createdAt}) desc`, t.id.desc()),
    index('conversations_kind').on(t.kind, sql`coalesce(${t.startedAt}, ${t.createdAt}) desc`, t.id.desc()),
    index('conversations_language').on(t.language, sql`coalesce(${t.startedAt}, ${t.createdAt}) desc`, t.id.desc()),
    index('conversations_risk').on(t.risk, sql`coalesce(${t.startedAt}, ${t.createdAt}) desc`, t.id.desc()),
    index('conversations_score').on(sql`((${t.scriptFit} ->> 'score')::numeric)`),
    index('conversations_owner').on(t.ownerKeyId),
  ],
);

/** What a Conversation was made of: one recording as a rule; audio and its transcript, or several exports of one growing thread. */
export const conversationRecordings = pgTable(
  'conversation_recordings',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    sha256: text('sha256')
      .notNull()
      .references(() => recordings.sha256),
    /** `audio`, or `text`: a transcript or an export. */
    part: text('part').$type<'audio' | 'text'>().notNull(),
    /** Which thread of the recording; '' when it holds one only. */
    threadId: text('thread_id').notNull().default(''),
    /** Options the file was sent with (time zone, staff ids, channel map), so that reading it again gives the same. */
    options: jsonb('options').$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.sha256, t.threadId] }),
    uniqueIndex('conversation_recordings_thread')
      .on(t.sha256, t.threadId, t.part)
      .where(sql`part = 'text'`),
    index('conversation_recordings_sha').on(t.sha256),
  ],
);

export const participants = pgTable(
  'participants',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    ordinal: integer('ordinal').notNull(),
    side: text('side').$type<Side>().notNull(),
    sideConfidence: real('side_confidence').notNull(),
    sideSource: text('side_source').$type<SideSource>().notNull(),
    name: text('name'),
    title: text('title'),
    channel: integer('channel'),
    phone: text('phone'),
    email: text('email'),
    externalId: text('external_id'),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.id] }),
    // By these a user's own conversations are found.
    index('participants_name').on(sql`lower(${t.name})`),
    index('participants_email').on(sql`lower(${t.email})`),
    index('participants_phone').on(t.phone),
    index('participants_external_id').on(sql`lower(${t.externalId})`),
  ],
);

export const turns = pgTable(
  'turns',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** Position, from 0: what Evidence calls `turn`. */
    turn: integer('turn').notNull(),
    speaker: text('speaker'),
    text: text('text').notNull(),
    startMs: integer('start_ms'),
    endMs: integer('end_ms'),
    sentAt: at('sent_at'),
    confidence: real('confidence'),
    unreliable: boolean('unreliable').notNull().default(false),
    externalId: text('external_id'),
    /** What the source says, where a person corrected it. */
    original: jsonb('original').$type<NonNullable<Turn['original']>>(),
    /** The words and numbers of `text`, for searching. */
    words: words('words'),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.turn] })],
);

/**
 * Every time a person corrected a Turn or took it back, append-only. It outlives every reading of the source: a
 * correction is put into the turn that it was made for wherever that stands then.
 */
export const turnCorrections = pgTable(
  'turn_corrections',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** The Conversation's version that it made. */
    version: integer('version').notNull(),
    /** Version of the first correction of the same turn. */
    first: integer('first').notNull(),
    /** Where its turn stands today; null: the source does not say it any more. */
    turn: integer('turn'),
    source: jsonb('source').$type<SourceTurn>().notNull(),
    action: text('action').$type<'corrected' | 'undone'>().notNull(),
    before: jsonb('before').$type<CorrectedTurn>().notNull(),
    after: jsonb('after').$type<CorrectedTurn>().notNull(),
    actor: text('actor').notNull(),
    /** As the actor was called then. */
    actorName: text('actor_name').notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.version] })],
);

/** Which words a Conversation holds: a search finds the Conversation here, and then its Turns. */
export const conversationWords = pgTable(
  'conversation_words',
  {
    conversationId: text('conversation_id')
      .primaryKey()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    words: words('words').notNull(),
  },
  (t) => [index('conversation_words_words').using('gin', t.words)],
);
