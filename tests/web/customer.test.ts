import { afterAll, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test('a QA lead accepts a budget, sees its words in the record, and takes it back', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.open('/customers/brightwater?tab=proposals');
  const budget = page.getByRole('article', { name: 'Budget' }).first();
  await budget.getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('article', { name: 'Budget' }).getByText('accepted', { exact: true }).waitFor();

  await page.getByRole('tab', { name: 'Record' }).click();
  const value = page.getByRole('region', { name: 'Budget' });
  await value.getByText(/0,000/).first().waitFor();
  await value.getByRole('link').first().waitFor();

  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('taken back').waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
});
