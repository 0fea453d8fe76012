import type { Playbook } from './rules.js';

/** "Price_Negotiation" and "price negotiation" are one stage. */
const folded = (stage: string): string =>
  stage
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

/** Whether a playbook is meant for a deal's stage; null: there is no deal. */
export const servesStage = ({ stages }: Pick<Playbook, 'stages'>, stage: string | null): boolean =>
  stage !== null && stages.some((one) => folded(one) === folded(stage));

/** Whether two playbooks would be in each other's way: both for one stage, or both for whatever has no playbook of its own. */
export const serveTheSame = (one: Pick<Playbook, 'stages'>, other: Pick<Playbook, 'stages'>): boolean =>
  one.stages.length === 0 && other.stages.length === 0 ? true : one.stages.some((stage) => servesStage(other, stage));

/**
 * The playbook of a deal's stage: the first that names the stage, else the first that names none.
 * @param playbooks those in force, the more important first
 * @throws RangeError when there is none at all: a bug in the caller
 */
export function playbookFor(playbooks: readonly Playbook[], stage: string | null): Playbook {
  const chosen =
    playbooks.find((playbook) => servesStage(playbook, stage)) ??
    playbooks.find(({ stages }) => stages.length === 0) ??
    playbooks[0];
  if (!chosen) throw new RangeError('no playbook is in force');
  return chosen;
}

/**
 * The playbooks in force, the more important first: those that people activated, then the package's own, but for those
 * for stages of which another version was activated. One for every deal always remains.
 */
export const playbooksInForce = (activated: readonly Playbook[], own: readonly Playbook[]): Playbook[] => [
  ...activated,
  ...own.filter(({ id, stages }) => stages.length === 0 || !activated.some((one) => one.id === id)),
];

/** The same, were a draft activated: it takes the place of its other versions, and of those for the same stages. */
export const playbooksWith = (draft: Playbook, activated: readonly Playbook[], own: readonly Playbook[]): Playbook[] =>
  playbooksInForce([draft, ...activated.filter((one) => one.id !== draft.id && !serveTheSame(one, draft))], own);
