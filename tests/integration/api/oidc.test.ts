import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';

import { Provider } from 'oidc-provider';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createUser } from '../../../storage/repositories/users.js';
import { auditLog, users } from '../../../storage/schema.js';
import { openHarness, type Harness } from './harness.js';
import { cookieOf } from './person.js';

interface Account {
  email: string;
  verified: boolean;
  name?: string;
}
const ACCOUNTS: Record<string, Account> = {
  ann: { email: 'Ann@Example.com', verified: true, name: 'Ann Lee' },
  unverified: { email: 'bob@example.com', verified: false },
  stranger: { email: 'stranger@example.com', verified: true, name: 'A Stranger' },
};

/** A real provider on a port of this machine; whoever is in `login_hint` is signed in there without being asked. */
async function startProvider(redirectUri: string): Promise<{ issuer: string; close: () => Promise<void> }> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'vouch', client_secret: 'a secret of this test', redirect_uris: [redirectUri] }],
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: ACCOUNTS[id]?.email,
        email_verified: ACCOUNTS[id]?.verified,
        name: ACCOUNTS[id]?.name,
      }),
    }),
    claims: { email: ['email', 'email_verified'], profile: ['name'], openid: ['sub'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    cookies: { keys: ['a key of this test'] },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    void (async () => {
      const { params, prompt, grantId: known } = await provider.interactionDetails(request, response);
      const hint = params['login_hint'];
      const accountId = typeof hint === 'string' ? hint : 'ann';
      if (prompt.name === 'login') return provider.interactionFinished(request, response, { login: { accountId } });
      const session = (await provider.interactionDetails(request, response)).session;
      const grant = new provider.Grant({ accountId: session?.accountId ?? accountId, clientId: 'vouch' });
      grant.addOIDCScope('openid email profile');
      const grantId = known ?? (await grant.save());
      return provider.interactionFinished(
        request,
        response,
        { consent: { grantId } },
        { mergeWithLastSubmission: true },
      );
    })();
  });
  return {
    issuer,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a browser does at the provider: follows redirects and keeps cookies, until it is sent back here. */
const atProvider = async (url: URL, account: string): Promise<string> => {
  url.searchParams.set('login_hint', account);
  const jar = new Map<string, string>();
  for (let next = url.href; ;) {
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${response.status}`);
    next = new URL(location, next).href;
    if (next.startsWith('http://localhost/')) return next.slice('http://localhost'.length);
  }
};

describe('OpenID Connect', () => {
  const redirectUri = 'http://localhost/v1/session/oidc/callback';
  let provider: Awaited<ReturnType<typeof startProvider>>;
  let harness: Harness;
  beforeAll(async () => {
    provider = await startProvider(redirectUri);
    harness = await openHarness({
      oidc: {
        ...{ issuer: provider.issuer, clientId: 'vouch', clientSecret: 'a secret of this test' },
        ...{ name: 'The provider', newRole: null },
      },
    });
    await createUser(harness.database.db, { email: 'ann@example.com', name: 'Ann', role: 'qa' });
    await createUser(harness.database.db, { email: 'bob@example.com', name: 'Bob', role: 'admin' });
  });
  afterAll(async () => {
    await harness.close();
    await provider.close();
  });

  const start = async (goTo = '/conversations?risk=high') => {
    const response = await harness.app.request(`/v1/session/oidc/start?return=${encodeURIComponent(goTo)}`);
    expect(response.status).toBe(302);
    return { url: new URL(response.headers.get('location') ?? ''), cookie: cookieOf(response), response };
  };
  const finish = (path: string, cookie: string) => harness.app.request(path, { headers: { cookie } });
  const signIn = async (account: string, goTo?: string) => {
    const { url, cookie } = await start(goTo);
    return finish(await atProvider(url, account), cookie);
  };
  const sessionOf = (response: Response): string =>
    response.headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith('vouch_session='))
      ?.split(';')[0] ?? '';

  test('asks for a code with PKCE, state and nonce', async () => {
    const { url, response } = await start();
    const query = Object.fromEntries(url.searchParams);
    expect(url.origin).toBe(provider.issuer);
    expect(query).toMatchObject({
      ...{ client_id: 'vouch', response_type: 'code', redirect_uri: redirectUri, code_challenge_method: 'S256' },
      ...{ scope: 'openid email profile', code_challenge: expect.any(String) as string },
      ...{ state: expect.stringMatching(/.{20}/) as string, nonce: expect.stringMatching(/.{20}/) as string },
    });
    expect(response.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Lax/);
  });

  test('somebody with a verified e-mail address of ours is signed in, and goes where they wanted', async () => {
    const response = await signIn('ann');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/conversations?risk=high']);
    const me = await harness.app.request('/v1/session', { headers: { cookie: sessionOf(response) } });
    expect(await me.json()).toMatchObject({ state: 'signed-in', user: { email: 'ann@example.com', role: 'qa' } });
    const [row] = await harness.database.db.select().from(users).where(eq(users.email, 'ann@example.com'));
    expect(row?.oidcSubject).toBe('ann');
  });

  test('an account is known again when its address changes', async () => {
    await harness.database.db.update(users).set({ email: 'ann.lee@example.com' }).where(eq(users.oidcSubject, 'ann'));
    expect(sessionOf(await signIn('ann'))).not.toBe('');
  });

  test.each(['unverified', 'stranger'])('%s is refused', async (account) => {
    const response = await signIn(account);
    expect([response.status, response.headers.get('location')]).toEqual([302, '/sign-in?problem=oidc-refused']);
    expect(sessionOf(response)).toBe('');
  });

  test('somebody who was disabled is refused', async () => {
    await harness.database.db.update(users).set({ disabledAt: new Date() }).where(eq(users.oidcSubject, 'ann'));
    expect((await signIn('ann')).headers.get('location')).toBe('/sign-in?problem=oidc-refused');
    await harness.database.db.update(users).set({ disabledAt: null }).where(eq(users.oidcSubject, 'ann'));
  });

  test.each<[string, (path: string, cookie: string) => [string, string]]>([
    ['another state', (path, cookie) => [path.replace(/state=[^&]+/, 'state=another'), cookie]],
    ['no cookie', (path) => [path, '']],
    ['a cookie that is not ours', (path) => [path, 'vouch_oidc=bm90IG91cnM']],
    ['a made-up code', (path, cookie) => [path.replace(/code=[^&]+/, 'code=made-up'), cookie]],
    ['a refusal of the provider', (path, cookie) => [path.replace(/code=[^&]+/, 'error=access_denied'), cookie]],
  ])('what comes back with %s signs nobody in', async (_name, change) => {
    const { url, cookie } = await start();
    const response = await finish(...change(await atProvider(url, 'ann'), cookie));
    expect([response.status, response.headers.get('location')]).toEqual([302, '/sign-in?problem=oidc-failed']);
    expect(sessionOf(response)).toBe('');
  });

  test('a code of another browser’s sign-in is worthless here', async () => {
    const [one, other] = [await start(), await start()];
    const back = new URL(await atProvider(one.url, 'ann'), 'http://localhost');
    back.searchParams.set('state', other.url.searchParams.get('state') ?? '');
    const response = await finish(back.pathname + back.search, other.cookie);
    expect(response.headers.get('location')).toBe('/sign-in?problem=oidc-failed');
  });

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'nobody is sent to %s',
    async (goTo) => {
      const location = (await signIn('ann', goTo)).headers.get('location') ?? '';
      expect(new URL(location, 'http://localhost').origin).toBe('http://localhost');
    },
  );

  test('failures are in the audit log', async () => {
    const failed = await harness.database.db.select().from(auditLog).where(eq(auditLog.action, 'session.failed'));
    expect(failed.length).toBeGreaterThanOrEqual(8);
    expect(JSON.stringify(failed)).not.toContain('stranger@');
  });
});

test('new people get the configured role', async () => {
  const redirectUri = 'http://localhost/v1/session/oidc/callback';
  const provider = await startProvider(redirectUri);
  const harness = await openHarness({
    oidc: {
      issuer: provider.issuer,
      clientId: 'vouch',
      clientSecret: 'a secret of this test',
      name: 'P',
      newRole: 'rep',
    },
  });
  try {
    const state = await (await harness.app.request('/v1/session')).json();
    expect(state).toMatchObject({ methods: { oidc: { name: 'P' } } });
    const begun = await harness.app.request('/v1/session/oidc/start');
    const path = await atProvider(new URL(begun.headers.get('location') ?? ''), 'stranger');
    await harness.app.request(path, { headers: { cookie: cookieOf(begun) } });
    const [row] = await harness.database.db.select().from(users);
    expect(row).toMatchObject({ email: 'stranger@example.com', name: 'A Stranger', role: 'rep', passwordHash: null });
  } finally {
    await harness.close();
    await provider.close();
  }
});
