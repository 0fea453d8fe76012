import { type SQL, and, eq, isNull, sql } from 'drizzle-orm';

import type {
  Completeness,
  ConversationKind,
  Language,
  Risk,
  RunState,
  StepName,
  Summary,
} from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { conversationRecordings, conversations, deals } from '../schema.js';
import { inSight, type Sight } from './sight.js';

export interface ConversationFilter {
  readonly customerId?: string | undefined;
  readonly dealId?: string | undefined;
  readonly kind?: ConversationKind | undefined;
  readonly language?: Language | undefined;
  /** State of the newest run. */
  readonly state?: RunState | undefined;
  /** True: only those that no customer was found for. */
  readonly unmatched?: boolean | undefined;
  /** When it took place (or came in, where that is not known), from and before; ISO 8601. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly visibleTo?: Sight | undefined;
  /** Only those of these people: a rep's, or a team's. */
  readonly of?: readonly Sight[] | undefined;
  readonly outcome?: 'open' | 'won' | 'lost' | undefined;
  /** Of the riskiest commitment that nobody dismissed; `none` where there is none. */
  readonly risk?: Risk | 'none' | undefined;
  /** Script fit, 0 to 100, both included. */
  readonly scoreMin?: number | undefined;
  readonly scoreMax?: number | undefined;
}

export interface ConversationListRow {
  readonly id: string;
  readonly externalId: string | null;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly language: Language | null;
  readonly startedAt: Date | null;
  readonly utcOffsetMinutes: number;
  readonly durationMs: number | null;
  readonly customerId: string | null;
  readonly dealId: string | null;
  readonly completeness: Completeness | null;
  readonly summary: Summary | null;
  readonly publishedAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
  readonly runState: RunState | null;
  readonly failedStep: StepName | null;
  readonly errorCode: string | null;
  /** Text, since a Date would lose the microseconds that the order goes by. */
  readonly sortAt: string;
  readonly risk: Risk | null;
  readonly score: number | null;
  readonly outcome: 'open' | 'won' | 'lost' | null;
  readonly repId: string | null;
  readonly repName: string | null;
}

const score = sql`((${conversations.scriptFit} ->> 'score')::numeric)`;

/** The sort key of a row, and so the cursor: when it took place, then id. */
export const conversationSortKey = (row: ConversationListRow): [string, string] => [row.sortAt, row.id];

export const takesPlace = sql`coalesce(${conversations.startedAt}, ${conversations.createdAt})`;

/** Newest first; `after` is the sort key of the row before. Reads `limit` rows at most. */
export async function listConversations(
  db: DbOrTx,
  filter: ConversationFilter,
  limit: number,
  after?: readonly [string, string],
): Promise<ConversationListRow[]> {
  const c = conversations;
  const newestFirst = sql`${takesPlace} desc, ${c.id} desc`;
  const chosen = [
    sql`true`,
    ...conditions(filter),
    after && sql`(${takesPlace}, ${c.id}) < (${after[0]}::timestamp at time zone 'UTC', ${after[1]})`,
  ];
  return (
    db
      .select({
        id: c.id,
        externalId: c.externalId,
        kind: c.kind,
        title: c.title,
        language: c.language,
        startedAt: c.startedAt,
        utcOffsetMinutes: c.utcOffsetMinutes,
        durationMs: c.durationMs,
        customerId: c.customerId,
        dealId: c.dealId,
        completeness: c.completeness,
        summary: c.summary,
        publishedAt: c.publishedAt,
        createdAt: c.createdAt,
        version: c.version,
        runState: sql<RunState | null>`run.state`,
        failedStep: sql<StepName | null>`failed.name`,
        errorCode: sql<string | null>`failed.error_code`,
        sortAt: sql<string>`(${takesPlace} at time zone 'UTC')::text`,
        risk: c.risk,
        score: sql<number | null>`(${c.scriptFit} ->> 'score')::float8`,
        outcome: deals.outcome,
        repId: sql<string | null>`rep.id`,
        repName: sql<string | null>`rep.name`,
      })
      .from(c)
      .leftJoin(
        sql`lateral (select r.id, r.state from runs r where r.conversation_id = ${c.id}
            order by r.created_at desc, r.id desc limit 1) run`,
        sql`true`,
      )
      .leftJoin(
        sql`lateral (select s.name, s.error_code from steps s where s.run_id = run.id and s.state = 'failed'
            order by s.ordinal limit 1) failed`,
        sql`true`,
      )
      .leftJoin(deals, eq(deals.id, c.dealId))
      .leftJoin(repOf(sql`${c.id}`, sql`${c.ownerKeyId}`), sql`true`)
      // The page is chosen first: what stands beside a conversation is looked up for its rows only.
      .where(sql`${c.id} in (select ${c.id} from ${c} where ${and(...chosen)} order by ${newestFirst} limit ${limit})`)
      .orderBy(newestFirst)
  );
}

/** Who held a Conversation on our side, as `rep (id, name)`: the first of them that is named, else who sent it. */
export const repOf = (conversation: SQL, owner: SQL): SQL => sql`lateral (
  select u.id, coalesce(u.name, p.name) as name
  from (select 1) one
  left join lateral (select p.name, p.email from participants p
    where p.conversation_id = ${conversation} and p.side = 'rep' and p.name is not null order by p.ordinal limit 1) p on true
  left join lateral (select u.id, u.name from users u
    where u.identities ? lower(p.name) or u.email = lower(p.email) or (p.name is null and u.id = ${owner})
    order by u.id limit 1) u on true) rep`;

/** What a filter asks of `conversations`. */
export function conditions(filter: ConversationFilter): (SQL | undefined)[] {
  const c = conversations;
  return [
    filter.customerId === undefined ? undefined : eq(c.customerId, filter.customerId),
    filter.dealId === undefined ? undefined : eq(c.dealId, filter.dealId),
    filter.kind === undefined ? undefined : eq(c.kind, filter.kind),
    filter.language === undefined ? undefined : eq(c.language, filter.language),
    filter.state &&
      sql`(select r.state from runs r where r.conversation_id = ${c.id}
        order by r.created_at desc, r.id desc limit 1) = ${filter.state}`,
    // What runs and what failed is rare, and has an index.
    filter.state === 'running' || filter.state === 'failed'
      ? sql`${c.id} in (select r.conversation_id from runs r where r.state = ${filter.state})`
      : undefined,
    ...(filter.of ?? []).map((sight) => inSight(sight, sql`${c.id}`)),
    filter.outcome && sql`${c.dealId} in (select d.id from deals d where d.outcome = ${filter.outcome})`,
    filter.risk && (filter.risk === 'none' ? isNull(c.risk) : eq(c.risk, filter.risk)),
    filter.scoreMin === undefined ? undefined : sql`${score} >= ${filter.scoreMin}::numeric`,
    filter.scoreMax === undefined ? undefined : sql`${score} <= ${filter.scoreMax}::numeric`,
    filter.unmatched === true ? isNull(c.customerId) : undefined,
    filter.from === undefined ? undefined : sql`${takesPlace} >= ${filter.from}::timestamptz`,
    filter.to === undefined ? undefined : sql`${takesPlace} < ${filter.to}::timestamptz`,
    inSight(filter.visibleTo, sql`${c.id}`),
  ];
}

/** The Conversations made of a Recording; `visibleTo` as in {@link ConversationFilter}. */
export async function conversationsOfRecording(db: DbOrTx, sha256: string, visibleTo?: Sight): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: conversations.id })
    .from(conversationRecordings)
    .innerJoin(conversations, eq(conversations.id, conversationRecordings.conversationId))
    .where(and(eq(conversationRecordings.sha256, sha256), ...conditions({ visibleTo })))
    .orderBy(conversations.id);
  return rows.map((row) => row.id);
}
