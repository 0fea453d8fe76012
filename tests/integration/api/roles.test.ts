import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ROUTES } from '../../../api/routes/index.js';
import { ROLES, type Role } from '../../../models/domain/index.js';
import { revokeKey } from '../../../storage/repositories/keys.js';
import { openHarness, type Harness } from './harness.js';

/** A path with something in every place; nothing of that id exists. */
const filled = (path: string): string =>
  path
    .replace('{sha256}', 'a'.repeat(64))
    .replace('{uploadId}', '018f0000-0000-7000-8000-000000000000')
    .replace('{version}', '1')
    .replaceAll(/\{\w+\}/g, 'no-such-thing');

const routes = ROUTES.map(({ route, roles }) => ({
  method: route.method.toUpperCase(),
  path: filled(route.path),
  roles: roles,
}));

describe.each(['pglite', 'postgres'] as const)('every route with every role on %s', (database) => {
  let harness: Harness;
  const keys = new Map<Role, string>();
  let revoked = '';
  beforeAll(async () => {
    harness = await openHarness({ database });
    for (const role of ROLES) keys.set(role, (await harness.key(role)).key);
    const gone = await harness.key('admin');
    await revokeKey(harness.database.db, gone.id, new Date());
    revoked = gone.key;
  });
  afterAll(() => harness.close());

  const status = async (method: string, path: string, key: string | null): Promise<number> => {
    const response = await harness.request(method, path, { key });
    await response.body?.cancel();
    return response.status;
  };

  test.each(routes)('$method $path', async ({ method, path, roles }) => {
    for (const role of ROLES) {
      const answered = await status(method, path, keys.get(role) ?? '');
      expect(answered, `${role} must not break it`).toBeLessThan(500);
      if (roles === 'public' || roles.includes(role))
        expect([401, 403].includes(answered) && !path.startsWith('/v1/uploads/'), `${role} got ${answered}`).toBe(
          false,
        );
      else expect(answered, role).toBe(403);
    }
    for (const key of [null, 'vk_wrong', `vk_${'A'.repeat(43)}`, revoked]) {
      const answered = await status(method, path, key);
      if (roles === 'public') expect(answered === 401 && !path.startsWith('/v1/uploads/'), String(key)).toBe(false);
      else expect(answered, String(key).slice(0, 8)).toBe(401);
    }
  });

  test('a delivery key has no way to conversations, recordings, transcripts, analyses or events', () => {
    const internal =
      /^\/v1\/(?:conversations|recordings|events|compliance|playbooks|policies|keys|status|webhooks|flags)/;
    const open = routes.filter(
      ({ path, roles }) => roles !== 'public' && roles.includes('delivery') && internal.test(path),
    );
    expect(open).toEqual([]);
  });

  test('no two routes share method and path', () => {
    const names = ROUTES.map(({ route }) => `${route.method} ${route.path}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
