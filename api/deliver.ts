import { AppError } from '../models/domain/index.js';
import type { StartedRun } from '../storage/repositories/runs.js';
import type { ApiContext } from './context.js';

/** Hands a started run to the queue. A queue that is away costs seconds, not the request: the reconciler delivers what the database says. */
export async function deliver(api: ApiContext, started: StartedRun): Promise<void> {
  try {
    await api.queue.enqueue(started.queue, [started]);
  } catch (error) {
    api.log.warn({ runId: started.runId, code: AppError.from(error).code }, 'a run waits for the reconciler');
  }
}
