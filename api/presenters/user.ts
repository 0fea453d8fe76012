import { z } from '@hono/zod-openapi';

import { Role } from '../../models/domain/index.js';
import type { UserWithTeam } from '../../storage/repositories/users.js';
import { TeamNamed } from './session.js';

const named = { id: z.string(), name: z.string(), role: Role, team: TeamNamed.nullable() };

/** For who works with others' conversations. */
export const UserNamed = z.object(named).openapi('UserNamed');

/** For administrators. */
export const UserPresented = z
  .object({
    ...named,
    email: z.string(),
    identities: z.array(z.string()).openapi({
      description: 'Names, telephone numbers and account ids under which the person appears in conversations.',
    }),
    state: z.enum(['invited', 'active', 'disabled']),
    oidc: z.boolean().openapi({ description: 'Signs in through OpenID Connect.' }),
    createdAt: z.string(),
    lastSignInAt: z.string().nullable(),
    version: z.number().int(),
  })
  .openapi('User');

export const presentUserNamed = (row: UserWithTeam): z.infer<typeof UserNamed> => ({
  id: row.id,
  name: row.name,
  role: row.role,
  team: row.teamId === null || row.teamName === null ? null : { id: row.teamId, name: row.teamName },
});

export const presentUser = (row: UserWithTeam): z.infer<typeof UserPresented> => ({
  ...presentUserNamed(row),
  email: row.email,
  identities: row.identities,
  state: stateOf(row),
  oidc: row.oidcSubject !== null,
  createdAt: row.createdAt.toISOString(),
  lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  version: row.version,
});

function stateOf(row: UserWithTeam): z.infer<typeof UserPresented>['state'] {
  if (row.disabledAt !== null) return 'disabled';
  return row.passwordHash === null && row.oidcSubject === null ? 'invited' : 'active';
}
