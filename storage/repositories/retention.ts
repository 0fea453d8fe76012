import { sql, type SQL } from 'drizzle-orm';

import { type ConversationKind, KEEP_ALL, Retention } from '../../models/domain/index.js';
import type { DbOrTx, Tx } from '../database.js';
import { rows } from '../rows.js';
import { readSetting, writeSetting } from './settings.js';

const DAY_MS = 86_400_000;

/** What an administrator set, and how often; nothing is ever deleted until then. */
export async function retentionAsSet(db: DbOrTx): Promise<{ retention: Retention; version: number }> {
  const row = await readSetting(db, 'retention');
  return row === undefined
    ? { retention: KEEP_ALL, version: 0 }
    : { retention: Retention.parse(row.value), version: row.version };
}

export const readRetention = async (db: DbOrTx): Promise<Retention> => (await retentionAsSet(db)).retention;

/** Nobody else sets it until the transaction ends. */
export async function lockRetention(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('retention'))`);
}

export async function saveRetention(db: DbOrTx, retention: Retention, now: Date): Promise<void> {
  await writeSetting(db, 'retention', retention, now);
}

/** Before when something is too old; null: nothing is. */
export const cutOff = (days: number | null, now: Date): Date | null =>
  days === null ? null : new Date(now.getTime() - days * DAY_MS);

/** When the last word of conversation `c` was said; where it has no time, when it came in. */
const LAST_SAID = sql`coalesce(greatest((select max(t.sent_at) from turns t where t.conversation_id = c.id),
  c.started_at + coalesce(c.duration_ms, 0) * interval '1 millisecond'), c.created_at)`;

/** Whether conversation `c` is older than its kind is kept, whoever holds it. */
function isOld({ conversations }: Retention, now: Date): SQL {
  const kinds = (Object.entries(conversations) as [ConversationKind, number | null][]).flatMap(([kind, days]) => {
    const before = cutOff(days, now)?.toISOString();
    // What began later is not old: the turns of those need not be looked at.
    return before === undefined
      ? []
      : [
          sql`(c.kind = ${kind} and (c.started_at is null or c.started_at < ${before}::timestamptz)
               and ${LAST_SAID} < ${before}::timestamptz)`,
        ];
  });
  return kinds.length === 0 ? sql`false` : sql`(${sql.join(kinds, sql` or `)})`;
}

/** Ids of Conversations that are kept no longer, in the order they came in; those that are held never are among them. */
export async function expiredConversations(
  db: DbOrTx,
  retention: Retention,
  now: Date,
  limit: number,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`select c.id from conversations c where c.held_at is null and ${isOld(retention, now)} order by c.id limit ${limit}`,
  );
  return found.map(({ id }) => id);
}

/** The same for one, which nobody changes until the transaction ends. */
export async function lockExpired(tx: DbOrTx, id: string, retention: Retention, now: Date): Promise<boolean> {
  const found = await rows(
    tx,
    sql`select c.id from conversations c where c.id = ${id} and c.held_at is null and ${isOld(retention, now)} for update`,
  );
  return found.length > 0;
}

/** Recording `r` is sound of old conversations only, none of which is held or at work with it. */
const isOldSound = (before: Date): SQL => sql`
  r.sound_removed_at is null
  and exists (select 1 from conversation_recordings p where p.sha256 = r.sha256 and p.part = 'audio')
  and not exists (
    select 1 from conversation_recordings p join conversations c on c.id = p.conversation_id
    where p.sha256 = r.sha256 and (p.part <> 'audio' or c.held_at is not null
      or ${LAST_SAID} >= ${before.toISOString()}::timestamptz
      or exists (select 1 from runs u where u.conversation_id = c.id and u.state = 'running')))`;

/** SHA-256 of Recordings whose sound is kept no longer. */
export async function expiredSound(db: DbOrTx, retention: Retention, now: Date, limit: number): Promise<string[]> {
  const before = cutOff(retention.sound, now);
  if (before === null) return [];
  const found = await rows<{ sha256: string }>(
    db,
    sql`select r.sha256 from recordings r where ${isOldSound(before)} order by r.sha256 limit ${limit}`,
  );
  return found.map(({ sha256 }) => sha256);
}

/** The same for one, whose conversations nobody changes until the transaction ends. */
export async function lockExpiredSound(tx: DbOrTx, sha256: string, retention: Retention, now: Date): Promise<boolean> {
  const before = cutOff(retention.sound, now);
  if (before === null) return false;
  await tx.execute(sql`select c.id from conversations c join conversation_recordings p on p.conversation_id = c.id
    where p.sha256 = ${sha256} order by c.id for update of c`);
  const found = await rows(
    tx,
    sql`select r.sha256 from recordings r where r.sha256 = ${sha256} and ${isOldSound(before)} for update of r`,
  );
  return found.length > 0;
}

/** Notes that the bytes of a Recording are gone. */
export async function markSoundRemoved(tx: DbOrTx, sha256: string, now: Date): Promise<void> {
  await tx.execute(sql`update recordings set sound_removed_at = ${now.toISOString()}::timestamptz
    where sha256 = ${sha256} and sound_removed_at is null`);
}

export interface ExpiredCounts {
  readonly call: number;
  readonly meeting: number;
  readonly chat: number;
  /** Old enough, and kept because somebody holds them. */
  readonly held: number;
  /** Recordings that would lose their sound by themselves. */
  readonly sound: number;
}

/** What a retention would delete now. */
export async function countExpired(db: DbOrTx, retention: Retention, now: Date): Promise<ExpiredCounts> {
  const before = cutOff(retention.sound, now);
  const [found] = await rows<Omit<ExpiredCounts, 'sound'>>(
    db,
    sql`select count(*) filter (where kind = 'call' and not held)::int as call,
          count(*) filter (where kind = 'meeting' and not held)::int as meeting,
          count(*) filter (where kind = 'chat' and not held)::int as chat,
          count(*) filter (where held)::int as held
        from (select c.kind, c.held_at is not null as held from conversations c where ${isOld(retention, now)}) old`,
  );
  // Sound that goes with its conversation is not told twice.
  const [sound] =
    before === null
      ? []
      : await rows<{ n: number }>(
          db,
          sql`select count(*)::int as n from recordings r where ${isOldSound(before)} and exists (
                select 1 from conversation_recordings p join conversations c on c.id = p.conversation_id
                where p.sha256 = r.sha256 and not ${isOld(retention, now)})`,
        );
  return { ...(found ?? { call: 0, meeting: 0, chat: 0, held: 0 }), sound: sound?.n ?? 0 };
}
