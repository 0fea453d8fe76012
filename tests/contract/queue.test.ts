import { createServer } from 'node:net';

import { describe, expect, test, vi } from 'vitest';

import { Redis } from 'ioredis';

import type { Job } from '../../pipeline/queue.js';
import { createBullmqQueue } from '../../pipeline/queue-bullmq.js';
import { createEmbeddedQueue } from '../../pipeline/queue-embedded.js';
import { freshRedis } from '../services/fresh.js';
import { queueContract } from './queue.js';

const log = { info: () => {}, warn: () => {}, error: () => {} };

queueContract('embedded', async () => createEmbeddedQueue({ log }));
queueContract('bullmq', async () => createBullmqQueue({ url: await freshRedis(), log }));

describe('bullmq on Redis', () => {
  test('keeps ids only, under keys of one hash slot, and nothing of what is done', async () => {
    const url = await freshRedis();
    const queue = createBullmqQueue({ url, log });
    const redis = new Redis(url);
    await queue.enqueue('analysis', [{ runId: 'run-1', ticket: 'normalize-0' }]);
    const job = await redis.hgetall('{vouch}:analysis:run-1.normalize-0');
    expect(JSON.parse(job.data ?? '')).toEqual({ runId: 'run-1', ticket: 'normalize-0' });
    expect((await redis.keys('*')).filter((key) => !key.startsWith('{vouch}:'))).toEqual([]);
    queue.process('analysis', 1, async () => {});
    await vi.waitFor(async () => expect(await redis.keys('*run-1*')).toEqual([]), { timeout: 10_000 });
    redis.disconnect();
    await queue.close(1_000);
  });

  test('what a closed queue had waiting is there for the next', async () => {
    const url = await freshRedis();
    const first = createBullmqQueue({ url, log });
    await first.enqueue('publishing', [{ runId: 'run-2' }]);
    await first.close(1_000);
    const got: Job[] = [];
    const second = createBullmqQueue({ url, log });
    second.process('publishing', 1, async (job) => void got.push(job));
    await vi.waitFor(() => expect(got).toEqual([{ runId: 'run-2' }]), { timeout: 10_000 });
    await second.close(1_000);
  });

  test('an emptied Redis stops nobody: the worker goes on with what comes next', async () => {
    const url = await freshRedis();
    const queue = createBullmqQueue({ url, log });
    const redis = new Redis(url);
    const got: string[] = [];
    queue.process('analysis', 2, async ({ runId }) => void got.push(runId));
    await queue.enqueue('analysis', [{ runId: 'before' }]);
    await vi.waitFor(() => expect(got).toEqual(['before']), { timeout: 10_000 });
    await redis.flushdb();
    await queue.enqueue('analysis', [{ runId: 'after' }]);
    await vi.waitFor(() => expect(got).toEqual(['before', 'after']), { timeout: 10_000 });
    redis.disconnect();
    await queue.close(1_000);
  });

  test('while Redis is away, enqueuing and the ping fail soon with `unavailable`', async () => {
    // A port where nothing listens: opened once to be sure that it is free.
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
    const queue = createBullmqQueue({ url: `redis://127.0.0.1:${port}`, log });
    await expect(queue.enqueue('analysis', [{ runId: 'run-3' }])).rejects.toMatchObject({ code: 'unavailable' });
    await expect(queue.ping()).rejects.toMatchObject({ code: 'unavailable' });
    await queue.close(100);
  });
});
