import type { Rules } from './rules.js';

/** A list of words that stand for one idea, as a file under models/rules has them. */
export interface ShippedConcept {
  /** `objections.price`. */
  readonly id: string;
  readonly terms: readonly string[];
}

/** Everything that the rules look for, in the order of the files: what a company can switch off. */
export const shippedConcepts = ({ lexicon, ledger, acts, course, plain, pledges }: Rules): ShippedConcept[] =>
  [lexicon, ledger, acts, course, plain, pledges].flatMap(({ terms }) =>
    [...terms].map(([id, written]) => ({ id, terms: [...new Set(written)] })),
  );
