import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { AppError } from '../../models/domain/index.js';
import { isUniqueViolation, type Database, type DbOrTx } from '../../storage/database.js';

export async function rowsOf<T>(db: DbOrTx, query: ReturnType<typeof sql>): Promise<T[]> {
  return ((await db.execute(query)) as { rows: T[] }).rows;
}

/** What every database does, against the real thing. `open` gives a migrated one that nothing else uses. */
export function databaseContract(name: string, open: () => Promise<Database>): void {
  describe(`database: ${name}`, () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
      await database.db.execute(
        sql`create table notes (id int constraint notes_key primary key, text text, data jsonb)`,
      );
      await database.db.execute(sql`create unique index notes_text on notes (text)`);
    });
    afterAll(() => database.close());

    test('migrating again, twice at once, changes nothing', async () => {
      await Promise.all([database.migrate(), database.migrate()]);
      const [done] = await rowsOf<{ n: number }>(
        database.db,
        sql`select count(*)::int as n from drizzle.__drizzle_migrations`,
      );
      const [tables] = await rowsOf<{ n: number }>(
        database.db,
        sql`select count(*)::int as n from pg_tables where schemaname = 'public' and tablename in ('conversations', 'turns')`,
      );
      expect(done?.n).toBeGreaterThan(0);
      expect(tables?.n).toBe(2);
    });

    test('what is notified arrives, with any letter in it', async () => {
      const heard: string[] = [];
      const stop = await database.listen('vouch_progress', (payload) => heard.push(payload));
      await database.db.execute(sql`select pg_notify('vouch_progress', '{"文":"三十万","q":"it''s"}')`);
      await vi.waitFor(() => expect(heard).toEqual(['{"文":"三十万","q":"it\'s"}']));
      await stop();
    });

    test('a notification comes with the commit, and not at all without one', async () => {
      const heard: string[] = [];
      const stop = await database.listen('vouch_commit', (payload) => heard.push(payload));
      const failing = database.db.transaction(async (tx) => {
        await tx.execute(sql`select pg_notify('vouch_commit', 'rolled back')`);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await database.db.transaction(async (tx) => {
        await tx.execute(sql`select pg_notify('vouch_commit', 'committed')`);
        expect(heard).toEqual([]);
      });
      await vi.waitFor(() => expect(heard).toEqual(['committed']));
      await stop();
    });

    test('two callbacks hear the same; who stopped hears no more', async () => {
      const [first, second]: [string[], string[]] = [[], []];
      const stopFirst = await database.listen('vouch_two', (payload) => first.push(payload));
      const stopSecond = await database.listen('vouch_two', (payload) => second.push(payload));
      await database.db.execute(sql`select pg_notify('vouch_two', '1')`);
      await vi.waitFor(() => expect([first, second]).toEqual([['1'], ['1']]));
      await stopFirst();
      await database.db.execute(sql`select pg_notify('vouch_two', '2')`);
      await vi.waitFor(() => expect(second).toEqual(['1', '2']));
      await stopSecond();
      await stopSecond();
      await database.db.execute(sql`select pg_notify('vouch_two', '3')`);
      const stopThird = await database.listen('vouch_two', () => undefined);
      await stopThird();
      expect([first, second]).toEqual([['1'], ['1', '2']]);
    });

    test('a failed transaction leaves nothing, and the next one works', async () => {
      const failing = database.db.transaction(async (tx) => {
        await tx.execute(sql`insert into notes (id, text) values (1, 'first')`);
        await tx.execute(sql`insert into notes (id, text) values (1, 'again')`);
      });
      await expect(failing).rejects.toSatisfy((error: unknown) => isUniqueViolation(error, 'notes_key'));
      expect(await rowsOf(database.db, sql`select * from notes`)).toEqual([]);
      await database.db.transaction(async (tx) => {
        await tx.execute(sql`insert into notes (id, text) values (1, 'first')`);
      });
      expect(await rowsOf(database.db, sql`select id, text from notes`)).toEqual([{ id: 1, text: 'first' }]);
    });

    test('a savepoint takes back its part only', async () => {
      await database.db.transaction(async (tx) => {
        await tx.execute(sql`insert into notes (id, text) values (10, 'outer')`);
        const inner = tx.transaction(async (nested) => {
          await nested.execute(sql`insert into notes (id, text) values (11, 'inner')`);
          throw new Error('inner');
        });
        await expect(inner).rejects.toThrow('inner');
      });
      expect(await rowsOf(database.db, sql`select id from notes where id >= 10`)).toEqual([{ id: 10 }]);
    });

    test('a unique violation is told apart by its index', async () => {
      await database.db.execute(sql`insert into notes (id, text) values (20, 'twenty')`);
      const error: unknown = await database.db
        .execute(sql`insert into notes (id, text) values (21, 'twenty')`)
        .catch((thrown: unknown) => thrown);
      expect(isUniqueViolation(error)).toBe(true);
      expect(isUniqueViolation(error, 'notes_text')).toBe(true);
      expect(isUniqueViolation(error, 'notes_key')).toBe(false);
      expect(isUniqueViolation(new Error('23505'))).toBe(false);
      const other: unknown = await database.db.execute(sql`select 1 / 0`).catch((thrown: unknown) => thrown);
      expect(isUniqueViolation(other)).toBe(false);
      expect(AppError.from(other).code).toBe('internal');
    });

    test('jsonb, times and large numbers come back as they went in', async () => {
      const data = { 文: '三十万', nested: [{ a: null, b: 1.5 }, '"quoted"\\'], emoji: '👍' };
      await database.db.execute(sql`insert into notes (id, data) values (30, ${JSON.stringify(data)}::jsonb)`);
      expect(await rowsOf(database.db, sql`select data from notes where id = 30`)).toEqual([{ data }]);
      const { recordings } = await import('../../storage/schema.js');
      const row = {
        sha256: 'a'.repeat(64),
        bytes: 5_000_000_000,
        fileName: '通话.wav',
        format: 'wav',
        mediaType: 'audio/wav',
        createdAt: new Date('2026-03-01T09:30:00.123+08:00'),
      };
      await database.db.insert(recordings).values(row);
      expect(await database.db.select().from(recordings)).toEqual([
        { ...row, durationMs: null, channels: null, soundRemovedAt: null },
      ]);
    });

    test('twenty at once are all answered', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          database.db.transaction((tx) => rowsOf<{ i: number }>(tx, sql`select ${i}::int as i`)),
        ),
      );
      expect(answers.flat().map(({ i }) => i)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    });

    test('closed, it says that it is not there', async () => {
      const other = await open();
      await other.ping();
      await other.close();
      await other.close();
      await expect(other.ping()).rejects.toMatchObject({ name: 'AppError', code: 'unavailable' });
    });
  });
}
