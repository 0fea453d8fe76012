import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, writeFile, chown } from 'node:fs/promises';
import { join } from 'node:path';

import { guardServer } from './guard.js';
import { memoryFolder } from './memory-folder.js';
import { execute, findProgram, freePort, postgresFolders } from './programs.js';

/** A PostgreSQL server of our own; `halt` and `resume` are for tests of what happens meanwhile. */
export interface PrivatePostgres {
  readonly url: string;
  /** `immediate` is a crash: no checkpoint, connections cut. */
  halt(mode: 'fast' | 'immediate'): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

export const hasPostgres = (): boolean => findProgram('initdb', postgresFolders()) !== undefined;

/**
 * Starts PostgreSQL on a free port of 127.0.0.1 with its data in a new folder below `parent` (in memory where there
 * is plenty) and fsync on, as user `postgres` or `nobody` when we are root (it refuses root).
 */
export async function startPostgres(parent = memoryFolder()): Promise<PrivatePostgres> {
  const initdb = findProgram('initdb', postgresFolders());
  const pgCtl = findProgram('pg_ctl', postgresFolders());
  if (initdb === undefined || pgCtl === undefined) throw new Error(NO_POSTGRES);
  const user = await unprivilegedUser();
  const folder = await mkdtemp(join(parent, 'vouch-postgres-'));
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const password = randomBytes(16).toString('hex');
  await writeFile(passwordFile, password);
  if (user) for (const path of [folder, passwordFile]) await chown(path, user.uid, user.gid);
  await chmod(folder, 0o700);
  const run = async (program: string, args: string[]): Promise<void> => {
    await execute(program, args, { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C' } });
  };

  const stop = guardServer(join(data, 'postmaster.pid'), folder);
  await run(initdb, [
    '-D',
    data,
    '-U',
    'vouch',
    '-E',
    'UTF8',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-N',
  ]);
  const port = await freePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200`;
  const log = join(folder, 'postgres.log');
  const resume = async (): Promise<void> => {
    try {
      await run(pgCtl, ['start', '-D', data, '-w', '-s', '-l', log, '-o', settings]);
    } catch (error) {
      throw new Error(`PostgreSQL did not start: ${await readFile(log, 'utf8').catch(() => 'no log')}`, {
        cause: error,
      });
    }
  };
  await resume();
  return {
    url: `postgres://vouch:${password}@127.0.0.1:${port}/postgres`,
    halt: (mode) => run(pgCtl, ['stop', '-D', data, '-w', '-s', '-m', mode]),
    resume,
    stop,
  };
}

async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody'])
    try {
      const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => execute('id', [flag, name])));
      return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
    } catch {
      continue; // no such user here
    }
  return undefined;
}

const NO_POSTGRES =
  'PostgreSQL is needed for these tests and was not found: install it (Debian: apt-get install postgresql), ' +
  'or set VOUCH_TEST_POSTGRES_URL to a server where the user may create databases.';
