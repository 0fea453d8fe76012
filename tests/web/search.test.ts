import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test('a trainer finds a number in another writing, keeps the search, and opens the words', async () => {
  const visitor = await visit({ as: 'trainer' });
  const { page } = visitor;
  await visitor.open('/search');
  await page.getByRole('searchbox').or(page.getByLabel('Words, numbers, “a phrase”')).first().fill('30万');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  const hits = page.getByRole('list', { name: 'Hits' });
  await hits.locator('mark', { hasText: '三十万' }).first().waitFor();
  // The quote plays where it stands.
  const spoken = hits.getByRole('listitem').filter({ hasText: '需求电话' }).first();
  await spoken.getByRole('button', { name: 'Hear it' }).click();
  await spoken.getByRole('button', { name: 'Pause' }).click();
  await spoken.getByRole('button', { name: 'Hear it' }).waitFor();
  await visitor.expectNoFault();

  await page.getByLabel('Name of this search').fill('thirty');
  await page.getByRole('button', { name: 'Keep this search' }).click();
  await page.getByRole('button', { name: 'thirty', exact: true }).waitFor();
  await hits.getByRole('link', { name: '需求电话' }).first().click();
  await page.locator('mark[data-open]').first().waitFor();
  expect(page.url()).toContain('/conversations/');
  await visitor.leave();
});
