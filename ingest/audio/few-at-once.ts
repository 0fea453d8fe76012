import pLimit from 'p-limit';

import { AppError } from '../../models/domain/index.js';

export interface Turnstile {
  /** How many do their work at the same time. */
  readonly running: number;
  /** How many more wait for their turn; who comes beyond is refused at once. */
  readonly waiting: number;
  /** What the refused are told. */
  readonly full: string;
}

/** Lets the work of a few go on at the same time, in the order in which they came. */
export function fewAtOnce({ running, waiting, full }: Turnstile) {
  const limit = pLimit(running);
  /** @throws AppError `unavailable` when too many wait; `cancelled` when the signal came before the turn */
  return async <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    if (limit.activeCount + limit.pendingCount >= running + waiting) throw new AppError('unavailable', full);
    return limit(() => {
      if (signal.aborted) throw new AppError('cancelled', 'Who asked for it left before its turn came.');
      return work();
    });
  };
}
