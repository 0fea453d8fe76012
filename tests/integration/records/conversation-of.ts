import { rm } from 'node:fs/promises';

import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe } from 'vitest';

import {
  type CommitmentCategory,
  Evidence,
  type Insights,
  type ReviewVerdict,
  type RecordField,
} from '../../../models/domain/index.js';
import { loadRules } from '../../../models/insight/index.js';
import { createDraft } from '../../../pipeline/draft.js';
import { publish } from '../../../pipeline/steps/publish.js';
import type { StepContext } from '../../../pipeline/step.js';
import { openDatabase, type Database } from '../../../storage/database.js';
import { replaceInsights } from '../../../storage/repositories/insights.js';
import {
  conversations,
  customers,
  insights as insightRows,
  participants,
  reviews,
  turns,
} from '../../../storage/schema.js';
import { freshPglite, freshPostgres } from '../../services/fresh.js';

/** Runs the same tests on PGlite and on PostgreSQL, each in a database of its own. */
export function onBothDatabases(name: string, tests: (database: () => Database) => void): void {
  describe.each(['pglite', 'postgres'] as const)(`${name} on %s`, (kind) => {
    let database: Database;
    let dataDir: string | undefined;
    beforeAll(async () => {
      dataDir = kind === 'pglite' ? await freshPglite() : undefined;
      database = await openDatabase(
        dataDir === undefined ? { kind: 'postgres', url: await freshPostgres() } : { kind: 'pglite', dataDir },
      );
    });
    afterAll(async () => {
      await database.close();
      if (dataDir !== undefined) await rm(dataDir, { recursive: true });
    });
    tests(() => database);
  });
}

const rules = loadRules();

let made = 0;
/** A new id, so that tests in one database do not meet. */
export const freshId = (prefix: string): string => `${prefix}-${process.pid}-${++made}`;

export async function addCustomer(database: Database, name = 'Harbour Tools'): Promise<string> {
  const id = freshId('customer');
  await database.db.insert(customers).values({ id, name });
  return id;
}

/** What a rep of that name promised in a conversation of its own, published; nobody looked at it yet. */
export async function addPromise(
  database: Database,
  { rep, words, category }: { rep: string; words: string; category: CommitmentCategory },
): Promise<{ id: string; conversation: string }> {
  const conversation = await addConversation(database, {
    ...{ customerId: await addCustomer(database), texts: [words] },
    insights: { commitments: [commitmentOf(0, words, { category })] },
  });
  await database.db
    .update(participants)
    .set({ name: rep })
    .where(and(eq(participants.conversationId, conversation), eq(participants.side, 'rep')));
  await publishNow(database, conversation);
  const [promise] = await database.db.select().from(insightRows).where(eq(insightRows.conversationId, conversation));
  return { id: promise!.id, conversation };
}

/** The turn's whole text as Evidence. */
export const evidenceOf = (turn: number, text: string, sentAt?: string): Evidence =>
  Evidence.parse({ turn, start: 0, end: text.length, quote: text, ...(sentAt === undefined ? {} : { sentAt }) });

export const claimOf = (turn: number, text: string, sentAt?: string) => ({
  confidence: 0.9,
  because: 'internal reason',
  rule: 'test-rule@1',
  evidence: [evidenceOf(turn, text, sentAt)] as [Evidence],
});

export const budgetOf = (amount: number, turn: number, text: string, sentAt?: string): Insights['budgets'][number] => ({
  ...{ min: amount, max: amount, currency: 'CNY', period: null, stance: 'stated' },
  ...claimOf(turn, text, sentAt),
});

export const commitmentOf = (
  turn: number,
  text: string,
  rest: Partial<Insights['commitments'][number]> = {},
): Insights['commitments'][number] => ({
  ...{ category: 'deadline', risk: 'high', due: null, amount: null, condition: null, allowed: true, suggestion: null },
  ...claimOf(turn, text),
  ...rest,
});

/** A conversation with its turns, participants (a rep who speaks first, a customer) and insights. */
export async function addConversation(
  database: Database,
  input: {
    customerId: string | null;
    startedAt?: string;
    texts: string[];
    insights: Partial<Insights>;
    kind?: 'call' | 'chat';
  },
): Promise<string> {
  const id = freshId('conversation');
  const { db } = database;
  await db.insert(conversations).values({
    ...{ id, kind: input.kind ?? 'call', customerId: input.customerId, title: `Talk ${id}`, utcOffsetMinutes: 480 },
    startedAt: new Date(input.startedAt ?? '2026-03-02T10:00:00+08:00'),
  });
  await db.insert(participants).values(
    (['rep', 'customer'] as const).map((side, ordinal) => ({
      ...{ conversationId: id, id: side, ordinal, side, sideConfidence: 1, sideSource: 'export' as const },
      name: side === 'rep' ? 'Lin Tao' : 'Wang Min',
    })),
  );
  await db.insert(turns).values(
    input.texts.map((text, turn) => ({
      conversationId: id,
      turn,
      text,
      speaker: turn % 2 === 0 ? 'rep' : 'customer',
    })),
  );
  await replaceInsights(db, id, input.insights);
  return id;
}

/** Runs the publish step as the worker does: compute, then save in one transaction. */
export async function publishNow(
  database: Database,
  conversationId: string,
  autoAccept: Partial<Record<RecordField, number>> = {},
  runId = freshId('run'),
): Promise<void> {
  const draft = createDraft(database.db, conversationId);
  const context = {
    conversationId,
    runId,
    db: database.db,
    deps: { autoAccept, rules },
    draft,
  } as unknown as StepContext;
  const result = await publish.run(context);
  if (result.state !== 'done' || result.save === undefined) return;
  const { save, lock } = result;
  // The locks in the order in which a worker takes them (pipeline/run-steps.ts).
  await database.db.transaction(async (tx) => {
    await lock?.(tx);
    await tx.execute(sql`select 1 from conversations where id = ${conversationId} for no key update`);
    if (typeof save === 'function') await save(tx);
    else for (const statement of save) await tx.execute(statement);
  });
}

export async function addReview(
  database: Database,
  insightId: string,
  conversationId: string,
  verdict: ReviewVerdict,
): Promise<void> {
  await database.db
    .insert(reviews)
    .values({ insightId, conversationId, verdict, reviewer: 'qa-key', note: 'internal note' });
}
