import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { runs } from '../../../storage/schema.js';
import { readEvents, type ServerSentEvent } from './event-stream.js';
import { chat, openHarness, sendChat, type Harness } from './harness.js';

describe.each(['pglite', 'postgres'] as const)('events over a real connection on %s', (database) => {
  let harness: Harness;
  let url: string;
  let token: string;
  beforeAll(async () => {
    harness = await openHarness({ database });
    url = await harness.listen();
    token = (await harness.key('qa')).key;
  });
  afterAll(() => harness.close());

  const open = async (path: string, key = token) => {
    const stop = new AbortController();
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${key}` }, signal: stop.signal });
    return { response, events: readEvents(response), stop: () => stop.abort() };
  };
  const next = async (events: AsyncGenerator<ServerSentEvent>) =>
    (await events.next()).value as ServerSentEvent | undefined;
  const announce = (conversationId: string, step: string, state: string) =>
    harness.database.db.execute(
      sql`select pg_notify('vouch_progress', ${JSON.stringify({ conversationId, runId: 'r', step, state })})`,
    );
  const finish = (conversationId: string) =>
    harness.database.db.transaction(async (tx) => {
      await tx
        .update(runs)
        .set({ state: 'done' })
        .where(sql`conversation_id = ${conversationId}`);
      await tx.execute(
        sql`select pg_notify('vouch_progress', ${JSON.stringify({ conversationId, runId: 'r', step: 'publish', state: 'done' })})`,
      );
    });

  test('a snapshot, then each change of this conversation only, then the end', async () => {
    const id = await sendChat(harness, chat('Follow me.', 'follow'));
    const { response, events } = await open(`/v1/conversations/${id}/events`);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const first = await next(events);
    expect(first).toMatchObject({ event: 'run', data: { state: 'running' } });
    expect((first?.data as { steps: unknown[] }).steps).toHaveLength(8);
    await announce('another', 'normalize', 'running');
    await announce(id, 'normalize', 'running');
    await announce(id, 'normalize', 'done');
    expect(await next(events)).toEqual({
      event: 'step',
      data: { conversationId: id, runId: 'r', step: 'normalize', state: 'running' },
    });
    expect(await next(events)).toMatchObject({ event: 'step', data: { state: 'done' } });
    await finish(id);
    expect(await next(events)).toMatchObject({ event: 'step', data: { step: 'publish' } });
    expect(await next(events)).toMatchObject({ event: 'end', data: { state: 'done' } });
    expect(await next(events)).toBeUndefined();
  });

  test('a run that is over already ends the stream at once', async () => {
    const id = await sendChat(harness, chat('Over.', 'over'));
    await finish(id);
    const { events } = await open(`/v1/conversations/${id}/events`);
    expect(await next(events)).toMatchObject({ event: 'end', data: { state: 'done' } });
    expect(await next(events)).toBeUndefined();
  });

  test('all conversations: what others send too, but not what a rep may not see', async () => {
    const [mine, other] = [await harness.key('rep'), await harness.key('rep')];
    const own = await sendChat(harness, chat('Own.', 'events-own'), mine.key);
    const hidden = await sendChat(harness, chat('Hidden.', 'events-hidden'), other.key);
    const [rep, everyone] = [await open('/v1/events', mine.key), await open('/v1/events')];
    // That the two were taken in may be told only now, to a stream that listens already: this step tells what is meant.
    const told = async ({ events }: { events: AsyncGenerator<ServerSentEvent> }) => {
      for (let event = await next(events); event; event = await next(events)) {
        const { step, conversationId } = event.data as { step: string; conversationId: string };
        if (step === 'score') return conversationId;
      }
    };
    const [repFirst, everyoneFirst] = [told(rep), told(everyone)];
    // The streams listen once their headers are here; a notification that is not JSON disturbs nobody.
    await harness.database.db.execute(sql`select pg_notify('vouch_progress', 'not json')`);
    await announce(hidden, 'score', 'running');
    await announce(own, 'score', 'running');
    expect(await repFirst).toBe(own);
    expect(await everyoneFirst).toBe(hidden);
    expect(await told(everyone)).toBe(own);
    rep.stop();
    everyone.stop();
  });

  test('a client that leaves is forgotten; others go on', async () => {
    const id = await sendChat(harness, chat('Leave.', 'leave'));
    const [stays, leaves] = [
      await open(`/v1/conversations/${id}/events`),
      await open(`/v1/conversations/${id}/events`),
    ];
    await Promise.all([next(stays.events), next(leaves.events)]);
    leaves.stop();
    await announce(id, 'normalize', 'running');
    expect(await next(stays.events)).toMatchObject({ event: 'step' });
    stays.stop();
  });
});
