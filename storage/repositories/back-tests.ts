import { and, desc, eq, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';

import type { BackTestReport, Evidence } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { backTests, type BackTestDrafts } from '../schema.js';
import { inSight, type Sight } from './sight.js';

export type BackTestRow = typeof backTests.$inferSelect;

export async function insertBackTest(
  db: DbOrTx,
  input: { drafts: BackTestDrafts; total: number; createdBy: string },
  now: Date,
): Promise<BackTestRow> {
  const [row] = await db
    .insert(backTests)
    .values({ id: uuid(), ...input, createdAt: now, seenAt: now })
    .returning();
  return row as BackTestRow;
}

/** How far it is; also the sign that it still runs. */
export async function saveBackTestProgress(db: DbOrTx, id: string, done: number, now: Date): Promise<void> {
  await db.update(backTests).set({ done, seenAt: now }).where(eq(backTests.id, id));
}

export type BackTestEnd =
  { readonly report: BackTestReport } | { readonly errorCode: string; readonly errorMessage: string };

/** Keeps the result, but not what people said: quotes and titles are read from the conversations, where they can be erased. */
export async function endBackTest(db: DbOrTx, id: string, end: BackTestEnd, now: Date): Promise<void> {
  const result =
    'report' in end
      ? { state: 'done' as const, report: withoutWords(end.report), done: end.report.conversations }
      : { state: 'failed' as const, ...end };
  await db
    .update(backTests)
    .set({ ...result, finishedAt: now })
    .where(eq(backTests.id, id));
}

/** With its report as the reader may see it: changes in conversations that are gone or out of sight are left out. */
export async function findBackTest(db: DbOrTx, id: string, sight?: Sight): Promise<BackTestRow | undefined> {
  const [row] = await db.select().from(backTests).where(eq(backTests.id, id));
  return row?.report ? { ...row, report: await withWords(db, row.report, sight) } : row;
}

/** Newest first, without drafts and reports. `createdBy`: only one person's; `after` is when (UTC) and id of the row before. */
export async function listBackTests(
  db: DbOrTx,
  limit: number,
  { createdBy, after }: { createdBy?: string | undefined; after?: readonly [string, string] | undefined },
) {
  const b = backTests;
  return db
    .select({
      ...{ id: b.id, state: b.state, done: b.done, total: b.total, errorMessage: b.errorMessage },
      ...{ createdBy: b.createdBy, createdAt: b.createdAt, seenAt: b.seenAt, finishedAt: b.finishedAt },
      // A Date would lose the microseconds that the order goes by.
      sortAt: sql<string>`(${b.createdAt} at time zone 'UTC')::text`,
    })
    .from(b)
    .where(
      and(
        createdBy === undefined ? undefined : eq(b.createdBy, createdBy),
        after && sql`(${b.createdAt}, ${b.id}) < (${after[0]}::timestamp at time zone 'UTC', ${after[1]})`,
      ),
    )
    .orderBy(desc(b.createdAt), desc(b.id))
    .limit(limit);
}

interface Change {
  readonly conversationId: string;
  readonly evidence: Evidence;
}

const wordless = <T extends Change>(change: T): T => ({ ...change, evidence: { ...change.evidence, quote: '' } });

function withoutWords(report: BackTestReport): BackTestReport {
  const { changes, insights } = report;
  return {
    ...report,
    changes: changes.map((change) => ({ ...wordless(change), title: null })),
    ...(insights && { insights: { ...insights, changes: insights.changes.map(wordless) } }),
  };
}

async function withWords(db: DbOrTx, report: BackTestReport, sight: Sight | undefined): Promise<BackTestReport> {
  const { changes, insights } = report;
  const places = [...changes, ...(insights?.changes ?? [])].map(({ conversationId, evidence }) => ({
    ...{ id: conversationId, turn: evidence.turn },
  }));
  const said = await rows<{ id: string; turn: number; text: string; title: string | null }>(
    db,
    sql`select distinct t.conversation_id id, t.turn, t.text, c.title
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as place(id text, turn int)
      join turns t on t.conversation_id = place.id and t.turn = place.turn
      join conversations c on c.id = t.conversation_id
      where ${inSight(sight, sql`c.id`) ?? sql`true`}`,
  );
  const known = new Map(said.map((row) => [`${row.id} ${row.turn}`, row]));
  const spoken = <T extends Change>(change: T): (T & { title: string | null })[] => {
    const { conversationId, evidence } = change;
    const turn = known.get(`${conversationId} ${evidence.turn}`);
    const quote = turn?.text.slice(evidence.start, evidence.end) ?? '';
    return turn === undefined || quote === ''
      ? []
      : [{ ...change, title: turn.title, evidence: { ...evidence, quote } }];
  };
  return {
    ...report,
    changes: changes.flatMap(spoken),
    ...(insights && {
      insights: { ...insights, changes: insights.changes.flatMap(spoken).map(({ title: _, ...change }) => change) },
    }),
  };
}
