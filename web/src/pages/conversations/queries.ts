import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client.js';
import type { components } from '../../api/schema.js';
import { toQuery, type ConversationFilters } from './filters.js';

export type ConversationListed = components['schemas']['ConversationListed'];

export const conversationList = (filters: ConversationFilters) =>
  infiniteQueryOptions({
    queryKey: ['conversations', filters],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/conversations', {
          params: { query: { ...toQuery(filters), limit: 50, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id],
    queryFn: () => answer(api.GET('/v1/conversations/{id}', { params: { path: { id } } })),
  });
