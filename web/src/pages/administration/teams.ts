import { queryOptions, useQuery } from '@tanstack/react-query';

import { answer, api } from '../../api/client.js';

export const teamsQuery = queryOptions({ queryKey: ['teams'], queryFn: () => answer(api.GET('/v1/teams')) });

/** Teams as the choices of a select. */
export const useTeams = (): { value: string; label: string }[] =>
  useQuery(teamsQuery).data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? [];
