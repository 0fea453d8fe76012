import { z } from 'zod';

import { CommitmentCategory, Risk } from './insight.js';

/** A text in both languages. */
export const Bilingual = z.object({ zh: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof Bilingual>;

/** The script: steps with what the rep should do. Versioned YAML. */
export const Playbook = z.object({
  id: z.string(),
  version: z.number().int().min(1).default(1),
  name: Bilingual,
  steps: z.array(z.object({ id: z.string(), weight: z.number().positive(), does: Bilingual })).min(1),
});
export type Playbook = z.infer<typeof Playbook>;

/** What somebody of the rep's side may decide; `rep` unless the configuration says otherwise. */
export const StaffRole = z.enum(['rep', 'manager']);
export type StaffRole = z.infer<typeof StaffRole>;

const percent = z.number().min(0).max(100);
const days = z.number().int().min(0);

/**
 * Which commitments are allowed, to whom, up to what. The first rule whose `when` fits decides; where
 * none fits the commitment is allowed. Versioned YAML.
 */
export const Policy = z.object({
  id: z.string(),
  version: z.number().int().min(1),
  name: Bilingual,
  /** Words that leave no way out, for rules with `absolute: true`. */
  absolutes: z
    .object({
      zh: z.array(z.string().min(1)).default([]),
      en: z.array(z.string().min(1)).default([]),
      /** Words that hold one of them and mean something else: 保证金. */
      except: z.array(z.string().min(1)).default([]),
    })
    .prefault({}),
  rules: z.array(
    z.object({
      id: z.string(),
      when: z.object({
        category: z.array(CommitmentCategory).optional(),
        risk: z.array(Risk).optional(),
        /** Who promises; absent: anybody. */
        by: z.array(StaffRole).optional(),
        /** Discount in percent strictly above this, for everybody or by role; only for commitments with an amount in `percent`. */
        discountAbovePercent: z.union([percent, z.strictObject({ rep: percent, manager: percent })]).optional(),
        /** A delivery promised in fewer days than this from the day it was said, for everybody or by role. */
        dueWithinDays: z.union([days, z.strictObject({ rep: days, manager: days })]).optional(),
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
