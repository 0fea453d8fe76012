import type { Look, Weighing } from '../classifier/model.js';
import { chanceOf, numbersOf, type Placed, placeSays } from '../classifier/place.js';
import { type Labelled, train, type Trained } from './fit.js';
import { fitLogistic } from './svm.js';

/** One turn (or other place) and the kinds that were labelled there; none: nothing is there. */
export interface KindRow extends Omit<Labelled, 'yes'> {
  readonly kinds: readonly string[];
  /** Which turn of which conversation it is; a place that is no turn has none. */
  readonly turn?: { readonly conversation: number; readonly at: number; readonly turns: number };
}

/**
 * Two tasks, whether something is there and of which kind, that answer one question: what is told must be there
 * and of that kind, so the threshold of the first is where F1 is best with the kind being right, for the product
 * of the two probabilities; of turns, after a second look at it (`classifier/place.ts`).
 */
export function trainKinds(
  name: string,
  kindTask: string,
  kinds: readonly string[],
  rows: readonly KindRow[],
  { labels = labelsOf(rows), likely = (each) => each, weighing = { there: 'each', kind: 'each' } }: Options = {},
): Trained[] {
  const ofKind = train(
    kindTask,
    kinds,
    rows.map((row) => ({
      ...row,
      yes: kinds.map((kind) => (row.kinds.length === 0 ? null : row.kinds.includes(kind))),
    })),
    { weighing: weighing.kind },
  );
  const likeliest = rows.map((_, n) => {
    const each = likely(ofKind.held.map((held) => held[n] as number));
    const sure = Math.max(...each);
    return { kind: kinds[each.indexOf(sure)] as string, sure };
  });
  let measured = '';
  let look: Look | undefined;
  const there = train(
    name,
    ['yes'],
    rows.map((row) => ({ ...row, yes: [row.kinds.length > 0] })),
    {
      weighing: weighing.there,
      choose: (_, there, p) => {
        const usual = usualOf(rows, p);
        const judged = rows.flatMap(({ kinds: labelled, turn }, n) => {
          const { kind, sure } = likeliest[n] as (typeof likeliest)[number];
          if (there[n]?.origin !== 'conversation') return [];
          const [likely, right] = [p[n] as number, labelled.includes(kind)];
          const placed = turn && { ...turn, there: likely, kind: sure, usual: usual.get(turn.conversation) as number };
          return [{ p: likely * sure, right, placed }];
        });
        look = lookOf(judged);
        const scored = judged.map(({ p: product, right, placed }) => ({
          p: look && placed ? chanceOf(look, placed) : product,
          right,
        }));
        const { threshold, f1 } = mostRight(scored, labels);
        measured = `  of the right kind: F1 ${f1.toFixed(3)} from ${threshold.toFixed(2)}`;
        return threshold;
      },
    },
  );
  const task = look ? { ...there.task, look } : there.task;
  return [{ ...there, task, report: `${there.report}\n${measured}` }, ofKind];
}

/** How likely something is there on average, by conversation; the corpus has no turns of an unknown side, which are not asked later. */
function usualOf(rows: readonly KindRow[], p: Float64Array): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  rows.forEach(({ turn, origin }, n) => {
    if (!turn || origin !== 'conversation') return;
    const { sum, count } = sums.get(turn.conversation) ?? { sum: 0, count: 0 };
    sums.set(turn.conversation, { sum: sum + (p[n] as number), count: count + 1 });
  });
  return new Map([...sums].map(([conversation, { sum, count }]) => [conversation, sum / count]));
}

function lookOf(judged: readonly { right: boolean; placed: Placed | undefined }[]): Look | undefined {
  const placed = judged.flatMap(({ right, placed: one }) => (one ? [{ one, target: right ? 1 : 0 }] : []));
  if (placed.length === 0) return undefined;
  const places = placed.map(({ one }) => placeSays(one));
  const usualPlace = (places[0] as number[]).map(
    (_, n) => places.reduce((sum, place) => sum + (place[n] as number), 0) / places.length,
  );
  return { ...fitLogistic(placed.map(({ one, target }) => ({ numbers: numbersOf(one), target }))), usualPlace };
}

/** What features count for: is something there, and of which kind. */
export interface KindWeighing {
  readonly there: Weighing;
  readonly kind: Weighing;
}

interface Options {
  readonly weighing?: KindWeighing;
  /** How many there are to find in whole conversations; as many as the rows have, unless rows are missing. */
  readonly labels?: number;
  /** What the probabilities of the kinds, each by itself, are made before the likeliest is taken. */
  readonly likely?: (each: readonly number[]) => readonly number[];
}

const labelsOf = (rows: readonly KindRow[]): number =>
  rows.reduce((sum, { origin, kinds }) => sum + (origin === 'conversation' ? kinds.length : 0), 0);

/** The highest threshold whose F1, the kind being right, is nearly the best of so many labels: the top is flat, and what is told wrongly costs more than what is missed. */
export function mostRight(scored: { p: number; right: boolean }[], labels: number): { threshold: number; f1: number } {
  let hits = 0;
  const f1s = scored
    .sort((a, b) => b.p - a.p)
    .map(({ p, right }, n) => {
      if (right) hits += 1;
      return { p, f1: (2 * hits) / (n + 1 + labels) };
    });
  const best = f1s.reduce((most, { f1 }) => Math.max(most, f1), 0);
  const nearly = f1s.filter(({ f1 }) => f1 > best - NEARLY).map(({ p }) => p);
  return { threshold: nearly[0] ?? 1, f1: best };
}
/** More of it misses more and tells less wrongly. */
const NEARLY = 0.01;
