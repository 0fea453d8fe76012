import { once } from 'node:events';
import { join } from 'node:path';

import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { KEEP_ALL, type Retention } from '../../../models/domain/index.js';
import { sweepRetention, sweepWhenDue } from '../../../pipeline/retention.js';
import { startWorker } from '../../../pipeline/worker.js';
import { recordingKey } from '../../../storage/object-store.js';
import { listAudit } from '../../../storage/repositories/audit.js';
import { setHold } from '../../../storage/repositories/conversation-holds.js';
import { deleteConversation } from '../../../storage/repositories/conversation-edits.js';
import { listParts } from '../../../storage/repositories/conversations.js';
import { countExpired, readRetention, saveRetention } from '../../../storage/repositories/retention.js';
import { claimSweep, endSweep, renewSweep, sweepSoon } from '../../../storage/repositories/retention-sweeps.js';
import { startRun } from '../../../storage/repositories/runs.js';
import { rows } from '../../../storage/rows.js';
import { conversations, recordings, turns } from '../../../storage/schema.js';
import { bundleProgram, startProgram } from '../../services/child-program.js';
import { openBench, SHAPES, untilDone, type Bench } from './bench.js';
import { openPlace } from './place.js';

/** The chats of the bench end on 2 March 2026. */
const NOW = new Date('2026-06-01T00:00:00Z');
const CHATS: Retention = { ...KEEP_ALL, conversations: { call: null, meeting: null, chat: 60 } };

const analysed = async (bench: Bench, ids: string[]): Promise<string[]> => {
  const worker = startWorker({ ...bench, queues: { analysis: 2, transcription: 1, publishing: 1 } });
  await untilDone(bench, ids);
  await worker.close();
  return ids;
};

const sweep = ({ database, store, log }: Bench, now = NOW) =>
  sweepRetention({ db: database.db, store, log, now: () => now });

async function objectsOf({ store }: Bench): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}

/** Tables with rows of a conversation; the audit log keeps its id. Whose words a promise rests on changes with those of others. */
async function tablesWith({ database: { db } }: Bench, id: string): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'conversation_id' and table_name <> 'promises' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of [...tables, { name: 'conversations' }]) {
    const column = sql.identifier(name === 'conversations' ? 'id' : 'conversation_id');
    const [row] = await rows(db, sql`select 1 from ${sql.identifier(name)} where ${column} = ${id} limit 1`);
    if (row) found.push(name);
  }
  return found;
}

describe.each(SHAPES)('what is older than the retention: %s', (shape) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(shape);
  });
  afterAll(() => bench.close());
  const db = () => bench.database.db;
  const keep = (retention: Retention) => saveRetention(db(), retention, NOW);
  const deletions = async () => (await listAudit(db(), { action: 'conversation.deleted' }, 100)).length;

  test('nothing is deleted until somebody says so', async () => {
    const [id = ''] = await analysed(bench, await bench.addChats(1));
    expect(await readRetention(db())).toEqual(KEEP_ALL);
    expect(await countExpired(db(), KEEP_ALL, new Date('2126-01-01'))).toEqual({
      ...{ call: 0, meeting: 0, chat: 0 },
      ...{ held: 0, sound: 0 },
    });
    expect(await sweep(bench, new Date('2126-01-01'))).toEqual({ conversations: 0, sound: 0, failed: 0 });
    expect(await tablesWith(bench, id)).toContain('turns');
    await keep(CHATS);
    await sweep(bench);
  });

  test('what is too old goes whole; what is younger, held or of another kind stays as it is', async () => {
    const [old = '', grown = '', held = '', edge = ''] = await analysed(bench, await bench.addChats(4));
    const call = await bench.addRecording();
    await analysed(bench, [call]);
    await db()
      .update(conversations)
      .set({ createdAt: new Date('2020-01-01') })
      .where(eq(conversations.id, call));
    // A thread that began long ago and goes on is as old as its last message.
    await db().execute(sql`update ${turns} set sent_at = '2026-05-30T00:00:00Z'
      where conversation_id = ${grown} and turn = 39`);
    await db()
      .execute(sql`update ${turns} set sent_at = ${new Date(NOW.getTime() - 60 * 86_400_000).toISOString()}::timestamptz
      where conversation_id = ${edge} and turn = 39`);
    await setHold(db(), held, true, NOW);
    await keep(CHATS);
    const before = await Promise.all([grown, held, edge, call].map((id) => tablesWith(bench, id)));
    const entries = await deletions();
    expect(await tablesWith(bench, old)).toEqual(expect.arrayContaining(['insights', 'turns', 'conversation_words']));
    expect(await countExpired(db(), CHATS, NOW)).toEqual({ call: 0, meeting: 0, chat: 1, held: 1, sound: 0 });

    expect(await sweep(bench)).toEqual({ conversations: 1, sound: 0, failed: 0 });
    expect(await tablesWith(bench, old)).toEqual([]);
    expect(await rows(db(), sql`select id from promises where conversation_id = ${old}`)).toEqual([]);
    expect(await Promise.all([grown, held, edge, call].map((id) => tablesWith(bench, id)))).toEqual(before);
    expect(await objectsOf(bench)).toHaveLength(4);
    const [swept] = await listAudit(db(), { action: 'retention.swept' }, 1);
    expect(swept).toMatchObject({
      ...{ actorKind: 'local', actorName: 'retention' },
      details: { conversations: 1, sound: 0, failed: 0, retention: CHATS },
    });
    expect(await deletions()).toBe(entries + 1);

    // Released, it goes with the next sweep.
    await setHold(db(), held, false, NOW);
    expect(await sweep(bench)).toMatchObject({ conversations: 1 });
    await keep({ ...KEEP_ALL, conversations: { call: 1, meeting: null, chat: 1 } });
    expect(await sweep(bench)).toMatchObject({ conversations: 3 });
    expect(await objectsOf(bench)).toEqual([]);
    expect(await db().$count(recordings)).toBe(0);
  });

  test('sound goes by itself: words and insights stay, and what is at work keeps it', async () => {
    const [spoken = '', working = ''] = [await bench.addRecording(), await bench.addRecording()];
    await analysed(bench, [spoken, working]);
    for (const id of [spoken, working])
      await db()
        .update(conversations)
        .set({ createdAt: new Date('2026-01-01') })
        .where(eq(conversations.id, id));
    await db().transaction((tx) => startRun(tx, working, 'reassigned', 'publish'));
    const before = await tablesWith(bench, spoken);
    const retention = { ...KEEP_ALL, sound: 90 };
    await keep(retention);
    expect(await countExpired(db(), retention, NOW)).toMatchObject({ call: 0, sound: 1 });
    expect(await sweep(bench)).toEqual({ conversations: 0, sound: 1, failed: 0 });
    expect(await tablesWith(bench, spoken)).toEqual(before);
    const keyOf = async (id: string) => recordingKey((await listParts(db(), id))[0]?.sha256 ?? '');
    expect(await objectsOf(bench)).toEqual([await keyOf(working)]);
    const [part] = await listParts(db(), spoken);
    const [row] = await db()
      .select()
      .from(recordings)
      .where(eq(recordings.sha256, part?.sha256 ?? ''));
    expect(row?.soundRemovedAt).toEqual(NOW);
    expect(await sweep(bench)).toMatchObject({ sound: 0 });
    // Both are gone when their conversations are.
    await keep({ ...KEEP_ALL, conversations: { call: 90, meeting: null, chat: null } });
    expect(await sweep(bench)).toMatchObject({ conversations: 2 });
    expect(await objectsOf(bench)).toEqual([]);
  });

  test('bytes that were sent again before they were removed stay', async () => {
    const again = await bench.addRecording();
    const [part] = await listParts(db(), again);
    await keep(KEEP_ALL);
    await db().execute(sql`insert into recording_removals (sha256) values (${part?.sha256})`);
    await sweep(bench);
    expect(await objectsOf(bench)).toEqual([recordingKey(part?.sha256 ?? '')]);
    expect((await rows(db(), sql`select * from recording_removals`)).length).toBe(0);
    await db().transaction((tx) => deleteConversation(tx, again));
    await sweep(bench);
    expect(await objectsOf(bench)).toEqual([]);
  });

  test('one process at a time sweeps, once a day; one that was lost is taken over', async () => {
    const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
    const DAY = 24 * 60;
    await sweepSoon(db());
    expect(await claimSweep(db(), at(0))).toBe(true);
    expect(await claimSweep(db(), at(9))).toBe(false);
    await renewSweep(db(), at(9));
    expect(await claimSweep(db(), at(18))).toBe(false);
    expect(await claimSweep(db(), at(20))).toBe(true);
    await endSweep(db(), at(21));
    expect(await claimSweep(db(), at(DAY))).toBe(false);
    expect(await claimSweep(db(), at(DAY + 22))).toBe(true);
    await sweepSoon(db());
    const { database, store, log } = bench;
    await keep(KEEP_ALL);
    expect(await sweepWhenDue({ db: database.db, store, log, now: () => NOW })).toBeNull();
    await keep(CHATS);
    expect(await sweepWhenDue({ db: database.db, store, log, now: () => NOW })).not.toBeNull();
    expect(await sweepWhenDue({ db: database.db, store, log, now: () => NOW })).toBeNull();
  });
});

test.each(SHAPES)('a sweep that was killed goes on, and leaves nothing behind: %s', async (shape) => {
  const first = await openBench(shape);
  await analysed(first, await first.addChats(3));
  await saveRetention(first.database.db, CHATS, NOW);
  const { folder, postgresUrl, redisUrl } = first;
  const place = { shape, folder, postgresUrl, redisUrl };
  await first.database.close();
  const program = await bundleProgram(join(import.meta.dirname, 'retention-process.ts'));
  const child = startProgram(process.execPath, [program, JSON.stringify({ place, now: NOW })]);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const bench = await openPlace(place);
  const { db } = bench.database;
  expect(await db.$count(conversations)).toBe(0);
  expect(await objectsOf(bench)).toHaveLength(3);
  expect(await listAudit(db, { action: 'retention.swept' }, 10)).toEqual([]);
  expect(await sweep(bench)).toMatchObject({ conversations: 0 });
  expect(await objectsOf(bench)).toEqual([]);
  expect(await listAudit(db, { action: 'conversation.deleted' }, 10)).toHaveLength(3);
  await bench.close();
  await first.queue.close(0);
});
