import { and, eq, sql } from 'drizzle-orm';

import type { Db } from '../database.js';
import { rows } from '../rows.js';
import { webhookDeliveries, webhooks } from '../schema.js';

/** A delivery in hand. `attempt` counts from 1 and fences: whoever lost the claim saves nothing. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly event: string;
  readonly payload: string;
  readonly attempt: number;
  readonly url: string;
  readonly secret: string;
}

/** How a try ended. */
export type DeliveryOutcome =
  | { readonly kind: 'delivered'; readonly status: number }
  | { readonly kind: 'retry'; readonly status: number | null; readonly error: string; readonly at: Date }
  /** `disable` says why the webhook is switched off with it. */
  | { readonly kind: 'failed'; readonly status: number | null; readonly error: string; readonly disable: string };

/**
 * Takes deliveries that are due, each for `leaseMs`: one whose holder dies comes back after that.
 * Several processes may ask at once; each gets others.
 */
export async function claimDeliveries(
  db: Db,
  { now, limit, leaseMs }: { now: Date; limit: number; leaseMs: number },
): Promise<ClaimedDelivery[]> {
  const until = new Date(now.getTime() + leaseMs).toISOString();
  return rows<ClaimedDelivery>(
    db,
    sql`
      update webhook_deliveries d set attempts = d.attempts + 1, next_attempt_at = ${until}::timestamptz
      from webhooks w
      where w.id = d.webhook_id and d.id in (
        select due.id from webhook_deliveries due join webhooks open on open.id = due.webhook_id and open.active
        where due.state = 'pending' and due.next_attempt_at <= ${now.toISOString()}::timestamptz
        order by due.next_attempt_at limit ${limit} for update of due skip locked)
      returning d.id, d.webhook_id as "webhookId", d.event, d.payload, d.attempts as attempt, w.url, w.secret`,
  );
}

/** Writes down how a try ended; nothing when the claim was lost meanwhile. */
export async function finishDelivery(
  db: Db,
  { id, webhookId, attempt }: Pick<ClaimedDelivery, 'id' | 'webhookId' | 'attempt'>,
  outcome: DeliveryOutcome,
  at: Date,
): Promise<void> {
  const d = webhookDeliveries;
  const mine = and(eq(d.id, id), eq(d.attempts, attempt), eq(d.state, 'pending'));
  if (outcome.kind === 'delivered') {
    const delivered = { state: 'delivered' as const, lastStatus: outcome.status, lastError: null, deliveredAt: at };
    await db
      .update(d)
      .set({ ...delivered, nextAttemptAt: null })
      .where(mine);
    return;
  }
  const said = { lastStatus: outcome.status, lastError: outcome.error };
  if (outcome.kind === 'retry') {
    await db
      .update(d)
      .set({ ...said, nextAttemptAt: outcome.at })
      .where(mine);
    return;
  }
  await db.transaction(async (tx) => {
    const failed = await tx
      .update(d)
      .set({ ...said, state: 'failed', nextAttemptAt: null })
      .where(mine)
      .returning({ id: d.id });
    if (failed.length > 0)
      await tx
        .update(webhooks)
        .set({ active: false, disabledReason: outcome.disable, version: sql`${webhooks.version} + 1` })
        .where(eq(webhooks.id, webhookId));
  });
}
