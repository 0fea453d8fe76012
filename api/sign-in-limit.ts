import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { AppError } from '../models/domain/index.js';

const WITHIN_S = 15 * 60;
/** Enough for a person who tries all passwords they know; an office behind one address has more. */
const TRIES_AN_ACCOUNT = 10;
const TRIES_AN_ADDRESS = 50;

/** Counts tries to sign in, in this process; a success clears its account. */
export class SignInLimit {
  readonly #accounts = new RateLimiterMemory({ points: TRIES_AN_ACCOUNT, duration: WITHIN_S });
  readonly #addresses = new RateLimiterMemory({ points: TRIES_AN_ADDRESS, duration: WITHIN_S });

  /** Before the password is looked at. @throws AppError `rate_limited` */
  async take(account: string, address: string | null): Promise<void> {
    try {
      await this.#addresses.consume(address ?? 'this process');
      await this.#accounts.consume(account);
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
    await this.#accounts.delete(account);
  }
}
