import { RateLimiterRes } from 'rate-limiter-flexible';

import { AppError } from '../models/domain/index.js';
import type { Db } from '../storage/database.js';
import { hashToken } from '../storage/repositories/sessions.js';
import { countAttempts } from '../storage/repositories/sign-in-attempts.js';

const WITHIN_S = 15 * 60;
/** Enough for a person who tries all passwords they know; an office behind one address has more. */
const TRIES_AN_ACCOUNT = 10;
const TRIES_AN_ADDRESS = 50;

/**
 * Counts tries to sign in, for all servers on one database and over restarts; a success clears its account. What people
 * type is kept as a hash: it may be a password in the wrong field, or a link that still works.
 */
export class SignInLimit {
  readonly #accounts;
  readonly #addresses;

  constructor(db: Db) {
    this.#accounts = countAttempts(db, { keyPrefix: 'account', points: TRIES_AN_ACCOUNT, duration: WITHIN_S });
    this.#addresses = countAttempts(db, { keyPrefix: 'address', points: TRIES_AN_ADDRESS, duration: WITHIN_S });
  }

  /** Before the password is looked at. @throws AppError `rate_limited` */
  async take(account: string, address: string | null): Promise<void> {
    try {
      await this.#addresses.consume(hashToken(address ?? 'this process'));
      await this.#accounts.consume(hashToken(account));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const retryAfterS = Math.ceil(refused.msBeforeNext / 1000);
      throw new AppError(
        'rate_limited',
        `Too many tries to sign in: wait ${Math.ceil(retryAfterS / 60)} minutes, or ask an administrator for a link.`,
        { details: { retryAfterS } },
      );
    }
  }

  async succeeded(account: string): Promise<void> {
    await this.#accounts.delete(hashToken(account));
  }
}
