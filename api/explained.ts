import type { Context } from 'hono';

import {
  type Analysis,
  type Explanation,
  INSIGHT_KINDS,
  type InsightKind,
  type InsightOf,
} from '../models/domain/index.js';
import { findInsights } from '../storage/repositories/insights.js';
import type { Flag } from '../storage/repositories/reviews.js';
import { readRecordFields } from '../storage/repositories/records.js';
import type { ApiEnv } from './context.js';
import { withOutdated } from './outdated.js';

/**
 * An analysis whose explanations say what the customer's record holds about the same. Who reads a Conversation sees its
 * customer's record too; `delivery`, who does not see all of the record, reads no analysis.
 */
export async function withRecord(c: Context<ApiEnv>, analysis: Analysis, customerId: string | null): Promise<Analysis> {
  if (customerId === null) return analysis;
  const { database, explainByRecord, explainFitByRecord } = c.get('api');
  const fields = await readRecordFields(database.db, [customerId]);
  const scriptFit = explainFitByRecord(analysis.scriptFit, { conversationId: analysis.id, fields });
  const explain = <K extends InsightKind>(kind: K): Pick<Analysis, K> =>
    ({
      [kind]: analysis[kind].map((one) => explainByRecord(kind, one, { conversationId: analysis.id, fields })),
    }) as Pick<Analysis, K>;
  return INSIGHT_KINDS.reduce((explained, kind) => ({ ...explained, ...explain(kind) }), { ...analysis, scriptFit });
}

/** The same of flags, whose customers' records are read at once; words that were corrected meanwhile are marked. */
export async function flagsWithRecord<F extends Flag>(c: Context<ApiEnv>, found: readonly F[]): Promise<F[]> {
  const { database, explainByRecord } = c.get('api');
  const flags = await withOutdated(database.db, found, ({ conversation }) => conversation.id);
  const customers = new Set(flags.flatMap(({ customerId }) => customerId ?? []));
  const fields = await readRecordFields(database.db, [...customers]);
  return flags.map((flag) => {
    if (flag.customerId === null) return flag;
    const its = fields.filter(({ customerId }) => customerId === flag.customerId);
    const record = { conversationId: flag.conversation.id, fields: its };
    return { ...flag, commitment: explainByRecord('commitments', flag.commitment, record) };
  });
}

/** What was made of an Insight: a proposal, a promise. */
export interface MadeOfInsight {
  readonly insightId: string | null;
  readonly customerId: string | null;
}

/**
 * Why the Insights were found that these were made of, with the record's layer; by the Insight's id. What a later run
 * dropped, and what was analysed before there were explanations, has none.
 */
export async function explanationsOf(
  c: Context<ApiEnv>,
  made: readonly MadeOfInsight[],
): Promise<ReadonlyMap<string, Explanation>> {
  const { database, explainByRecord } = c.get('api');
  const customerOf = new Map(made.map(({ insightId, customerId }) => [insightId, customerId]));
  const [found, fields] = await Promise.all([
    findInsights(
      database.db,
      made.flatMap(({ insightId }) => insightId ?? []),
    ),
    readRecordFields(database.db, [...new Set(made.flatMap(({ customerId }) => customerId ?? []))]),
  ]);
  return new Map(
    found.flatMap(({ id, kind, data, conversationId }) => {
      const customerId = customerOf.get(id) ?? null;
      // Written by replaceInsights from typed values.
      const insight = data as unknown as InsightOf<InsightKind>;
      const its = fields.filter((field) => field.customerId === customerId);
      const { explanation } =
        customerId === null ? insight : explainByRecord(kind, insight, { conversationId, fields: its });
      return explanation === undefined ? [] : [[id, explanation]];
    }),
  );
}
