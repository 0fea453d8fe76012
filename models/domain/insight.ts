import { z } from 'zod';

import { CalendarDate, Language } from './conversation.js';
import { Evidence, EvidenceList } from './evidence.js';

export const BudgetStance = z.enum(['stated', 'ceiling', 'pending', 'frozen', 'none']);
export const BudgetPeriod = z.enum(['once', 'month', 'quarter', 'year', 'seat_month', 'seat_year']);
export const StakeholderRole = z.enum(['decision_maker', 'approver', 'influencer', 'champion', 'user', 'blocker']);
export const ObjectionCategory = z.enum([
  'price',
  'budget',
  'timing',
  'authority',
  'need',
  'competitor',
  'trust',
  'security',
  'product',
  'implementation',
  'contract',
]);
export const CommitmentCategory = z.enum([
  'outcome',
  'deadline',
  'price',
  'scope',
  'refund',
  'reliability',
  'compliance',
  'exclusivity',
]);
export const Risk = z.enum(['high', 'medium', 'low']);
export const Owner = z.enum(['rep', 'customer', 'both']);
export type BudgetStance = z.infer<typeof BudgetStance>;
export type BudgetPeriod = z.infer<typeof BudgetPeriod>;
export type StakeholderRole = z.infer<typeof StakeholderRole>;
export type ObjectionCategory = z.infer<typeof ObjectionCategory>;
export type CommitmentCategory = z.infer<typeof CommitmentCategory>;
export type Risk = z.infer<typeof Risk>;
export type Owner = z.infer<typeof Owner>;

/**
 * Why, in three layers, each a sentence for people in the conversation's language. A layer that has nothing to say is ''.
 */
export const Explanation = z.object({
  /** What the customer's record holds about the same; '' where no customer is known or the reader may not see the record. */
  record: z.string(),
  /** Who said it when, what came before it, and what became of it in the conversation. */
  sequence: z.string(),
  /** The rule, classifier or LLM that found it, by which words, and what the policy or playbook says. */
  rule: z.string(),
});
export type Explanation = z.infer<typeof Explanation>;

/** What every Insight has: how sure, why (a sentence in the conversation's language), which rule, and the words. */
const claim = {
  confidence: z.number().min(0).max(1),
  because: z.string(),
  /** Absent in what was analysed before there were explanations. */
  explanation: Explanation.optional(),
  /** `name@version` of the rule, model or LLM that made it. */
  rule: z.string(),
  /** Others that found the same, `name@version` each: what the rules and an LLM agree on is one item. */
  alsoBy: z.array(z.string()).optional(),
  evidence: EvidenceList,
};

/** ISO 4217 money in whole units; `currency` null where nothing tells. */
export const Money = z.object({
  min: z.number().nullable(),
  max: z.number().nullable(),
  currency: z.string().length(3).nullable(),
  period: BudgetPeriod.nullable(),
});
export type Money = z.infer<typeof Money>;

/** What the customer side can or will spend. */
export const Budget = Money.extend({ stance: BudgetStance, ...claim });
/** A person or body on the customer side who shapes the decision. */
export const Stakeholder = z.object({
  name: z.string().nullable(),
  title: z.string().nullable(),
  role: StakeholderRole,
  ...claim,
});
/** The customer pushes back; `response` is how the rep met it. */
export const Objection = z.object({
  category: ObjectionCategory,
  handled: z.boolean(),
  response: z.array(Evidence),
  ...claim,
});
/** A promise by the rep's side. `allowed` and `suggestion` come from the Policy; null until it was applied. */
export const Commitment = z.object({
  category: CommitmentCategory,
  risk: Risk,
  due: CalendarDate.nullable(),
  amount: z.object({ value: z.number(), unit: z.string() }).nullable(),
  condition: z.string().nullable(),
  allowed: z.boolean().nullable(),
  suggestion: z.string().nullable(),
  ...claim,
});
/** An agreed action. */
export const NextStep = z.object({ owner: Owner, action: z.string(), due: CalendarDate.nullable(), ...claim });
/** What the customer wants to reach. */
export const Goal = z.object({ text: z.string(), ...claim });
/** What hurts the customer today. */
export const Pain = z.object({ text: z.string(), ...claim });
/** A rival product or firm that the customer weighs. */
export const Competitor = z.object({ name: z.string(), ...claim });

export type Budget = z.infer<typeof Budget>;
export type Stakeholder = z.infer<typeof Stakeholder>;
export type Objection = z.infer<typeof Objection>;
export type Commitment = z.infer<typeof Commitment>;
export type NextStep = z.infer<typeof NextStep>;
export type Goal = z.infer<typeof Goal>;
export type Pain = z.infer<typeof Pain>;
export type Competitor = z.infer<typeof Competitor>;

/** Words of another Conversation that did well what this one missed. */
export const ScriptExample = z.object({
  conversationId: z.string(),
  turn: z.number().int().min(0),
  start: z.number().int().min(0),
  end: z.number().int().min(1),
  quote: z.string().min(1),
});
export type ScriptExample = z.infer<typeof ScriptExample>;

/** A step that nobody did, and how it might have been done. */
export const MissedStep = z.object({
  id: z.string(),
  required: z.boolean(),
  /** The playbook's own sentence, in the conversation's language; null where it has none. */
  say: z.string().nullable(),
  /** From another conversation that the reader may see; null while there is none. */
  example: ScriptExample.nullable(),
});
export type MissedStep = z.infer<typeof MissedStep>;

/** How a Conversation did against a Playbook, step by step. */
export const ScriptFit = z.object({
  playbook: z.string(),
  /** 0 to 100: the weights of the covered steps over all weights. */
  score: z.number().min(0).max(100),
  /** Of the score as a whole. */
  explanation: Explanation.optional(),
  steps: z.array(
    z.object({
      id: z.string(),
      covered: z.boolean(),
      /** The act that shows it, where its id does not say so. */
      act: z.string().optional(),
      /** Done, and before a step that belongs before it. */
      outOfOrder: z.literal(true).optional(),
      because: z.string().optional(),
      explanation: Explanation.optional(),
      evidence: z.array(Evidence),
    }),
  ),
  /** The steps that were not done. Absent in what was scored before they were listed. */
  missed: z.array(MissedStep).optional(),
});
export type ScriptFit = z.infer<typeof ScriptFit>;

export const Metrics = z.object({
  /** The rep side's share of the talk: by time where turns have times, else by characters; null when a side is unknown. */
  talkRatio: z.number().min(0).max(1).nullable(),
  longestMonologueMs: z.number().int().nullable(),
  questions: z.object({ rep: z.number().int(), customer: z.number().int() }),
  medianResponseMs: z.number().int().nullable(),
  turns: z.number().int(),
});
export type Metrics = z.infer<typeof Metrics>;

/** How the deal ended, in the customer's words. */
export const Outcome = z.object({
  /** `lost`: to somebody else; `refused`: turned down, or not renewed; `cancelled`, `postponed`: the matter itself. */
  kind: z.enum(['won', 'lost', 'refused', 'cancelled', 'postponed']),
  /** Whom it was lost to, where they are named. */
  rival: z.string().nullable(),
  evidence: EvidenceList,
});
export type Outcome = z.infer<typeof Outcome>;

export const SummarySentence = z.object({ text: z.string(), evidence: EvidenceList });
/** Sentences, each citing Evidence; `headline` is made of nothing but them. `by`: what wrote them, where not the rules. */
export const Summary = z.object({
  headline: z.string(),
  sentences: z.array(SummarySentence),
  /** Absent where nobody said how it ended. */
  outcome: Outcome.optional(),
  by: z.string().optional(),
});
export type Summary = z.infer<typeof Summary>;

/** One list per kind of Insight, under the names of the Analysis JSON. */
export const Insights = z.object({
  budgets: z.array(Budget),
  stakeholders: z.array(Stakeholder),
  objections: z.array(Objection),
  commitments: z.array(Commitment),
  nextSteps: z.array(NextStep),
  goals: z.array(Goal),
  pains: z.array(Pain),
  competitors: z.array(Competitor),
});
export type Insights = z.infer<typeof Insights>;
export type InsightKind = keyof Insights;
export type InsightOf<K extends InsightKind> = Insights[K][number];
export const INSIGHT_KINDS = Object.keys(Insights.shape) as InsightKind[];

/** The Analysis JSON that other programs rely on; fields are only ever added. */
export const Analysis = z.object({
  id: z.string(),
  schema: z.literal('vouch.analysis/1'),
  language: Language,
  engine: z.object({ name: z.literal('vouch'), version: z.string(), rules: z.string() }),
  ...Insights.shape,
  scriptFit: ScriptFit,
  metrics: Metrics,
  summary: Summary,
  /** Claims the evidence gate refused. */
  dropped: z.object({ withoutEvidence: z.number().int() }),
  /** Things a reader should know of how it came about: what an LLM did not do, and why. Absent: nothing. */
  notes: z.array(z.string()).optional(),
});
export type Analysis = z.infer<typeof Analysis>;
