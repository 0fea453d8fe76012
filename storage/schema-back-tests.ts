/** Back-tests that were asked for through the API, with their results; a part of `schema.ts`. */
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';

import type { BackTestReport } from '../models/domain/index.js';
import { at } from './schema-columns.js';

/** The rules under test, as they were sent: YAML; `lexicon` by area. What is absent stays as it is in force. */
export interface BackTestDrafts {
  policy?: string | undefined;
  playbook?: string | undefined;
  lexicon?: Record<string, string> | undefined;
}

export const backTests = pgTable(
  'back_tests',
  {
    id: text('id').primaryKey(),
    drafts: jsonb('drafts').$type<BackTestDrafts>().notNull(),
    state: text('state').$type<'running' | 'done' | 'failed'>().notNull().default('running'),
    /** Conversations read so far, and how many there were at the start. */
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    report: jsonb('report').$type<BackTestReport>(),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    createdBy: text('created_by').notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
    /** Written while it runs: one that is silent for long has lost its process. */
    seenAt: at('seen_at').notNull().defaultNow(),
    finishedAt: at('finished_at'),
  },
  (t) => [index('back_tests_created').on(sql`${t.createdAt} desc, ${t.id} desc`)],
);
