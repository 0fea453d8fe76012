import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client.js';
import type { components, paths } from '../../api/schema.js';

export type Flag = components['schemas']['Flag'];
export type FlagWithTurns = components['schemas']['FlagWithTurns'];
export type FlagFilter = Pick<
  NonNullable<paths['/v1/flags']['get']['parameters']['query']>,
  'state' | 'risk' | 'category'
>;

export const flagsQuery = (filter: FlagFilter) =>
  infiniteQueryOptions({
    queryKey: ['flags', filter],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/flags', {
          params: { query: { ...filter, limit: 50, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const flagQuery = (id: string) =>
  queryOptions({
    queryKey: ['flag', id],
    queryFn: () => answer(api.GET('/v1/flags/{id}', { params: { path: { id }, query: { around: 3 } } })),
  });
