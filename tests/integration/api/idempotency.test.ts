import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { conversations, idempotencyKeys, runs, steps } from '../../../storage/schema.js';
import { chat, openHarness, sendChat, type Harness } from './harness.js';

/** `retry` on a failed run is a POST whose first call works and whose second would be a conflict. */
describe.each(['pglite', 'postgres'] as const)('Idempotency-Key on %s', (database) => {
  let harness: Harness;
  let made = 0;
  beforeAll(async () => {
    harness = await openHarness({ database });
  });
  afterAll(() => harness.close());

  const failed = async (): Promise<string> => {
    const id = await sendChat(harness, chat(`Idempotent ${made}.`, `idem-${made++}`));
    const { db } = harness.database;
    const [run] = await db.update(runs).set({ state: 'failed' }).where(eq(runs.conversationId, id)).returning();
    await db
      .update(steps)
      .set({ state: 'failed' })
      .where(eq(steps.runId, run?.id ?? ''));
    return id;
  };
  const retry = (id: string, idempotencyKey: string, key?: string) =>
    harness.request('POST', `/v1/conversations/${id}/retry`, {
      headers: { 'idempotency-key': idempotencyKey },
      ...(key === undefined ? {} : { key }),
    });

  test('a repeat gets the first answer, marked as such', async () => {
    const id = await failed();
    const first = await retry(id, 'again-1');
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([202, null]);
    const repeat = await retry(id, 'again-1');
    expect([repeat.status, repeat.headers.get('idempotency-replayed')]).toEqual([202, 'true']);
    expect(await repeat.text()).toBe(await first.text());
    expect(repeat.headers.get('content-type')).toBe(first.headers.get('content-type'));
    expect((await retry(id, 'again-2')).status).toBe(409);
  });

  test('the same key with another request is a conflict', async () => {
    const [one, other] = [await failed(), await failed()];
    expect((await retry(one, 'other-request')).status).toBe(202);
    const response = await retry(other, 'other-request');
    expect([response.status, await response.json()]).toMatchObject([
      409,
      { detail: expect.stringMatching(/take a new one/) as string },
    ]);
    const [row] = await harness.database.db.select().from(runs).where(eq(runs.conversationId, other));
    expect(row?.state).toBe('failed');
  });

  test('two callers may use the same key', async () => {
    const [one, other] = [await failed(), await failed()];
    const { key } = await harness.key('manager');
    expect((await retry(one, 'shared')).status).toBe(202);
    expect((await retry(other, 'shared', key)).status).toBe(202);
  });

  test('of five at once one does the work', async () => {
    const id = await failed();
    const answers = await Promise.all(Array.from({ length: 5 }, () => retry(id, 'at-once')));
    const fresh = answers.filter(
      ({ status, headers }) => status === 202 && headers.get('idempotency-replayed') === null,
    );
    expect(fresh).toHaveLength(1);
    for (const answer of answers)
      expect(answer.status === 202 || answer.status === 409, String(answer.status)).toBe(true);
    expect((await retry(id, 'at-once')).headers.get('idempotency-replayed')).toBe('true');
  });

  test('a refusal is not kept: the key is free for the corrected state', async () => {
    const id = await sendChat(harness, chat('Still going.', `going-${database}`));
    expect((await retry(id, 'refused')).status).toBe(409);
    const { db } = harness.database;
    await db.update(runs).set({ state: 'failed' }).where(eq(runs.conversationId, id));
    await db.update(steps).set({ state: 'failed' });
    expect((await retry(id, 'refused')).status).toBe(202);
  });

  test('after 24 hours the key is new again, and old answers are forgotten', async () => {
    const [one, other] = [await failed(), await failed()];
    expect((await retry(one, 'expires')).status).toBe(202);
    harness.setNow(new Date(Date.now() + 23 * 3_600_000));
    expect((await retry(other, 'expires')).status).toBe(409);
    harness.setNow(new Date(Date.now() + 25 * 3_600_000));
    expect((await retry(other, 'expires')).status).toBe(202);
    harness.setNow(new Date());
    const kept = await harness.database.db.select({ key: idempotencyKeys.key }).from(idempotencyKeys);
    expect(kept.map(({ key }) => key)).toEqual(['expires']);
  });

  test('a request that was cut off by a killed process holds its key for five minutes only', async () => {
    const id = await failed();
    expect((await retry(id, 'killed')).status).toBe(202);
    const { db } = harness.database;
    await db
      .update(idempotencyKeys)
      .set({ status: null, body: null, createdAt: new Date(Date.now() - 60_000) })
      .where(eq(idempotencyKeys.key, 'killed'));
    expect((await retry(id, 'killed')).status).toBe(409);
    await db
      .update(idempotencyKeys)
      .set({ createdAt: new Date(Date.now() - 301_000) })
      .where(eq(idempotencyKeys.key, 'killed'));
    await db.update(runs).set({ state: 'failed' }).where(eq(runs.conversationId, id));
    await db.update(steps).set({ state: 'failed' });
    expect((await retry(id, 'killed')).status).toBe(202);
  });

  test.each(['', 'a b', 'ü', 'x'.repeat(256)])('%j is no key', async (idempotencyKey) => {
    const [conversation] = await harness.database.db.select({ id: conversations.id }).from(conversations).limit(1);
    // HTTP itself refuses some of them.
    const answered = await retry(conversation?.id ?? '', idempotencyKey).then(
      ({ status }) => status,
      () => 400,
    );
    expect(answered).toBe(400);
  });

  test('a key that is shown once is never kept for a repeat', async () => {
    const response = await harness.request('POST', '/v1/keys', {
      json: { name: 'x', role: 'qa' },
      headers: { 'idempotency-key': 'k' },
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { detail: expect.stringMatching(/leave Idempotency-Key out/) as string },
    ]);
  });
});
