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

export const ACTS = [
  'opening',
  'permission',
  'need',
  'impact',
  'budget',
  'authority',
  'timeline',
  'value',
  'next_step',
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
] as const satisfies readonly NonNullable<Step['act']>[];
