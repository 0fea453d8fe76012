import { and, asc, eq, inArray, sql, SQL } from 'drizzle-orm';

import {
  AppError,
  INSIGHT_KINDS,
  type Analysis,
  type CorrectedWords,
  type InsightKind,
  type Insights,
  type Language,
  type Metrics,
  type Participant,
  type ScriptFit,
  type Summary,
} from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { conversations, insights } from '../schema.js';
import { storableText } from '../storable-text.js';
import { withIds, type StoredInsight } from './insight-ids.js';
import { savingScriptSteps } from './script-examples.js';
import { savingSides } from './sides.js';

export type InsightRow = typeof insights.$inferSelect;

/**
 * The statements that replace the insights of the given kinds. A finding that was there before keeps
 * its id, its reviews and its age. They touch different rows, so they may be parts of one statement.
 */
export function replacingInsights(
  conversationId: string,
  found: Partial<Insights>,
  corrected: readonly CorrectedWords[] = [],
): SQL[] {
  const kinds = INSIGHT_KINDS.filter((kind) => found[kind] !== undefined);
  const rows = withIds(conversationId, found, corrected);
  const kept = JSON.stringify(rows.map((row) => row.id));
  const removal = sql`delete from insights where conversation_id = ${conversationId}
      and kind in (select jsonb_array_elements_text(${JSON.stringify(kinds)}::jsonb))
      and id not in (select jsonb_array_elements_text(${kept}::jsonb))`;
  return rows.length === 0 ? [removal] : [removal, upsert(conversationId, rows)];
}

/** `replacingInsights`, done. */
export async function replaceInsights(tx: DbOrTx, conversationId: string, found: Partial<Insights>): Promise<void> {
  for (const statement of replacingInsights(conversationId, found)) await tx.execute(statement);
}

const upsert = (conversationId: string, rows: readonly StoredInsight[]): SQL =>
  sql`insert into insights (id, conversation_id, kind, ordinal, data, risk, category, allowed, rule)
      select id, ${conversationId}, kind, ordinal, data, risk, category, allowed, rule
      from jsonb_to_recordset(${storableJson(rows)}::jsonb)
        as found (id text, kind text, ordinal int, data jsonb, risk text, category text, allowed boolean, rule text)
      on conflict (id) do update set ordinal = excluded.ordinal, data = excluded.data, risk = excluded.risk,
        category = excluded.category, allowed = excluded.allowed, rule = excluded.rule`;

/** The stored insights with their ids, in the order of the analysis. */
export async function readInsightRows(
  db: DbOrTx,
  conversationId: string,
  kinds: readonly InsightKind[] = INSIGHT_KINDS,
): Promise<InsightRow[]> {
  return db
    .select()
    .from(insights)
    .where(and(eq(insights.conversationId, conversationId), inArray(insights.kind, [...kinds])))
    .orderBy(asc(insights.kind), asc(insights.ordinal));
}

/** Insights by their ids, in no order; those that a later run dropped are not there. */
export async function findInsights(db: DbOrTx, ids: readonly string[]): Promise<InsightRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(insights)
    .where(inArray(insights.id, [...ids]));
}

/** The Insights of a conversation, one list a kind. */
export async function readInsights(db: DbOrTx, conversationId: string): Promise<Insights> {
  const stored = await readInsightRows(db, conversationId);
  const lists = Object.fromEntries(INSIGHT_KINDS.map((kind) => [kind, [] as unknown[]]));
  for (const row of stored) lists[row.kind]?.push(row.data);
  // Written by replaceInsights from typed values; parsing each again would cost more than the query.
  return lists as unknown as Insights;
}

/** What the analysis steps find; a step gives its part of it. */
export interface Findings {
  /** Which side each participant stands on. */
  sides?: readonly Participant[];
  /** Replaces the insights of the kinds that are given. */
  insights?: Partial<Insights>;
  /** What persons corrected in the words under them. */
  corrected?: readonly CorrectedWords[];
  language?: Language;
  /** Hash of the rules used. */
  rules?: string;
  /** Claims that the evidence gate refused. */
  dropped?: number;
  scriptFit?: ScriptFit;
  metrics?: Metrics;
  summary?: Summary;
  /** What a configured LLM did not do, by the step that asked it; replaces what that step noted before. */
  llmNotes?: Partial<Record<LlmStep, readonly string[]>>;
}

type LlmStep = 'extract' | 'summarize';
/** How a conversation's notes on its LLM begin: by this they are found again. */
const LLM_NOTE: Readonly<Record<LlmStep, string>> = { extract: 'LLM: ', summarize: 'LLM, summary: ' };

/** Both together; where both say something the later one holds. */
export const mergeFindings = (earlier: Findings, later: Findings): Findings => ({
  ...earlier,
  ...later,
  ...((earlier.insights ?? later.insights) && { insights: { ...earlier.insights, ...later.insights } }),
  ...((earlier.llmNotes ?? later.llmNotes) && { llmNotes: { ...earlier.llmNotes, ...later.llmNotes } }),
});

/** The statements that write what was found. They touch different rows, so they may be parts of one statement. */
export function savingFindings(conversationId: string, findings: Findings): SQL[] {
  const {
    sides,
    insights: found,
    corrected,
    language,
    rules,
    dropped,
    scriptFit,
    metrics,
    summary,
    llmNotes,
  } = findings;
  const json = (value: unknown): SQL => sql`${storableJson(value)}::jsonb`;
  const changes = [
    found?.commitments && sql`risk = ${riskiest(withIds(conversationId, { commitments: found.commitments }))}`,
    language !== undefined && sql`language = ${language}`,
    rules !== undefined && sql`rules = ${rules}`,
    dropped !== undefined && sql`dropped = ${dropped}`,
    scriptFit && sql`script_fit = ${json(scriptFit)}`,
    metrics && sql`metrics = ${json(metrics)}`,
    summary && sql`summary = ${json(summary)}`,
    llmNotes && notesWith(llmNotes),
  ].filter((change) => change instanceof SQL);
  return [
    ...(sides ? [savingSides(conversationId, sides)] : []),
    ...(found ? replacingInsights(conversationId, found, corrected) : []),
    ...(scriptFit ? savingScriptSteps(conversationId, scriptFit) : []),
    ...(changes.length > 0
      ? [sql`update conversations set ${sql.join(changes, sql`, `)} where id = ${conversationId}`]
      : []),
  ];
}

/** The highest risk of commitments that nobody dismissed: what was said of them before holds when a run finds them again. */
const riskiest = (rows: readonly StoredInsight[]): SQL =>
  sql`(select ${HIGHEST_RISK} from jsonb_to_recordset(${JSON.stringify(rows.map(({ id, risk }) => ({ id, risk })))}::jsonb)
    as i (id text, risk text) left join reviews r on r.insight_id = i.id where r.verdict is distinct from 'dismissed')`;

const HIGHEST_RISK = sql`case when bool_or(i.risk = 'high') then 'high' when bool_or(i.risk = 'medium') then 'medium'
  when bool_or(i.risk = 'low') then 'low' end`;

/** After a verdict: the Conversation's risk is that of the commitments that nobody dismissed. */
export async function refreshRisk(tx: DbOrTx, conversationId: string): Promise<void> {
  await tx.execute(sql`update conversations set risk = (select ${HIGHEST_RISK} from insights i
    left join reviews r on r.insight_id = i.id
    where i.conversation_id = ${conversationId} and i.kind = 'commitments' and r.verdict is distinct from 'dismissed')
    where id = ${conversationId}`);
}

/** The conversation's notes, those on its LLM replaced by these; the others stay. */
function notesWith(notes: NonNullable<Findings['llmNotes']>): SQL {
  const steps = Object.keys(notes) as LlmStep[];
  const given = steps.flatMap((step) => (notes[step] ?? []).map((note) => `${LLM_NOTE[step]}${note}`));
  const former = sql.join(
    steps.map((step) => sql`starts_with(note, ${LLM_NOTE[step]})`),
    sql` or `,
  );
  return sql`notes = (select coalesce(jsonb_agg(note), '[]') from jsonb_array_elements_text(notes) note where not (${former}))
    || ${storableJson(given)}::jsonb`;
}

/** JSON that `jsonb` takes: a text cut inside an emoji would be refused. */
const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storableText(part) : part));

/**
 * The Analysis JSON of a conversation, or null while it is not analysed. `version` is Vouch's own.
 * @throws AppError `not_found`
 */
export async function readAnalysis(db: DbOrTx, conversationId: string, version: string): Promise<Analysis | null> {
  const [row] = await db
    .select({
      language: conversations.language,
      rules: conversations.rules,
      dropped: conversations.dropped,
      scriptFit: conversations.scriptFit,
      metrics: conversations.metrics,
      summary: conversations.summary,
      notes: conversations.notes,
    })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  if (!row) throw new AppError('not_found', `There is no conversation ${conversationId}: check the id.`);
  const { language, rules, dropped, scriptFit, metrics, summary } = row;
  if (!language || !rules || !scriptFit || !metrics || !summary) return null;
  const notes = row.notes.filter((note) => Object.values(LLM_NOTE).some((start) => note.startsWith(start)));
  return {
    id: conversationId,
    schema: 'vouch.analysis/1',
    language,
    engine: { name: 'vouch', version, rules },
    ...(await readInsights(db, conversationId)),
    scriptFit,
    metrics,
    summary,
    dropped: { withoutEvidence: dropped },
    ...(notes.length > 0 && { notes }),
  };
}

/** The stored ScriptFit; null before the step `score`. */
export async function readScriptFit(db: DbOrTx, conversationId: string): Promise<ScriptFit | null> {
  const [row] = await db
    .select({ scriptFit: conversations.scriptFit })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  return row?.scriptFit ?? null;
}
