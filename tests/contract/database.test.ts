import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';

import { AppError } from '../../models/domain/index.js';
import { openDatabase, type Database } from '../../storage/database.js';
import { freshPglite, freshPostgres } from '../services/fresh.js';
import { startPostgres, type PrivatePostgres } from '../services/postgres.js';
import { freePort } from '../services/programs.js';
import { administer, withDatabase } from '../services/start.js';
import { databaseContract, rowsOf } from './database.js';

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

databaseContract('pglite', async () => {
  const dataDir = await freshPglite();
  folders.push(dataDir);
  return openDatabase({ kind: 'pglite', dataDir });
});
databaseContract('postgres', async () => openDatabase({ kind: 'postgres', url: await freshPostgres() }));

/** Passes everything on to a server until the client says `word`; then the connection is gone. */
async function cuttingAt(
  word: string,
  target: string,
): Promise<{ url: string; stopCutting: () => void; close: () => void }> {
  const url = new URL(target);
  const port = Number(url.port);
  let cutting = true;
  const relay = createServer((client) => {
    const server = createConnection(port, url.hostname);
    const end = (): void => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', end).on('close', end);
    server.pipe(client);
    client.on('data', (bytes) => (cutting && bytes.includes(word) ? end() : server.write(bytes)));
  });
  await once(relay.listen(0, '127.0.0.1'), 'listening');
  url.port = String((relay.address() as AddressInfo).port);
  return { url: url.href, stopCutting: () => void (cutting = false), close: () => void relay.close() };
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => AppError.from(error).code,
  );

describe('PostgreSQL', () => {
  test('five processes migrate an empty database at once', async () => {
    const name = `${inject('postgresTemplate')}_${randomBytes(4).toString('hex')}`;
    await administer(inject('postgresUrl'), `create database ${name}`);
    const url = withDatabase(inject('postgresUrl'), name);
    const databases = await Promise.all([1, 2, 3, 4, 5].map(() => openDatabase({ kind: 'postgres', url })));
    await Promise.all(databases.map((database) => database.migrate()));
    const [first] = databases;
    expect(await rowsOf(first?.db ?? expect.fail(), sql`select count(*)::int as n from conversations`)).toEqual([
      { n: 0 },
    ]);
    await Promise.all(databases.map((database) => database.close()));
  });

  test.each(['', 'nonsense', 'mysql://root@127.0.0.1/x', '127.0.0.1:5432'])('%j is no URL of it', async (url) => {
    await expect(openDatabase({ kind: 'postgres', url })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test.each<[string, (url: URL) => void, RegExp]>([
    ['the password', (url) => (url.password = 'wrong-0123456789'), /refuses the password/],
    ['the user', (url) => (url.username = 'nobody_here'), /refuses the password/],
    ['the database', (url) => (url.pathname = '/absent'), /does not exist/],
  ])('a ping and a migration say that %s is wrong, and show no secret', async (_, change, says) => {
    const url = new URL(await freshPostgres());
    const secret = url.password;
    change(url);
    const database = await openDatabase({ kind: 'postgres', url: url.href });
    const errors = await Promise.all(
      [database.ping(), database.migrate()].map((call) => call.catch((thrown: unknown) => thrown)),
    );
    await database.close();
    for (const error of errors) {
      expect(error).toMatchObject({ code: 'unavailable', message: expect.stringMatching(says) as string });
      const shown = inspect(error, { depth: 10 });
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain('wrong-0123456789');
    }
  });

  test('a server that is not there is unavailable, for every kind of call', async () => {
    const database = await openDatabase({ kind: 'postgres', url: `postgres://a:b@127.0.0.1:${await freePort()}/c` });
    expect(await codeOf(database.ping())).toBe('unavailable');
    expect(await codeOf(Promise.resolve(database.db.execute(sql`select 1`)))).toBe('unavailable');
    expect(await codeOf(database.db.transaction(() => Promise.resolve()))).toBe('unavailable');
    await expect(database.migrate()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('correct VOUCH_DATABASE_URL') as string,
    });
    expect(await codeOf(database.listen('vouch_progress', () => undefined))).toBe('unavailable');
    await database.close();
  });

  test('connections that are cut at the begin of a transaction leave the pool whole', async () => {
    const relay = await cuttingAt('begin', await freshPostgres());
    const database = await openDatabase({ kind: 'postgres', url: relay.url, maxConnections: 2 });
    for (let i = 0; i < 4; i++)
      expect(await codeOf(database.db.transaction(() => Promise.resolve()))).toBe('unavailable');
    relay.stopCutting();
    await database.db.transaction((tx) => tx.execute(sql`select 1`));
    await database.ping();
    await database.close();
    relay.close();
  });

  test('a statement at its time limit is a timeout', async () => {
    const database = await openDatabase({ kind: 'postgres', url: await freshPostgres() });
    const slow = database.db.transaction(async (tx) => {
      await tx.execute(sql`set local statement_timeout = 30`);
      await tx.execute(sql`select pg_sleep(20)`);
    });
    expect(await codeOf(slow)).toBe('timeout');
    await database.close();
  });

  describe('goes away and comes back', () => {
    let server: PrivatePostgres;
    let database: Database;
    beforeAll(async () => {
      server = await startPostgres();
      database = await openDatabase({ kind: 'postgres', url: server.url });
      await database.migrate();
      await database.db.execute(sql`create table kept (id int)`);
    });
    afterAll(async () => {
      await database.close();
      await server.stop();
    });

    test.each(['immediate', 'fast'] as const)(
      '%s shutdown: unavailable meanwhile, then everything works again',
      async (mode) => {
        const heard: string[] = [];
        const stop = await database.listen('vouch_progress', (payload) => heard.push(payload));
        await database.db.execute(sql`insert into kept values (1)`);
        await Promise.all(Array.from({ length: 5 }, () => database.ping())); // several idle connections

        let halted = (): void => undefined;
        const away = new Promise<void>((resolve) => (halted = resolve));
        let opened = (): void => undefined;
        const begun = new Promise<void>((resolve) => (opened = resolve));
        const idleInTransaction = database.db.transaction(async (tx) => {
          await tx.execute(sql`insert into kept values (2)`);
          opened();
          await away;
          await tx.execute(sql`insert into kept values (3)`);
        });
        const running = database.db.execute(sql`select pg_sleep(60)`);
        const codes = Promise.all([codeOf(idleInTransaction), codeOf(Promise.resolve(running))]);
        await begun;

        await server.halt(mode);
        halted();
        expect(await codes).toEqual(['unavailable', 'unavailable']);
        expect(await codeOf(database.ping())).toBe('unavailable');
        expect(await codeOf(database.db.transaction(() => Promise.resolve()))).toBe('unavailable');

        await server.resume();
        await vi.waitFor(() => database.ping(), { timeout: 10_000 });
        await vi.waitFor(
          async () => {
            await database.db.execute(sql`select pg_notify('vouch_progress', 'again')`);
            expect(heard).toContain('again');
          },
          { timeout: 15_000, interval: 100 },
        );
        expect(await rowsOf(database.db, sql`delete from kept returning id`)).toEqual([{ id: 1 }]);
        await stop();
      },
    );

    test('a connection cut between two statements of a transaction fails that transaction only', async () => {
      const cut = database.db.transaction(async (tx) => {
        const [me] = await rowsOf<{ pid: number }>(
          tx,
          sql`insert into kept values (9) returning pg_backend_pid() as pid`,
        );
        await database.db.execute(sql`select pg_terminate_backend(${me?.pid})`);
        await vi.waitFor(async () => {
          const alive = await rowsOf(database.db, sql`select 1 from pg_stat_activity where pid = ${me?.pid}`);
          expect(alive).toEqual([]);
        });
        await tx.execute(sql`insert into kept values (10)`);
      });
      expect(await codeOf(cut)).toBe('unavailable');
      expect(await rowsOf(database.db, sql`select * from kept`)).toEqual([]);
    });
  });
});
