import { useQueryClient } from '@tanstack/react-query';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';

import { Failed } from './failed.js';

/** A page that could not be shown at all. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryClient();
  return (
    <Failed
      error={error}
      onRetry={() => {
        reset();
        void queries.resetQueries({ predicate: (query) => query.state.status === 'error' });
        void router.invalidate();
      }}
    />
  );
}
