import type { MiddlewareHandler } from 'hono';
import { LRUCache } from 'lru-cache';

import { AppError, type Role } from '../models/domain/index.js';
import { anyKey, findKey, hashKey, touchKey, type ApiKey } from '../storage/repositories/keys.js';
import type { ApiContext, ApiEnv, Caller } from './context.js';
import { isLocalRequest } from './local-request.js';

/** A revoked key works this long at most in other processes; in this one it ends at once. */
const KEY_CACHE_MS = 3_000;
const KEYLESS_CACHE_MS = 1_000;
const LAST_USED_EVERY_MS = 60_000;

export const LOCAL_CALLER: Caller = { keyId: 'local', name: 'local', role: 'admin' };

/** Finds out who calls. One for each app, since it remembers keys for a few seconds. */
export class Authenticator {
  readonly #keys = new LRUCache<string, ApiKey>({ max: 1_000, ttl: KEY_CACHE_MS });
  readonly #touched = new LRUCache<string, number>({ max: 1_000 });
  #keylessUntil = 0;

  /** After a key was made or revoked here. */
  forget(): void {
    this.#keys.clear();
    this.#keylessUntil = 0;
  }

  /** @throws AppError `unauthorized` */
  async caller(api: ApiContext, request: { authorization: string | undefined; isLocal: boolean }): Promise<Caller> {
    if (request.authorization === undefined) {
      if (request.isLocal && (await this.#isKeyless(api))) return LOCAL_CALLER;
      throw new AppError('unauthorized', 'Send a key: `Authorization: Bearer vk_…`. `vouch keys create` makes one.');
    }
    const token = /^Bearer +(vk_[\w-]{43})$/i.exec(request.authorization)?.[1];
    const key = token === undefined ? undefined : await this.#find(api, token);
    // One answer for a malformed, an unknown and a revoked key: nothing to learn from trying.
    if (key === undefined || key.revokedAt !== null)
      throw new AppError('unauthorized', 'This key is not valid: it is mistyped, or was revoked.');
    this.#touch(api, key);
    return { keyId: key.id, name: key.name, role: key.role };
  }

  async #find(api: ApiContext, token: string): Promise<ApiKey | undefined> {
    const hash = hashKey(token);
    const known = this.#keys.get(hash);
    if (known !== undefined) return known;
    const found = await findKey(api.database.db, token);
    if (found !== undefined) this.#keys.set(hash, found);
    return found;
  }

  async #isKeyless(api: ApiContext): Promise<boolean> {
    if (performance.now() < this.#keylessUntil) return true;
    if (await anyKey(api.database.db)) return false;
    this.#keylessUntil = performance.now() + KEYLESS_CACHE_MS;
    return true;
  }

  /** In the background: no request waits for it, and a failure costs only a time stamp. */
  #touch(api: ApiContext, key: ApiKey): void {
    const now = api.now();
    if (now.getTime() - (this.#touched.get(key.id) ?? 0) < LAST_USED_EVERY_MS) return;
    this.#touched.set(key.id, now.getTime());
    touchKey(api.database.db, key.id, now).catch((error: unknown) => {
      api.log.warn({ keyId: key.id, code: AppError.from(error).code }, 'the last use of a key was not written');
    });
  }
}

/** Lets in who may use the route; everybody else is refused before anything is read. */
export function authorize(roles: readonly Role[]): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const api = c.get('api');
    const caller = await c.get('authenticator').caller(api, {
      authorization: c.req.header('authorization'),
      isLocal: isLocalRequest(c),
    });
    if (!roles.includes(caller.role))
      throw new AppError(
        'forbidden',
        `A key with the role ${caller.role} may not do this; it takes ${roles.join(' or ')}.`,
        {
          details: { role: caller.role, roles },
        },
      );
    c.set('caller', caller);
    await next();
  };
}
