import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import type { StepName, StepState } from '../../parts/words.js';

/** What a step of a run has just come to. */
export interface LiveStep {
  conversationId: string;
  runId: string;
  step: StepName;
  state: StepState;
  /** 0 to 1 within the step, where it is known. */
  progress?: number | null;
  errorCode?: string | null;
}

const REFRESH_AFTER_MS = 400;

/** Follows all runs by server-sent events: the newest step of each conversation since the page was opened. */
export function useLiveSteps(): ReadonlyMap<string, LiveStep> {
  const queries = useQueryClient();
  const [steps, setSteps] = useState<ReadonlyMap<string, LiveStep>>(new Map());
  useEffect(() => {
    const source = new EventSource('/v1/events');
    let timer: number | undefined;
    source.addEventListener('step', ({ data }: MessageEvent<string>) => {
      const step = JSON.parse(data) as LiveStep;
      setSteps((before) => new Map(before).set(step.conversationId, step));
      if (!isOver(step)) return;
      // Many conversations end close together: one refresh for all of them.
      window.clearTimeout(timer);
      timer = window.setTimeout(
        () => void queries.invalidateQueries({ queryKey: ['conversations'] }),
        REFRESH_AFTER_MS,
      );
      void queries.invalidateQueries({ queryKey: ['conversation', step.conversationId] });
    });
    return () => {
      window.clearTimeout(timer);
      source.close();
    };
  }, [queries]);
  return steps;
}

/** The run ends with this step. */
export const isOver = ({ step, state }: LiveStep): boolean =>
  state === 'failed' || (step === 'publish' && (state === 'done' || state === 'skipped'));
