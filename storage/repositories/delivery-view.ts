import { sql } from 'drizzle-orm';

import type { RecordField } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import type { RecordValue } from '../record/values.js';

/** Words that a person stands behind. */
export interface ConfirmedQuote {
  readonly field: RecordField;
  readonly quote: string;
}

export interface ConfirmedRecord {
  readonly decisionChain: readonly RecordValue<'decision_chain'>[];
  readonly quotes: readonly ConfirmedQuote[];
}

/**
 * What of a customer's record may leave sales: the decision chain as persons accepted it, and the words
 * that persons confirmed or accepted. Objections, competitors and budgets stay inside.
 */
export async function readConfirmedRecord(db: DbOrTx, customerId: string): Promise<ConfirmedRecord> {
  const [row] = await rows<ConfirmedRecord>(
    db,
    sql`
      with accepted as (
        select field, item_key, value, provenance->'evidence' as evidence from record_fields
        where customer_id = ${customerId} and provenance->>'by' = 'person'
          and field in ('decision_chain', 'promises', 'next_steps', 'goals', 'pains')),
      quoted as (
        select field, place->>'quote' as quote from accepted, jsonb_array_elements(evidence) place
        union
        select 'promises', place->>'quote'
        from reviews r
        join insights i on i.id = r.insight_id and i.kind = 'commitments'
        join conversations c on c.id = i.conversation_id and c.customer_id = ${customerId},
          jsonb_array_elements(i.data->'evidence') place
        where r.verdict = 'confirmed')
      select
        coalesce((select jsonb_agg(value order by item_key) from accepted where field = 'decision_chain'), '[]') as "decisionChain",
        coalesce((select jsonb_agg(jsonb_build_object('field', field, 'quote', quote) order by field, quote)
          from quoted), '[]') as quotes`,
  );
  return row ?? { decisionChain: [], quotes: [] };
}
