import type { MiddlewareHandler } from 'hono';
import { LRUCache } from 'lru-cache';

import { AppError, type Role } from '../models/domain/index.js';
import { anyAccount, findKey, hashKey, touchKey, type ApiKey } from '../storage/repositories/keys.js';
import { findSession, hashToken, touchSession } from '../storage/repositories/sessions.js';
import type { Sight } from '../storage/repositories/sight.js';
import { findUser, type UserRow } from '../storage/repositories/users.js';
import { sightOf } from './access.js';
import type { ApiContext, ApiEnv, Caller } from './context.js';
import { isLocalRequest } from './local-request.js';
import { requireCsrf, sessionToken } from './session-cookie.js';

/** What was revoked, ended or changed works this long at most in other processes; in this one it ends at once. */
const CACHE_MS = 3_000;
const OPEN_CACHE_MS = 1_000;
const LAST_USED_EVERY_MS = 60_000;

export const LOCAL_CALLER: Caller = {
  ...{ keyId: 'local', name: 'local', role: 'admin' },
  ...{ userId: null, sessionId: null, sight: undefined },
};

interface Credentials {
  readonly authorization: string | undefined;
  /** Of the session's cookie. */
  readonly token: string | undefined;
  readonly isLocal: boolean;
}

/** Finds out who calls. One for each app, since it remembers them for a few seconds. */
export class Authenticator {
  readonly #callers: LRUCache<string, Caller>;
  readonly #touched = new LRUCache<string, number>({ max: 1_000 });
  /** What administrators read lately: see `auditReading`. */
  readonly readings = new LRUCache<string, number>({ max: 10_000 });
  #openUntil = 0;

  constructor(now: () => Date) {
    this.#callers = new LRUCache({ max: 1_000, ttl: CACHE_MS, ttlResolution: 0, perf: { now: () => now().getTime() } });
  }

  /** After a key, a session or a person was made, changed or ended here. */
  forget(): void {
    this.#callers.clear();
    this.#openUntil = 0;
  }

  /** @throws AppError `unauthorized` */
  async caller(api: ApiContext, { authorization, token, isLocal }: Credentials): Promise<Caller> {
    if (authorization !== undefined) return this.#byKey(api, authorization);
    const signedIn = token === undefined ? undefined : await this.#bySession(api, token);
    if (signedIn !== undefined) return signedIn;
    if (isLocal && (await this.isOpen(api))) return LOCAL_CALLER;
    throw new AppError(
      'unauthorized',
      'Sign in, or send a key: `Authorization: Bearer vk_…`. `vouch keys create` makes one.',
    );
  }

  /** Nobody has an account or a key yet. */
  async isOpen(api: ApiContext): Promise<boolean> {
    if (performance.now() < this.#openUntil) return true;
    if (await anyAccount(api.database.db)) return false;
    this.#openUntil = performance.now() + OPEN_CACHE_MS;
    return true;
  }

  async #byKey(api: ApiContext, authorization: string): Promise<Caller> {
    const secret = /^Bearer +(vk_[\w-]{43})$/i.exec(authorization)?.[1];
    const caller = secret === undefined ? undefined : await this.#remembered(hashKey(secret), () => ofKey(api, secret));
    // One answer for a malformed, an unknown and a revoked key: nothing to learn from trying.
    if (caller === undefined)
      throw new AppError('unauthorized', 'This key is not valid: it is mistyped, or was revoked.');
    this.#inBackground(api, caller.keyId, (now) => touchKey(api.database.db, caller.keyId, now));
    return caller;
  }

  async #bySession(api: ApiContext, token: string): Promise<Caller | undefined> {
    return this.#remembered(hashToken(token), async () => {
      const found = await findSession(api.database.db, token, api.now());
      if (found === undefined) return undefined;
      const { session, user } = found;
      this.#inBackground(api, session.id, (now) => touchSession(api.database.db, session, now));
      return { ...(await ofUser(api, user)), keyId: user.id, sessionId: session.id };
    });
  }

  async #remembered(name: string, find: () => Promise<Caller | undefined>): Promise<Caller | undefined> {
    const known = this.#callers.get(name);
    if (known !== undefined) return known;
    const found = await find();
    if (found !== undefined) this.#callers.set(name, found);
    return found;
  }

  /** No request waits for it, and a failure costs only a time stamp. */
  #inBackground(api: ApiContext, id: string, touch: (now: Date) => Promise<void>): void {
    const now = api.now();
    if (now.getTime() - (this.#touched.get(id) ?? 0) < LAST_USED_EVERY_MS) return;
    this.#touched.set(id, now.getTime());
    touch(now).catch((error: unknown) => {
      api.log.warn({ id, code: AppError.from(error).code }, 'the last use of a key or a session was not written');
    });
  }
}

async function ofKey(api: ApiContext, secret: string): Promise<Caller | undefined> {
  const key: ApiKey | undefined = await findKey(api.database.db, secret);
  if (key === undefined || key.revokedAt !== null) return undefined;
  if (key.userId === null) {
    const sight: Sight | undefined =
      key.role === 'rep' ? { owners: [key.id], identities: [], nobodys: true } : undefined;
    return { keyId: key.id, name: key.name, role: key.role, userId: null, sessionId: null, sight };
  }
  const user = await findUser(api.database.db, key.userId);
  if (user === undefined || user.disabledAt !== null) return undefined;
  return { ...(await ofUser(api, user)), keyId: key.id, name: key.name, sessionId: null };
}

async function ofUser(api: ApiContext, user: UserRow): Promise<Omit<Caller, 'keyId' | 'sessionId'>> {
  return { name: user.name, role: user.role, userId: user.id, sight: await sightOf(api.database.db, user) };
}

/** Lets in who may use the route; everybody else is refused before anything is read. */
export function authorize(roles: readonly Role[]): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const token = sessionToken(c);
    const caller = await c.get('authenticator').caller(c.get('api'), {
      authorization: c.req.header('authorization'),
      token,
      isLocal: isLocalRequest(c),
    });
    if (!roles.includes(caller.role))
      throw new AppError('forbidden', `The role ${caller.role} may not do this; it takes ${roles.join(' or ')}.`, {
        details: { role: caller.role, roles },
      });
    const writes = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method);
    if (caller.sessionId !== null && token !== undefined && writes) requireCsrf(c, token);
    c.set('caller', caller);
    await next();
  };
}
