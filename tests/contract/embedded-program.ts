/** Run by database-embedded.test.ts in a process of its own, to be killed or to meet a full disk. */
import { cp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { sql } from 'drizzle-orm';

import { AppError } from '../../models/domain/index.js';
import { openDatabase } from '../../storage/database.js';

const [command, dataDir = '', template = ''] = process.argv.slice(2);
const report = (value: unknown): void => console.log(JSON.stringify(value));
const codeOf = (work: PromiseLike<unknown>): Promise<string> =>
  Promise.resolve(work).then(
    () => 'none',
    (error: unknown) => AppError.from(error).code,
  );

/** Opens, says so, closes. */
async function justOpen(options: { fromScratch?: boolean } = {}): Promise<void> {
  try {
    const database = await openDatabase({ kind: 'pglite', dataDir, ...options });
    await database.close();
    report({ opened: true });
  } catch (error) {
    report({ code: AppError.from(error).code });
  }
}

/** Inserts two rows a transaction until it is killed, and prints each number that was committed. */
async function insertForEver(): Promise<never> {
  const { db } = await openDatabase({ kind: 'pglite', dataDir });
  await db.execute(sql`create table if not exists kept (id int primary key)`);
  const [last] = ((await db.execute(sql`select coalesce(max(id), 0) as id from kept`)) as { rows: { id: number }[] })
    .rows;
  for (let id = (last?.id ?? 0) + 1; ; id++) {
    await db.transaction(async (tx) => {
      await tx.execute(sql`insert into kept values (${id})`);
      await tx.execute(sql`insert into kept values (${-id})`);
    });
    report(id);
  }
}

const filler = join(dataDir, 'filler');
async function fill(leaveBytes: number): Promise<void> {
  const file = await open(filler, 'w');
  const block = Buffer.alloc(1024 * 1024);
  try {
    for (;;) await file.write(block);
  } catch {
    await file.truncate(Math.max(0, (await file.stat()).size - leaveBytes));
  } finally {
    await file.close();
  }
}

/** More than a log segment holds. */
const growing = (n: number): ReturnType<typeof sql> =>
  sql`insert into grows select repeat(md5((${n} + g)::text), 30) from generate_series(1, 30000) g`;

async function meetFullDisk(): Promise<void> {
  await cp(join(template, 'pg'), join(dataDir, 'pg'), { recursive: true });
  const database = await openDatabase({ kind: 'pglite', dataDir });
  const { db } = database;
  await db.execute(sql`create table kept (id int)`);
  await db.execute(sql`create table grows (text text)`);

  await fill(20 * 1024 * 1024);
  await delay(600); // the room is looked at twice a second
  const whileLow = {
    write: await codeOf(db.execute(sql`insert into kept values (0)`)),
    transaction: await codeOf(db.transaction((tx) => tx.execute(sql`insert into kept values (0)`))),
    read: ((await db.execute(sql`select 1 as one`)) as { rows: { one: number }[] }).rows[0]?.one,
  };
  await rm(filler);
  const withRoom = await codeOf(db.execute(sql`insert into kept values (1)`));

  await fill(0); // sooner than it looks again
  const suddenly = await codeOf(db.transaction((tx) => tx.execute(growing(0))));
  const whileFull = [
    await codeOf(db.execute(growing(1))),
    await codeOf(db.execute(sql`select 1`)),
    await codeOf(database.ping()),
    await codeOf(openDatabase({ kind: 'pglite', dataDir: `${dataDir}/another` })),
  ];
  await rm(filler);
  const afterwards = await codeOf(db.execute(sql`insert into kept values (2)`));
  const kept = ((await db.execute(sql`select id from kept`)) as { rows: { id: number }[] }).rows.map(({ id }) => id);
  await database.close();
  report({ whileLow, withRoom, suddenly, whileFull, afterwards, kept });
}

if (command === 'open') await justOpen();
else if (command === 'open-from-scratch') await justOpen({ fromScratch: true });
else if (command === 'insert') await insertForEver();
else await meetFullDisk();
