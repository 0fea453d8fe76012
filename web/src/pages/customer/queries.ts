import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { answer, api } from '../../api/client.js';
import type { components } from '../../api/schema.js';

export type CustomerRecord = components['schemas']['CustomerRecord'];
export type FieldValue = components['schemas']['RecordFieldValue'];
export type Contradiction = components['schemas']['Contradiction'];
export type DeliveryRecord = components['schemas']['DeliveryRecord'];
export type HistoryEntry = components['schemas']['RecordHistoryEntry'];
export type TimelineEntry = components['schemas']['TimelineEntry'];

const path = { of: (id: string) => ({ path: { id } }) };

export const recordQuery = (id: string) =>
  queryOptions({
    queryKey: ['record', id],
    queryFn: () => answer(api.GET('/v1/customers/{id}/record', { params: path.of(id) })),
  });

export const isWhole = (record: CustomerRecord | DeliveryRecord): record is CustomerRecord => 'fields' in record;

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['timeline', id],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/customers/{id}/timeline', {
          params: { ...path.of(id), query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const historyQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['history', id],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/v1/customers/{id}/history', {
          params: { ...path.of(id), query: { limit: 50, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
