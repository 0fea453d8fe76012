import type { Db } from '../storage/database.js';
import { recordWorker, removeWorker } from '../storage/repositories/workers.js';
import { errorFacts, type Log } from './log.js';

const EVERY_MS = 15_000;

/** Says now and then that this process takes jobs of these queues, for whoever looks after the workers. `id` is the worker's. */
export function startHeartbeat({ db, id, queues, log }: { db: Db; id: string; queues: string[]; log: Log }): {
  close(): Promise<void>;
} {
  let last = Promise.resolve();
  const beat = (): void => {
    last = last
      .then(() => recordWorker(db, { id, queues }, new Date()))
      .catch((error: unknown) => log.warn(errorFacts(error), 'this worker could not say that it lives'));
  };
  beat();
  const timer = setInterval(beat, EVERY_MS);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await last;
      await removeWorker(db, id).catch((error: unknown) =>
        log.warn(errorFacts(error), 'this worker could not say that it stops'),
      );
    },
  };
}
