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
import { readTranscript } from '../reading/reading.js';
import { scoreReading } from '../script/script-fit.js';

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
  /** Name of the customer it was held with. */
  readonly customer?: string | null;
  /** What was found at the time; null for a file. */
  readonly commitments: readonly Commitment[] | null;
  /** What whoever promised may decide; absent: everybody is a rep. */
  readonly roleOf?: RoleOf;
  /** False: the playbook under test is for other stages than its deal's. */
  readonly isScored?: boolean;
  /** Stage of its deal. */
  readonly stage?: string | null;
  /** The playbooks that are chosen for it; absent: those of the two sets of rules. */
  readonly playbooks?: Sides<Playbook>;
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

export type Sides<T> = { readonly inForce: T; readonly draft: T };

/** One conversation under the rules in force and under the draft. */
export interface Comparison {
  readonly flags: Sides<readonly Forbidden[]>;
  /** Found by one side only. */
  readonly new: readonly Forbidden[];
  readonly gone: readonly Forbidden[];
  /** Forbidden by both, by different rules. */
  readonly moved: readonly Sides<Forbidden>[];
  /** Only where the lexicons differ. */
  readonly insights: readonly KindComparison[] | null;
  /** Only where the playbooks differ. */
  readonly scripts: Sides<Scored> | null;
}

/** A script fit with the playbook it was held against. */
export interface Scored {
  readonly playbook: Playbook;
  readonly fit: ScriptFit;
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
  const { pairs, ...changed } = paired(flags.inForce, flags.draft, ({ commitment }) => commitment);
  return {
    ...{ flags, ...changed },
    moved: pairs.filter((pair) => pair.inForce.rule !== pair.draft.rule),
    insights: rereads && now && then ? differences(now, then) : null,
    scripts: scriptsOf(past, inForce, draft),
  };
}

/** The scores that count today and those that would; null where the same playbook is chosen on both sides. */
function scriptsOf(past: PastConversation, inForce: RuleSet, draft: RuleSet): Sides<Scored> | null {
  const chosen = past.playbooks ?? { inForce: inForce.playbook, draft: draft.playbook };
  if (chosen.inForce === chosen.draft || past.isScored === false) return null;
  const scored = (playbook: Playbook, { rules }: RuleSet): Scored => ({
    playbook,
    fit: scoreReading(readTranscript(past.transcript, rules), playbook),
  });
  return { inForce: scored(chosen.inForce, inForce), draft: scored(chosen.draft, draft) };
}

interface Placed {
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly category?: string;
}

/** What both sides find, one by one, and what only one of them does: another category, or words elsewhere. */
interface Paired<T> {
  readonly pairs: readonly Sides<T>[];
  readonly new: readonly T[];
  readonly gone: readonly T[];
}

/** Each is the other side's at most once, so that the counts add up; the very same words go before words that overlap. */
function paired<T>(inForce: readonly T[], draft: readonly T[], placed: (one: T) => Placed): Paired<T> {
  const left = new Map<string, T[]>();
  for (const one of inForce) {
    const place = placeOf(placed(one));
    const here = left.get(place);
    if (here) here.push(one);
    else left.set(place, [one]);
  }
  const pairs: Sides<T>[] = [];
  const unpaired = (some: readonly T[], is: (a: Evidence, b: Evidence) => boolean): T[] =>
    some.filter((one) => {
      const here = left.get(placeOf(placed(one))) ?? [];
      const at = here.findIndex((other) => is(placed(one).evidence[0], placed(other).evidence[0]));
      if (at < 0) return true;
      pairs.push({ inForce: here[at] as T, draft: one });
      here.splice(at, 1);
      return false;
    });
  const others = unpaired(unpaired(draft, sameWords), overlap);
  const gone = new Set([...left.values()].flat());
  return { pairs, new: others, gone: inForce.filter((one) => gone.has(one)) };
}

const placeOf = ({ category, evidence: [{ turn }] }: Placed): string => `${turn} ${category ?? ''}`;

const sameWords = (a: Evidence, b: Evidence): boolean => a.start === b.start && a.end === b.end;

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
    const { pairs: _pairs, ...changed } = paired(inForce, draft, labelled);
    return { kind, ...{ inForce, draft }, ...changed };
  });

/** Category, role, stance or owner: what tells two findings of one kind apart at one place. */
export function labelOf(insight: AnyInsight): string | null {
  if ('category' in insight) return insight.category;
  if ('role' in insight) return insight.role;
  if ('stance' in insight) return insight.stance;
  return 'owner' in insight ? insight.owner : null;
}

/** Who a conversation was held with, and who spoke for us: the first name of each side. */
export function peopleOf({ transcript: { participants }, customer }: PastConversation): {
  customer?: string;
  rep?: string;
} {
  const nameOn = (side: 'rep' | 'customer'): string | undefined =>
    participants.find((one) => one.side === side && one.name)?.name ?? undefined;
  const [who, rep] = [customer ?? nameOn('customer'), nameOn('rep')];
  return { ...(who !== undefined && { customer: who }), ...(rep !== undefined && { rep }) };
}
