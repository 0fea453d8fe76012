import { z } from 'zod';

import { CommitmentCategory, Risk } from './insight.js';

/** A text in both languages. */
export const Bilingual = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof Bilingual>;

/** What a rep can be seen to do, as far as the classifier has learnt it; each reads one step of a playbook. */
export const LEARNT_ACTS = [
  'opening',
  'permission',
  'need',
  'impact',
  'budget',
  'authority',
  'timeline',
  'value',
  'next_step',
] as const;

/** What a rep can be seen to do; those beyond the learnt ones are read by their words. */
export const ScriptAct = z.enum([
  ...LEARNT_ACTS,
  'results',
  'satisfaction',
  'changes',
  'terms',
  'expiry',
  'concerns',
  'price_reason',
  'trade',
  'limits',
  'confirms',
  'recap',
  'checks',
  'proof',
]);
export type ScriptAct = z.infer<typeof ScriptAct>;

/** What the rep should do at one point of the script. */
export const PlaybookStep = z.object({
  id: z.string(),
  weight: z.number().positive(),
  does: Bilingual,
  /** What shows that it was done; absent: the act of the step's id, else the one that `does` speaks of. */
  act: ScriptAct.optional(),
  /** False: good to have. It counts where it was done, and costs nothing where it was not. */
  required: z.boolean().default(true),
  /** Steps that come before this one. The order is told and does not change the score. */
  after: z.array(z.string()).default([]),
  /** A sentence that does it, for whoever missed the step and has no better example. */
  say: Bilingual.optional(),
});
export type PlaybookStep = z.infer<typeof PlaybookStep>;

/** The script: steps with what the rep should do. Versioned YAML. */
export const Playbook = z.object({
  id: z.string(),
  version: z.number().int().min(1).default(1),
  name: Bilingual,
  /** Stages of a deal in which it is used, in any writing a CRM may have; none: wherever no other is. */
  stages: z.array(z.string().trim().min(1)).default([]),
  steps: z.array(PlaybookStep).min(1),
});
export type Playbook = z.infer<typeof Playbook>;

/** What somebody of the rep's side may decide; `rep` unless the configuration says otherwise. */
export const StaffRole = z.enum(['rep', 'manager']);
export type StaffRole = z.infer<typeof StaffRole>;

const percent = z.number().min(0).max(100);
const days = z.number().int().min(0);

/** One number for everybody, or one for a rep and one for a manager. */
const byRole = (limit: z.ZodNumber, what: string) =>
  z.union([limit, z.strictObject({ rep: limit, manager: limit })], {
    error: `must be one number ${what}, or one for each: { rep: 10, manager: 20 }`,
  });

/** Words that leave no way out. */
export const Absolutes = z.object({
  zh: z.array(z.string().min(1)).default([]),
  en: z.array(z.string().min(1)).default([]),
  /** Words that hold one of them and mean something else: 保证金. */
  except: z.array(z.string().min(1)).default([]),
});

/** As people write it; a name is looked for as it is, so it has none of the signs of patterns. */
const Name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^[\]\\?*^{}()|…\n]+$/, 'is looked for as it is written: leave out brackets, ?, *, ^, | and …');

/** The company's own words, beside the lexicons that Vouch comes with. Versioned YAML. */
export const CompanyLexicon = z.object({
  id: z.string(),
  version: z.number().int().min(1),
  name: Bilingual,
  /** Rivals: wherever the customer names one, it is one, whatever stands beside it. */
  competitors: z.array(z.object({ name: Name, also: z.array(Name).default([]) })).default([]),
  /** Our own products and firms, never taken for a rival. */
  products: z.array(Name).default([]),
  /** Beside those of the policy. */
  absolutes: Absolutes.prefault({}),
  /** Terms of Vouch's own lexicons that are not to be read, by their idea (`objections.price`), as they are written there. */
  off: z.record(z.string(), z.array(z.string().min(1))).default({}),
});
export type CompanyLexicon = z.infer<typeof CompanyLexicon>;

/**
 * Which commitments are allowed, to whom, up to what. The first rule whose `when` fits decides; where
 * none fits the commitment is allowed. Versioned YAML.
 */
export const Policy = z.object({
  id: z.string(),
  version: z.number().int().min(1),
  name: Bilingual,
  /** For rules with `absolute: true`. */
  absolutes: Absolutes.prefault({}),
  rules: z.array(
    z.object({
      id: z.string(),
      when: z.object({
        category: z.array(CommitmentCategory).optional(),
        risk: z.array(Risk).optional(),
        /** Who promises; absent: anybody. */
        by: z.array(StaffRole).optional(),
        /** Discount in percent strictly above this, for everybody or by role; only for commitments with an amount in `percent`. */
        discountAbovePercent: byRole(percent, 'from 0 to 100').optional(),
        /** A delivery promised in fewer days than this from the day it was said, for everybody or by role. */
        dueWithinDays: byRole(days, 'of whole days').optional(),
        /** Only commitments with (true) or without (false) a condition. */
        conditional: z.boolean().optional(),
        /** Only commitments whose words hold (true) or do not hold (false) one of `absolutes`. */
        absolute: z.boolean().optional(),
      }),
      allowed: z.boolean(),
      why: Bilingual,
      /**
       * The wording that may be used instead. `{limit}`, `{amount}`, `{due}`, `{earliest}` and `{condition}` are
       * filled in; what stands in [square brackets] is left out where its value is not known.
       */
      suggestion: Bilingual.optional(),
    }),
  ),
});
export type Policy = z.infer<typeof Policy>;
