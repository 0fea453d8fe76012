import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { Problem } from '../api/problem.js';
import { notifyProblem } from '../parts/notify.js';

/** A session that ended shows the sign-in page, wherever one is; a change that failed says so. */
function sawProblem(error: Error): void {
  if (error instanceof Problem && error.status === 401) void queries.invalidateQueries({ queryKey: ['session'] });
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: sawProblem }),
  mutationCache: new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      sawProblem(error);
      if (mutation.meta?.quiet !== true) notifyProblem(error);
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What was refused will be refused again; what did not answer may.
      retry: (count, error) => count < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502),
      refetchOnWindowFocus: false,
    },
  },
});
