import type { QueueName, StepName, StepState } from '../models/domain/index.js';
import { PROGRESS_CHANNEL, type Progress } from '../storage/repositories/progress.js';
import { readRun } from '../storage/repositories/runs.js';
import type { Runtime } from './runtime.js';
import { explainFailure, startProgress } from './terminal.js';

export interface Ended {
  readonly done: string[];
  readonly failed: { readonly conversationId: string; readonly step: StepName; readonly message: string }[];
}

/** A missed notification costs this long, not a hang. */
const LOOK_EVERY_MS = 2_000;

/**
 * Waits until the last run of each conversation has ended, showing progress; with `queues` this
 * process works on them itself.
 */
export async function runToEnd(
  runtime: Runtime,
  conversationIds: readonly string[],
  queues: Partial<Record<QueueName, number>>,
): Promise<Ended> {
  const ended: Ended = { done: [], failed: [] };
  const open = new Set(conversationIds);
  const progress = startProgress('processing', open.size);
  const { db } = runtime.database;

  const look = async (id: string): Promise<void> => {
    const run = await readRun(db, id);
    if (!open.has(id) || run === null || run.state === 'running') return;
    open.delete(id);
    const failed = run.steps.find((step) => step.state === 'failed');
    if (run.state === 'done') ended.done.push(id);
    else
      ended.failed.push({
        conversationId: id,
        step: failed?.name ?? 'normalize',
        message: failed?.errorMessage ?? 'superseded by a newer run',
      });
    progress.advance(run.state === 'done' ? '' : explainFailure(id, failed?.name, failed?.errorMessage));
  };

  let wake = (): void => {};
  const due = new Set<string>(open);
  const stopListening = await runtime.database.listen(PROGRESS_CHANNEL, (payload) => {
    const { conversationId, step, state } = JSON.parse(payload) as Progress;
    if (!open.has(conversationId) || !isLast(step, state)) return;
    due.add(conversationId);
    wake();
  });
  try {
    if (Object.keys(queues).length > 0) await runtime.work(queues);
    while (open.size > 0) {
      for (const id of due) {
        due.delete(id);
        await look(id);
      }
      if (open.size === 0) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          for (const id of open) due.add(id);
          resolve();
        }, LOOK_EVERY_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (due.size > 0) wake();
      });
    }
  } finally {
    progress.done();
    await stopListening();
  }
  return ended;
}

const isLast = (step: StepName, state: StepState): boolean =>
  state === 'failed' || (step === 'publish' && state === 'done');
