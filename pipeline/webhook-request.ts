import { lookup } from 'node:dns/promises';

import { Webhook } from 'standardwebhooks';
import { Agent, request } from 'undici';

import { AppError } from '../models/domain/index.js';
import { parseWebhookUrl, resolveTarget, type TargetAddress } from '../storage/webhook-target.js';

const TIMEOUT_MS = 15_000;

/** What came back from a receiver; `error` is one of a few fixed words, never what the receiver said. */
export interface Answer {
  readonly status: number | null;
  readonly error: 'refused_address' | 'timeout' | 'unreachable' | null;
}

export interface RequestOptions {
  readonly allowPrivate: boolean;
  /** All addresses of a host name; the system's resolver unless a test gives one. */
  readonly resolve?: (host: string) => Promise<readonly TargetAddress[]>;
  readonly timeoutMs?: number;
}

/**
 * Sends one signed message (Standard Webhooks 1.0). The host is looked up and checked at every try, and
 * the connection goes to the very address that was checked, so a name that changes between the two
 * does not matter. Redirects are not followed; the answer's body is thrown away.
 */
export async function postWebhook(
  message: { id: string; url: string; secret: string; payload: string },
  at: Date,
  { allowPrivate, resolve = resolveBySystem, timeoutMs = TIMEOUT_MS }: RequestOptions,
): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  let agent: Agent | undefined;
  try {
    const url = parseWebhookUrl(message.url, allowPrivate);
    const target = await abortable(resolveTarget(url, allowPrivate, resolve), signal);
    agent = pinnedAgent(target);
    const { statusCode, body } = await request(url, {
      ...{ method: 'POST', dispatcher: agent, signal, body: message.payload },
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Vouch-Webhooks',
        'webhook-id': message.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(message.secret).sign(message.id, at, message.payload),
      },
    });
    // A receiver that streams for ever is cut off with the agent below.
    void body.on('error', () => undefined).resume();
    return { status: statusCode, error: null };
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_input') return { status: null, error: 'refused_address' };
    return { status: null, error: signal.aborted ? 'timeout' : 'unreachable' };
  } finally {
    await agent?.destroy();
  }
}

/** Connects to this address whatever name it is asked for; the name still counts for TLS and the Host header. */
function pinnedAgent({ address, family }: TargetAddress): Agent {
  return new Agent({
    connect: {
      lookup: (_host, options, callback) => {
        if (options.all === true) callback(null, [{ address, family }]);
        else callback(null, address, family);
      },
    },
  });
}

const resolveBySystem = async (host: string): Promise<TargetAddress[]> =>
  (await lookup(host, { all: true })).map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));

/** The resolver cannot be interrupted, but need not be waited for. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new AppError('timeout', 'The webhook did not answer in time.'));
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
