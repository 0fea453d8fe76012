import { z } from '@hono/zod-openapi';

import type { RunReason, StepName } from '../models/domain/index.js';
import type { Tx } from '../storage/database.js';
import { startRun, type StartedRun } from '../storage/repositories/runs.js';
import { stale } from '../storage/stale.js';
import type { ApiContext } from './context.js';
import { deliver } from './deliver.js';

export const Changed = z.object({
  id: z.string(),
  version: z.number().int(),
  runId: z
    .string()
    .nullable()
    .openapi({ description: 'The run that brings the results up to date; null when none is needed.' }),
});

/**
 * Change and run start in one transaction; the queue hears of it after the commit.
 * @param change null when somebody else was faster
 * @throws AppError `precondition_failed` then
 */
export async function changeAndRun(
  api: ApiContext,
  id: string,
  reason: RunReason,
  from: StepName,
  change: (tx: Tx) => Promise<{ version: number; moved: boolean } | null>,
): Promise<z.infer<typeof Changed>> {
  const { version, started } = await api.database.db.transaction(async (tx) => {
    const changed = await change(tx);
    if (changed === null) throw stale();
    const started: StartedRun | null = changed.moved ? await startRun(tx, id, reason, from) : null;
    return { version: changed.version, started };
  });
  if (started !== null) await deliver(api, started);
  return { id, version, runId: started?.runId ?? null };
}
