import { randomUUID } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { QUEUE_NAMES } from '../../models/domain/index.js';
import type { Job, Queue } from '../../pipeline/queue.js';

const jobs = (n: number): Job[] => Array.from({ length: n }, () => ({ runId: randomUUID(), ticket: 'normalize-0' }));
const ids = (list: readonly Job[]): string[] => list.map((job) => job.runId).sort();

/** A handler's promise that the test ends. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** What every queue must do. `make` opens one on an empty store. */
export function queueContract(name: string, make: () => Promise<Queue>): void {
  describe(`queue contract: ${name}`, () => {
    let queue: Queue;
    beforeEach(async () => {
      queue = await make();
    });
    afterEach(async () => {
      await queue.close(1_000);
    });

    test('every job reaches a handler, whether it was enqueued before or after the handler came', async () => {
      const sent = jobs(30);
      const got: Job[] = [];
      await queue.enqueue('analysis', sent.slice(0, 20));
      queue.process('analysis', 4, async (job) => void got.push(job));
      await queue.enqueue('analysis', sent.slice(20));
      await vi.waitFor(() => expect(got).toHaveLength(30), { timeout: 10_000 });
      expect(ids(got)).toEqual(ids(sent));
      expect(got[0]).toEqual(sent[0]);
    });

    test('queues are apart: one that nobody works on holds no other up', async () => {
      const [stuck, free] = [jobs(3), jobs(3)];
      const got: Job[] = [];
      await queue.enqueue('transcription', stuck);
      queue.process('analysis', 1, async (job) => void got.push(job));
      await queue.enqueue('analysis', free);
      await vi.waitFor(() => expect(ids(got)).toEqual(ids(free)), { timeout: 10_000 });
      expect(await queue.depth()).toEqual({ analysis: 0, transcription: 3, publishing: 0 });
    });

    test('no more than `concurrency` jobs run at a time, and no fewer', async () => {
      const { opened, open } = gate();
      let running = 0;
      let most = 0;
      let done = 0;
      queue.process('analysis', 3, async () => {
        most = Math.max(most, ++running);
        await opened;
        running--;
        done++;
      });
      await queue.enqueue('analysis', jobs(9));
      await vi.waitFor(() => expect(running).toBe(3), { timeout: 10_000 });
      open();
      await vi.waitFor(() => expect(done).toBe(9), { timeout: 10_000 });
      expect(most).toBe(3);
    });

    test('a job that still waits is not queued again; a new ticket of the same run is', async () => {
      const runId = randomUUID();
      await queue.enqueue('analysis', [{ runId, ticket: 'extract-1' }]);
      await queue.enqueue('analysis', [
        { runId, ticket: 'extract-1' },
        { runId, ticket: 'extract-2' },
      ]);
      expect((await queue.depth()).analysis).toBe(2);
      const got: Job[] = [];
      queue.process('analysis', 1, async (job) => void got.push(job));
      await vi.waitFor(() => expect(got).toHaveLength(2), { timeout: 10_000 });
      // Once delivered, the same ticket may come again: a step that was handed back.
      await vi.waitFor(
        async () => {
          await queue.enqueue('analysis', [{ runId, ticket: 'extract-1' }]);
          expect(got.length).toBeGreaterThan(2);
        },
        { timeout: 10_000 },
      );
    });

    test('a delayed job comes late, and holds up nobody', async () => {
      const [late, early] = [jobs(1), jobs(1)];
      const got: { job: Job; at: number }[] = [];
      queue.process('analysis', 1, async (job) => void got.push({ job, at: Date.now() }));
      const from = Date.now();
      await queue.enqueue('analysis', late, { delayMs: 600 });
      await queue.enqueue('analysis', early);
      expect((await queue.depth()).analysis).toBeGreaterThanOrEqual(1);
      await vi.waitFor(() => expect(got).toHaveLength(2), { timeout: 15_000 });
      expect(got.map(({ job }) => job.runId)).toEqual([early[0]?.runId, late[0]?.runId]);
      // Timers of Node and Redis may fire a few milliseconds early.
      expect((got[1]?.at ?? 0) - from).toBeGreaterThanOrEqual(590);
    });

    test('two workers share the work', async () => {
      const sent = jobs(20);
      const got: [Job[], Job[]] = [[], []];
      const { opened, open } = gate();
      for (const mine of got)
        queue.process('analysis', 1, async (job) => {
          mine.push(job);
          await opened;
        });
      await queue.enqueue('analysis', sent);
      await vi.waitFor(() => expect(got.map((mine) => mine.length)).toEqual([1, 1]), { timeout: 10_000 });
      open();
      await vi.waitFor(() => expect(got.flat()).toHaveLength(20), { timeout: 10_000 });
      expect(ids(got.flat())).toEqual(ids(sent));
    });

    test('a handler that throws is a bug; the next job runs all the same', async () => {
      const [first, second] = jobs(2);
      const got: string[] = [];
      queue.process('analysis', 1, async ({ runId }) => {
        got.push(runId);
        if (runId === first?.runId) throw new Error('a bug');
      });
      await queue.enqueue('analysis', [first, second] as Job[]);
      await vi.waitFor(() => expect(got).toContain(second?.runId), { timeout: 10_000 });
    });

    test('stopping takes no more and waits for what runs', async () => {
      const { opened, open } = gate();
      const begun: string[] = [];
      let ended = 0;
      const stop = queue.process('analysis', 1, async ({ runId }) => {
        begun.push(runId);
        await opened;
        ended++;
      });
      const sent = jobs(3);
      await queue.enqueue('analysis', sent);
      await vi.waitFor(() => expect(begun).toHaveLength(1), { timeout: 10_000 });
      const stopped = stop();
      open();
      await stopped;
      expect(ended).toBe(1);
      expect(begun).toHaveLength(1);
      expect((await queue.depth()).analysis).toBe(2);
      // What was not taken is for the next.
      const got: Job[] = [];
      queue.process('analysis', 1, async (job) => void got.push(job));
      await vi.waitFor(() => expect(got).toHaveLength(2), { timeout: 10_000 });
    });

    test('closing waits for what runs, but not longer than the grace', async () => {
      const { opened, open } = gate();
      const begun = vi.fn();
      queue.process('analysis', 1, async () => {
        begun();
        await opened;
      });
      await queue.enqueue('analysis', jobs(1));
      await vi.waitFor(() => expect(begun).toHaveBeenCalled(), { timeout: 10_000 });
      const from = Date.now();
      await queue.close(300);
      expect(Date.now() - from).toBeGreaterThanOrEqual(290);
      expect(Date.now() - from).toBeLessThan(5_000);
      open();
    });

    test('it is empty at first, and answers a ping', async () => {
      await queue.ping();
      expect(await queue.depth()).toEqual(Object.fromEntries(QUEUE_NAMES.map((each) => [each, 0])));
    });
  });
}
