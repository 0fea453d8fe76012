/** The cluster: what docker-compose.yml's containers run, as processes, on a real PostgreSQL, Redis and S3. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';

import { freshRedis, freshS3 } from '../services/fresh.js';
import { administer, withDatabase } from '../services/start.js';
import { clientOf, eventsOf, until, type AcceptedBody, type Client } from './client.js';
import { vouchContainers, type Container } from './compose.js';
import { conversation, startVouch, temporaryFolder, vouch, type Running } from './program.js';

// What a killed worker held is free again after its lease of 60 s.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let folder: string;
let removeFolder: () => Promise<void>;
let containers: Map<string, Container>;
let db: pg.Client;
let redisUrl: string;
const running = new Map<string, Running>();

/** The environment of a container, with its services where they are in this test and a folder of its own. */
function envOf(name: string): Record<string, string> {
  const container = containers.get(name);
  if (!container) throw new Error(`docker-compose.yml has no service ${name}`);
  return { ...container.env, VOUCH_DATA_DIR: join(folder, name) };
}

function start(name: string): Running {
  const child = startVouch(containers.get(name)?.args ?? [], { env: envOf(name) });
  running.set(name, child);
  return child;
}

beforeAll(async () => {
  ({ path: folder, remove: removeFolder } = await temporaryFolder());
  const postgres = inject('postgresUrl');
  const database = `${inject('postgresTemplate')}_${randomBytes(4).toString('hex')}`;
  await administer(postgres, `create database ${database} template template0 encoding 'UTF8'`);
  db = new pg.Client(withDatabase(postgres, database));
  await db.connect();
  redisUrl = await freshRedis();
  const s3 = freshS3();
  const secrets = {
    VOUCH_POSTGRES_PASSWORD: 'of-the-compose-file',
    VOUCH_REDIS_PASSWORD: 'of-the-compose-file',
    VOUCH_S3_ACCESS_KEY: s3.accessKey,
    VOUCH_S3_SECRET_KEY: s3.secretKey,
    VOUCH_S3_BUCKET: s3.bucket,
    VOUCH_S3_REGION: s3.region,
    VOUCH_S3_PUBLIC_ENDPOINT: s3.endpoint,
  };
  const here = {
    VOUCH_DATABASE_URL: withDatabase(postgres, database),
    VOUCH_REDIS_URL: redisUrl,
    VOUCH_S3_ENDPOINT: s3.endpoint,
  };
  containers = new Map(
    vouchContainers(secrets).map((container) => {
      const port: Record<string, string> = 'VOUCH_PORT' in container.env ? { VOUCH_PORT: '0' } : {};
      return [container.name, { ...container, env: { ...container.env, ...here, ...port } }];
    }),
  );
});
afterAll(async () => {
  await Promise.all([...running.values()].map((child) => child.stop('SIGKILL')));
  await db.end();
  await removeFolder();
});

let key = '';

describe('the first start', () => {
  test('the compose file has a migration, an API and a worker for every queue', () => {
    expect([...containers.values()].map(({ name, args }) => [name, args[0]])).toEqual([
      ['migrate', 'migrate'],
      ['api', 'serve'],
      ['worker-analysis', 'worker'],
      ['worker-transcription', 'worker'],
      ['worker-publishing', 'worker'],
    ]);
  });

  test('migrate makes the tables, ends, and may be run again', async () => {
    for (let i = 0; i < 2; i++) {
      const { code, stderr } = await start('migrate').ended;
      expect({ code, stderr }).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('The database is up to date.'),
      });
    }
    const { rowCount } = await db.query("select 1 from pg_tables where schemaname = 'public' and tablename = 'runs'");
    expect(rowCount).toBe(1);
  });

  test('without a key the API refuses to listen for other machines; with one it listens', async () => {
    const refused = await start('api').ended;
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('keys create --role admin') });
    const created = await vouch(['keys', 'create', '--role', 'admin'], { env: envOf('migrate') });
    expect(created.code).toBe(0);
    key = created.stdout.trim();
    await start('api').said(/listens on http/);
  });

  test('workers start', async () => {
    for (const name of ['worker-analysis', 'worker-transcription', 'worker-publishing'])
      await start(name).said(new RegExp(`Working on ${name.replace('worker-', '')}\\.`));
  });
});

async function connect(): Promise<Client> {
  const [, port] = (await running.get('api')?.said(/listens on http:\/\/[^:]+:(\d+)/)) ?? [];
  return clientOf(`http://127.0.0.1:${port}`, key);
}

describe('a conversation through the API', () => {
  test('is refused without a key', async () => {
    const [, port] = (await running.get('api')?.said(/listens on http:\/\/[^:]+:(\d+)/)) ?? [];
    expect((await clientOf(`http://127.0.0.1:${port}`).request('/v1/conversations')).status).toBe(401);
    expect(await (await connect()).get('/readyz')).toMatchObject({
      ready: true,
      database: { kind: 'postgres' },
      store: { kind: 's3' },
    });
  });

  test('by multipart: progress is told while it is worked on, and then it is published', async () => {
    const client = await connect();
    const made = await client.request('/v1/customers', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'huacheng', name: '华澄精密' }),
    });
    expect(made.status).toBe(201);
    // The stream of everything is open before anything happens.
    const everything = new AbortController();
    const stream = await client.request('/v1/events', { signal: everything.signal });
    const [sound, words] = await Promise.all(
      ['huacheng-call.ogg', 'huacheng-call.vtt'].map((file) => readFile(conversation(file))),
    );
    const response = await client.send(
      {
        recording: { name: 'huacheng-call.ogg', content: sound ?? '' },
        transcript: { name: 'huacheng-call.vtt', content: words ?? '' },
      },
      { customerId: 'huacheng', startedAt: '2026-03-03T10:00:00+08:00' },
    );
    expect(response.status).toBe(201);
    const id = ((await response.json()) as AcceptedBody).conversations[0]?.id ?? '';
    const told: string[] = [];
    for await (const { event, data } of eventsOf(stream)) {
      const { conversationId, step, state } = JSON.parse(data) as Record<string, string>;
      if (event === 'step' && conversationId === id) told.push(`${step} ${state}`);
      if (told.includes('publish done')) break;
    }
    everything.abort();
    expect(told).toEqual(
      expect.arrayContaining(['normalize running', 'normalize done', 'transcribe skipped', 'publish running']),
    );

    const { conversation: read } = await client.ended(id);
    expect(read).toMatchObject({ customerId: 'huacheng', run: { state: 'done' }, publishedAt: expect.any(String) });
    const { items } = await client.get<{ items: unknown[] }>(`/v1/proposals?customerId=huacheng`);
    expect(items.length).toBeGreaterThan(5);
    const promises = await client.get<{ items: unknown[] }>(`/v1/promises?customerId=huacheng`);
    expect(promises.items.length).toBeGreaterThan(0);
  });

  test('by presigned PUT, straight to the S3 store and without a key', async () => {
    const client = await connect();
    const bytes = await readFile(conversation('lumen-telegram.json'));
    const post = (path: string, body: unknown) =>
      client.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const presigned = await post('/v1/recordings/presign', { bytes: bytes.length });
    const { uploadId, url } = (await presigned.json()) as { uploadId: string; url: string };
    expect(new URL(url).origin).toBe(new URL(envOf('api').VOUCH_S3_PUBLIC_ENDPOINT ?? '').origin);
    expect((await fetch(url, { method: 'PUT', body: bytes })).status).toBe(200);
    const accepted = await post('/v1/recordings/from-upload', { uploadId, fileName: 'result.json' });
    expect(accepted.status).toBe(201);
    const { conversations, recording } = (await accepted.json()) as AcceptedBody;
    const { conversation: read } = await client.ended(conversations[0]?.id ?? '');
    expect(read.run?.state).toBe('done');
    const played = await client.request(`/v1/recordings/${recording.sha256}/content`, {
      headers: { range: 'bytes=0-9' },
    });
    expect(played.status).toBe(206);
    expect(Buffer.from(await played.arrayBuffer())).toEqual(bytes.subarray(0, 10));
  });
});

const CHATS = 60;

test('a worker is killed and Redis is emptied in the middle of a batch: everything completes, exactly once', async () => {
  const client = await connect();
  const original = await readFile(conversation('qinghe-weflow.json'), 'utf8');
  const send = async (i: number): Promise<string> => {
    // One account more or less makes another thread, and nothing else of it.
    const content = original.replaceAll('wxid_xiaoman7', `wxid_batch${i}`);
    const response = await client.send({ recording: { name: `chat-${i}.json`, content } });
    return ((await response.json()) as AcceptedBody).conversations[0]?.id ?? '';
  };
  const states = async (): Promise<Record<string, number>> => {
    const { rows } = await db.query<{ state: string; n: number }>(
      'select state, count(*)::int as n from runs where conversation_id = any($1) group by state',
      [ids],
    );
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  };
  const ids: string[] = [];
  let killed = false;
  for (let i = 0; i < CHATS; i++) {
    ids.push(await send(i));
    if (killed || i < CHATS / 3) continue;
    killed = true;
    await running.get('worker-analysis')?.stop('SIGKILL');
    const redis = new Redis(redisUrl);
    await redis.flushdb();
    redis.disconnect();
  }
  await until('the others go on publishing', async () => ((await states()).done ?? 0) > 0);
  expect((await states()).running).toBeGreaterThan(0);
  await start('worker-analysis').said(/Working on/);
  await until('all are done', async () => (await states()).done === CHATS, 180_000);

  expect(await states()).toEqual({ done: CHATS });
  const perConversation = async (table: string): Promise<number[]> => {
    const { rows } = await db.query<{ n: number }>(
      `select count(*)::int as n from ${table} where conversation_id = any($1) group by conversation_id`,
      [ids],
    );
    expect(rows).toHaveLength(CHATS);
    return [...new Set(rows.map(({ n }) => n))];
  };
  for (const table of ['runs', 'turns', 'insights', 'promises'])
    expect(await perConversation(table), table).toHaveLength(1);
  expect(await perConversation('runs')).toEqual([1]);
});

test('SIGTERM ends the API and every worker well, open event streams or not', async () => {
  const client = await connect();
  const stream = await client.request('/v1/events');
  // It is cut, and says so; whoever follows connects again.
  const cut = expect(stream.text()).rejects.toThrow('terminated');
  for (const [name, child] of running) {
    if (name === 'migrate') continue;
    const { code, signal, stderr } = await child.stop('SIGTERM');
    expect({ name, code, signal }).toEqual({ name, code: 0, signal: null });
    expect(stderr).toContain('Stopping …');
  }
  await cut;
});
