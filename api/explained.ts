import type { Context } from 'hono';

import { type Analysis, INSIGHT_KINDS, type InsightKind } from '../models/domain/index.js';
import type { Flag } from '../storage/repositories/reviews.js';
import { readRecordFields } from '../storage/repositories/records.js';
import type { ApiEnv } from './context.js';

/**
 * An analysis whose explanations say what the customer's record holds about the same. Who reads a Conversation sees its
 * customer's record too; `delivery`, who does not see all of the record, reads no analysis.
 */
export async function withRecord(c: Context<ApiEnv>, analysis: Analysis, customerId: string | null): Promise<Analysis> {
  if (customerId === null) return analysis;
  const { database, explainByRecord } = c.get('api');
  const fields = await readRecordFields(database.db, [customerId]);
  const explain = <K extends InsightKind>(kind: K): Pick<Analysis, K> =>
    ({
      [kind]: analysis[kind].map((one) => explainByRecord(kind, one, { conversationId: analysis.id, fields })),
    }) as Pick<Analysis, K>;
  return INSIGHT_KINDS.reduce((explained, kind) => ({ ...explained, ...explain(kind) }), analysis);
}

/** The same of flags, whose customers' records are read at once. */
export async function flagsWithRecord<F extends Flag>(c: Context<ApiEnv>, flags: readonly F[]): Promise<F[]> {
  const { database, explainByRecord } = c.get('api');
  const customers = new Set(flags.flatMap(({ customerId }) => customerId ?? []));
  const fields = await readRecordFields(database.db, [...customers]);
  return flags.map((flag) => {
    if (flag.customerId === null) return flag;
    const its = fields.filter(({ customerId }) => customerId === flag.customerId);
    const record = { conversationId: flag.conversation.id, fields: its };
    return { ...flag, commitment: explainByRecord('commitments', flag.commitment, record) };
  });
}
