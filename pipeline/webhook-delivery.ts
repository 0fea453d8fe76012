import type { Logger } from 'pino';

import type { Database } from '../storage/database.js';
import {
  claimDeliveries,
  finishDelivery,
  type ClaimedDelivery,
  type DeliveryOutcome,
} from '../storage/repositories/webhook-claims.js';
import { WEBHOOK_CHANNEL } from '../storage/repositories/webhook-outbox.js';
import { errorFacts } from './log.js';
import { postWebhook, type Answer, type RequestOptions } from './webhook-request.js';
import { waitAfter } from './webhook-schedule.js';

const AT_ONCE = 20;
/** Longer than a try may take, so that nobody else takes a delivery that is under way. */
const LEASE_MS = 60_000;
const POLL_MS = 5_000;

export interface WebhookDeliveryOptions extends RequestOptions {
  readonly database: Database;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly now?: () => Date;
  /** 0 to 1; tests take the chance out. */
  readonly random?: () => number;
  readonly pollMs?: number;
}

export interface WebhookDelivery {
  /** Sends what is due now and waits for it; how many tries were made. */
  deliverDue(): Promise<number>;
  /** Takes no more, and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * Delivers the outbox until it is stopped: woken by a notification, and every few seconds for what
 * comes due by itself. Several processes may run it.
 */
export async function startWebhookDelivery(options: WebhookDeliveryOptions): Promise<WebhookDelivery> {
  const { database, log, pollMs = POLL_MS } = options;
  let stopped = false;
  let underWay: Promise<unknown> = Promise.resolve();
  let again = false;
  let busy = false;

  const pass = async (): Promise<void> => {
    busy = true;
    try {
      do {
        again = false;
        while (!stopped && (await deliverDue(options)) > 0);
      } while (again && !stopped);
    } catch (error) {
      log.error(errorFacts(error), 'webhook deliveries wait: the database did not answer');
    } finally {
      busy = false;
    }
  };
  const wake = (): void => {
    if (stopped) return;
    if (busy) again = true;
    else underWay = pass();
  };

  const unlisten = await database.listen(WEBHOOK_CHANNEL, wake);
  const timer = setInterval(wake, pollMs);
  wake();
  return {
    deliverDue: () => deliverDue(options),
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await unlisten();
      await underWay;
    },
  };
}

/** One round: claims what is due, tries each, writes down how it went. */
export async function deliverDue(options: Omit<WebhookDeliveryOptions, 'pollMs'>): Promise<number> {
  const { database, log, now = () => new Date(), random = Math.random } = options;
  const claimed = await claimDeliveries(database.db, { now: now(), limit: AT_ONCE, leaseMs: LEASE_MS });
  await Promise.all(
    claimed.map(async (delivery) => {
      const answer = await postWebhook(delivery, now(), options);
      const outcome = outcomeOf(delivery, answer, now(), random());
      await finishDelivery(database.db, delivery, outcome, now());
      const { id, webhookId, event, attempt } = delivery;
      const facts = { delivery: id, webhook: webhookId, event, attempt, status: answer.status };
      if (outcome.kind === 'delivered') log.info(facts, 'webhook delivered');
      else log.warn({ ...facts, error: outcome.error }, `webhook not delivered: ${outcome.kind}`);
    }),
  );
  return claimed.length;
}

/** 2xx is delivered, 410 switches the webhook off, all else is tried again until the schedule ends. */
function outcomeOf({ attempt }: ClaimedDelivery, answer: Answer, at: Date, random: number): DeliveryOutcome {
  const { status } = answer;
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered', status };
  const error = answer.error ?? (status !== null && status >= 300 && status < 400 ? 'redirect' : 'http_status');
  if (status === 410) return { kind: 'failed', status, error: 'gone', disable: 'the receiver answered 410 Gone' };
  const wait = waitAfter(attempt, random);
  if (wait === null) return { kind: 'failed', status, error, disable: 'every try of a delivery failed' };
  return { kind: 'retry', status, error, at: new Date(at.getTime() + wait) };
}
