import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { Redis } from 'ioredis';
import { inject } from 'vitest';

import { openDatabase } from '../../storage/database.js';
import { emptyDatabaseVersion } from '../../storage/pglite-snapshot.js';
import { memoryFolder } from './memory-folder.js';
import { execute } from './programs.js';
import { cacheFolder } from './s3-program.js';
import type { S3Access } from './s3.js';
import { administer, withDatabase } from './start.js';

/** URL of a new, migrated PostgreSQL database; it goes with the run's server, or at the end of the run. */
export async function freshPostgres(): Promise<string> {
  const server = inject('postgresUrl');
  const template = inject('postgresTemplate');
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  await administer(server, `create database ${name} template ${template}`);
  return withDatabase(server, name);
}

/** URL of a Redis database of its own (one of 256, or of however many a given server has), emptied. FLUSHDB, never FLUSHALL. */
export async function freshRedis(): Promise<string> {
  const url = new URL(inject('redisUrl'));
  const redis = new Redis(url.href);
  try {
    const [, databases] = (await redis.config('GET', 'databases')) as [string, string];
    const next = await redis.incr('vouch:test:databases');
    url.pathname = `/${1 + (next % (Number(databases) - 1))}`;
    await redis.select(Number(url.pathname.slice(1)));
    await redis.flushdb();
  } finally {
    redis.disconnect();
  }
  return url.href;
}

/** The S3 server with a bucket name nobody has used; the store makes the bucket. */
export function freshS3(): S3Access {
  return { ...inject('s3'), bucket: `vouch-test-${randomBytes(6).toString('hex')}` };
}

/**
 * A new data folder with an initialized and migrated embedded database in it, copied from one that is
 * made once per machine for this schema and this PGlite (the first initialization takes 5 to 7 s).
 * Remove it with `rm(dataDir, { recursive: true })`.
 */
export async function freshPglite(): Promise<string> {
  const template = await pgliteTemplate();
  const dataDir = await mkdtemp(join(memoryFolder(), 'vouch-data-'));
  // Node's own `cp` takes most of a second for so many files.
  await execute('cp', ['-R', join(template, 'pg'), join(dataDir, 'pg')]);
  return dataDir;
}

async function pgliteTemplate(): Promise<string> {
  const template = join(cacheFolder, `pglite-${await emptyDatabaseVersion()}`);
  if (existsSync(template)) return template;
  await mkdir(cacheFolder, { recursive: true });
  const unfinished = await mkdtemp(join(cacheFolder, 'pglite-new-'));
  const database = await openDatabase({ kind: 'pglite', dataDir: unfinished });
  await database.migrate();
  await database.close();
  // Another worker may have finished first; its template is as good.
  await rename(unfinished, template).catch(() => rm(unfinished, { recursive: true }));
  return template;
}
