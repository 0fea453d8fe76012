/** A bench on fresh services, and what is asked of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { asc, eq, ne } from 'drizzle-orm';
import { expect, vi } from 'vitest';

import { readRun } from '../../../storage/repositories/runs.js';
import {
  conversations,
  customers,
  insights,
  participants,
  promiseMentions,
  promises,
  proposals,
  runs,
  steps,
  turns,
} from '../../../storage/schema.js';
import { freshPglite, freshPostgres, freshRedis } from '../../services/fresh.js';
import { openPlace, type Bench, type Place, type Shape } from './place.js';

export type { Bench } from './place.js';
export const SHAPES: readonly Shape[] = ['embedded', 'cluster'];

async function makePlace(shape: Shape): Promise<Place> {
  if (shape === 'embedded') return { shape, folder: await freshPglite(), postgresUrl: '', redisUrl: '' };
  const folder = await mkdtemp(join(tmpdir(), 'vouch-pipeline-'));
  return { shape, folder, postgresUrl: await freshPostgres(), redisUrl: await freshRedis() };
}

/** A bench on a database, a folder and a Redis of its own, with one customer. `close` removes them. */
export async function openBench(shape: Shape): Promise<Bench> {
  const bench = await openPlace(await makePlace(shape));
  await bench.database.db.insert(customers).values({ id: 'acme', name: 'Acme' });
  return {
    ...bench,
    async close() {
      await bench.close();
      await rm(bench.folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the last run of every conversation has ended, and says that all went well. */
export async function untilDone(
  { database: { db } }: Bench,
  ids: readonly string[],
  timeoutMs = 50_000,
): Promise<void> {
  await vi.waitFor(
    async () => {
      const open = await db.select({ id: runs.conversationId }).from(runs).where(eq(runs.state, 'running'));
      expect(open.filter(({ id }) => ids.includes(id))).toHaveLength(0);
    },
    { timeout: timeoutMs, interval: 100 },
  );
  const bad = await db
    .select({ id: runs.conversationId, step: steps.name, state: steps.state, error: steps.errorMessage })
    .from(steps)
    .innerJoin(runs, eq(runs.id, steps.runId))
    .where(eq(steps.state, 'failed'));
  expect(bad.filter(({ id }) => ids.includes(id))).toEqual([]);
}

/** Everything that the pipeline made of a conversation, without ids and times of processing: equal for equal chats. */
export async function resultsOf({ database: { db } }: Bench, id: string) {
  const [conversation] = await db.select().from(conversations).where(eq(conversations.id, id));
  const of = <T extends { conversationId: string }>(rows: T[]) => rows.map(({ conversationId: _, ...rest }) => rest);
  const run = await readRun(db, id);
  return {
    kind: conversation?.kind,
    language: conversation?.language,
    completeness: conversation?.completeness,
    engine: conversation?.engine,
    scriptFit: conversation?.scriptFit,
    metrics: conversation?.metrics,
    summary: conversation?.summary,
    dropped: conversation?.dropped,
    rules: conversation?.rules,
    published: conversation?.publishedAt != null,
    participants: of(
      await db
        .select()
        .from(participants)
        .where(eq(participants.conversationId, id))
        .orderBy(asc(participants.ordinal)),
    ),
    turns: of(await db.select().from(turns).where(eq(turns.conversationId, id)).orderBy(asc(turns.turn))),
    insights: (
      await db
        .select()
        .from(insights)
        .where(eq(insights.conversationId, id))
        .orderBy(asc(insights.kind), asc(insights.ordinal))
    ).map(({ kind, ordinal, data, risk, category, allowed }) => ({ kind, ordinal, data, risk, category, allowed })),
    proposals: sorted(
      await db.select().from(proposals).where(eq(proposals.conversationId, id)),
      ({ field, value: { promiseId: _, ...value }, evidence, state }) => ({ field, value, evidence, state }),
    ),
    // Equal chats of one customer make one promise: each has its own part in it.
    promises: sorted(
      await db.select().from(promiseMentions).where(eq(promiseMentions.conversationId, id)),
      ({ data: { id: _, conversationId: __, ...said } }) => said,
    ),
    steps: run?.steps.map(({ name, state, errorCode }) => ({
      name,
      ended: state === 'done' || state === 'skipped',
      errorCode,
    })),
    run: run?.state,
  };
}

/** What `pick` leaves of the rows, in an order that does not depend on their ids. */
function sorted<Row, Picked>(rows: Row[], pick: (row: Row) => Picked): Picked[] {
  return rows.map(pick).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Rows of everything that could have been made twice. */
export async function countRows({ database: { db } }: Bench) {
  return {
    conversations: await db.$count(conversations),
    openRuns: await db.$count(runs, ne(runs.state, 'done')),
    runs: await db.$count(runs),
    steps: await db.$count(steps),
    turns: await db.$count(turns),
    participants: await db.$count(participants),
    insights: await db.$count(insights),
    proposals: await db.$count(proposals),
    promises: await db.$count(promises),
    mentions: await db.$count(promiseMentions),
  };
}
