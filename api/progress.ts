import { z } from 'zod';
import type { Logger } from 'pino';

import { StepName, StepState } from '../models/domain/index.js';
import type { Database } from '../storage/database.js';

/** A change of a step's state, as the pipeline announces it in the transaction that made it. */
export const Progress = z.object({
  conversationId: z.string(),
  runId: z.string(),
  step: StepName,
  state: StepState,
  progress: z.number().nullish(),
  errorCode: z.string().nullish(),
});
export type Progress = z.infer<typeof Progress>;

/** One LISTEN for all who watch. */
export interface ProgressHub {
  /** Calls back for each change; returns how to stop. Resolves when nothing can be missed any more. */
  subscribe(callback: (progress: Progress) => void): Promise<() => void>;
  close(): Promise<void>;
}

export const PROGRESS_CHANNEL = 'vouch_progress';

export function createProgressHub(database: Pick<Database, 'listen'>, log: Logger): ProgressHub {
  const callbacks = new Set<(progress: Progress) => void>();
  let listening: Promise<() => Promise<void>> | undefined;

  const announce = (payload: string): void => {
    const parsed = parsePayload(payload);
    if (parsed === undefined) {
      log.warn({ bytes: payload.length }, 'a progress notification was not understood');
      return;
    }
    for (const callback of callbacks) callback(parsed);
  };

  return {
    async subscribe(callback) {
      listening ??= database.listen(PROGRESS_CHANNEL, announce);
      try {
        await listening;
      } catch (error) {
        listening = undefined;
        throw error;
      }
      callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
    async close() {
      callbacks.clear();
      const stop = await listening;
      listening = undefined;
      await stop?.();
    },
  };
}

function parsePayload(payload: string): Progress | undefined {
  try {
    return Progress.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined; // Not JSON: somebody else's notification on our channel; the caller counts it.
  }
}
