import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { createApp } from '../../../api/app.js';
import { makeLink } from '../../../storage/repositories/one-time-links.js';
import { forgetAttempts } from '../../../storage/repositories/sign-in-attempts.js';
import { auditLog, sessions, signInAttempts, users } from '../../../storage/schema.js';
import { openHarness, type Harness } from './harness.js';
import { cookieOf, makePerson, PASSWORD, signInAs, type Person } from './person.js';

const DAY_MS = 24 * 60 * 60_000;

interface State {
  state: string;
  role: string | null;
  csrf: string | null;
  user: { email: string; locale: string | null } | null;
}

describe('the first administrator', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness();
  });
  afterAll(() => harness.close());

  const anonymous = (method: string, path: string, json?: unknown) =>
    harness.request(method, path, { key: null, ...(json === undefined ? {} : { json }) });
  const state = async () => (await (await anonymous('GET', '/v1/session')).json()) as State;
  const use = (token: string, json: object) => anonymous('POST', `/v1/links/${token}`, json);
  const admin = { email: 'Boss@Example.com', name: 'The Boss', password: PASSWORD };

  test('is made by a link that works once, and from then on everybody is asked', async () => {
    expect(await state()).toMatchObject({ state: 'open', role: 'admin', user: null, csrf: null });
    const { token } = await makeLink(harness.database.db, 'setup', null, new Date());
    expect(await (await anonymous('GET', `/v1/links/${token}`)).json()).toMatchObject({ kind: 'setup', role: 'admin' });
    expect((await use(token, { ...admin, password: 'too short' })).status).toBe(400);
    expect((await use(token, { password: PASSWORD })).status).toBe(400);
    const made = await use(token, admin);
    expect(made.status).toBe(201);
    expect(await made.json()).toMatchObject({ state: 'signed-in', role: 'admin', user: { email: 'boss@example.com' } });
    expect((await use(token, admin)).status).toBe(404);
    expect((await anonymous('GET', `/v1/links/${token}`)).status).toBe(404);
    expect(await state()).toMatchObject({ state: 'signed-out', role: null });
    expect((await anonymous('GET', '/v1/conversations')).status).toBe(401);
  });

  test('a second link for setting up makes nobody', async () => {
    const { token } = await makeLink(harness.database.db, 'setup', null, new Date());
    expect((await use(token, { ...admin, email: 'other@example.com' })).status).toBe(409);
  });

  test('a link is kept by its hash, ends after a day, and makes the one before worthless', async () => {
    const before = await makeLink(harness.database.db, 'setup', null, new Date());
    const { token, expiresAt } = await makeLink(harness.database.db, 'setup', null, new Date());
    expect((await anonymous('GET', `/v1/links/${before.token}`)).status).toBe(404);
    const stored = await harness.database.db.execute(sql`select * from one_time_links`);
    expect(JSON.stringify(stored)).not.toContain(token);
    harness.setNow(new Date(expiresAt.getTime() - 1));
    expect((await anonymous('GET', `/v1/links/${token}`)).status).toBe(200);
    harness.setNow(expiresAt);
    expect((await anonymous('GET', `/v1/links/${token}`)).status).toBe(404);
    harness.setNow(new Date());
  });
});

describe.each(['pglite', 'postgres'] as const)('sessions on %s', (database) => {
  let harness: Harness;
  let admin: Person;
  beforeAll(async () => {
    harness = await openHarness({ database });
    admin = await makePerson(harness, 'admin');
  });
  afterAll(() => harness.close());

  const signIn = (email: string, password: string, headers: Record<string, string> = {}) =>
    harness.request('POST', '/v1/session', { key: null, json: { email, password }, headers });
  const me = async (person: Person) => (await person.request('GET', '/v1/session')).json() as Promise<State>;

  test('live in a cookie that scripts and other sites do not get', async () => {
    const person = await makePerson(harness, 'qa');
    const answer = await signIn(person.email.toUpperCase(), PASSWORD);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
    const overHttps = await harness.app.request('https://vouch.example/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: person.email, password: PASSWORD }),
    });
    expect(overHttps.headers.get('set-cookie')).toMatch(/Secure/);
    const token = cookieOf(answer).split('=')[1] ?? '';
    const stored = await harness.database.db.select().from(sessions);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(harness.logged.join('')).not.toContain(token);
  });

  test('one answer for a wrong password, an unknown address and somebody without a password', async () => {
    const person = await makePerson(harness, 'qa');
    await harness.request('POST', '/v1/users', { json: { email: 'new@example.com', name: 'New', role: 'rep' } });
    const answers = await Promise.all([
      signIn(person.email, 'not this one'),
      signIn('nobody@example.com', PASSWORD),
      signIn('new@example.com', PASSWORD),
      signIn('new@example.com', 'nobody has this password'),
    ]);
    const details = await Promise.all(
      answers.map(async (a) => [a.status, ((await a.json()) as { detail: string }).detail]),
    );
    expect(new Set(details.map(String)).size).toBe(1);
    expect(details[0]?.[0]).toBe(401);
    const failed = await harness.database.db.select().from(auditLog).where(eq(auditLog.action, 'session.failed'));
    expect(failed).toHaveLength(4);
    expect(JSON.stringify(failed)).not.toContain('nobody@example.com');
  });

  test('an unknown address takes as long as a known one', async () => {
    const { email } = await makePerson(harness, 'rep');
    const time = async (address: string) => {
      const started = performance.now();
      await signIn(address, 'not this one');
      return performance.now() - started;
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    for (const letter of ['a', 'b', 'c']) {
      known.push(await time(email));
      unknown.push(await time(`${letter}@example.com`));
    }
    // Without a password to check, an answer takes a tenth of it.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
  });

  test('after ten wrong passwords even the right one waits', async () => {
    const person = await makePerson(harness, 'trainer');
    for (let i = 0; i < 10; i++) expect((await signIn(person.email, 'wrong wrong')).status).toBe(401);
    const refused = await signIn(person.email, PASSWORD);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(((await refused.json()) as { details: { retryAfterS: number } }).details.retryAfterS).toBeGreaterThan(800);
    expect((await signIn(admin.email, PASSWORD)).status).toBe(200);
  });

  test('wrong passwords count for every server on the database, and over restarts', async () => {
    const person = await makePerson(harness, 'trainer');
    const servers = [harness.app, createApp(harness.context)];
    const tryOn = async (server: Harness['app'] | undefined, password: string) => {
      const json = JSON.stringify({ email: person.email, password });
      const headers = { 'content-type': 'application/json', origin: 'http://localhost' };
      return (await server?.request('/v1/session', { method: 'POST', headers, body: json }))?.status;
    };
    for (let i = 0; i < 8; i++) expect(await tryOn(servers[i % 2], 'wrong wrong')).toBe(401);
    // Whoever gets in begins anew, everywhere.
    expect(await tryOn(servers[0], PASSWORD)).toBe(200);
    for (let i = 0; i < 10; i++) expect(await tryOn(servers[i % 2], 'wrong wrong')).toBe(401);
    for (const server of [...servers, createApp(harness.context)]) expect(await tryOn(server, PASSWORD)).toBe(429);
  });

  test('nothing that was typed is kept with the counts, which are forgotten when their time is over', async () => {
    const { db } = harness.database;
    const typed = 'typed-into-the-wrong-field';
    await signIn(typed, 'wrong wrong');
    const kept = await db.select().from(signInAttempts);
    expect(kept.length).toBeGreaterThan(1);
    expect(JSON.stringify(kept)).not.toMatch(/typed|@/);
    await forgetAttempts(db, new Date());
    expect(await db.$count(signInAttempts)).toBe(kept.length);
    await forgetAttempts(db, new Date(Date.now() + 16 * 60_000));
    expect(await db.$count(signInAttempts)).toBe(0);
  });

  test.each([
    ['no token', { 'x-csrf-token': '' }],
    ['another token', { 'x-csrf-token': 'A'.repeat(43) }],
    ['a page of another site', { origin: 'https://evil.example' }],
    ['what a browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling host', { 'sec-fetch-site': 'same-site' }],
  ])('a write by cookie with %s is refused', async (_name, headers: Record<string, string>) => {
    const write = (more: Record<string, string>) =>
      admin.request('POST', '/v1/teams', { json: { name: 'North' }, headers: more });
    expect((await write(headers)).status).toBe(403);
    expect((await write({ origin: 'http://localhost', 'sec-fetch-site': 'same-origin' })).status).toBe(201);
  });

  test('no other site signs a browser in', async () => {
    expect((await signIn(admin.email, PASSWORD, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await signIn(admin.email, PASSWORD, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  test('end by signing out, here, elsewhere and everywhere', async () => {
    const here = await makePerson(harness, 'rep');
    const [elsewhere, third] = [await signInAs(harness, here), await signInAs(harness, here)];
    const listed = async () =>
      ((await (await here.request('GET', '/v1/sessions')).json()) as { items: { id: string; current: boolean }[] })
        .items;
    expect((await listed()).map(({ current }) => current).sort()).toEqual([false, false, true]);
    expect((await third.request('DELETE', '/v1/session')).status).toBe(204);
    expect((await third.request('GET', '/v1/conversations')).status).toBe(401);
    const other = (await listed()).find(({ current }) => !current)?.id ?? '';
    expect((await here.request('DELETE', `/v1/sessions/${other}`)).status).toBe(204);
    expect((await elsewhere.request('GET', '/v1/conversations')).status).toBe(401);
    const fourth = await signInAs(harness, here);
    expect((await here.request('DELETE', '/v1/sessions')).status).toBe(204);
    for (const gone of [here, fourth]) expect(await me(gone)).toMatchObject({ state: 'signed-out', user: null });
  });

  test('nobody ends another person’s session', async () => {
    const [one, other] = [await makePerson(harness, 'rep'), await makePerson(harness, 'rep')];
    const [row] = await harness.database.db.select().from(sessions).where(eq(sessions.userId, one.id));
    expect((await other.request('DELETE', `/v1/sessions/${row?.id}`)).status).toBe(404);
    expect(await me(one)).toMatchObject({ state: 'signed-in' });
  });

  test('slide while they are used, end after a week without, and after a month anyway', async () => {
    const start = Date.now();
    harness.setNow(new Date(start));
    const person = await makePerson(harness, 'qa');
    const lastSeen = async ({ id }: Person) =>
      (await harness.database.db.select().from(sessions).where(eq(sessions.userId, id)))[0]?.lastSeenAt;
    const after = async (days: number) => {
      harness.setNow(new Date(start + days * DAY_MS));
      const { state } = await me(person);
      // The end moves in the background.
      if (state === 'signed-in')
        await vi.waitFor(async () => expect(await lastSeen(person)).toEqual(new Date(start + days * DAY_MS)));
      return state;
    };
    for (const days of [6, 12, 18, 24, 29]) expect(await after(days), `day ${days}`).toBe('signed-in');
    expect(await after(30.1)).toBe('signed-out');
    harness.setNow(new Date(start));
    const idle = await makePerson(harness, 'qa');
    harness.setNow(new Date(start + 7.1 * DAY_MS));
    expect(await me(idle)).toMatchObject({ state: 'signed-out' });
    harness.setNow(new Date());
  });

  test('a new password ends the other sessions; a wrong current one changes nothing', async () => {
    const person = await makePerson(harness, 'qa');
    const other = await signInAs(harness, person);
    const change = (current: string) =>
      person.request('PATCH', '/v1/session', { json: { locale: 'zh', password: { current, next: 'a new long one' } } });
    expect((await change('not this one')).status).toBe(400);
    expect(await (await change(PASSWORD)).json()).toMatchObject({ user: { locale: 'zh' } });
    expect(await me(other)).toMatchObject({ state: 'signed-out' });
    expect(await me(person)).toMatchObject({ state: 'signed-in' });
    expect((await signIn(person.email, PASSWORD)).status).toBe(401);
    expect((await signIn(person.email, 'a new long one')).status).toBe(200);
  });

  test('passwords are kept as argon2id', async () => {
    const [row] = await harness.database.db.select().from(users).where(eq(users.id, admin.id));
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('a key has no session to end', async () => {
    expect((await harness.request('DELETE', '/v1/session')).status).toBe(404);
    expect(await (await harness.request('GET', '/v1/sessions')).json()).toMatchObject({ items: [] });
  });
});
