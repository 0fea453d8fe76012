import type { Playbook } from '../../parts/rules/queries.js';

type Step = Playbook['steps'][number];

/** What the form holds: every text is there, also where the playbook has none. */
export type PlaybookValues = {
  name: Playbook['name'];
  stages: string[];
  steps: StepValues[];
};
export type StepValues = Omit<Step, 'act' | 'say'> & { act: Step['act'] | null; say: { zh: string; en: string } };

export const valuesOf = ({ name, stages, steps }: Playbook): PlaybookValues => ({
  name: { ...name },
  stages: [...stages],
  steps: steps.map((step) => ({
    ...structuredClone(step),
    act: step.act ?? null,
    say: { zh: step.say?.zh ?? '', en: step.say?.en ?? '' },
  })),
});

/** What has no text is left out. */
export const documentOf = (id: string, { name, stages, steps }: PlaybookValues): Record<string, unknown> => ({
  ...{ id, name, stages },
  steps: steps.map(({ act, say, ...step }) => ({
    ...step,
    ...(act != null && { act }),
    ...(say.zh + say.en !== '' && { say }),
  })),
});

export function newStep(steps: readonly StepValues[]): StepValues {
  let n = steps.length + 1;
  while (steps.some(({ id }) => id === `step-${n}`)) n += 1;
  const empty = { zh: '', en: '' };
  return { id: `step-${n}`, weight: 1, does: { ...empty }, act: null, required: true, after: [], say: { ...empty } };
}

/** Every one that there is: a missing one does not compile. */
export const ACTS = Object.keys({
  opening: true,
  permission: true,
  need: true,
  impact: true,
  budget: true,
  authority: true,
  timeline: true,
  value: true,
  next_step: true,
  results: true,
  satisfaction: true,
  changes: true,
  terms: true,
  expiry: true,
  concerns: true,
  price_reason: true,
  trade: true,
  limits: true,
  confirms: true,
  recap: true,
  checks: true,
  proof: true,
} satisfies Record<NonNullable<Step['act']>, true>) as NonNullable<Step['act']>[];
