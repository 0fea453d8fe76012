import type { QueryClient } from '@tanstack/react-query';

/** Everything that a decision about a customer's record changes. */
export const refreshRecord = (queries: QueryClient): Promise<unknown> =>
  Promise.all(
    ['proposals', 'record', 'history', 'promises', 'timeline'].map((key) =>
      queries.invalidateQueries({ queryKey: [key] }),
    ),
  );
