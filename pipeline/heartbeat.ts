import { hostname } from 'node:os';

import { v7 as uuid } from 'uuid';

import type { Db } from '../storage/database.js';
import { recordWorker, removeWorker } from '../storage/repositories/workers.js';
import { errorFacts, type Log } from './log.js';

const EVERY_MS = 15_000;

/** Says now and then that this process takes jobs of these queues, for whoever looks after the workers. */
export function startHeartbeat({ db, queues, log }: { db: Db; queues: string[]; log: Log }): {
  close(): Promise<void>;
} {
  const id = `${hostname()}-${process.pid}-${uuid().slice(-8)}`;
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
