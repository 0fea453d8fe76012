import { afterAll, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test('an administrator looks at what exceeds the policy and says that a promise was kept', async () => {
  const visitor = await visit({ as: 'admin' });
  const { page } = visitor;
  await visitor.open('/promises');
  await page.getByText('Against policy', { exact: true }).first().click();
  await page.waitForURL(/view=breaches/);
  const list = page.getByRole('list', { name: 'Promises' });
  await list.getByRole('button', { name: 'Change state' }).first().click();
  await page.getByRole('menuitem', { name: 'Kept' }).click();
  await list.getByText('Kept', { exact: true }).first().waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
});
