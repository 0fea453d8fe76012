import { z } from 'zod';

import { CommitmentCategory, Risk } from './insight.js';

/** A text in both languages. */
export const Bilingual = z.object({ zh: z.string(), en: z.string() });

/** The script: steps with what the rep should do. Versioned YAML. */
export const Playbook = z.object({
  id: z.string(),
  version: z.number().int().min(1).default(1),
  name: Bilingual,
  steps: z.array(z.object({ id: z.string(), weight: z.number().positive(), does: Bilingual })).min(1),
});
export type Playbook = z.infer<typeof Playbook>;

/**
 * Which commitments are allowed, up to what. The first rule whose `when` fits decides; where none
 * fits the commitment is allowed. Versioned YAML.
 */
export const Policy = z.object({
  id: z.string(),
  version: z.number().int().min(1),
  name: Bilingual,
  rules: z.array(
    z.object({
      id: z.string(),
      when: z.object({
        category: z.array(CommitmentCategory).optional(),
        risk: z.array(Risk).optional(),
        /** Discount in percent strictly above this; only for commitments with an amount in `percent`. */
        discountAbovePercent: z.number().min(0).max(100).optional(),
        /** A delivery promised in fewer days than this from the day it was said. */
        dueWithinDays: z.number().int().min(0).optional(),
        /** Only commitments with (true) or without (false) a condition. */
        conditional: z.boolean().optional(),
      }),
      allowed: z.boolean(),
      why: Bilingual,
      /** The wording that may be used instead. */
      suggestion: Bilingual.optional(),
    }),
  ),
});
export type Policy = z.infer<typeof Policy>;
