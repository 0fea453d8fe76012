import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { guardServer } from './guard.js';
import { findProgram, freePort, startServer, untilListening } from './programs.js';

/** A Redis (or Valkey) server of our own, set as in production: AOF, no eviction. */
export interface PrivateRedis {
  readonly url: string;
  stop(): Promise<void>;
}

const findRedis = (): string | undefined => findProgram('redis-server') ?? findProgram('valkey-server');
export const hasRedis = (): boolean => findRedis() !== undefined;

export async function startRedis(): Promise<PrivateRedis> {
  const program = findRedis();
  if (program === undefined) throw new Error(NO_REDIS);
  const folder = await mkdtemp(join(tmpdir(), 'vouch-redis-'));
  const [port, pidFile, logFile] = [await freePort(), join(folder, 'redis.pid'), join(folder, 'redis.log')];
  const stop = guardServer(pidFile, folder);
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: folder,
    pidfile: pidFile,
    databases: '256',
    save: '',
    appendonly: 'yes',
    'maxmemory-policy': 'noeviction',
  };
  startServer(
    program,
    Object.entries(settings).flatMap(([key, value]) => [`--${key}`, value]),
    { logFile },
  );
  await untilListening(port).catch(async (error: unknown) => {
    throw new Error(`Redis did not start: ${await readFile(logFile, 'utf8')}`, { cause: error });
  });
  return { url: `redis://127.0.0.1:${port}/0`, stop };
}

const NO_REDIS =
  'Redis is needed for these tests and was not found: install it (Debian: apt-get install redis-server), ' +
  'or set VOUCH_TEST_REDIS_URL to a server whose databases may be emptied.';
