import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test('a QA lead confirms and dismisses by keyboard alone', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.open('/review');
  const queue = page.getByRole('listitem');
  await queue.first().waitFor();
  const before = await queue.count();
  await page.getByRole('button', { name: 'Confirm' }).waitFor();
  await page.keyboard.press('c');
  await page.locator('.mantine-Notification-root', { hasText: 'Confirmed' }).waitFor();
  await expect.poll(() => queue.count()).toBe(before - 1);

  await page.getByRole('button', { name: 'Dismiss' }).waitFor();
  await page.keyboard.press('d');
  await page.keyboard.type('Agreed with legal.');
  await page.keyboard.press('Enter');
  await page.locator('.mantine-Notification-root', { hasText: 'Dismissed' }).waitFor();
  await expect.poll(() => queue.count()).toBe(before - 2);
  await visitor.expectNoFault();
  await visitor.leave();
});

test('a QA lead changes the policy, puts it in force, and goes back', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.open('/review?tab=policy');
  await page.getByRole('button', { name: 'Edit' }).first().click();
  const why = page.getByLabel('Why, English').first();
  await why.fill('');
  await page.getByText('Say it in both languages').waitFor();
  expect(await page.getByRole('button', { name: 'Save as a new version' }).isDisabled()).toBe(true);
  await why.fill('More than we give.');
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await page.getByRole('button', { name: 'Put in force' }).first().click();
  await page.getByText(/Version \d+ is in force/).waitFor();
  // The one of the package is not in force any more: it can be again.
  await page.getByRole('button', { name: 'Put in force' }).first().click();
  await expect.poll(() => page.getByRole('button', { name: 'Put in force' }).count()).toBe(1);
  await visitor.expectNoFault();
  await visitor.leave();
});
