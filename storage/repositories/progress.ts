import type { ErrorCode, StepName, StepState } from '../../models/domain/index.js';

/** The `pg_notify` channel of every change of a step, sent in the transaction that makes the change. */
export const PROGRESS_CHANNEL = 'vouch_progress';

export interface Progress {
  readonly conversationId: string;
  readonly runId: string;
  readonly step: StepName;
  readonly state: StepState;
  /** 0 to 1. */
  readonly progress?: number;
  readonly errorCode?: ErrorCode;
}

/** The payload on the channel; ids and codes only, far below PostgreSQL's 8,000 bytes. */
export const encodeProgress = (progress: Progress): string => JSON.stringify(progress);
