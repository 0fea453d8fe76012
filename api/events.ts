import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';

import { AppError } from '../models/domain/index.js';
import { readRun } from '../storage/repositories/runs.js';
import type { ApiEnv } from './context.js';
import { presentRun } from './presenters/run.js';
import type { Progress } from './progress.js';

/** Proxies close connections that are silent for a minute. */
const HEARTBEAT_MS = 15_000;

/**
 * Server-sent events of one conversation: `run` (a snapshot of its steps), then `step` for every
 * change, then `end` with the last snapshot when the run is over. A client that lost the connection
 * connects again and gets the snapshot first, so nothing needs to be replayed.
 */
export function conversationEvents(c: Context<ApiEnv>, conversationId: string): Response {
  const { db } = c.get('api').database;
  return eventStream(
    c,
    (progress) => progress.conversationId === conversationId,
    async (events) => {
      for (let name: 'run' | 'step' | 'beat' = 'run'; ;) {
        if (name !== 'step') {
          // Also at each heartbeat: a notification that was lost must not keep the client waiting.
          const run = await readRun(db, conversationId);
          const over = run !== null && run.state !== 'running';
          if (name === 'run' || over) await events.send(over ? 'end' : 'run', run && presentRun(run));
          if (over) return;
        }
        const next = await events.next();
        if (next === 'closed') return;
        if (next === 'beat') name = 'beat';
        else {
          await events.send('step', next);
          const mayBeOver = next.state === 'failed' || next.step === 'publish';
          name = mayBeOver ? 'beat' : 'step';
        }
      }
    },
  );
}

/** The changes of all conversations that the caller may see, until it goes away. */
export function allEvents(c: Context<ApiEnv>, isVisible: (conversationId: string) => Promise<boolean>): Response {
  return eventStream(
    c,
    () => true,
    async (events) => {
      for (let next = await events.next(); next !== 'closed'; next = await events.next())
        if (next !== 'beat' && (await isVisible(next.conversationId))) await events.send('step', next);
    },
  );
}

interface Events {
  send(event: string, data: unknown): Promise<void>;
  /** The next change; `beat` when none came for a while (a comment was sent), `closed` when the client is gone. */
  next(): Promise<Progress | 'beat' | 'closed'>;
}

function eventStream(
  c: Context<ApiEnv>,
  concerns: (progress: Progress) => boolean,
  talk: (events: Events) => Promise<void>,
): Response {
  const hub = c.get('progress');
  const { log } = c.get('api');
  const requestId = c.get('requestId');
  const response = streamSSE(c, async (stream) => {
    const waiting: Progress[] = [];
    let wake: () => void = () => undefined;
    stream.onAbort(() => wake());
    // Listening starts before the snapshot is read, so that no change falls between the two.
    const unsubscribe = await hub.subscribe((progress) => {
      if (!concerns(progress)) return;
      waiting.push(progress);
      wake();
    });
    try {
      await talk({
        send: (event, data) => stream.writeSSE({ event, data: JSON.stringify(data) }),
        next: async () => {
          if (waiting.length === 0 && !isGone(stream)) await orHeartbeat((resolve) => (wake = resolve));
          if (isGone(stream)) return 'closed';
          const next = waiting.shift();
          if (next !== undefined) return next;
          await stream.write(': still here\n\n');
          return 'beat';
        },
      });
    } catch (error) {
      // The answer has begun: all that is left is to end it, and the client connects again.
      log.warn({ requestId, code: AppError.from(error).code }, 'an event stream ended early');
    } finally {
      unsubscribe();
    }
  });
  response.headers.set('cache-control', 'no-store');
  response.headers.set('x-accel-buffering', 'no');
  return response;
}

const isGone = (stream: SSEStreamingApi): boolean => stream.aborted || stream.closed;

/** Resolves when woken, or after the heartbeat's time. */
async function orHeartbeat(onWake: (resolve: () => void) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    onWake(resolve);
    timer = setTimeout(resolve, HEARTBEAT_MS);
  });
  clearTimeout(timer);
}
