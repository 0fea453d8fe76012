import type { BackTestReport, Playbook, ScoreDistribution, ScriptFit } from '../../domain/index.js';

type Side = 'inForce' | 'draft';

/** Collects script scores under two playbooks. Scores are whole numbers from 0 to 100, so counting them is all it keeps. */
export class ScoreTally {
  private readonly counts = { inForce: new Array<number>(101).fill(0), draft: new Array<number>(101).fill(0) };
  private readonly covered = { inForce: new Map<string, number>(), draft: new Map<string, number>() };

  constructor(private readonly playbooks: Readonly<Record<Side, Playbook>>) {}

  add(scripts: Readonly<Record<Side, ScriptFit>>): void {
    for (const side of ['inForce', 'draft'] as const) {
      const { score, steps } = scripts[side];
      const at = Math.round(score);
      this.counts[side][at] = (this.counts[side][at] ?? 0) + 1;
      for (const { id, covered } of steps)
        this.covered[side].set(id, (this.covered[side].get(id) ?? 0) + (covered ? 1 : 0));
    }
  }

  report(): NonNullable<BackTestReport['playbook']> {
    const { inForce, draft } = this.playbooks;
    const ids = new Set([...draft.steps, ...inForce.steps].map(({ id }) => id));
    const coveredBy = (side: Side, id: string): number | null =>
      this.playbooks[side].steps.some((step) => step.id === id) ? (this.covered[side].get(id) ?? 0) : null;
    return {
      inForce: `${inForce.id}@${inForce.version}`,
      draft: `${draft.id}@${draft.version}`,
      scores: { inForce: distribution(this.counts.inForce), draft: distribution(this.counts.draft) },
      steps: [...ids].map((id) => ({ id, inForce: coveredBy('inForce', id), draft: coveredBy('draft', id) })),
    };
  }
}

/** `counts[score]` conversations have that score. */
function distribution(counts: readonly number[]): ScoreDistribution {
  const conversations = counts.reduce((sum, count) => sum + count, 0);
  const total = counts.reduce((sum, count, score) => sum + count * score, 0);
  const deciles = Array.from({ length: 10 }, () => 0);
  counts.forEach((count, score) => {
    const decile = Math.min(9, Math.floor(score / 10));
    deciles[decile] = (deciles[decile] ?? 0) + count;
  });
  return {
    conversations,
    mean: conversations === 0 ? null : Math.round((10 * total) / conversations) / 10,
    median:
      conversations === 0
        ? null
        : (nth(counts, Math.floor((conversations - 1) / 2)) + nth(counts, Math.floor(conversations / 2))) / 2,
    deciles,
  };
}

/** The score of the nth conversation from below, from 0. */
function nth(counts: readonly number[], n: number): number {
  let seen = 0;
  return counts.findIndex((count) => (seen += count) > n);
}
