import { LEARNT_ACTS } from '../../domain/index.js';
import { BUCKETS } from '../classifier/features.js';
import type { Task } from '../classifier/model.js';
import type { Row } from './examples.js';
import { COST, counted, type Labelled, train } from './fit.js';
import { fitLine, scoreOf } from './svm.js';

/**
 * Script steps are known by turn in excerpts, and by conversation elsewhere: there the turn that scores best is taken
 * for the one that did it (mi-SVM, Andrews et al. 2003), twice. Those lines have seen the conversation, so what is
 * measured on writers left out is a little too good.
 */
export function trainSteps(reps: readonly Row[]): { task: Task; report: string } {
  const own = reps.filter(({ origin }) => origin !== 'phrase');
  const told: string[] = [];
  let chosen = new Map<string, Set<Row>>();
  let labelled: Labelled[] = [];
  for (let round = 0; round < 3; round += 1) {
    labelled = own.map((row) => ({
      writer: row.writer,
      origin: row.origin,
      features: row.features,
      yes: LEARNT_ACTS.map((act) => {
        if (row.covered === null) return row.labels.has(`step ${act}`);
        if (!row.covered.has(act)) return false;
        return round > 0 && chosen.get(act)?.has(row) ? true : null;
      }),
    }));
    if (round === 2) break;
    chosen = new Map(
      LEARNT_ACTS.map((act, answer) => {
        const line = fitLine(
          labelled
            .filter(({ yes }) => yes[answer] !== null)
            .map((one) => ({ ...counted(WEIGHING, one), yes: one.yes[answer] === true })),
          BUCKETS,
          COST[WEIGHING],
        );
        const best = new Map<string, { row: Row; score: number }>();
        for (const row of own) {
          if (!row.covered?.has(act)) continue;
          const key = `${row.writer} ${row.conversation}`;
          const score = scoreOf(line, counted(WEIGHING, row));
          if (score > (best.get(key)?.score ?? -Infinity)) best.set(key, { row, score });
        }
        return [act, new Set([...best.values()].map(({ row }) => row))];
      }),
    );
  }
  // What is judged is the conversation: its best turn against the threshold.
  const trained = train('script step', LEARNT_ACTS, labelled, {
    weighing: WEIGHING,
    choose: (answer, _, p) => {
      const best = new Map<string, { p: number; yes: boolean }>();
      own.forEach((row, n) => {
        if (row.covered === null) return;
        const key = `${row.writer} ${row.conversation}`;
        const yes = row.covered.has(LEARNT_ACTS[answer] as string);
        best.set(key, { p: Math.max(best.get(key)?.p ?? 0, p[n] as number), yes });
      });
      const { threshold, right } = mostRight([...best.values()]);
      told.push(`  ${LEARNT_ACTS[answer]}: right in ${(100 * right).toFixed(1)} % of ${best.size} conversations`);
      return threshold;
    },
  });
  return { task: trained.task, report: [...told, trained.report].join('\n') };
}

const WEIGHING = 'each';

/** So many of the conversations count as having missed a step at least, when its threshold is chosen: steps that nearly all of the corpus does were called done too easily. */
const MISSED = 1 / 3;

/** Where most are right. */
function mostRight(scored: { p: number; yes: boolean }[]): { threshold: number; right: number } {
  const sorted = scored.sort((a, b) => b.p - a.p);
  const missed = sorted.filter(({ yes }) => !yes).length;
  const counts = missed === 0 ? 1 : Math.max(1, ((sorted.length - missed) * MISSED) / (1 - MISSED) / missed);
  let [right, correct] = [missed * counts, missed];
  let [best, threshold, share] = [right, 1, correct];
  for (const { p, yes } of sorted) {
    right += yes ? 1 : -counts;
    correct += yes ? 1 : -1;
    if (right > best) [best, threshold, share] = [right, p, correct];
  }
  return { threshold, right: share / sorted.length };
}
