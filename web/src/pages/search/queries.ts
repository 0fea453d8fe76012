import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client.js';
import type { paths } from '../../api/schema.js';
import { dayStart } from '../conversations/filters.js';
import type { SearchFilters } from './filters.js';

type Query = paths['/v1/search']['get']['parameters']['query'];

export const searchQuery = ({ from, to, q = '', ...rest }: SearchFilters) =>
  infiniteQueryOptions({
    queryKey: ['search', q, from, to, rest],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/search', {
          params: {
            query: {
              ...(rest as Query),
              q,
              limit: 30,
              ...(from !== undefined && { from: dayStart(from, 0) }),
              ...(to !== undefined && { to: dayStart(to, 1) }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: q.trim() !== '',
  });

export const savedSearches = queryOptions({
  queryKey: ['saved-searches'],
  queryFn: () => answer(api.GET('/v1/saved-searches')),
});
