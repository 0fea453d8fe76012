/** Removes what is to be kept no longer: what transcriptions left behind, what is older than the retention, old tries to sign in. */
import type { Db } from '../storage/database.js';
import { type ObjectStore, removeBelow, TRANSCRIPTIONS, transcriptionFolder } from '../storage/object-store.js';
import { recordingsInWork } from '../storage/repositories/recordings.js';
import { forgetAttempts } from '../storage/repositories/sign-in-attempts.js';
import { errorFacts, type Log } from './log.js';
import { sweepWhenDue } from './retention.js';

/** What people said is kept no longer than this after the run that wanted it ended for good, however it ended. */
const EVERY_MS = 10 * 60_000;

export interface Sweeper {
  close(): Promise<void>;
}

/** Sweeps at once and then every so often. */
export function startSweeper({ db, store, log }: { db: Db; store: ObjectStore; log: Log }): Sweeper {
  const stopping = new AbortController();
  let last = Promise.resolve();
  const attempt = async (failed: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn(errorFacts(error), `${failed}; trying again later`);
    }
  };
  const sweep = (): void => {
    last = last
      .then(() =>
        attempt('unfinished transcriptions were not looked for', async () => {
          const removed = await sweepTranscriptions(db, store);
          if (removed > 0) log.info({ recordings: removed }, 'unfinished transcriptions were removed');
        }),
      )
      .then(() =>
        attempt('what is older than the retention was not deleted', async () => {
          const swept = await sweepWhenDue({ db, store, log, now: () => new Date(), signal: stopping.signal });
          if (swept !== null) log.info({ ...swept }, 'what is older than the retention was deleted');
        }),
      )
      .then(() => attempt('old tries to sign in were not forgotten', () => forgetAttempts(db, new Date())));
  };
  sweep();
  const timer = setInterval(sweep, EVERY_MS);
  return {
    async close() {
      clearInterval(timer);
      stopping.abort();
      await last;
    },
  };
}

/**
 * Stretches of recordings that no running run is made of: it failed for good, was superseded or finished by
 * another engine, or its conversation was deleted while a worker was at it.
 * @returns how many recordings they were of
 */
export async function sweepTranscriptions(db: Db, store: ObjectStore): Promise<number> {
  const found = new Set<string>();
  for await (const { key } of store.list(TRANSCRIPTIONS))
    found.add(key.slice(TRANSCRIPTIONS.length).split('/')[0] ?? '');
  if (found.size === 0) return 0;
  const inWork = await recordingsInWork(db, [...found]);
  const left = [...found].filter((sha256) => !inWork.has(sha256));
  for (const sha256 of left) await removeBelow(store, transcriptionFolder(sha256));
  return left.length;
}
