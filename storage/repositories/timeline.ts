import { sql, type SQL } from 'drizzle-orm';

import type {
  CommitmentCategory,
  Completeness,
  ConversationKind,
  PromiseEventKind,
  PromiseState,
  Risk,
  TermChange,
} from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import type { DealTerms } from '../schema.js';
import { inSight, type Sight } from './sight.js';

/** How much a conversation holds. */
export interface ConversationCounts {
  readonly turns: number;
  readonly objections: number;
  readonly promises: number;
  readonly highRisk: number;
  readonly breaches: number;
  readonly pendingProposals: number;
}

export type TimelineEvent =
  | {
      readonly type: 'conversation';
      readonly data: {
        readonly kind: ConversationKind;
        readonly title: string | null;
        readonly startedAt: string | null;
        readonly utcOffsetMinutes: number;
        readonly durationMs: number | null;
        readonly dealId: string | null;
        readonly headline: string | null;
        readonly completeness: Completeness | null;
        readonly counts: ConversationCounts;
      };
    }
  | {
      readonly type: 'promise';
      readonly data: {
        readonly conversationId: string;
        readonly who: string | null;
        readonly what: string;
        readonly category: CommitmentCategory;
        readonly risk: Risk;
        readonly due: string;
        readonly state: PromiseState;
        readonly overdue: boolean;
        readonly allowed: boolean | null;
      };
    }
  | {
      readonly type: 'promise_event';
      readonly data: {
        readonly promiseId: string;
        readonly event: PromiseEventKind | PromiseState;
        readonly by: 'machine' | 'person';
        readonly conversationId: string | null;
        readonly who: string | null;
        readonly what: string;
        readonly category: CommitmentCategory;
        readonly changes: readonly TermChange[];
      };
    }
  | {
      readonly type: 'deal';
      readonly data: {
        readonly dealId: string;
        readonly name: string;
        readonly before: DealTerms | null;
        readonly after: DealTerms;
      };
    };

/** `at` in UTC with microseconds, as text: with `id` it is the list's sort key. */
export type TimelineEntry = TimelineEvent & { readonly id: string; readonly at: string };

/**
 * Calls, meetings and chats, the days promises fall due, what becomes of them, and changes of deals, newest first. A promise
 * stands at the start of its day where the conversation took place.
 */
export async function readTimeline(
  db: DbOrTx,
  customerId: string,
  options: { now: Date; limit: number; after?: readonly [string, string] | undefined; visibleTo?: Sight | undefined },
): Promise<TimelineEntry[]> {
  const { now, limit, after, visibleTo } = options;
  const visible = inSight(visibleTo, sql`c.id`) ?? sql`true`;
  return rows<TimelineEntry>(
    db,
    sql`
      select e.type, e.id, (e.at at time zone 'UTC')::text as at,
        case when e.type = 'conversation' then e.data || jsonb_build_object('counts', ${counts}) else e.data end as data
      from (
        select * from (${conversationEvents(customerId, visible)} union all ${promiseEvents(customerId, visible, now)}
          union all ${promiseNews(customerId, visible)} union all ${dealEvents(customerId)}) every
        where ${after ? sql`(every.at, every.id) < (${after[0]}::timestamp at time zone 'UTC', ${after[1]})` : sql`true`}
        order by every.at desc, every.id desc limit ${limit}) e
      order by e.at desc, e.id desc`,
  );
}

const conversationEvents = (customerId: string, visible: SQL): SQL => sql`
  select 'conversation' as type, c.id, coalesce(c.started_at, c.created_at) as at,
    jsonb_build_object('kind', c.kind, 'title', c.title, 'startedAt', c.started_at,
      'utcOffsetMinutes', c.utc_offset_minutes, 'durationMs', c.duration_ms, 'dealId', c.deal_id,
      'headline', c.summary->>'headline', 'completeness', c.completeness) as data
  from conversations c where c.customer_id = ${customerId} and ${visible}`;

const promiseEvents = (customerId: string, visible: SQL, now: Date): SQL => sql`
  select 'promise', p.id, (p.due::timestamp - make_interval(mins => c.utc_offset_minutes)) at time zone 'UTC',
    jsonb_build_object('conversationId', p.conversation_id, 'who', p.who, 'what', p.what, 'category', p.category,
      'risk', p.risk, 'due', p.due, 'state', p.state, 'allowed', p.allowed, 'overdue',
      (p.state = 'open' or (p.state = 'broken' and p.state_by is null)) and
      p.due < ((${now.toISOString()}::timestamptz at time zone 'UTC') + make_interval(mins => c.utc_offset_minutes))::date)
  from promises p join conversations c on c.id = p.conversation_id
  left join reviews r on r.insight_id = p.insight_id
  where p.customer_id = ${customerId} and p.due is not null and r.verdict is distinct from 'dismissed' and ${visible}`;

/** What became of promises after they were made, when it was said; and how persons say that they stand now. */
const promiseNews = (customerId: string, visible: SQL): SQL => sql`
  select 'promise_event', m.id, m.said_at,
    jsonb_build_object('promiseId', p.id, 'event', m.event, 'by', 'machine', 'conversationId', m.conversation_id,
      'who', m.data->>'who', 'what', m.data->>'what', 'category', p.category, 'changes', m.changes)
  from promise_mentions m join promises p on p.id = m.promise_id join conversations c on c.id = m.conversation_id
  where m.customer_id = ${customerId} and m.event not in ('made', 'repeated') and m.said_at is not null and ${visible}
  union all
  select 'promise_event', p.id, p.state_at,
    jsonb_build_object('promiseId', p.id, 'event', p.state, 'by', 'person', 'conversationId', null,
      'who', null, 'what', p.what, 'category', p.category, 'changes', '[]'::jsonb)
  from promises p join conversations c on c.id = p.conversation_id
  where p.state_by is not null and p.customer_id = ${customerId} and ${visible}`;

const dealEvents = (customerId: string): SQL => sql`
  select 'deal', h.id, h.at,
    jsonb_build_object('dealId', h.deal_id, 'name', d.name, 'before', h.before, 'after', h.after)
  from deal_history h join deals d on d.id = h.deal_id where h.customer_id = ${customerId}`;

const counts = sql`(
  select jsonb_build_object(
    'turns', (select count(*) from turns t where t.conversation_id = e.id),
    'objections', count(*) filter (where i.kind = 'objections'),
    'promises', count(*) filter (where i.kind = 'commitments'),
    'highRisk', count(*) filter (where i.kind = 'commitments' and i.risk = 'high'),
    'breaches', count(*) filter (where i.kind = 'commitments' and i.allowed is false),
    'pendingProposals', (select count(*) from proposals p where p.conversation_id = e.id and p.state = 'pending'))
  from insights i where i.conversation_id = e.id)`;
