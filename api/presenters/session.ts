import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

import { Role } from '../../models/domain/index.js';
import { anyAdministrator, findUser, type UserWithTeam } from '../../storage/repositories/users.js';
import type { ApiEnv, Caller } from '../context.js';
import { csrfToken } from '../session-cookie.js';
import { tokenOf } from '../sign-in.js';

export const TeamNamed = z.object({ id: z.string(), name: z.string() });

export const SessionState = z
  .object({
    state: z.enum(['open', 'signed-in', 'signed-out', 'setup']).openapi({
      description:
        '`open`: nobody has an account or a key, and this machine asks. `setup`: nobody can sign in yet; the link that `vouch serve` prints makes the first administrator.',
    }),
    user: z
      .object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        role: Role,
        team: TeamNamed.nullable(),
        locale: z.enum(['zh', 'en']).nullable(),
        hasPassword: z.boolean(),
      })
      .nullable(),
    role: Role.nullable(),
    csrf: z.string().nullable().openapi({ description: 'Send it as `x-csrf-token` with everything that writes.' }),
    methods: z.object({ password: z.boolean(), oidc: z.object({ name: z.string() }).nullable() }),
    version: z.string(),
  })
  .openapi('Session');

export async function presentSession(
  c: Context<ApiEnv>,
  caller: Caller | undefined,
): Promise<z.infer<typeof SessionState>> {
  const { config, version, database } = c.get('api');
  const token = tokenOf(c);
  const user = caller?.userId == null ? undefined : await findUser(database.db, caller.userId);
  return {
    state: await stateOf(c, caller),
    user: user === undefined ? null : presentMe(user),
    role: caller?.role ?? null,
    csrf: caller?.sessionId == null || token === undefined ? null : csrfToken(token),
    methods: { password: true, oidc: config.oidc && { name: config.oidc.name } },
    version,
  };
}

async function stateOf(c: Context<ApiEnv>, caller: Caller | undefined): Promise<z.infer<typeof SessionState>['state']> {
  if (caller !== undefined) return caller.keyId === 'local' ? 'open' : 'signed-in';
  return (await anyAdministrator(c.get('api').database.db)) ? 'signed-out' : 'setup';
}

const presentMe = (row: UserWithTeam) => ({
  ...{ id: row.id, name: row.name, email: row.email, role: row.role },
  team: row.teamId === null || row.teamName === null ? null : { id: row.teamId, name: row.teamName },
  locale: row.locale,
  hasPassword: row.passwordHash !== null,
});
