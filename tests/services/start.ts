import { randomBytes } from 'node:crypto';

import pg from 'pg';

import { openDatabase } from '../../storage/database.js';
import { hasPostgres, startPostgres } from './postgres.js';
import { findProgram, installPackages } from './programs.js';
import { hasRedis, startRedis } from './redis.js';
import { startS3, type S3Access } from './s3.js';

/** Real services: given by the environment, or private ones started for this run. */
export interface Services {
  /** The server's `postgres` database, by a user who may create databases. */
  readonly postgresUrl: string;
  /** Name of a migrated database to copy. Copies are named `<template>_…`. */
  readonly postgresTemplate: string;
  readonly redisUrl: string;
  readonly s3: S3Access;
  stop(): Promise<void>;
}

/**
 * VOUCH_TEST_POSTGRES_URL, VOUCH_TEST_REDIS_URL and VOUCH_TEST_S3_URL (with VOUCH_TEST_S3_ACCESS_KEY
 * and VOUCH_TEST_S3_SECRET_KEY) name services to use; for what they do not name a private server is
 * started, installed first where that may be done; its database lies below `folder`, or in memory where there
 * is plenty: what is timed wants a disk.
 * @throws Error with a sentence that says what to do, when one cannot be had
 */
export async function startServices(folder?: string, env: NodeJS.ProcessEnv = process.env): Promise<Services> {
  const given = givenServices(env);
  await installPackages([
    ...((given.postgresUrl ?? hasPostgres()) ? [] : ['postgresql']),
    ...((given.redisUrl ?? hasRedis()) ? [] : ['redis-server']),
    ...(findProgram('ffmpeg') ? [] : ['ffmpeg']),
  ]);
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((one) => one()));
  };
  const own = async <T extends { stop(): Promise<void> }>(start: () => Promise<T>): Promise<T> => {
    const server = await start();
    stops.push(() => server.stop());
    return server;
  };

  const started = await Promise.allSettled([
    given.postgresUrl ?? own(() => startPostgres(folder)).then(({ url }) => url),
    given.redisUrl ?? own(startRedis).then(({ url }) => url),
    given.s3 ?? own(startS3).then(({ access }) => access),
  ]);
  const missing = started.filter((result) => result.status === 'rejected');
  const [postgres, redis, s3] = started;
  if (postgres.status === 'rejected' || redis.status === 'rejected' || s3.status === 'rejected') {
    await stop();
    throw new Error(
      missing.map(({ reason }) => (reason instanceof Error ? reason.message : String(reason))).join('\n'),
    );
  }

  const postgresUrl = postgres.value;
  const postgresTemplate = `vouch_test_${randomBytes(4).toString('hex')}`;
  await makeTemplate(postgresUrl, postgresTemplate);
  if (given.postgresUrl !== undefined) stops.push(() => dropDatabases(postgresUrl, postgresTemplate));
  return { postgresUrl, postgresTemplate, redisUrl: redis.value, s3: s3.value, stop };
}

function givenServices(env: NodeJS.ProcessEnv): { postgresUrl?: string; redisUrl?: string; s3?: S3Access } {
  const [endpoint, accessKey, secretKey] = [
    env.VOUCH_TEST_S3_URL,
    env.VOUCH_TEST_S3_ACCESS_KEY,
    env.VOUCH_TEST_S3_SECRET_KEY,
  ];
  if (endpoint && !(accessKey && secretKey))
    throw new Error('VOUCH_TEST_S3_URL needs VOUCH_TEST_S3_ACCESS_KEY and VOUCH_TEST_S3_SECRET_KEY beside it.');
  return {
    ...(env.VOUCH_TEST_POSTGRES_URL ? { postgresUrl: env.VOUCH_TEST_POSTGRES_URL } : {}),
    ...(env.VOUCH_TEST_REDIS_URL ? { redisUrl: env.VOUCH_TEST_REDIS_URL } : {}),
    ...(endpoint && accessKey && secretKey
      ? { s3: { endpoint, accessKey, secretKey, bucket: 'vouch-test', region: 'us-east-1' } }
      : {}),
  };
}

/** Runs one statement on the server, outside any test's database. */
export async function administer(postgresUrl: string, statement: string): Promise<pg.QueryResult<{ name: string }>> {
  const client = new pg.Client(postgresUrl);
  await client.connect();
  try {
    return await client.query<{ name: string }>(statement);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabase(postgresUrl: string, name: string): string {
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function makeTemplate(postgresUrl: string, name: string): Promise<void> {
  await administer(postgresUrl, `create database ${name} template template0 encoding 'UTF8'`);
  const database = await openDatabase({ kind: 'postgres', url: withDatabase(postgresUrl, name) });
  await database.migrate();
  await database.close();
}

async function dropDatabases(postgresUrl: string, template: string): Promise<void> {
  const { rows } = await administer(
    postgresUrl,
    `select datname as name from pg_database where datname like '${template}%'`,
  );
  for (const { name } of rows) await administer(postgresUrl, `drop database if exists ${name} with (force)`);
}
