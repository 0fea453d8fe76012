import type { BackTestReport, FlagChange, FlagFigures, FlagMove } from '../../domain/index.js';
import {
  compare,
  type Comparison,
  type Forbidden,
  type PastConversation,
  peopleOf,
  type RuleSet,
  type Sides,
} from './compare.js';
import { InsightTally } from './insights.js';
import { ScoreTally } from './scores.js';
import { CHANGES_KEPT, type Counts, entry, noCounts, type RuleCounts } from './counts.js';

const WEEK_MS = 7 * 24 * 3_600_000;

interface SideCounts {
  flags: number;
  /** In conversations with a time: what the weekly rate is made of. */
  dated: number;
  confirmed: number;
  dismissed: number;
}
const noSideCounts = (): SideCounts => ({ flags: 0, dated: 0, confirmed: 0, dismissed: 0 });

/** Adds one past conversation after the other; what it keeps does not grow with them, but for the first thousand changes. */
export class BackTest {
  private conversations = 0;
  private from = Infinity;
  private to = -Infinity;
  private readonly sides = { inForce: noSideCounts(), draft: noSideCounts() };
  private readonly rules = new Map<string, RuleCounts>();
  private readonly teams = new Map<string | null, Counts & { conversations: number }>();
  private readonly insights: InsightTally | null;
  private readonly scores: ScoreTally | null;
  private readonly changes: FlagChange[] = [];
  private readonly changed = { new: 0, gone: 0, moved: 0 };
  private readonly moves: FlagMove[] = [];

  /** What is the same object on both sides (rules, policy or playbook) is not compared. */
  constructor(
    private readonly inForce: RuleSet,
    private readonly draft: RuleSet,
  ) {
    this.insights = inForce.rules === draft.rules ? null : new InsightTally();
    this.scores =
      inForce.playbook === draft.playbook ? null : new ScoreTally({ inForce: inForce.playbook, draft: draft.playbook });
  }

  add(past: PastConversation): void {
    const comparison = compare(past, this.inForce, this.draft);
    const startedAt = past.transcript.startedAt ?? past.transcript.turns.find(({ sentAt }) => sentAt)?.sentAt ?? null;
    this.conversations += 1;
    if (startedAt !== null) {
      this.from = Math.min(this.from, Date.parse(startedAt));
      this.to = Math.max(this.to, Date.parse(startedAt));
    }
    this.count(comparison, past.team, startedAt !== null);
    for (const change of ['new', 'gone'] as const)
      for (const flag of comparison[change]) {
        this.changed[change] += 1;
        if (this.changes.length < CHANGES_KEPT) this.changes.push(changeOf(change, flag, past, startedAt));
      }
    for (const move of comparison.moved) {
      this.changed.moved += 1;
      if (this.moves.length < CHANGES_KEPT) this.moves.push(moveOf(move, past, startedAt));
    }
    if (comparison.insights) this.insights?.add(past.transcript.id, comparison.insights);
    if (comparison.scripts) this.scores?.add(comparison.scripts, past, startedAt);
  }

  private count({ flags, moved, ...changed }: Comparison, team: string | null, dated: boolean): void {
    const ofTeam = entry(this.teams, team, () => ({ conversations: 0, ...noCounts() }));
    ofTeam.conversations += 1;
    for (const side of ['inForce', 'draft'] as const) {
      const counts = this.sides[side];
      counts.flags += flags[side].length;
      ofTeam[side] += flags[side].length;
      if (dated) counts.dated += flags[side].length;
      for (const { rule, verdict } of flags[side]) {
        entry(this.rules, rule, noCounts)[side] += 1;
        if (verdict !== null) counts[verdict] += 1;
      }
    }
    for (const change of ['new', 'gone'] as const) {
      ofTeam[change] += changed[change].length;
      for (const { rule } of changed[change]) entry(this.rules, rule, noCounts)[change] += 1;
    }
    for (const { inForce, draft } of moved) {
      const from = entry<string, RuleCounts>(this.rules, inForce.rule, noCounts);
      const to = entry<string, RuleCounts>(this.rules, draft.rule, noCounts);
      from.movedOut = (from.movedOut ?? 0) + 1;
      to.movedIn = (to.movedIn ?? 0) + 1;
    }
  }

  report(): BackTestReport {
    const dated = this.to >= this.from;
    // Less than a week of conversations is taken as one: a rate made of one afternoon would frighten.
    const weeks = dated ? Math.max(1, (this.to - this.from) / WEEK_MS) : null;
    return {
      conversations: this.conversations,
      from: dated ? new Date(this.from).toISOString() : null,
      to: dated ? new Date(this.to).toISOString() : null,
      weeks: weeks === null ? null : rounded(weeks, 1),
      inForce: figures(this.sides.inForce, weeks),
      draft: figures(this.sides.draft, weeks),
      ...this.changed,
      rules: [...this.rules].map(([rule, counts]) => ({ rule, ...counts })),
      teams: [...this.teams].map(([team, counts]) => ({ team, ...counts })),
      ...(this.insights && { insights: this.insights.report() }),
      ...(this.scores && { playbook: this.scores.report() }),
      changes: this.changes,
      changesLeftOut: this.changed.new + this.changed.gone - this.changes.length,
      moves: this.moves,
    };
  }
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

function figures({ flags, dated, confirmed, dismissed }: SideCounts, weeks: number | null): FlagFigures {
  const reviewed = confirmed + dismissed;
  return {
    flags,
    aWeek: weeks === null ? null : rounded(dated / weeks, 1),
    confirmed,
    dismissed,
    precision: reviewed === 0 ? null : rounded(confirmed / reviewed, 3),
  };
}

function changeOf(
  change: FlagChange['change'],
  { commitment, rule, why, verdict }: Forbidden,
  past: PastConversation,
  startedAt: string | null,
): FlagChange {
  const { category, risk, evidence } = commitment;
  const { transcript, title, team } = past;
  return {
    ...{ change, conversationId: transcript.id, title, ...peopleOf(past), startedAt, team, category, risk, rule, why },
    evidence: evidence[0],
    verdict,
  };
}

function moveOf({ inForce, draft }: Sides<Forbidden>, past: PastConversation, startedAt: string | null): FlagMove {
  const { change: _change, rule, ...flag } = changeOf('new', draft, past, startedAt);
  return { ...flag, from: inForce.rule, to: rule };
}
