import { queryOptions, useQuery } from '@tanstack/react-query';

import { answer, api, everyItem } from '../api/client.js';

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: () => everyItem((cursor) => answer(api.GET('/v1/teams', { params: { query: { cursor } } }))),
  staleTime: 60_000,
});

/** Teams as the choices of a select. */
export const useTeams = (enabled = true): { value: string; label: string }[] =>
  useQuery({ ...teamsQuery, enabled }).data?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
