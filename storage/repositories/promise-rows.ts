import { sql, type SQL } from 'drizzle-orm';

import type { FoldedPromise, PlacedMention } from '../../models/domain/index.js';
import type { PromiseStanding } from '../schema.js';
import { storableText } from '../storable-text.js';

/** Whose ledger: a customer's, or that of a conversation which has none yet. */
export type LedgerScope =
  { readonly customerId: string } | { readonly customerId: null; readonly conversationId: string };

/** Mentions in their places. */
export const upsertMentions = ({ customerId }: LedgerScope, placed: readonly PlacedMention[]): SQL => {
  const drafts = placed.map(({ mention, ...place }) => ({
    ...{ id: mention.id, conversationId: mention.conversationId, ...place },
    ...{ data: mention, saidAt: mention.saidAt },
  }));
  return sql`
  insert into promise_mentions (id, conversation_id, customer_id, promise_id, event, changes, perhaps, data, said_at)
  select id, "conversationId", ${customerId}, "promiseId", event, changes, perhaps, data, "saidAt"
  from jsonb_to_recordset(${jsonOf(drafts)}::jsonb) as drafts (id text, "conversationId" text, "promiseId" text,
    event text, changes jsonb, perhaps jsonb, data jsonb, "saidAt" timestamptz)
  on conflict (id) do update set customer_id = excluded.customer_id, promise_id = excluded.promise_id,
    event = excluded.event, changes = excluded.changes, perhaps = excluded.perhaps, data = excluded.data,
    said_at = excluded.said_at`;
};

/** How it stands is what a person last said of any of its mentions, else what conversations tell. */
export const upsertPromises = (
  { customerId }: LedgerScope,
  promises: readonly FoldedPromise[],
  standings: ReadonlyMap<string, PromiseStanding>,
): SQL => {
  const drafts = promises.map(({ id, current, state, due, amount, condition, firmness, leaned, late }) => ({
    ...{ id, due, amount, condition, firmness, leaned, late, toldState: state, standing: standings.get(id) ?? null },
    ...{ conversationId: current.conversationId, insightId: current.id, who: current.who, what: current.what },
    ...{ category: current.category, risk: current.risk, allowed: current.allowed, suggestion: current.suggestion },
    ...{ saidAt: current.saidAt, evidence: current.evidence },
  }));
  const columns = [
    ...[
      'customer_id',
      'conversation_id',
      'insight_id',
      'who',
      'what',
      'category',
      'risk',
      'due',
      'amount',
      'condition',
    ],
    ...[
      'firmness',
      'leaned',
      'allowed',
      'suggestion',
      'told_state',
      'late',
      'state',
      'state_by',
      'state_at',
      'state_note',
    ],
    ...['said_at', 'evidence'],
  ].map((name) => sql.identifier(name));
  const sets = columns.map((column) => sql`${column} = excluded.${column}`);
  const changed = columns.map((column) => sql`promises.${column} is distinct from excluded.${column}`);
  return sql`
  insert into promises (id, ${sql.join(columns, sql`, `)})
  select id, ${customerId}, "conversationId", "insightId", who, what, category, risk, due, amount, condition, firmness,
    leaned, allowed, suggestion, "toldState", late, coalesce(standing->>'state', "toldState"), standing->>'stateBy',
    (standing->>'stateAt')::timestamptz, standing->>'stateNote', "saidAt", evidence
  from jsonb_to_recordset(${jsonOf(drafts)}::jsonb) as drafts (id text, "conversationId" text, "insightId" text, who text,
    what text, category text, risk text, due date, amount jsonb, condition text, firmness text, leaned jsonb,
    allowed boolean, suggestion text, "toldState" text, late boolean, standing jsonb, "saidAt" timestamptz, evidence jsonb)
  on conflict (id) do update set ${sql.join(sets, sql`, `)}, version = promises.version + 1
  where ${sql.join(changed, sql` or `)}`;
};

export const deleting = (table: 'promises' | 'promise_mentions', ids: readonly string[]): SQL =>
  sql`delete from ${sql.identifier(table)} where id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;

/** One parameter for all rows: the statement stays the same, so that it is parsed once. */
const jsonOf = (drafts: readonly object[]): string => storableText(JSON.stringify(drafts));
