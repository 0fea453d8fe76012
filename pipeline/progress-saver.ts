import type { Db } from '../storage/database.js';
import { saveProgress, type ClaimedStep } from '../storage/repositories/step-states.js';
import { errorFacts, type Log } from './log.js';

/** Often enough for a bar that moves, seldom enough to cost nothing. */
const EVERY_MS = 500;

/** Takes progress as often as a step reports it and saves some of it, one write at a time. */
export function progressSaver(
  db: Db,
  claimed: ClaimedStep,
  log: Log,
): { report: (fraction: number) => void; settled: () => Promise<void> } {
  let savedAt = 0;
  let writing: Promise<void> | undefined;
  return {
    report: (fraction) => {
      const now = Date.now();
      if (writing || now - savedAt < EVERY_MS) return;
      savedAt = now;
      writing = saveProgress(db, claimed, Math.min(1, Math.max(0, fraction)))
        // Progress that is not shown harms nobody.
        .catch((error: unknown) => log.warn({ runId: claimed.runId, ...errorFacts(error) }, 'progress not saved'))
        .finally(() => {
          writing = undefined;
        });
    },
    settled: async () => writing,
  };
}
