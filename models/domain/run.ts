import { z } from 'zod';

/** The stages of the pipeline, in their order. The set is closed. */
export const STEP_NAMES = [
  'normalize',
  'transcribe',
  'attribute',
  'extract',
  'flag',
  'score',
  'summarize',
  'publish',
] as const;
export const StepName = z.enum(STEP_NAMES);
export type StepName = z.infer<typeof StepName>;

/** Separate queues, so that an hour of speech cannot starve a hundred chats. */
export const QUEUE_NAMES = ['analysis', 'transcription', 'publishing'] as const;
export const QueueName = z.enum(QUEUE_NAMES);
export type QueueName = z.infer<typeof QueueName>;

/** Which queue runs each step. Consecutive steps of one queue are one job. */
export const STEP_QUEUES = {
  normalize: 'analysis',
  transcribe: 'transcription',
  attribute: 'analysis',
  extract: 'analysis',
  flag: 'analysis',
  score: 'analysis',
  summarize: 'analysis',
  publish: 'publishing',
} as const satisfies Record<StepName, QueueName>;

/** `waiting`: an earlier step is not done; `queued`: may run; `failed`: will not be tried again by itself. */
export const StepState = z.enum(['waiting', 'queued', 'running', 'done', 'skipped', 'failed']);
export type StepState = z.infer<typeof StepState>;

export const RunState = z.enum(['running', 'done', 'failed', 'superseded']);
export type RunState = z.infer<typeof RunState>;

/** Why a Run was started. */
export const RunReason = z.enum([
  'ingest',
  'extended',
  'retry',
  'sides_changed',
  'corrected',
  'reassigned',
  'rules_changed',
]);
export type RunReason = z.infer<typeof RunReason>;
