import { queryOptions } from '@tanstack/react-query';

import { answer, api, everyItem } from '../../api/client.js';

export type * from './types.js';

const path = (id: string) => ({ params: { path: { id } } });

export const transcriptQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id, 'transcript'],
    queryFn: () => answer(api.GET('/v1/conversations/{id}/transcript', path(id))),
    staleTime: 60_000,
  });

export const analysisQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id, 'analysis'],
    queryFn: () => answer(api.GET('/v1/conversations/{id}/analysis', path(id))),
  });

export const waveformQuery = (sha256: string) =>
  queryOptions({
    queryKey: ['waveform', sha256],
    queryFn: () => answer(api.GET('/v1/recordings/{sha256}/waveform', { params: { path: { sha256 } } })),
    staleTime: Infinity,
  });

export const playbookQuery = (id: string) =>
  queryOptions({
    queryKey: ['playbook', id],
    queryFn: async () => {
      const found = await answer(api.GET('/v1/playbooks/{id}', path(id)));
      // YAML is for those who ask for it; we do not.
      return typeof found === 'string' ? null : found;
    },
    staleTime: Infinity,
  });

/** Deals that it may belong to. */
export const candidatesQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id, 'deals'],
    queryFn: async () => (await answer(api.GET('/v1/conversations/{id}/deal-proposals', path(id)))).items,
  });

export const dealsQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['deals', customerId],
    queryFn: () =>
      everyItem((cursor) => answer(api.GET('/v1/deals', { params: { query: { customerId, limit: 200, cursor } } }))),
  });
