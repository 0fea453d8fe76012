import { createHash, timingSafeEqual } from 'node:crypto';

import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

import { AppError } from '../models/domain/index.js';
import { SESSION_MS } from '../storage/repositories/sessions.js';
import type { ApiEnv } from './context.js';

const NAME = 'vouch_session';
export const CSRF_HEADER = 'x-csrf-token';

export const sessionToken = (c: Context<ApiEnv>): string | undefined => getCookie(c, NAME);

export function keepSession(c: Context<ApiEnv>, token: string): void {
  setCookie(c, NAME, token, { ...attributes(c), maxAge: SESSION_MS / 1000 });
}

export const dropSession = (c: Context<ApiEnv>): void => void deleteCookie(c, NAME, attributes(c));

/** Scripts never see the cookie; other sites' pages send it with nothing but links. */
const attributes = (c: Context<ApiEnv>) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: originOf(c).startsWith('https:') }) as const;

/** As browsers reach this server. */
export const originOf = (c: Context<ApiEnv>): string => new URL(c.get('api').config.publicUrl ?? c.req.url).origin;

/** Made from the session's token, so that a page which can read it was given it by this server. */
export const csrfToken = (token: string): string => createHash('sha256').update(`csrf ${token}`).digest('base64url');

/**
 * For writes that a cookie lets in: another site's page can make a browser send the cookie, but neither
 * the header nor an origin of ours.
 * @throws AppError `forbidden`
 */
export function requireCsrf(c: Context<ApiEnv>, token: string): void {
  requireSameOrigin(c);
  const given = Buffer.from(c.req.header(CSRF_HEADER) ?? '');
  const expected = Buffer.from(csrfToken(token));
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new AppError('forbidden', `Send the session's csrf value as ${CSRF_HEADER}: GET /v1/session has it.`);
}

/** Also for signing in, so that no page signs a browser in as somebody else. @throws AppError `forbidden` */
export function requireSameOrigin(c: Context<ApiEnv>): void {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  const ownHost = [new URL(c.req.url).host, new URL(originOf(c)).host];
  const isOurs = origin === undefined || (URL.canParse(origin) && ownHost.includes(new URL(origin).host));
  if (!isOurs || (site !== undefined && site !== 'same-origin' && site !== 'none'))
    throw new AppError('forbidden', 'This came from a page of another site.');
}
