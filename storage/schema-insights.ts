/** What was found in conversations, and what people said of it; a part of `schema.ts`. */
import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, real, text } from 'drizzle-orm/pg-core';

import type { FlagAction, FlagAnswer, InsightKind, ReviewVerdict, Risk } from '../models/domain/index.js';
import { at, createdAt } from './schema-columns.js';
import { conversations } from './schema-conversations.js';
import { users } from './schema-people.js';

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
