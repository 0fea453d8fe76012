import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';

import { answer, api, setCsrf } from '../api/client.js';
import type { components } from '../api/schema.js';

export type Session = components['schemas']['Session'];
export type Role = NonNullable<Session['role']>;

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

export const useSession = (): Session => useSuspenseQuery(sessionQuery).data;

/** What a page offers to whom; the server decides, this only leaves out what it would refuse. */
const ALLOWED = {
  read: ['rep', 'qa', 'trainer', 'manager', 'admin'],
  edit: ['rep', 'qa', 'manager', 'admin'],
  /** Judge flags or look at them, or answer for one's own. */
  review: ['rep', 'qa', 'trainer', 'manager', 'admin'],
  seeFlags: ['qa', 'trainer', 'manager', 'admin'],
  judge: ['qa', 'manager', 'admin'],
  writeRules: ['qa', 'admin'],
  administer: ['admin'],
} as const satisfies Record<string, readonly Role[]>;
export type Permission = keyof typeof ALLOWED;

export const may = (role: Role | null, permission: Permission): boolean =>
  role !== null && (ALLOWED[permission] as readonly Role[]).includes(role);

export const useMay = (permission: Permission): boolean => may(useSession().role, permission);
