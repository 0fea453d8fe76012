import { sql } from 'drizzle-orm';

import type { Evidence, MentionKind, PromiseEventKind, PromiseState, TermChange } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import { inSight, type Sight } from './sight.js';
import { nameOf } from './users.js';

/** One thing that happened to a promise: what a conversation said of it, or what a person decided. */
export interface PromiseEvent {
  /** That of the mention, for splitting it off; of the decision otherwise. */
  readonly id: string;
  /** ISO 8601 in UTC; null where the conversation has no time. */
  readonly at: string | null;
  readonly by: 'machine' | 'person';
  /** A person who says how it stands gives a state. */
  readonly event: PromiseEventKind | PromiseState | 'merged' | 'split' | 'undone';
  readonly actor: string | null;
  readonly actorName: string | null;
  readonly note: string | null;
  readonly conversationId: string | null;
  readonly who: string | null;
  readonly what: string | null;
  readonly changes: readonly TermChange[];
  readonly evidence: readonly Evidence[];
}

/** Something that may belong to the promise as well. */
export interface PromiseSuggestion {
  /** What to merge: a promise, or words that fitted none. */
  readonly with: string;
  /** What to keep apart. */
  readonly mention: string;
  readonly kind: MentionKind;
  readonly conversationId: string;
  readonly what: string;
  readonly evidence: readonly Evidence[];
}

export interface PromiseStory {
  readonly history: readonly PromiseEvent[];
  readonly suggestions: readonly PromiseSuggestion[];
}

/**
 * How a promise came to be what it is, oldest first, and what a person is asked about it.
 * @param sight words of other conversations are left out
 */
export async function readPromiseStory(db: DbOrTx, promiseId: string, sight?: Sight): Promise<PromiseStory> {
  const seen = inSight(sight, sql`m.conversation_id`) ?? sql`true`;
  const [story] = await rows<PromiseStory>(
    db,
    sql`
      with members as (select * from promise_mentions m where m.promise_id = ${promiseId}),
      history as (
        select m.id, m.said_at as at, 'machine' as by, m.event, null as actor, null as note, m.conversation_id,
          m.data->>'who' as who, m.data->>'what' as what, m.changes, m.data->'evidence' as evidence,
          (m.data->'evidence'->0->>'turn')::int as turn
        from members m where ${seen}
        union all
        select h.id, h.at, 'person', case h.action when 'set' then h.after->>'state' else h.action end, h.actor,
          case h.action when 'set' then h.after->>'stateNote' end, null, null, null, '[]', '[]', 0
        from promise_history h join members m on m.id = h.promise_id),
      suggestions as (
        select coalesce(m.promise_id, m.id) as "with", m.id as mention, m.data->>'kind' as kind, m.conversation_id,
          m.data->>'what' as what, m.data->'evidence' as evidence, m.said_at
        from promise_mentions m
        where m.perhaps @> to_jsonb(${promiseId}::text) and m.promise_id is distinct from ${promiseId} and ${seen}
          and exists (select 1 from members own where own.customer_id is not distinct from m.customer_id)
        union
        select p.id, own.id, 'promised', p.conversation_id, p.what, p.evidence, p.said_at
        from members own cross join jsonb_array_elements_text(own.perhaps) other
        join promises p on p.id = other and p.id <> ${promiseId}
        join promise_mentions m on m.id = p.insight_id where own.id = ${promiseId} and ${seen})
      select
        coalesce((select json_agg(json_build_object('id', e.id, 'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          'by', e.by, 'event', e.event, 'actor', e.actor, 'actorName', ${nameOf(sql`e.actor`)}, 'note', e.note, 'conversationId', e.conversation_id, 'who', e.who,
          'what', e.what, 'changes', e.changes, 'evidence', e.evidence)
          order by e.at nulls first, e.by, e.turn, e.id) from history e), '[]') as history,
        coalesce((select json_agg(json_build_object('with', s."with", 'mention', s.mention, 'kind', s.kind,
          'conversationId', s.conversation_id, 'what', s.what, 'evidence', s.evidence) order by s.said_at, s.mention)
          from suggestions s), '[]') as suggestions`,
  );
  return story ?? { history: [], suggestions: [] };
}
