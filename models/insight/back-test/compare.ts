import {
  INSIGHT_KINDS,
  type Commitment,
  type CommitmentCategory,
  type Evidence,
  type InsightKind,
  type InsightOf,
  type Insights,
  type Playbook,
  type Policy,
  type ReviewVerdict,
  type ScriptFit,
  type Transcript,
} from '../../domain/index.js';
import { policyWith } from '../../rules/company.js';
import type { Rules } from '../../rules/load.js';
import { extractFrom } from '../extract.js';
import { type RoleOf, verdictOn } from '../flag.js';
import { mergeStored } from '../llm/merge.js';
import { readTranscript } from '../reading.js';
import { scoreReading } from '../script-fit.js';

/** What conversations are held against. */
export interface RuleSet {
  readonly rules: Rules;
  readonly policy: Policy;
  readonly playbook: Playbook;
}

/** A Conversation that was analysed before, or a file. */
export interface PastConversation {
  readonly transcript: Transcript;
  readonly title: string | null;
  readonly team: string | null;
  /** What was found at the time; null for a file. */
  readonly commitments: readonly Commitment[] | null;
  /** What whoever promised may decide; absent: everybody is a rep. */
  readonly roleOf?: RoleOf;
  /** False: the playbook under test is for other stages than its deal's. */
  readonly isScored?: boolean;
  /** What people said of its flags. */
  readonly reviewed: readonly Reviewed[];
}

export interface Reviewed {
  readonly verdict: ReviewVerdict;
  readonly category: CommitmentCategory;
  readonly evidence: Evidence;
}

/** A commitment that a policy forbids. */
export interface Forbidden {
  readonly commitment: Commitment;
  readonly rule: string;
  readonly why: string | null;
  readonly verdict: ReviewVerdict | null;
}

type Sides<T> = { readonly inForce: T; readonly draft: T };

/** One conversation under the rules in force and under the draft. */
export interface Comparison {
  readonly flags: Sides<readonly Forbidden[]>;
  /** Found by one side only. */
  readonly new: readonly Forbidden[];
  readonly gone: readonly Forbidden[];
  /** Only where the lexicons differ. */
  readonly insights: readonly KindComparison[] | null;
  /** Only where the playbooks differ. */
  readonly scripts: Sides<ScriptFit> | null;
}

/**
 * Reads one past conversation with both sets of rules. What is the same on both sides is done once: a changed
 * policy costs no second reading, and of stored conversations none at all.
 */
export function compare(past: PastConversation, inForce: RuleSet, draft: RuleSet): Comparison {
  const { transcript, roleOf } = past;
  const rereads = inForce.rules !== draft.rules;
  const found = (rules: Rules): Insights => extractFrom(readTranscript(transcript, rules)).insights;
  const now = rereads || past.commitments === null ? found(inForce.rules) : null;
  const then = rereads ? found(draft.rules) : now;
  const promised = (insights: Insights | null): readonly Commitment[] =>
    insights === null ? (past.commitments ?? []) : mergeStored(insights.commitments, past.commitments ?? []);
  const forbidden = (insights: Insights | null, { rules, policy: given }: RuleSet): Forbidden[] => {
    const policy = policyWith(given, rules);
    return promised(insights).flatMap((commitment) => {
      const { allowed, rule, why } = verdictOn(commitment, transcript, policy, roleOf);
      if (allowed || rule === null) return [];
      return [{ commitment, rule: rule.id, why, verdict: verdictFor(commitment, past.reviewed) }];
    });
  };
  const flags = { inForce: forbidden(now, inForce), draft: forbidden(then, draft) };
  return {
    flags,
    new: without(flags.draft, flags.inForce, ({ commitment }) => commitment),
    gone: without(flags.inForce, flags.draft, ({ commitment }) => commitment),
    insights: rereads && now && then ? differences(now, then) : null,
    scripts:
      inForce.playbook === draft.playbook || past.isScored === false
        ? null
        : {
            inForce: scoreReading(readTranscript(transcript, inForce.rules), inForce.playbook),
            draft: scoreReading(readTranscript(transcript, draft.rules), draft.playbook),
          },
  };
}

interface Placed {
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly category?: string;
}

/** Those of `some` that `others` have not: another category, or words elsewhere. */
function without<T>(some: readonly T[], others: readonly T[], placed: (one: T) => Placed): T[] {
  return some.filter((one) => !others.some((other) => same(placed(one), placed(other))));
}

function same(a: Placed, b: Placed): boolean {
  return a.category === b.category && overlap(a.evidence[0], b.evidence[0]);
}

const overlap = (a: Evidence, b: Evidence): boolean => a.turn === b.turn && a.start < b.end && b.start < a.end;

const verdictFor = (commitment: Commitment, reviewed: readonly Reviewed[]): ReviewVerdict | null =>
  reviewed.find(
    ({ category, evidence }) => category === commitment.category && overlap(evidence, commitment.evidence[0]),
  )?.verdict ?? null;

/** What two lexicons find of one kind of Insight. */
export interface KindComparison extends Sides<readonly AnyInsight[]> {
  readonly kind: InsightKind;
  readonly new: readonly AnyInsight[];
  readonly gone: readonly AnyInsight[];
}

type AnyInsight = InsightOf<InsightKind>;

const differences = (now: Insights, then: Insights): KindComparison[] =>
  INSIGHT_KINDS.map((kind) => {
    const [inForce, draft]: [readonly AnyInsight[], readonly AnyInsight[]] = [now[kind], then[kind]];
    const labelled = (one: AnyInsight): Placed => ({ evidence: one.evidence, category: labelOf(one) ?? '' });
    return {
      kind,
      ...{ inForce, draft },
      new: without(draft, inForce, labelled),
      gone: without(inForce, draft, labelled),
    };
  });

/** Category, role, stance or owner: what tells two findings of one kind apart at one place. */
export function labelOf(insight: AnyInsight): string | null {
  if ('category' in insight) return insight.category;
  if ('role' in insight) return insight.role;
  if ('stance' in insight) return insight.stance;
  return 'owner' in insight ? insight.owner : null;
}
