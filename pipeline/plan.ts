import { STEP_NAMES, STEP_QUEUES, type QueueName, type StepName } from '../models/domain/index.js';

/**
 * The order of the steps, and the queue that runs each. Consecutive steps of one queue run in one
 * job: a chat is one analysis job and one publishing job.
 *
 *   normalize   analysis
 *   transcribe  transcription   skipped for chats and imported transcripts
 *   attribute   analysis
 *   extract     analysis
 *   flag        analysis
 *   score       analysis
 *   summarize   analysis
 *   publish     publishing
 */
export const PLAN: readonly { readonly step: StepName; readonly queue: QueueName }[] = STEP_NAMES.map((step) => ({
  step,
  queue: STEP_QUEUES[step],
}));

/** The step after `step`, null after the last. */
export function stepAfter(step: StepName): StepName | null {
  return STEP_NAMES[STEP_NAMES.indexOf(step) + 1] ?? null;
}
