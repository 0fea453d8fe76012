import { z } from 'zod';

import { Evidence } from './evidence.js';
import { CommitmentCategory, INSIGHT_KINDS, type InsightKind as Kind, Risk } from './insight.js';
import { ReviewVerdict } from './record.js';

const InsightKind = z.enum(INSIGHT_KINDS as [Kind, ...Kind[]]);

/**
 * A back-test holds rules that are not in force yet against past Conversations: what would be flagged that is
 * not, and what no longer. A flag is a commitment that the policy does not allow.
 */
export const FlagChange = z.object({
  change: z.enum(['new', 'gone']),
  conversationId: z.string(),
  title: z.string().nullable(),
  /** Name of the customer, and of who spoke for us; absent where nobody knows. */
  customer: z.string().optional(),
  rep: z.string().optional(),
  /** ISO 8601; null where the conversation has no time. */
  startedAt: z.string().nullable(),
  /** Null: whoever spoke belongs to no team that is known. */
  team: z.string().nullable(),
  category: CommitmentCategory,
  risk: Risk,
  /** Id of the policy's rule that forbids it: the draft's for a new flag, else the one in force. */
  rule: z.string(),
  why: z.string().nullable(),
  evidence: Evidence,
  /** What a person said of it. */
  verdict: ReviewVerdict.nullable(),
});
export type FlagChange = z.infer<typeof FlagChange>;

/** A flag that both sets of rules raise, by different rules of the policy. */
export const FlagMove = FlagChange.omit({ change: true, rule: true, why: true }).extend({
  /** Id of the rule in force that forbids it. */
  from: z.string(),
  /** Id of the draft's rule that does. */
  to: z.string(),
  /** The draft's reason. */
  why: z.string().nullable(),
});
export type FlagMove = z.infer<typeof FlagMove>;

/** How much one set of rules flags, and how much of what people looked at they confirmed. */
export const FlagFigures = z.object({
  flags: z.number().int(),
  /** Over the weeks that the dated conversations span; null without dates. */
  aWeek: z.number().nullable(),
  confirmed: z.number().int(),
  dismissed: z.number().int(),
  /** confirmed / (confirmed + dismissed); null when nobody looked at any. */
  precision: z.number().nullable(),
});
export type FlagFigures = z.infer<typeof FlagFigures>;

/** An Insight that only one of two lexicons finds. */
export const InsightChange = z.object({
  change: z.enum(['new', 'gone']),
  conversationId: z.string(),
  kind: InsightKind,
  /** Category, role, stance or owner, where the kind has one. */
  label: z.string().nullable(),
  /** `name@version` of what finds it. */
  rule: z.string(),
  evidence: Evidence,
});
export type InsightChange = z.infer<typeof InsightChange>;

const counts = { inForce: z.number().int(), draft: z.number().int(), new: z.number().int(), gone: z.number().int() };

/** Script scores of many conversations: `deciles[3]` of them have 30 to 39, the last one 90 to 100. */
export const ScoreDistribution = z.object({
  conversations: z.number().int(),
  mean: z.number().nullable(),
  median: z.number().nullable(),
  deciles: z.array(z.number().int()).length(10),
});
export type ScoreDistribution = z.infer<typeof ScoreDistribution>;

/** A script score under the playbook that is chosen for a conversation's stage. */
const ChosenScore = z.object({
  /** `id@version`. */
  playbook: z.string(),
  score: z.number(),
});

/** A conversation that another playbook is chosen for, or whose score the draft changes. */
export const ScoreChange = z.object({
  conversationId: z.string(),
  title: z.string().nullable(),
  customer: z.string().optional(),
  rep: z.string().optional(),
  startedAt: z.string().nullable(),
  team: z.string().nullable(),
  /** Of its deal; null: no deal, or files. */
  stage: z.string().nullable(),
  inForce: ChosenScore,
  draft: ChosenScore,
});
export type ScoreChange = z.infer<typeof ScoreChange>;

/** What a back-test found. `inForce` are the rules of today, `draft` those under test. */
export const BackTestReport = z.object({
  conversations: z.number().int(),
  /** Of the earliest and the latest dated conversation; ISO 8601. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  weeks: z.number().nullable(),
  inForce: FlagFigures,
  draft: FlagFigures,
  new: z.number().int(),
  gone: z.number().int(),
  /** Raised by both, by different rules; absent in reports of earlier versions. */
  moved: z.number().int().optional(),
  /** draft = inForce + new - gone + movedIn - movedOut; the last two are absent where none moved. */
  rules: z.array(
    z.object({
      rule: z.string(),
      ...counts,
      movedIn: z.number().int().optional(),
      movedOut: z.number().int().optional(),
    }),
  ),
  teams: z.array(z.object({ team: z.string().nullable(), conversations: z.number().int(), ...counts })),
  /** A changed lexicon only: what it finds of every kind of Insight. */
  insights: z
    .object({
      kinds: z.array(z.object({ kind: InsightKind, ...counts })),
      /** The first ones, in the order of the conversations. */
      changes: z.array(InsightChange),
      changesLeftOut: z.number().int(),
    })
    .optional(),
  /**
   * A changed playbook only: of the conversations that it would be chosen for, or that would lose theirs. Where several
   * playbooks are concerned `inForce` and `draft` name them all. A step that one side does not have is null there.
   */
  playbook: z
    .object({
      inForce: z.string(),
      draft: z.string(),
      scores: z.object({ inForce: ScoreDistribution, draft: ScoreDistribution }),
      steps: z.array(
        z.object({ id: z.string(), inForce: z.number().int().nullable(), draft: z.number().int().nullable() }),
      ),
      /** The first ones, in the order of the conversations. */
      changes: z.array(ScoreChange).optional(),
      changesLeftOut: z.number().int().optional(),
    })
    .optional(),
  /** The first ones, in the order of the conversations. */
  changes: z.array(FlagChange),
  changesLeftOut: z.number().int(),
  /** The first flags that moved to another rule. */
  moves: z.array(FlagMove).optional(),
});
export type BackTestReport = z.infer<typeof BackTestReport>;
