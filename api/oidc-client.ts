import * as oidc from 'openid-client';

import { AppError } from '../models/domain/index.js';
import type { OidcConfig } from './context.js';

/** What must come back unchanged from the provider; kept in a cookie meanwhile. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface OidcAccount {
  readonly subject: string;
  /** Lower case; null unless the provider says that it is the person's. */
  readonly verifiedEmail: string | null;
  readonly name: string | null;
}

/** Authorization code with PKCE, state and nonce. The provider is asked for its addresses at the first use. */
export class OidcClient {
  #discovered: Promise<oidc.Configuration> | undefined;

  constructor(private readonly config: OidcConfig | null) {}

  /** Where to send the browser. @throws AppError `not_found` when none is configured, `unavailable` */
  async begin(redirectUri: string): Promise<{ url: string; pending: PendingSignIn }> {
    const provider = await this.#provider();
    const pending = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const url = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: 'openid email profile',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, pending };
  }

  /**
   * Who signed in.
   * @param callback the address that the provider sent the browser back to
   * @throws AppError `unauthorized` when it does not hold together, `unavailable`
   */
  async finish(callback: URL, pending: PendingSignIn): Promise<OidcAccount> {
    const provider = await this.#provider();
    try {
      const tokens = await oidc.authorizationCodeGrant(provider, callback, {
        pkceCodeVerifier: pending.verifier,
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('no ID token');
      // Many providers put only `sub` into the ID token.
      const info =
        claims['email'] === undefined ? await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub) : claims;
      const { email, email_verified: verified, name } = info;
      return {
        subject: claims.sub,
        verifiedEmail: typeof email === 'string' && verified === true ? email.toLowerCase() : null,
        name: typeof name === 'string' && name.trim() !== '' ? name.trim() : null,
      };
    } catch (cause) {
      throw new AppError('unauthorized', 'The sign-in at the provider could not be checked: start again.', { cause });
    }
  }

  async #provider(): Promise<oidc.Configuration> {
    const { config } = this;
    if (config === null) throw new AppError('not_found', 'OpenID Connect is not configured here.');
    const issuer = new URL(config.issuer);
    // Plain http only where somebody configured it: a provider on the same machine or network.
    const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    this.#discovered ??= oidc
      .discovery(issuer, config.clientId, config.clientSecret, undefined, { execute })
      .catch((cause: unknown) => {
        this.#discovered = undefined;
        throw new AppError('unavailable', 'The OpenID Connect provider does not answer: try again.', { cause });
      });
    return this.#discovered;
  }
}
