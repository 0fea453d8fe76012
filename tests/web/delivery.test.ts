import { afterAll, expect, test } from 'vitest';

import { closeBrowser, ownServer, visit } from './browser.js';

afterAll(closeBrowser);

test('a delivery engineer reaches no conversation, neither by page nor by API', async () => {
  const visitor = await visit({ as: 'delivery' });
  const { page } = visitor;
  await visitor.open('/');
  await page.getByRole('heading', { name: 'Customers' }).waitFor();
  const places = page.getByRole('navigation', { name: 'Pages' });
  expect(await places.getByRole('link').allTextContents()).toEqual(['Customers', 'Promises']);
  await page.getByRole('link', { name: '华澄精密' }).click();
  await page.getByRole('heading', { name: '华澄精密' }).waitFor();
  expect(await page.getByText('High risk').count()).toBe(0);
  await visitor.expectNoFault();

  const { url, people } = ownServer();
  for (const path of ['/v1/conversations', '/v1/flags', '/v1/proposals', '/v1/customers/huacheng/timeline']) {
    const response = await fetch(new URL(path, url), { headers: { cookie: `vouch_session=${people.delivery}` } });
    expect(response.status, path).toBe(403);
  }
  await visitor.leave();
});
