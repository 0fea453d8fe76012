import { type SQL, sql } from 'drizzle-orm';

import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';

/** Whose Conversations somebody sees, where it is not all of them. */
export interface Sight {
  /** Sent by these: ids of people and of keys. */
  readonly owners: readonly string[];
  /** Held by these, on our side: e-mail addresses, names, phone numbers and account ids in lower case. */
  readonly identities: readonly string[];
  /** Also what nobody owns: a rep's key that belongs to nobody sees what telephone systems send. */
  readonly nobodys: boolean;
}

/** What a person sees of Conversations: their own. */
export function sightOfUsers(db: DbOrTx, users: { userId: string } | { teamId: string }): Promise<Sight> {
  return sightWhere(db, 'userId' in users ? sql`u.id = ${users.userId}` : sql`u.team_id = ${users.teamId}`);
}

async function sightWhere(db: DbOrTx, which: SQL): Promise<Sight> {
  const [found] = await rows<{ owners: string[]; identities: string[] }>(
    db,
    sql`select coalesce((select jsonb_agg(distinct o) from (
               select u.id o from users u where ${which}
               union select k.id from api_keys k join users u on u.id = k.user_id where ${which}) owners), '[]') owners,
             coalesce((select jsonb_agg(distinct i) from (
               select u.email i from users u where ${which}
               union select jsonb_array_elements_text(u.identities) from users u where ${which}) held), '[]') identities`,
  );
  return { owners: found?.owners ?? [], identities: found?.identities ?? [], nobodys: false };
}

/**
 * Whether the Conversation with this id may be seen, as a condition; undefined: all may.
 * @param id the column or expression that holds the Conversation's id
 */
export function inSight(sight: Sight | undefined, id: SQL): SQL | undefined {
  if (sight === undefined) return undefined;
  const owners = sql`array(select jsonb_array_elements_text(${JSON.stringify(sight.owners)}::jsonb))`;
  if (sight.nobodys)
    return sql`exists (select 1 from conversations own where own.id = ${id}
      and (own.owner_key_id is null or own.owner_key_id = any(${owners})))`;
  return sql`${id} in (select own.id from conversations own where own.owner_key_id = any(${owners})
    union all ${heldBy(sight.identities)})`;
}

/** Ids of the Conversations that somebody of our side with one of these identities took part in. */
export function heldBy(identities: readonly string[]): SQL {
  const held = sql`array(select jsonb_array_elements_text(${JSON.stringify(identities)}::jsonb))`;
  return sql`select p.conversation_id from participants p
    where p.side <> 'customer' and (lower(p.email) = any(${held}) or lower(p.name) = any(${held})
      or p.phone = any(${held}) or lower(p.external_id) = any(${held}))`;
}

/**
 * Whether a customer may be seen: one of their Conversations may, or they have none yet (then they are everybody's).
 * @param id the column or expression that holds the customer's id
 */
export function customerInSight(sight: Sight | undefined, id: SQL): SQL | undefined {
  if (sight === undefined) return undefined;
  return sql`(not exists (select 1 from conversations any_of where any_of.customer_id = ${id})
    or exists (select 1 from conversations seen where seen.customer_id = ${id}
      and ${inSight(sight, sql`seen.id`) ?? sql`true`}))`;
}

export async function isInSight(db: DbOrTx, sight: Sight | undefined, conversationId: string): Promise<boolean> {
  if (sight === undefined) return true;
  const found = await rows(
    db,
    sql`select c.id from conversations c where c.id = ${conversationId} and ${inSight(sight, sql`c.id`) ?? sql`true`}`,
  );
  return found.length > 0;
}
