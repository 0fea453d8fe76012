import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client.js';
import type { components, paths } from '../../api/schema.js';

export type Flag = components['schemas']['Flag'];
export type FlagWithTurns = components['schemas']['FlagWithTurns'];
export type FlagEvent = components['schemas']['FlagEvent'];
export type ConfirmedFlag = components['schemas']['ConfirmedFlag'];
export type FlagFilter = Pick<
  NonNullable<paths['/v1/flags']['get']['parameters']['query']>,
  'state' | 'assignee' | 'risk' | 'category'
>;
export type AnswerFilter = NonNullable<paths['/v1/confirmed-flags']['get']['parameters']['query']>['answer'];

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

/** What a rep answers for; `undefined`: all of it. */
export const confirmedFlagsQuery = (given: AnswerFilter) =>
  infiniteQueryOptions({
    queryKey: ['confirmed-flags', given ?? 'all'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/confirmed-flags', {
          params: {
            query: { limit: 50, ...(given && { answer: given }), ...(pageParam !== null && { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const agreementQuery = (days: { from?: string; to?: string }) =>
  queryOptions({
    queryKey: ['flags', 'agreement', days],
    queryFn: () => answer(api.GET('/v1/review-agreement', { params: { query: days } })),
  });

/** People whose name or e-mail address holds the text. */
export const peopleNamed = (q: string) =>
  queryOptions({
    queryKey: ['users', 'named', q],
    queryFn: () => answer(api.GET('/v1/users', { params: { query: { limit: 200, ...(q !== '' && { q }) } } })),
    staleTime: 60_000,
    // A name that is being pressed stays where it is until the answer comes.
    placeholderData: keepPreviousData,
  });
