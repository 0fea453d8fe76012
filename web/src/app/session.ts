import { queryOptions, useSuspenseQuery, type QueryClient } from '@tanstack/react-query';

import { answer, api, setCsrf } from '../api/client.js';
import { may, type Permission, type Session } from '../shell/permission.js';

/** Who sits here, and what they may do. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<Session> => {
    const session = await answer(api.GET('/v1/session'));
    setCsrf(session.csrf);
    return session;
  },
  staleTime: Infinity,
});

/** What the first paint has already asked for. */
export function takeSession(queries: QueryClient, session: Session): void {
  setCsrf(session.csrf);
  queries.setQueryData(sessionQuery.queryKey, session);
}

export const useSession = (): Session => useSuspenseQuery(sessionQuery).data;

export const useMay = (permission: Permission): boolean => may(useSession().role, permission);
