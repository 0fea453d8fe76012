import {
  type Commitment,
  type Evidence,
  INSIGHT_KINDS,
  type InsightKind,
  type InsightOf,
  type Insights,
} from '../../domain/index.js';
import { unflagged } from '../flag.js';
import { samePerson } from '../people/people.js';
import { fold } from '../reading/text.js';

/** Two items on one thing: they say the same, or something else about it. null: they are about different things. */
type Relation = 'same' | 'other' | null;
type Compare<K extends InsightKind> = (a: InsightOf<K>, b: InsightOf<K>) => Relation;

const agreeWhen = (agree: boolean): Relation => (agree ? 'same' : 'other');

const COMPARE: { readonly [K in InsightKind]: Compare<K> } = {
  // A conversation has one budget, of which people speak in several places.
  budgets: (a, b) => agreeWhen(a.min === b.min && a.max === b.max),
  stakeholders: (a, b) => (samePerson(a, b) ? agreeWhen(a.role === b.role) : null),
  objections: (a, b) => (sameTurn(a, b) && a.category === b.category ? 'same' : overlaps(a, b) ? 'other' : null),
  commitments: (a, b) => (sameTurn(a, b) && a.category === b.category ? 'same' : overlaps(a, b) ? 'other' : null),
  nextSteps: (a, b) => (overlaps(a, b) ? agreeWhen(a.owner === b.owner) : null),
  goals: (a, b) => (overlaps(a, b) ? 'same' : null),
  pains: (a, b) => (overlaps(a, b) ? 'same' : null),
  competitors: (a, b) => (fold(a.name) === fold(b.name) ? 'same' : null),
};

/** Told in the order of the conversation; of budgets and people the rules' come first, since they are surer. */
const IN_ORDER: readonly InsightKind[] = ['objections', 'commitments', 'nextSteps', 'goals', 'pains'];

/** An item of `added` that says something else about the same as one of the rules'. */
export interface Contradiction {
  readonly kind: InsightKind;
  readonly turn: number;
}

/**
 * Both together, every source kept: what both found is the rules' item, which names the other source too; what only
 * one found stands as it is; where they contradict each other both stand, and are named.
 */
export function merge(
  base: Insights,
  added: Insights,
): { readonly insights: Insights; readonly contradictions: readonly Contradiction[] } {
  const contradictions: Contradiction[] = [];
  const lists = INSIGHT_KINDS.map((kind): [string, unknown] => {
    const { items, disputed } = mergeKind<InsightKind>(kind, base[kind], added[kind]);
    contradictions.push(...disputed.map(({ evidence: [{ turn }] }) => ({ kind, turn })));
    return [kind, IN_ORDER.includes(kind) ? items.sort(byPlace) : items];
  });
  return { insights: Object.fromEntries(lists) as Insights, contradictions };
}

function mergeKind<K extends InsightKind>(
  kind: K,
  base: readonly InsightOf<K>[],
  added: readonly InsightOf<K>[],
): { items: InsightOf<K>[]; disputed: InsightOf<K>[] } {
  const compare = COMPARE[kind] as unknown as Compare<K>;
  const items = [...base];
  const disputed: InsightOf<K>[] = [];
  for (const one of added) {
    const at = items.findIndex((item) => compare(item, one) === 'same');
    const same = items[at];
    if (same) items[at] = alsoFoundBy(same, one.rule);
    else {
      if (base.some((item) => compare(item, one) === 'other')) disputed.push(one);
      items.push(one);
    }
  }
  return { items, disputed };
}

/** The item with one more source; one that it has already changes nothing. */
function alsoFoundBy<T extends { rule: string; alsoBy?: string[] | undefined }>(item: T, rule: string): T {
  const sources = item.alsoBy ?? [];
  return item.rule === rule || sources.includes(rule) ? item : { ...item, alsoBy: [...sources, rule] };
}

/**
 * Commitments to be judged anew: those that the rules find, and of the stored ones what an LLM had found, without the
 * verdict of the policy of then.
 */
export function mergeStored(found: readonly Commitment[], stored: readonly Commitment[]): Commitment[] {
  const fromLlm = stored.filter(({ rule }) => rule.startsWith('llm:'));
  const { items } = mergeKind(
    'commitments',
    found.map((one) => {
      const before = stored.find((other) => other.rule === one.rule && overlaps(other, one) && other.alsoBy);
      return before?.alsoBy ? { ...one, alsoBy: before.alsoBy } : one;
    }),
    fromLlm.map(unflagged),
  );
  return items.sort(byPlace);
}

interface Placed {
  readonly evidence: readonly [Evidence, ...Evidence[]];
}

const sameTurn = (a: Placed, b: Placed): boolean => a.evidence[0].turn === b.evidence[0].turn;

const overlaps = (a: Placed, b: Placed): boolean =>
  a.evidence.some((one) =>
    b.evidence.some((other) => one.turn === other.turn && one.start < other.end && other.start < one.end),
  );

const byPlace = ({ evidence: [a] }: Placed, { evidence: [b] }: Placed): number => a.turn - b.turn || a.start - b.start;
