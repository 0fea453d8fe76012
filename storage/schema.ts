/**
 * One schema for PGlite and PostgreSQL. The database is the truth: what a step made, how far a run
 * got, what a person decided. After a change here: `npx drizzle-kit generate` (CI checks that it was done).
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';

import type {
  Completeness,
  ConversationKind,
  CommitmentCategory,
  CorrectedTurn,
  Evidence,
  Firmness,
  FlagAction,
  FlagAnswer,
  InsightKind,
  Language,
  Metrics,
  PromiseEventKind,
  PromiseMention,
  PromiseState,
  ProposalState,
  Provenance,
  QueueName,
  RecordField,
  ReviewVerdict,
  Risk,
  Role,
  RunReason,
  RunState,
  ScriptFit,
  Side,
  SideSource,
  SourceTurn,
  StepName,
  StepState,
  Summary,
  TermChange,
  TranscriptEngine,
  Turn,
} from '../models/domain/index.js';
import { users } from './schema-people.js';

export * from './schema-back-tests.js';
export * from './schema-people.js';

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const createdAt = () => at('created_at').notNull().defaultNow();
/** Words with their places, as PostgreSQL searches them. */
const words = customType<{ data: string }>({ dataType: () => 'tsvector' });

// --- what came in ---------------------------------------------------------------------------------

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

// --- the pipeline's state -------------------------------------------------------------------------

export const runs = pgTable(
  'runs',
  {
    id: text('id').primaryKey(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    reason: text('reason').$type<RunReason>().notNull(),
    state: text('state').$type<RunState>().notNull().default('running'),
    createdAt: createdAt(),
    finishedAt: at('finished_at'),
  },
  (t) => [
    index('runs_conversation').on(t.conversationId, t.createdAt),
    index('runs_unfinished')
      .on(t.state, t.createdAt)
      .where(sql`state in ('running', 'failed')`),
  ],
);

export const steps = pgTable(
  'steps',
  {
    runId: text('run_id')
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    name: text('name').$type<StepName>().notNull(),
    ordinal: integer('ordinal').notNull(),
    queue: text('queue').$type<QueueName>().notNull(),
    state: text('state').$type<StepState>().notNull(),
    /** Also the fencing token: a worker that lost its lease cannot save. */
    attempt: integer('attempt').notNull().default(0),
    /** Tries that failed since the last fresh start; unlike `attempt` a hand-back at a stop does not count. */
    failures: integer('failures').notNull().default(0),
    /** Not before this time (back-off). */
    notBefore: at('not_before'),
    /** Whoever runs it must renew before this time, else the reconciler hands it to another. */
    leaseUntil: at('lease_until'),
    worker: text('worker'),
    startedAt: at('started_at'),
    finishedAt: at('finished_at'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    skipReason: text('skip_reason'),
    /** 0 to 1, for steps that take long. */
    progress: real('progress'),
    /** Name and version of what ran (importer, model, rules). */
    engine: text('engine'),
    /** Since when it is `queued`; the reconciler enqueues again what waits too long. */
    queuedAt: at('queued_at'),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.name] }),
    index('steps_due')
      .on(t.queue, t.queuedAt)
      .where(sql`state = 'queued'`),
    index('steps_leases')
      .on(t.leaseUntil)
      .where(sql`state = 'running'`),
  ],
);

export const insights = pgTable(
  'insights',
  {
    /** Made from conversation, kind, category and evidence: the same finding keeps its id, and its reviews, over runs. */
    id: text('id').primaryKey(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<InsightKind>().notNull(),
    ordinal: integer('ordinal').notNull(),
    /** The Insight as in the Analysis JSON, Evidence included. */
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    /** Commitments only, for the queue of flags. */
    risk: text('risk').$type<Risk>(),
    category: text('category'),
    allowed: boolean('allowed'),
    rule: text('rule').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index('insights_conversation').on(t.conversationId, t.kind),
    index('insights_flags')
      .on(t.risk, t.createdAt)
      .where(sql`kind = 'commitments'`),
  ],
);

/** A person's verdict; outlives the run that made the Insight (no foreign key on purpose). */
export const reviews = pgTable(
  'reviews',
  {
    insightId: text('insight_id').primaryKey(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    verdict: text('verdict').$type<ReviewVerdict>().notNull(),
    note: text('note'),
    reviewer: text('reviewer').notNull(),
    at: at('at').notNull().defaultNow(),
    /** What the rep says of a confirmed one. */
    answer: text('answer').$type<FlagAnswer>(),
    answerNote: text('answer_note'),
    answeredBy: text('answered_by'),
    answeredAt: at('answered_at'),
    /** It was disputed, and the verdict is the second reviewer's. */
    decided: boolean('decided').notNull().default(false),
  },
  (t) => [index('reviews_conversation').on(t.conversationId)],
);

/** How a flag stood at one moment; null while nobody gave a verdict. */
export type FlagStanding = Omit<typeof reviews.$inferSelect, 'insightId' | 'conversationId' | 'at' | 'answeredAt'> & {
  at: string;
  answeredAt: string | null;
};

/** Whose turn it is to look at a flag. Like a verdict it outlives the run that made the Insight. */
export const flagAssignments = pgTable(
  'flag_assignments',
  {
    insightId: text('insight_id').primaryKey(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    assigneeId: text('assignee_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
  },
  (t) => [
    index('flag_assignments_assignee').on(t.assigneeId),
    index('flag_assignments_conversation').on(t.conversationId),
  ],
);

/** Everything people did with a flag. Append-only: a trigger refuses changes; it goes only with its Conversation. */
export const flagHistory = pgTable(
  'flag_history',
  {
    /** Time-ordered. */
    id: text('id').primaryKey(),
    insightId: text('insight_id').notNull(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    action: text('action').$type<FlagAction>().notNull(),
    /** Id of a person or of a program's key. */
    actor: text('actor').notNull(),
    note: text('note'),
    /** `assigned` only; null: to nobody. */
    assigneeId: text('assignee_id'),
    /** How it stood before a verdict: undo gives it back. */
    before: jsonb('before').$type<FlagStanding>(),
    /** `undone` only: the entry that it takes back. */
    undoes: text('undoes'),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [index('flag_history_flag').on(t.insightId, t.id), index('flag_history_conversation').on(t.conversationId)],
);

/**
 * Which steps of its Playbook a Conversation did: what was said well there is shown where another missed the step.
 * The words are in the Conversation's `script_fit`.
 */
export const scriptSteps = pgTable(
  'script_steps',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    playbook: text('playbook').notNull(),
    step: text('step').notNull(),
    /** Of the whole Conversation, 0 to 100: the best come first. */
    score: real('score').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.step] }),
    index('script_steps_best').on(t.playbook, t.step, sql`${t.score} desc`, t.conversationId),
  ],
);

// --- the customer record --------------------------------------------------------------------------

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

// --- the API's own --------------------------------------------------------------------------------

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
