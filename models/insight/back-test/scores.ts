import type { BackTestReport, Playbook, ScoreChange, ScoreDistribution } from '../../domain/index.js';
import { type PastConversation, peopleOf, type Scored, type Sides } from './compare.js';
import { CHANGES_KEPT } from './counts.js';

type Side = keyof Sides<unknown>;
const SIDES = ['inForce', 'draft'] as const satisfies readonly Side[];

/**
 * Collects script scores under the playbooks in force and under the draft. Scores are whole numbers from 0 to 100, so
 * counting them is all it keeps, but for the first thousand conversations whose score changes.
 */
export class ScoreTally {
  private readonly counts = { inForce: new Array<number>(101).fill(0), draft: new Array<number>(101).fill(0) };
  private readonly covered = { inForce: new Map<string, number>(), draft: new Map<string, number>() };
  /** Those that were chosen for some conversation; both sides may have several. */
  private readonly chosen = { inForce: new Set<Playbook>(), draft: new Set<Playbook>() };
  private readonly changes: ScoreChange[] = [];
  private changed = 0;

  /** @param playbooks what is named where there is no conversation to compare */
  constructor(private readonly playbooks: Sides<Playbook>) {}

  add(scripts: Sides<Scored>, past: PastConversation, startedAt: string | null): void {
    for (const side of SIDES) {
      const { playbook, fit } = scripts[side];
      const at = Math.round(fit.score);
      this.chosen[side].add(playbook);
      this.counts[side][at] = (this.counts[side][at] ?? 0) + 1;
      for (const { id, covered } of fit.steps)
        this.covered[side].set(id, (this.covered[side].get(id) ?? 0) + (covered ? 1 : 0));
    }
    this.note(scripts, past, startedAt);
  }

  private note({ inForce, draft }: Sides<Scored>, past: PastConversation, startedAt: string | null): void {
    if (inForce.fit.score === draft.fit.score && inForce.playbook.id === draft.playbook.id) return;
    this.changed += 1;
    if (this.changes.length >= CHANGES_KEPT) return;
    const { transcript, title, team, stage = null } = past;
    this.changes.push({
      ...{ conversationId: transcript.id, title, ...peopleOf(past), startedAt, team, stage },
      inForce: { playbook: nameOf(inForce.playbook), score: inForce.fit.score },
      draft: { playbook: nameOf(draft.playbook), score: draft.fit.score },
    });
  }

  report(): NonNullable<BackTestReport['playbook']> {
    const [inForce, draft] = [this.playbooksOf('inForce'), this.playbooksOf('draft')];
    const ids = new Set([...draft, ...inForce].flatMap(({ steps }) => steps.map(({ id }) => id)));
    const coveredBy = (side: Side, playbooks: readonly Playbook[], id: string): number | null =>
      playbooks.some(({ steps }) => steps.some((step) => step.id === id)) ? (this.covered[side].get(id) ?? 0) : null;
    return {
      inForce: inForce.map(nameOf).join(', '),
      draft: draft.map(nameOf).join(', '),
      scores: { inForce: distribution(this.counts.inForce), draft: distribution(this.counts.draft) },
      steps: [...ids].map((id) => ({
        id,
        inForce: coveredBy('inForce', inForce, id),
        draft: coveredBy('draft', draft, id),
      })),
      changes: this.changes,
      changesLeftOut: this.changed - this.changes.length,
    };
  }

  /** The draft itself is named first, also where it is chosen for no conversation. */
  private playbooksOf(side: Side): readonly Playbook[] {
    const chosen = [...this.chosen[side]];
    const own = this.playbooks[side];
    if (side === 'inForce') return chosen.length === 0 ? [own] : chosen;
    return [own, ...chosen.filter((one) => one !== own)];
  }
}

const nameOf = ({ id, version }: Playbook): string => `${id}@${version}`;

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
