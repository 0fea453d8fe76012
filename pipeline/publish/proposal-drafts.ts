import type { Evidence, InsightKind, InsightOf, RecordField } from '../../models/domain/index.js';
import { canonicalJson, stableId } from '../../storage/record/stable-id.js';
import { itemKeyOf, keepingKnown, type RecordValue } from '../../storage/record/values.js';
import type { ProposalDraft, StoredInsight } from '../../storage/repositories/publication.js';
import { saidAt } from './said-at.js';

export interface DraftContext {
  readonly customerId: string;
  readonly conversationId: string;
  readonly startedAt: Date | null;
  readonly speakers: Readonly<Record<number, string | null>>;
  /** The customer's record today: what says the same is not proposed, and only what is open there can be closed. */
  readonly fields: readonly { field: RecordField; itemKey: string; value: Record<string, unknown> }[];
}

type Value = { [F in RecordField]: { field: F; value: RecordValue<F> } }[RecordField];

/** What each kind of Insight says about the record; null when it says nothing new. */
const VALUES: { readonly [K in InsightKind]: (data: InsightOf<K>, id: string, context: Open) => Value | null } = {
  budgets: ({ min, max, currency, period, stance }) => ({
    field: 'budget',
    value: { min, max, currency, period, stance },
  }),
  stakeholders: ({ name, title, role }) => ({ field: 'decision_chain', value: { name, title, role } }),
  objections: ({ category, handled }, _id, { openObjections }) =>
    handled && !openObjections.has(category) ? null : { field: 'objections', value: { category, handled } },
  commitments: ({ category, risk, due, amount, condition, allowed, evidence }, id, { speakers }) => ({
    field: 'promises',
    value: {
      ...{ category, risk, due, amount, condition, allowed },
      ...{ what: evidence[0].quote, who: speakers[evidence[0].turn] ?? null, promiseId: id },
    },
  }),
  nextSteps: ({ owner, action, due }) => ({ field: 'next_steps', value: { owner, action, due } }),
  goals: ({ text }) => ({ field: 'goals', value: { text } }),
  pains: ({ text }) => ({ field: 'pains', value: { text } }),
  competitors: ({ name }) => ({ field: 'competitors', value: { name } }),
};

interface Open {
  readonly speakers: DraftContext['speakers'];
  /** Categories that the record holds as open. */
  readonly openObjections: ReadonlySet<string>;
}

/**
 * The changes to the customer record that a conversation suggests, one per field and item and value.
 * The id is made of these, so that publishing again gives the same, and another value another one.
 */
export function proposalDrafts(insights: readonly StoredInsight[], context: DraftContext): ProposalDraft[] {
  const known = new Map(context.fields.map(({ field, itemKey, value }) => [`${field}:${itemKey}`, value]));
  const open: Open = {
    speakers: context.speakers,
    openObjections: new Set(
      context.fields.flatMap(({ field, value }) =>
        field === 'objections' && value.handled === false ? String(value.category) : [],
      ),
    ),
  };
  const drafts = new Map<string, ProposalDraft>();
  for (const insight of unanswered(insights)) {
    const draft = draftOf(insight, context, open);
    if (draft === null) continue;
    const standing = known.get(`${draft.field}:${draft.itemKey}`);
    const said = keepingKnown(draft.field, draft.value, standing ?? null);
    if (standing !== undefined && canonicalJson(standing) === canonicalJson(said)) continue;
    const same = drafts.get(draft.id);
    drafts.set(draft.id, same ? merged(same, draft) : draft);
  }
  return [...drafts.values()];
}

/** An objection that is open at one place is not closed by an answer at another of the same conversation. */
function unanswered(insights: readonly StoredInsight[]): StoredInsight[] {
  const open = new Set(
    insights.flatMap(({ kind, data }) => (kind === 'objections' && !data.handled ? data.category : [])),
  );
  return insights.filter(({ kind, data }) => !(kind === 'objections' && data.handled && open.has(data.category)));
}

function draftOf(insight: StoredInsight, context: DraftContext, open: Open): ProposalDraft | null {
  const { data } = insight;
  const made = valueOf(insight, open);
  if (made === null) return null;
  const itemKey = itemKeyOf(made.field, made.value);
  return {
    id: stableId('prop', context.customerId, context.conversationId, made.field, itemKey, made.value),
    ...{ field: made.field, itemKey, value: made.value },
    ...{ confidence: data.confidence, because: data.because, rule: data.rule, insightId: insight.id },
    evidence: [...data.evidence, ...responseOf(insight)],
    saidAt: saidAt(data.evidence[0], context.startedAt),
  };
}

function valueOf<K extends InsightKind>(
  insight: { kind: K; id: string; data: InsightOf<K> },
  open: Open,
): Value | null {
  return VALUES[insight.kind](insight.data, insight.id, open);
}

/** What closes an objection is the answer to it. */
const responseOf = ({ kind, data }: StoredInsight): readonly Evidence[] =>
  kind === 'objections' && data.handled ? data.response : [];

/** The same said twice: both places, the surer reason. */
function merged(a: ProposalDraft, b: ProposalDraft): ProposalDraft {
  const surer = b.confidence > a.confidence ? b : a;
  const latest = [a.saidAt, b.saidAt].filter((at) => at != null).sort((x, y) => y.getTime() - x.getTime())[0] ?? null;
  const places = new Map(
    [...a.evidence, ...b.evidence].map((place) => [`${place.turn}:${place.start}:${place.end}`, place]),
  );
  return { ...surer, evidence: [...places.values()], saidAt: latest };
}
