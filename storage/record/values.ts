import { createHash } from 'node:crypto';

import { z } from 'zod';

import {
  Budget,
  Commitment,
  NextStep,
  ObjectionCategory,
  Stakeholder,
  type RecordField,
} from '../../models/domain/index.js';

/**
 * What a value of each field of the customer record looks like: the Insight's own fields without
 * confidence, reason and evidence, which stand beside a value and not in it.
 */
export const RECORD_VALUES = {
  budget: Budget.pick({ min: true, max: true, currency: true, period: true, stance: true }),
  decision_chain: Stakeholder.pick({ name: true, title: true, role: true }).refine(
    (person) => Boolean(person.name?.trim() || person.title?.trim()),
    'Give a name or a title.',
  ),
  /** `handled` true closes one that was open. */
  objections: z.object({ category: ObjectionCategory, handled: z.boolean() }),
  promises: Commitment.pick({
    category: true,
    risk: true,
    due: true,
    amount: true,
    condition: true,
    allowed: true,
  }).extend({
    what: z.string().min(1),
    who: z.string().nullable(),
    /** Its row in the promise ledger; null when a person wrote it in. */
    promiseId: z.string().nullable(),
  }),
  next_steps: NextStep.pick({ owner: true, due: true }).extend({ action: z.string().min(1) }),
  competitors: z.object({ name: z.string().min(1) }),
  goals: z.object({ text: z.string().min(1) }),
  pains: z.object({ text: z.string().min(1) }),
} as const satisfies Record<RecordField, z.ZodType>;

export type RecordValue<F extends RecordField> = z.infer<(typeof RECORD_VALUES)[F]>;

/** For comparing names: width, case and spaces do not tell people or firms apart. */
const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const ITEM_KEYS: { readonly [F in RecordField]: (value: RecordValue<F>) => string } = {
  budget: () => '',
  decision_chain: ({ name, title }) => (name?.trim() ? folded(name) : `title:${folded(title ?? '')}`),
  objections: ({ category }) => category,
  promises: ({ promiseId, category, what }) => promiseId ?? `${category}:${digest(folded(what))}`,
  next_steps: ({ owner, action }) => `${owner}:${digest(folded(action))}`,
  competitors: ({ name }) => folded(name),
  goals: ({ text }) => digest(folded(text)),
  pains: ({ text }) => digest(folded(text)),
};

/** What tells the items of a field apart; '' for the budget, which is one value. */
export function itemKeyOf<F extends RecordField>(field: F, value: RecordValue<F>): string {
  return ITEM_KEYS[field](value);
}

/**
 * A value that was said later, with what the standing one knows and it does not speak of: a title, a due day; currency
 * and period of the same budget. What a value leaves open on purpose (a limit of the budget) stays open.
 */
export function keepingKnown(
  field: RecordField,
  value: Readonly<Record<string, unknown>>,
  standing: Readonly<Record<string, unknown>> | null,
): Record<string, unknown> {
  if (standing === null) return { ...value };
  const sameAmount = value.min === standing.min && value.max === standing.max;
  const kept = field === 'budget' && !sameAmount ? [] : (KEPT[field] ?? []);
  const filled = kept.flatMap((key) => (value[key] === null && standing[key] != null ? [[key, standing[key]]] : []));
  return { ...value, ...(Object.fromEntries(filled) as Record<string, unknown>) };
}

const KEPT: Readonly<Partial<Record<RecordField, readonly string[]>>> = {
  budget: ['currency', 'period'],
  decision_chain: ['name', 'title'],
  next_steps: ['due'],
};
