import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';

import { AppError } from '../../models/domain/index.js';
import type { Tx } from '../../storage/database.js';
import {
  bindOidcSubject,
  createUser,
  findUserByEmail,
  findUserByOidcSubject,
  type UserRow,
} from '../../storage/repositories/users.js';
import { auditAs } from '../audit.js';
import type { ApiEnv } from '../context.js';
import type { OidcAccount } from '../oidc-client.js';
import { route } from '../route.js';
import { originOf } from '../session-cookie.js';
import { signIn } from '../sign-in.js';

const tags = ['Session'];
const COOKIE = 'vouch_oidc';
const CALLBACK = '/v1/session/oidc/callback';
/** Time to type a password and a code at the provider. */
const PENDING_S = 15 * 60;
const Pending = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), goTo: z.string() });
const redirected = { 302: { description: 'Go there.' } };

const start = route(
  {
    method: 'get',
    path: '/v1/session/oidc/start',
    tags,
    summary: 'Sign in through the configured OpenID Connect provider: open it in the browser',
    roles: 'public',
    request: { query: z.object({ return: z.string().max(500).default('/') }) },
    responses: redirected,
  },
  async (c) => {
    const { url, pending } = await c.get('oidc').begin(originOf(c) + CALLBACK);
    const kept = JSON.stringify({ ...pending, goTo: pathOfOurs(c.req.valid('query').return) });
    setCookie(c, COOKIE, Buffer.from(kept).toString('base64url'), { ...attributes(c), maxAge: PENDING_S });
    return c.redirect(url, 302);
  },
);

const callback = route(
  {
    method: 'get',
    path: CALLBACK,
    tags,
    summary: 'Where the provider sends the browser back to',
    roles: 'public',
    responses: redirected,
  },
  async (c) => {
    const kept = getCookie(c, COOKIE);
    deleteCookie(c, COOKIE, attributes(c));
    try {
      const { goTo, ...pending } = readPending(kept);
      const { pathname, search } = new URL(c.req.url);
      const account = await c.get('oidc').finish(new URL(originOf(c) + pathname + search), pending);
      const { database } = c.get('api');
      const user = await database.db.transaction((tx) => personOf(c, tx, account));
      await signIn(c, user, 'oidc');
      return c.redirect(goTo, 302);
    } catch (error) {
      const { code } = AppError.from(error);
      c.get('api').log.warn({ requestId: c.get('requestId'), code }, 'a sign-in through OpenID Connect failed');
      if (code === 'not_found') throw error;
      await auditAs(c, { kind: 'nobody', id: null, name: null }, 'session.failed', undefined, { how: 'oidc', code });
      return c.redirect(`/sign-in?problem=${code === 'forbidden' ? 'oidc-refused' : 'oidc-failed'}`, 302);
    }
  },
);

export const oidcRoutes = [start, callback] as const;

/** Sent with the provider's redirect, hence Lax; to these two routes only. */
const attributes = (c: Context<ApiEnv>): CookieOptions => ({
  ...{ path: '/v1/session/oidc', httpOnly: true, secure: originOf(c).startsWith('https:') },
  sameSite: 'Lax',
});

/** An address of this server, so that nobody is sent elsewhere by a link to the sign-in. */
function pathOfOurs(wanted: string): string {
  const url = URL.canParse(wanted, 'http://ours.invalid') ? new URL(wanted, 'http://ours.invalid') : null;
  return url?.host === 'ours.invalid' ? url.pathname + url.search : '/';
}

/** @throws AppError `unauthorized` when the cookie is missing, too old or not ours */
function readPending(kept: string | undefined): z.infer<typeof Pending> {
  try {
    return Pending.parse(JSON.parse(Buffer.from(kept ?? '', 'base64url').toString()));
  } catch (cause) {
    throw new AppError('unauthorized', 'The sign-in took too long, or began in another browser.', { cause });
  }
}

/**
 * By the account itself, else by a verified e-mail address, else a new person where new ones are let in.
 * @throws AppError `forbidden` for everybody else
 */
async function personOf(c: Context<ApiEnv>, tx: Tx, account: OidcAccount): Promise<UserRow> {
  const { subject, verifiedEmail, name } = account;
  const known = await findUserByOidcSubject(tx, subject);
  const user = known ?? (verifiedEmail === null ? undefined : await findUserByEmail(tx, verifiedEmail));
  if (user !== undefined) {
    if (user.disabledAt !== null) throw refused();
    if (known === undefined) await bindOidcSubject(tx, user.id, subject);
    return user;
  }
  const newRole = c.get('api').config.oidc?.newRole ?? null;
  if (newRole === null || verifiedEmail === null) throw refused();
  const made = await createUser(tx, {
    ...{ email: verifiedEmail, name: name ?? verifiedEmail, role: newRole, oidcSubject: subject },
  });
  const actor = { kind: 'nobody' as const, id: null, name: null };
  await auditAs(c, actor, 'user.created', { kind: 'user', id: made.id }, { role: newRole, how: 'oidc' }, tx);
  return made;
}

const refused = (): AppError =>
  new AppError('forbidden', 'You have no account here: ask an administrator to make one for your e-mail address.');
