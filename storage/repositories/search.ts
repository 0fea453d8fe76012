import { and, sql, type SQL } from 'drizzle-orm';

import type { CommitmentCategory, Completeness, ConversationKind, Side } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { conversations } from '../schema.js';
import { looseTsqueryOf, tsqueryOf, type SearchQuery } from '../search-words.js';
import { conditions, repOf, takesPlace, type ConversationFilter } from './conversation-list.js';

export interface SearchFilter extends Omit<ConversationFilter, 'state'> {
  readonly side?: Side | undefined;
  /** Only Turns that a commitment rests on; of this category, where one is named. */
  readonly flag?: CommitmentCategory | 'any' | undefined;
}

/** A Turn that was found. Times are text in UTC, as PostgreSQL writes them. */
export interface SearchHit {
  readonly conversationId: string;
  readonly title: string | null;
  readonly kind: ConversationKind;
  readonly startedAt: string | null;
  readonly utcOffsetMinutes: number;
  readonly completeness: Completeness | null;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly repId: string | null;
  readonly repName: string | null;
  readonly turn: number;
  readonly text: string;
  readonly side: Side | null;
  readonly speaker: string | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly sentAt: string | null;
  readonly sortAt: string;
}

export type SearchPosition = readonly [sortAt: string, conversationId: string, turn: number];

/**
 * Turns that hold everything that is looked for, from the newest Conversation on. Which Conversations may
 * hold them the index over Conversations knows; only their Turns are looked at, page by page.
 */
export async function searchTurns(
  db: DbOrTx,
  query: SearchQuery,
  filter: SearchFilter,
  { limit, after }: { limit: number; after?: SearchPosition | undefined },
): Promise<SearchHit[]> {
  const c = conversations;
  const { side, flag, ...ofConversation } = filter;
  const ofTurn: (SQL | undefined)[] = [
    sql`t.conversation_id = ${c.id} and t.words @@ ${tsqueryOf(query)}::tsquery`,
    side && sql`p.side = ${side}`,
    flag &&
      sql`exists (select 1 from insights i where i.conversation_id = ${c.id} and i.kind = 'commitments'
        and (i.data #>> '{evidence,0,turn}')::int = t.turn and ${flag === 'any' ? sql`true` : sql`i.category = ${flag}`})`,
    after && sql`(${c.id} <> ${after[1]} or t.turn > ${after[2]})`,
  ];
  // The page is chosen first: what stands beside a hit is looked up for its rows only.
  return rows<SearchHit>(
    db,
    sql`select ${c.id} as "conversationId", ${c.title}, ${c.kind}, (${c.startedAt} at time zone 'UTC')::text as "startedAt",
          ${c.utcOffsetMinutes} as "utcOffsetMinutes", ${c.completeness}, ${c.customerId} as "customerId", customer.name as "customerName",
          rep.id as "repId", rep.name as "repName", hit.turn, hit.text, hit.side, hit.speaker, hit."startMs",
          hit."endMs", hit."sentAt", (${takesPlace} at time zone 'UTC')::text as "sortAt"
        from (
          select ${c.id} as conversation_id, t.*
          from ${c}
          join conversation_words w on w.conversation_id = ${c.id}
          cross join lateral (
            select t.turn, t.text, p.side, coalesce(p.name, t.speaker) as speaker, t.start_ms as "startMs",
              t.end_ms as "endMs", (t.sent_at at time zone 'UTC')::text as "sentAt"
            from turns t left join participants p on p.conversation_id = t.conversation_id and p.id = t.speaker
            where ${and(...ofTurn)} order by t.turn limit ${limit}) t
          where ${and(
            sql`w.words @@ ${looseTsqueryOf(query)}::tsquery`,
            ...conditions(ofConversation),
            after && sql`(${takesPlace}, ${c.id}) <= (${after[0]}::timestamp at time zone 'UTC', ${after[1]})`,
          )}
          order by ${takesPlace} desc, ${c.id} desc, t.turn limit ${limit}) hit
        join ${c} on ${c.id} = hit.conversation_id
        left join customers customer on customer.id = ${c.customerId}
        left join ${repOf(sql`${c.id}`, sql`${c.ownerKeyId}`)} on true
        order by ${takesPlace} desc, ${c.id} desc, hit.turn`,
  );
}

/** People of our side who can be filtered by: accounts, and names that no account has; by name. */
export async function listReps(
  db: DbOrTx,
  visible: SQL | undefined,
  part: string | undefined,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ id: string | null; name: string }[]> {
  const like = `%${(part ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  return rows(
    db,
    sql`select min(u.id) as id, coalesce(u.name, p.name) as name
        from (select p.name from participants p
              where p.side = 'rep' and p.name is not null and ${visible ?? sql`true`} group by p.name) p
        left join users u on u.identities ? lower(p.name)
        where coalesce(u.name, p.name) ilike ${like}
          and ${after === undefined ? sql`true` : sql`coalesce(u.name, p.name) > ${after}`}
        group by 2 order by 2 limit ${limit}`,
  );
}
