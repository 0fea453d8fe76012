import type { Context } from 'hono';

import { AppError } from '../models/domain/index.js';
import type { Tx } from '../storage/database.js';
import { startSession } from '../storage/repositories/sessions.js';
import type { UserRow } from '../storage/repositories/users.js';
import { recordSignIn } from '../storage/repositories/users.js';
import { auditAs } from './audit.js';
import type { ApiEnv, Caller } from './context.js';
import { isLocalRequest } from './local-request.js';
import { keepSession, sessionToken } from './session-cookie.js';

/** Starts a session for somebody who proved who they are, and answers as them from here on. */
export async function signIn(
  c: Context<ApiEnv>,
  user: UserRow,
  how: 'password' | 'oidc' | 'link',
  inside?: (tx: Tx) => Promise<void>,
): Promise<Caller> {
  const { database, now } = c.get('api');
  const session = await database.db.transaction(async (tx) => {
    await inside?.(tx);
    const started = await startSession(tx, {
      ...{ userId: user.id, now: now(), address: c.get('clientAddress') },
      userAgent: c.req.header('user-agent') ?? null,
    });
    await recordSignIn(tx, user.id, now());
    const actor = { kind: 'user' as const, id: user.id, name: user.name };
    await auditAs(c, actor, 'session.signed_in', { kind: 'user', id: user.id }, { how }, tx);
    return started;
  });
  keepSession(c, session.token);
  c.get('authenticator').forget();
  c.set('newToken', session.token);
  return callerOf(c, session.token);
}

/** The token of the session that this request runs in, or that it just began. */
export const tokenOf = (c: Context<ApiEnv>): string | undefined => c.get('newToken') ?? sessionToken(c);

/** Who calls, or undefined for whoever may not. */
export async function currentCaller(c: Context<ApiEnv>): Promise<Caller | undefined> {
  try {
    return await callerOf(c, sessionToken(c), c.req.header('authorization'));
  } catch (error) {
    if (AppError.from(error).code === 'unauthorized') return undefined;
    throw error;
  }
}

const callerOf = (c: Context<ApiEnv>, token: string | undefined, authorization?: string): Promise<Caller> =>
  c.get('authenticator').caller(c.get('api'), { authorization, token, isLocal: isLocalRequest(c) });
