import { sql } from 'drizzle-orm';

import type { Tx } from '../database.js';
import { inOneStatement } from '../rows.js';

/**
 * A conversation's mentions are about to be deleted: what persons decided about a promise that others tell too goes to
 * one of those. How it stands stays, and what was merged stays merged.
 */
export async function handOnDecisions(tx: Tx, conversationId: string): Promise<void> {
  // The heir of each mention: first whoever promises it too, else whoever speaks of it.
  const heirs = sql`
    select m.id, (
      select o.id from promise_mentions o
      where o.promise_id = m.promise_id and o.conversation_id <> m.conversation_id
      order by o.event in ('made', 'repeated', 'changed') desc, o.said_at nulls last, o.id limit 1) as heir
    from promise_mentions m where m.conversation_id = ${conversationId} and m.promise_id is not null`;
  await tx.execute(
    inOneStatement([
      sql`update promise_history h set promise_id = heirs.heir from (${heirs}) heirs
          where h.promise_id = heirs.id and heirs.heir is not null and h.links = '[]'`,
      sql`insert into promise_links (a, b, same, actor, at)
          select distinct on (1, 2) least(l.other, l.heir), greatest(l.other, l.heir), true, l.actor, l.at
          from (
            select case when k.a = heirs.id then k.b else k.a end as other, heirs.heir, k.actor, k.at
            from promise_links k join (${heirs}) heirs on heirs.id in (k.a, k.b) where k.same and heirs.heir is not null) l
          join promise_mentions o on o.id = l.other and o.conversation_id <> ${conversationId}
          where l.other <> l.heir order by 1, 2, l.at desc
          on conflict do nothing`,
    ]),
  );
}
