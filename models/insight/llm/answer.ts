import { z } from 'zod';

import {
  BudgetPeriod,
  BudgetStance,
  CommitmentCategory,
  type InsightKind,
  ObjectionCategory,
  Owner,
  Risk,
  StakeholderRole,
} from '../../domain/index.js';

/** Where it was said, and what in it: the model's word for it, looked up before it counts. */
const Place = z.object({ turn: z.number().int(), quote: z.string() });
export type Place = z.infer<typeof Place>;

const said = { ...Place.shape, confidence: z.number(), reason: z.string() };

/**
 * What a model says of each kind. Everything that Vouch can work out itself from the quote (offsets, dates,
 * currencies, wording) is not asked for. All fields are required, as strict JSON schema wants it.
 */
export const CLAIMS = {
  budgets: z.object({
    ...said,
    min: z.number().nullable(),
    max: z.number().nullable(),
    period: BudgetPeriod.nullable(),
    stance: BudgetStance,
  }),
  stakeholders: z.object({ ...said, name: z.string().nullable(), title: z.string().nullable(), role: StakeholderRole }),
  objections: z.object({ ...said, category: ObjectionCategory, response: Place.nullable() }),
  commitments: z.object({
    ...said,
    category: CommitmentCategory,
    risk: Risk,
    due: z.string().nullable(),
    amount: z.number().nullable(),
    condition: z.string().nullable(),
  }),
  nextSteps: z.object({ ...said, owner: Owner, due: z.string().nullable() }),
  goals: z.object({ ...said }),
  pains: z.object({ ...said }),
  competitors: z.object({ ...said, name: z.string() }),
} as const satisfies Record<InsightKind, z.ZodType>;

export type Claims = { readonly [K in InsightKind]: readonly z.infer<(typeof CLAIMS)[K]>[] };

/** What is asked for. Read by `readClaims`, which takes each item for itself. */
export const ExtractionAnswer = z.object({
  budgets: z.array(CLAIMS.budgets),
  stakeholders: z.array(CLAIMS.stakeholders),
  objections: z.array(CLAIMS.objections),
  commitments: z.array(CLAIMS.commitments),
  nextSteps: z.array(CLAIMS.nextSteps),
  goals: z.array(CLAIMS.goals),
  pains: z.array(CLAIMS.pains),
  competitors: z.array(CLAIMS.competitors),
});

/** More than a window of 3,000 tokens can hold: the rest is a model that repeats itself. */
const MOST_CLAIMS = 60;

const Lists = z.record(z.string(), z.unknown());

/**
 * An answer's items that fit, and how many do not; one that does not fit takes no other with it.
 * null where the answer is no JSON object at all. Unknown fields are left behind.
 */
export function readClaims(value: unknown): { claims: Claims; unfit: number } | null {
  const lists = Lists.safeParse(value);
  if (!lists.success) return null;
  let unfit = 0;
  const claims = Object.fromEntries(
    Object.entries(CLAIMS).map(([kind, schema]) => {
      const given = Object.hasOwn(lists.data, kind) ? lists.data[kind] : [];
      const items: unknown[] = Array.isArray(given) ? given : [];
      unfit += Math.max(0, items.length - MOST_CLAIMS);
      const fitting = items.slice(0, MOST_CLAIMS).flatMap((item) => {
        const parsed = schema.safeParse(item);
        if (!parsed.success) unfit += 1;
        return parsed.success ? [parsed.data] : [];
      });
      return [kind, fitting];
    }),
  );
  return { claims: claims as unknown as Claims, unfit };
}

/** Sentences, each with the ids of what it rests on. */
export const SummaryAnswer = z.object({
  sentences: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })),
});
