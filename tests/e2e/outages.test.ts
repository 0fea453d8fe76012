/** A disk that is full, an S3 store that answers 503, a database that goes away and comes back: under a running server. */
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { waveHeader } from '../services/wave-header.js';
import { startBusyProxy, type BusyProxy } from '../services/busy-proxy.js';
import { freshPglite, freshS3 } from '../services/fresh.js';
import { startPostgres, type PrivatePostgres } from '../services/postgres.js';
import { startRedis } from '../services/redis.js';
import { clientOf, until, type AcceptedBody, type Client, type ProblemBody } from './client.js';
import { serveVouch, startVouch, temporaryFolder, type Running, vouch } from './program.js';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const MB = 1024 ** 2;

/** Two lines of chat that nothing else has. */
const chat = (id: string): string =>
  JSON.stringify({
    id,
    kind: 'chat',
    participants: [
      { id: `rep of ${id}`, side: 'rep' },
      { id: `customer of ${id}`, side: 'customer' },
    ],
    turns: [
      { speaker: `customer of ${id}`, text: 'We have 300,000 for this year.', sentAt: '2026-03-02T09:00:00+08:00' },
      { speaker: `rep of ${id}`, text: 'We guarantee to deliver before Friday.', sentAt: '2026-03-02T09:01:00+08:00' },
    ],
  });
const sendChat = (client: Client, id: string): Promise<Response> =>
  client.send({ recording: { name: `${id}.json`, content: chat(id) } });

async function idOf(response: Response): Promise<string> {
  const { conversations } = (await response.json()) as AcceptedBody;
  expect(response.status).toBe(201);
  return conversations[0]?.id ?? '';
}

async function expectProblem(response: Response, code: string, status: number): Promise<ProblemBody> {
  const problem = (await response.json()) as ProblemBody;
  expect(problem).toMatchObject({ code, status });
  expect(response.status).toBe(status);
  return problem;
}

describe('a full disk', () => {
  let server: Running & { url: string };
  let client: Client;
  let removeFolder: () => Promise<void>;
  /** The data folder as the server sees it: a file system of 220 MB that nobody else has. */
  let inside: string;
  let template: string;
  beforeAll(async () => {
    const { path, remove } = await temporaryFolder();
    removeFolder = remove;
    template = await freshPglite();
    const dataDir = join(path, 'small');
    await mkdir(dataDir);
    // Without root, in a user namespace of its own.
    const own = process.getuid?.() === 0 ? [] : ['--map-root-user'];
    const mounted = 'mount -t tmpfs -o size=220m tmpfs "$0" && cp -R "$1/pg" "$0/pg" && shift && exec "$@"';
    const under = ['unshare', '--mount', ...own, 'sh', '-c', mounted, dataDir, template];
    server = await serveVouch({ VOUCH_DATA_DIR: dataDir }, { under });
    client = clientOf(server.url);
    inside = join('/proc', String(server.pid), 'root', dataDir);
  });
  afterAll(async () => {
    await server.stop();
    await removeFolder();
    await rm(template, { recursive: true, force: true });
  });

  test('a recording that does not fit is refused and leaves nothing; what fits is taken', async () => {
    const bytes = 200 * MB;
    const content = Buffer.concat([waveHeader(bytes, 8000), Buffer.alloc(bytes)]);
    const problem = await expectProblem(
      await client.send({ recording: { name: 'long.wav', content } }),
      'storage_full',
      507,
    );
    expect(problem.detail).toMatch(/free some space/);
    expect(await client.get<{ items: unknown[] }>('/v1/conversations')).toMatchObject({ items: [] });
    const { conversation } = await client.ended(await idOf(await sendChat(client, 'fits')));
    expect(conversation.run?.state).toBe('done');
  });

  test('while nothing can be written, what is there is still read, and afterwards all goes on', async () => {
    const filler = join(inside, 'filler');
    // Too little for Vouch to write, and enough that what still gets in does not meet the end of the disk.
    const { bavail, bsize } = await statfs(inside);
    await writeFile(filler, Buffer.alloc(bavail * bsize - 48 * MB));
    // The free space is looked at twice a second, so the first may still get in.
    let sent = 0;
    const send = (): Promise<Response> => sendChat(client, `chat-${(sent += 1)}`);
    await until('the disk counts as full', async () => (await send()).status === 507);
    const { items } = await client.get<{ items: { id: string }[] }>('/v1/conversations');
    // The first of all; one that got in just now may have no transcript yet.
    expect(items.length).toBeGreaterThan(0);
    expect((await client.request(`/v1/conversations/${items.at(-1)?.id}/transcript`)).status).toBe(200);
    await rm(filler);
    let response = await send();
    await until('there is room again', async () => (response = await send()).status < 500);
    const { conversation } = await client.ended(await idOf(response));
    expect(conversation.run?.state).toBe('done');
  });
});

test('a worker whose PostgreSQL and Redis are gone for good is told to stop: it ends well, and soon', async () => {
  const { path, remove } = await temporaryFolder();
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const env = { VOUCH_DATA_DIR: path, VOUCH_DATABASE_URL: postgres.url, VOUCH_REDIS_URL: redis.url };
  try {
    const worker = startVouch(['worker'], { env: { ...env, VOUCH_LOG_LEVEL: 'warn' } });
    await worker.said(/Working on/);
    await Promise.all([postgres.stop(), redis.stop()]);
    await worker.said(/Redis does not answer/);
    const asked = performance.now();
    expect(await worker.stop()).toMatchObject({ code: 0, signal: null });
    // The grace that containers give by default.
    expect(performance.now() - asked).toBeLessThan(10_000);
  } finally {
    await remove();
  }
});

describe('services that are away', () => {
  let postgres: PrivatePostgres;
  let proxy: BusyProxy;
  let environment: Record<string, string>;
  let server: Running & { url: string };
  let client: Client;
  let removeFolder: () => Promise<void>;
  beforeAll(async () => {
    const s3 = freshS3();
    const folder = await temporaryFolder();
    removeFolder = folder.remove;
    postgres = await startPostgres();
    proxy = await startBusyProxy(s3.endpoint);
    environment = {
      VOUCH_DATA_DIR: folder.path,
      VOUCH_DATABASE_URL: postgres.url,
      VOUCH_S3_ENDPOINT: proxy.endpoint,
      VOUCH_S3_ACCESS_KEY: s3.accessKey,
      VOUCH_S3_SECRET_KEY: s3.secretKey,
      VOUCH_S3_BUCKET: s3.bucket,
      VOUCH_LOG_LEVEL: 'silent',
    };
    server = await serveVouch(environment);
    client = clientOf(server.url);
  });
  afterAll(async () => {
    await server.stop();
    await Promise.all([proxy.close(), postgres.stop(), removeFolder()]);
  });

  const listed = async (): Promise<{ id: string; state: string }[]> =>
    (await client.get<{ items: { id: string; state: string }[] }>('/v1/conversations?limit=100')).items;

  test('an S3 store that answers 503: the upload is refused for now, leaves nothing, and succeeds later', async () => {
    proxy.answer503(1_000_000);
    const refused = await sendChat(client, 'busy');
    await expectProblem(refused, 'unavailable', 503);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(proxy.seen.busy).toBeGreaterThan(1);
    expect(await listed()).toEqual([]);
    expect((await client.request('/readyz')).status).toBe(503);
    const told = await vouch(['status'], { env: environment });
    expect(told.stdout).toMatch(/objects +s3: .*store/);
    expect(told.code).toBe(1);

    proxy.answer503(0);
    expect(await vouch(['status'], { env: environment })).toMatchObject({ code: 0 });
    const { conversation } = await client.ended(await idOf(await sendChat(client, 'busy')));
    expect(conversation.run?.state).toBe('done');
    expect(await client.get('/readyz')).toMatchObject({ ready: true });
  });

  test('a database that goes away and comes back: requests are refused meanwhile, and the work goes on', async () => {
    const ids = await Promise.all(
      Array.from({ length: 30 }, async (_, i) => idOf(await sendChat(client, `crash-${i}`))),
    );
    await postgres.halt('immediate');
    expect((await client.request('/healthz')).status).toBe(200);
    expect((await client.request('/readyz')).status).toBe(503);
    await expectProblem(await client.request('/v1/conversations'), 'unavailable', 503);
    await expectProblem(await sendChat(client, 'meanwhile'), 'unavailable', 503);
    await postgres.resume();

    await until('it answers again', async () => (await client.request('/readyz')).status === 200);
    const { conversation } = await client.ended(await idOf(await sendChat(client, 'afterwards')));
    expect(conversation.run?.state).toBe('done');
    await until(
      'what was accepted is done',
      async () => (await listed()).every(({ state }) => state === 'done'),
      150_000,
    );
    expect((await listed()).map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
  });

  test('after all of that it stops well', async () => {
    expect(await server.stop()).toMatchObject({ code: 0, signal: null });
  });
});
