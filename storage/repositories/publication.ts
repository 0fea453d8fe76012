import { and, eq, sql, type SQL } from 'drizzle-orm';

import type { Completeness, InsightKind, InsightOf, RecordField } from '../../models/domain/index.js';
import type { Db, Tx } from '../database.js';
import { rows } from '../rows.js';
import { proposals, recordFields } from '../schema.js';
import { storableText } from '../storable-text.js';
import { addHistory, lockCustomer, stateOf, writeField } from './record-fields.js';

/** An Insight as it is stored, told apart by its kind. */
export type StoredInsight = { [K in InsightKind]: { id: string; kind: K; data: InsightOf<K> } }[InsightKind];

/** What publishing one conversation goes by. */
export interface PublishInput {
  readonly customerId: string | null;
  readonly completeness: Completeness | null;
  readonly startedAt: Date | null;
  readonly insights: readonly StoredInsight[];
  /** Who speaks in the turns that hold commitments. */
  readonly speakers: Readonly<Record<number, string | null>>;
  /** The customer's record today. */
  readonly fields: readonly { field: RecordField; itemKey: string; value: Record<string, unknown> }[];
  /** It was published before: persons may be deciding about what it gave. */
  readonly published: boolean;
  /** Something of this conversation lies with a customer it no longer belongs to. */
  readonly moved: boolean;
  /** Customers in whose ledgers it stands, null for a ledger of its own; null while it stands in none. */
  readonly ledgers: readonly (string | null)[] | null;
  /** Where events go. */
  readonly webhooks: readonly { id: string; events: string[] }[];
}

/** Everything `publish` needs, in one statement. Null when the conversation is gone. */
export async function readPublishInput(db: Db, conversationId: string): Promise<PublishInput | null> {
  type Row = Omit<PublishInput, 'startedAt'> & { startedAtMs: number | null };
  const [row] = await rows<Row>(
    db,
    sql`
      select c.customer_id as "customerId", c.completeness, (extract(epoch from c.started_at) * 1000)::float8 as "startedAtMs",
        c.published_at is not null as published,
        coalesce((
          select json_agg(json_build_object('id', i.id, 'kind', i.kind, 'data', i.data) order by i.kind, i.ordinal)
          from insights i where i.conversation_id = c.id), '[]') as insights,
        coalesce((
          select json_object_agg(t.turn, coalesce(p.name, t.speaker))
          from (select distinct (i.data->'evidence'->0->>'turn')::int as turn from insights i
                where i.conversation_id = c.id and i.kind = 'commitments') said
          join turns t on t.conversation_id = c.id and t.turn = said.turn
          left join participants p on p.conversation_id = c.id and p.id = t.speaker), '{}') as speakers,
        coalesce((
          select json_agg(json_build_object('field', f.field, 'itemKey', f.item_key, 'value', f.value))
          from record_fields f where f.customer_id = c.customer_id), '[]') as fields,
        exists (
          select 1 from proposals p
          where p.conversation_id = c.id and p.customer_id is distinct from c.customer_id) as moved,
        (select json_agg(distinct m.customer_id) from promise_mentions m where m.conversation_id = c.id) as ledgers,
        coalesce((
          select json_agg(json_build_object('id', w.id, 'events', w.events)) from webhooks w where w.active), '[]') as webhooks
      from conversations c where c.id = ${conversationId}`,
  );
  if (!row) return null;
  const { startedAtMs, ...input } = row;
  return { ...input, startedAt: startedAtMs === null ? null : new Date(startedAtMs) };
}

export type ProposalDraft = Omit<typeof proposals.$inferInsert, 'customerId' | 'conversationId'>;

/** What one conversation gives to its customer. */
export interface Publication {
  readonly conversationId: string;
  readonly customerId: string | null;
  readonly at: Date;
  readonly proposals: readonly ProposalDraft[];
}

/**
 * The statements that make this conversation's pending proposals those given, and mark it as published. What a person
 * decided stays. They touch different rows, so they may be parts of one statement.
 */
export function replacingPublication(publication: Publication): SQL[] {
  const { conversationId, customerId, at } = publication;
  return [
    sql`update conversations set published_at = ${at.toISOString()}::timestamptz where id = ${conversationId}`,
    sql`delete from proposals where conversation_id = ${conversationId} and state = 'pending'
      and id not in (select jsonb_array_elements_text(${idsOf(publication.proposals)}::jsonb))`,
    ...(publication.proposals.length > 0 && customerId !== null ? [upsertProposals(publication)] : []),
  ];
}

const upsertProposals = ({ conversationId, customerId, at, proposals: drafts }: Publication): SQL => sql`
  insert into proposals (id, customer_id, conversation_id, field, item_key, value, confidence, because, rule, insight_id,
    evidence, said_at, created_at)
  select id, ${customerId}, ${conversationId}, field, "itemKey", value, confidence, because, rule, "insightId",
    evidence, "saidAt",
    ${at.toISOString()}::timestamptz
  from jsonb_to_recordset(${jsonOf(drafts)}::jsonb) as drafts (id text, field text, "itemKey" text, value jsonb,
    confidence real, because text, rule text, "insightId" text, evidence jsonb, "saidAt" timestamptz)
  on conflict (id) do update set confidence = excluded.confidence, because = excluded.because,
    rule = excluded.rule, insight_id = excluded.insight_id, evidence = excluded.evidence, said_at = excluded.said_at
  where proposals.state = 'pending'`;

/**
 * The conversation was given to another customer: what it had put into the old one's record is taken
 * out (as a history entry), except what a person wrote there themselves; its decided proposals go too.
 */
export async function leaveFormerCustomers(
  tx: Tx,
  { conversationId, customerId, at }: Pick<Publication, 'conversationId' | 'customerId' | 'at'>,
): Promise<void> {
  const former = await tx
    .selectDistinct({ id: proposals.customerId })
    .from(proposals)
    .where(
      and(eq(proposals.conversationId, conversationId), sql`${proposals.customerId} is distinct from ${customerId}`),
    )
    .orderBy(proposals.customerId);
  for (const { id } of former) {
    await lockCustomer(tx, id);
    const fields = await tx
      .select()
      .from(recordFields)
      .where(
        and(
          eq(recordFields.customerId, id),
          eq(recordFields.locked, false),
          sql`${recordFields.provenance}->>'conversationId' = ${conversationId}`,
        ),
      );
    for (const field of fields) {
      await writeField(tx, field, null, at);
      await addHistory(
        tx,
        { ...field, proposalId: null, actor: 'reassigned', at },
        { action: 'removed', before: stateOf(field), after: null, superseded: [] },
      );
    }
    await tx.delete(proposals).where(and(eq(proposals.conversationId, conversationId), eq(proposals.customerId, id)));
  }
}

const idsOf = (drafts: readonly { id: string }[]): string => JSON.stringify(drafts.map(({ id }) => id));

/** One parameter for all rows: the statement stays the same, so that it is parsed once. */
const jsonOf = (drafts: readonly object[]): string => storableText(JSON.stringify(drafts));
