import { afterAll, expect, test } from 'vitest';

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

test('a QA lead narrows the ledger to one rep, and reads how a promise came about', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.open('/promises');
  const list = page.getByRole('list', { name: 'Promises' });
  await list.getByRole('listitem').first().waitFor();
  const others = list.getByText(/Maya Okafor|Tom Becker/);
  await others.first().waitFor();
  await page.getByRole('combobox', { name: 'Rep' }).fill('顾言');
  await page.getByRole('option', { name: '顾言' }).click();
  await page.waitForURL(/rep=/);
  await expect.poll(() => others.count()).toBe(0);
  await list.getByRole('listitem').first().waitFor();
  const first = list.getByRole('listitem').first();
  await first.getByRole('button', { name: 'History' }).click();
  const history = first.getByRole('group', { name: 'History' });
  await history.getByText(/^Made · 顾言/).waitFor();
  await history.getByRole('link').first().waitFor();
  await visitor.expectNoFault();
  await first.getByRole('button', { name: 'Hide history' }).click();
  await history.waitFor({ state: 'detached' });
  await visitor.leave();
});
