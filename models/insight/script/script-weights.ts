import type { Playbook, PlaybookStep } from '../../domain/index.js';

/** The steps that a score is made of: all but the optional ones that were not done. */
export const countedSteps = ({ steps }: Playbook, missed: ReadonlySet<string>): readonly PlaybookStep[] =>
  steps.filter(({ id, required }) => required || !missed.has(id));

/** The weights of the steps that were done over those of the steps that count, in percent. */
export function scoreOf(playbook: Playbook, missed: ReadonlySet<string>): number {
  const sum = (some: readonly PlaybookStep[]): number => some.reduce((total, { weight }) => total + weight, 0);
  const counted = countedSteps(playbook, missed);
  const possible = sum(counted);
  return possible === 0 ? 0 : Math.round((100 * sum(counted.filter(({ id }) => !missed.has(id)))) / possible);
}
