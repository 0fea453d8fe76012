import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { openDatabase } from '../../storage/database.js';
import { findSnapshot } from '../../storage/pglite-snapshot.js';
import { bundleProgram, startProgram } from '../services/child-program.js';
import { freshPglite } from '../services/fresh.js';
import { rowsOf } from './database.js';

const folders: string[] = [];
const parents: ChildProcess[] = [];
let program = '';
beforeAll(async () => {
  program = await bundleProgram(fileURLToPath(new URL('embedded-program.ts', import.meta.url)));
});
afterAll(async () => {
  for (const parent of parents) parent.kill('SIGKILL');
  for (const path of [program, ...folders]) await rm(path, { recursive: true });
});
async function dataFolder(from: () => Promise<string>): Promise<string> {
  const folder = await from();
  folders.push(folder);
  return folder;
}
const emptyFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'vouch-data-'));

/** Kills the child for good, as a power cut would, as soon as it has written `lines` lines. Returns the lines. */
async function killAfter(command: string, dataDir: string, lines: number): Promise<string[]> {
  const child = startProgram(process.execPath, [program, command, dataDir]);
  // Its output ends a moment before it does.
  const ended = once(child, 'exit');
  const seen: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    seen.push(line);
    if (seen.length === lines) child.kill('SIGKILL');
  }
  await ended;
  return seen;
}

describe('the embedded database', () => {
  test('a new folder is initialized once, and whoever started it is told', async () => {
    const dataDir = join(await dataFolder(emptyFolder), 'not', 'yet');
    const told = vi.fn();
    const database = await openDatabase({ kind: 'pglite', dataDir, onFirstInit: told });
    await database.ping();
    await database.close();
    const again = await openDatabase({ kind: 'pglite', dataDir, onFirstInit: told });
    await again.close();
    expect(told).toHaveBeenCalledTimes(1);
    expect(await readdir(dataDir)).toEqual(['pg']);
  });

  test('a new folder is the same from the snapshot that the build brought and from scratch', async () => {
    expect(await findSnapshot()).toBeDefined();
    const tables = async (options: { fromScratch: boolean }): Promise<unknown[]> => {
      const database = await openDatabase({ kind: 'pglite', dataDir: await dataFolder(emptyFolder), ...options });
      if (options.fromScratch) await database.migrate();
      const columns = sql`select table_schema, table_name, column_name, data_type from information_schema.columns
        where table_schema in ('public', 'drizzle') order by 1, 2, 3`;
      const found = await rowsOf(database.db, columns);
      await database.migrate();
      expect(await rowsOf(database.db, columns)).toEqual(found);
      await database.close();
      return found;
    };
    const fromSnapshot = await tables({ fromScratch: false });
    expect(fromSnapshot.length).toBeGreaterThan(100);
    expect(fromSnapshot).toEqual(await tables({ fromScratch: true }));
  });

  test('killed in its first initialization, the next start makes a whole one', async () => {
    const dataDir = await dataFolder(emptyFolder);
    const child = startProgram(process.execPath, [program, 'open-from-scratch', dataDir]);
    await vi.waitFor(
      async () => {
        const [unfinished] = (await readdir(dataDir)).filter((name) => name.startsWith('pg.new-'));
        expect(await readdir(join(dataDir, unfinished ?? 'none'))).not.toEqual([]);
      },
      { timeout: 30_000, interval: 20 },
    );
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(dataDir, 'pg'))).toBe(false);
    const database = await openDatabase({ kind: 'pglite', dataDir });
    await database.migrate();
    await database.close();
    expect(await readdir(dataDir)).toEqual(['pg']);
  });

  test('killed in the middle of inserts, again and again, it has everything that was acknowledged', async () => {
    const dataDir = await dataFolder(freshPglite);
    const acknowledged: number[] = [];
    for (const lines of [1, 40, 173]) {
      const seen = await killAfter('insert', dataDir, lines);
      expect(seen.length).toBeGreaterThanOrEqual(lines);
      acknowledged.push(...seen.map(Number));
    }
    const database = await openDatabase({ kind: 'pglite', dataDir });
    const kept = new Set((await rowsOf<{ id: number }>(database.db, sql`select id from kept`)).map(({ id }) => id));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    // Two rows a transaction: both or none.
    expect([...kept].filter((id) => id > 0 && !kept.has(-id))).toEqual([]);
    await database.close();
  });

  test('a second opener is refused with a sentence, in this process and in another', async () => {
    const dataDir = await dataFolder(freshPglite);
    const database = await openDatabase({ kind: 'pglite', dataDir });
    const refused = { code: 'conflict', message: expect.stringContaining('Another Vouch process') as string };
    await expect(openDatabase({ kind: 'pglite', dataDir })).rejects.toMatchObject(refused);
    const child = startProgram(process.execPath, [program, 'open', dataDir]);
    expect(await json(child.stdout)).toMatchObject({ code: 'conflict' });
    await database.close();
    const after = startProgram(process.execPath, [program, 'open', dataDir]);
    expect(await json(after.stdout)).toEqual({ opened: true });
  });

  test('two that open at the same moment: one gets it', async () => {
    const dataDir = await dataFolder(freshPglite);
    const both = await Promise.allSettled([1, 2].map(() => openDatabase({ kind: 'pglite', dataDir })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const one of both) if (one.status === 'fulfilled') await one.value.close();
  });

  test.each<[string, (dataDir: string) => Promise<void>]>([
    [
      'a process that is gone',
      async (dataDir) => held(dataDir, { pid: await goneProcess(), host: hostname(), started: '1' }),
    ],
    ['a process that ended and that nobody asked after', async (dataDir) => held(dataDir, await endedProcess())],
    [
      'a process whose number another one has now',
      async (dataDir) => held(dataDir, { pid: process.ppid, host: hostname(), started: '1' }),
    ],
    [
      'a process of this number before a restart',
      async (dataDir) => held(dataDir, { pid: process.pid, host: hostname(), started: '1' }),
    ],
    [
      'a container that renewed it a minute ago',
      async (dataDir) => held(dataDir, { pid: 1, host: 'gone', started: '1' }, 60),
    ],
    ['nobody can tell whom, a minute ago', async (dataDir) => held(dataDir, undefined, 60)],
  ])('the lock of %s is taken over', async (_, leaveLock) => {
    const dataDir = await dataFolder(freshPglite);
    await leaveLock(dataDir);
    const started = Date.now();
    const database = await openDatabase({ kind: 'pglite', dataDir });
    expect(Date.now() - started).toBeLessThan(10_000); // the lock's own age limit is 12 s: it was not waited for
    await database.close();
    expect(await readdir(dataDir)).toEqual(['pg']);
  });

  test('on a disk that fills up it says so and goes on', async () => {
    const template = await dataFolder(freshPglite);
    const folder = await dataFolder(emptyFolder);
    const own = process.getuid?.() === 0 ? ['--mount'] : ['--mount', '--map-root-user'];
    const script = `mount -t tmpfs -o size=200m tmpfs ${folder} && exec ${process.execPath} ${program} full ${folder} ${template}`;
    const child = startProgram('unshare', [...own, 'sh', '-c', script]);
    const report = await json(child.stdout);
    expect(report).toEqual({
      whileLow: { write: 'storage_full', transaction: 'storage_full', read: 1 },
      withRoom: 'none',
      suddenly: 'storage_full',
      whileFull: ['storage_full', 'storage_full', 'unavailable', 'storage_full'],
      afterwards: 'none',
      kept: [1, 2],
    });
  });
});

async function held(dataDir: string, holder: object | undefined, secondsAgo = 0): Promise<void> {
  const lock = join(dataDir, 'pg.lock');
  await mkdir(lock);
  if (holder) await writeFile(join(dataDir, 'pg.json'), JSON.stringify(holder));
  const renewed = new Date(Date.now() - secondsAgo * 1_000);
  await utimes(lock, renewed, renewed);
}

async function goneProcess(): Promise<number> {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid ?? 0;
}

/** One that its parent never asks after, so that its number stays in use: it ends once the shell, which would ask, is gone. */
async function endedProcess(): Promise<{ pid: number; host: string; started: string }> {
  const shellGone = 'until read -r name </proc/$$/comm && [ "$name" = sleep ]; do :; done';
  const parent = startProgram('sh', ['-c', `(${shellGone}) & echo $!; exec sleep 60`]);
  parents.push(parent);
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  const zombie = async (): Promise<string> => {
    const read = await readFile(`/proc/${line}/stat`, 'utf8');
    expect(read).toContain(') Z ');
    return read;
  };
  const stat = await vi.waitFor(zombie, { timeout: 20_000 });
  return { pid: Number(line), host: hostname(), started: stat.split(' ')[21] ?? '' };
}
