import { z } from '@hono/zod-openapi';

import { RunReason, RunState, StepName, StepState } from '../../models/domain/index.js';
import type { RunView } from '../../storage/repositories/runs.js';

export const StepPresented = z
  .object({
    name: StepName,
    state: StepState,
    attempt: z.number().int(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    /** Not before this time: it waits for its next try. */
    retryAt: z.string().nullable(),
    progress: z.number().nullable(),
    skipReason: z.string().nullable(),
    engine: z.string().nullable(),
    errorCode: z.string().nullable(),
    reason: z.string().nullable().openapi({ description: 'What went wrong and what to do.' }),
  })
  .openapi('Step');

export const RunPresented = z
  .object({
    id: z.string(),
    reason: RunReason,
    state: RunState,
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    steps: z.array(StepPresented),
  })
  .openapi('Run');
export type RunPresented = z.infer<typeof RunPresented>;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export function presentRun(run: RunView): RunPresented {
  return {
    id: run.id,
    reason: run.reason,
    state: run.state,
    createdAt: run.createdAt.toISOString(),
    finishedAt: iso(run.finishedAt),
    steps: run.steps.map((step) => ({
      name: step.name,
      state: step.state,
      attempt: step.attempt,
      startedAt: iso(step.startedAt),
      finishedAt: iso(step.finishedAt),
      retryAt: step.state === 'queued' ? iso(step.notBefore) : null,
      progress: step.progress,
      skipReason: step.skipReason,
      engine: step.engine,
      errorCode: step.errorCode,
      reason: step.errorMessage,
    })),
  };
}
