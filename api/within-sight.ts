import { sql, type SQL } from 'drizzle-orm';
import type { Context, MiddlewareHandler } from 'hono';

import { AppError } from '../models/domain/index.js';
import type { AuditAction } from '../storage/repositories/audit.js';
import { rows } from '../storage/rows.js';
import { customerInSight, inSight, type Sight } from '../storage/repositories/sight.js';
import { auditReading } from './audit.js';
import type { ApiEnv } from './context.js';

/** What hangs off a conversation or a customer: how to find it, and what reading it is called in the audit log. */
interface Guarded {
  readonly noun: string;
  readonly exists: (id: string, sight: Sight | undefined) => SQL;
  readonly read: AuditAction;
}

const ofConversation = (noun: string, table: SQL, read: AuditAction = 'conversation.read'): Guarded => ({
  noun,
  read,
  exists: (id, sight) =>
    sql`select conversation_id as whose from ${table} it where it.id = ${id}
        and ${inSight(sight, sql`it.conversation_id`) ?? sql`true`}`,
});

/** Everything below these paths concerns what `{id}` names. A new route below one of them is guarded by being there. */
const GUARDED: Readonly<Record<string, Guarded>> = {
  '/v1/conversations/{id}': {
    ...{ noun: 'conversation', read: 'conversation.read' },
    exists: (id, sight) =>
      sql`select it.id as whose from conversations it where it.id = ${id} and ${inSight(sight, sql`it.id`) ?? sql`true`}`,
  },
  '/v1/customers/{id}': {
    ...{ noun: 'customer', read: 'customer.read' },
    exists: (id, sight) =>
      sql`select it.id as whose from customers it where it.id = ${id} and ${customerInSight(sight, sql`it.id`) ?? sql`true`}`,
  },
  '/v1/deals/{id}': {
    ...{ noun: 'deal', read: 'customer.read' },
    exists: (id, sight) =>
      sql`select it.customer_id as whose from deals it where it.id = ${id}
          and ${customerInSight(sight, sql`it.customer_id`) ?? sql`true`}`,
  },
  '/v1/proposals/{id}': ofConversation('proposal', sql`proposals`),
  '/v1/promises/{id}': {
    ...{ noun: 'promise', read: 'conversation.read' },
    // Also by the id of a mention that is a part of the promise by now.
    exists: (id, sight) =>
      sql`select it.conversation_id as whose from promises it
          where it.id = coalesce((select m.promise_id from promise_mentions m where m.id = ${id}), ${id})
          and ${inSight(sight, sql`it.conversation_id`) ?? sql`true`}`,
  },
  '/v1/flags/{id}': ofConversation('flag', sql`insights`),
};

/**
 * For routes below a guarded path: what is not in the caller's sight does not exist for them, and what an
 * administrator reads goes into the audit log. Undefined for all other paths.
 */
export function withinSight(path: string): MiddlewareHandler<ApiEnv> | undefined {
  const guarded = Object.entries(GUARDED).find(([start]) => path === start || path.startsWith(`${start}/`))?.[1];
  if (guarded === undefined) return undefined;
  return async (c, next) => {
    const caller = c.get('caller');
    if (caller.sight !== undefined || caller.role === 'admin') {
      const id = c.req.param('id') ?? '';
      const [found] = await rows<{ whose: string }>(c.get('api').database.db, guarded.exists(id, caller.sight));
      if (found === undefined) throw new AppError('not_found', `There is no ${guarded.noun} ${id}: check the id.`);
      const kind = guarded.read === 'customer.read' ? 'customer' : 'conversation';
      await auditReading(c, guarded.read, { kind, id: found.whose });
    }
    await next();
  };
}

/**
 * A customer that is named in a body: nobody reaches into another's customers by sending or assigning
 * something to them. What does not exist is left to whoever looks for it.
 * @param name its id, or one of its external ids
 * @throws AppError `not_found`
 */
export async function requireCustomerInSight(c: Context<ApiEnv>, name: string | null | undefined): Promise<void> {
  const { sight } = c.get('caller');
  if (sight === undefined || name == null) return;
  const hidden = await rows(
    c.get('api').database.db,
    sql`select it.id from customers it
        where (it.id = ${name} or it.id in (select k.customer_id from customer_keys k where k.kind = 'external_id' and k.value = ${name}))
          and not ${customerInSight(sight, sql`it.id`) ?? sql`true`}`,
  );
  if (hidden.length > 0) throw new AppError('not_found', `There is no customer ${name}: check the id.`);
}
