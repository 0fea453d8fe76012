import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test('a QA lead writes the lexicon: it is checked, back-tested, put in force and rolled back', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.open('/review?tab=lexicon');
  await page.getByText('No words yet').waitFor();
  await page.getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('region', { name: 'Edit' });
  await form.getByRole('button', { name: 'Add rival' }).click();
  const save = form.getByRole('button', { name: 'Save as a new version' });
  await form.getByText('This cannot be saved yet').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await form.getByLabel('Name', { exact: true }).fill('Route*');
  await form.getByText('is looked for as it is written').first().waitFor();
  await form.getByLabel('Name', { exact: true }).fill('Dispatch');
  await form.getByText('This cannot be saved yet').waitFor({ state: 'detached' });
  await form.getByLabel('Also written').fill('调度');
  await page.keyboard.press('Enter');
  await form.getByLabel('Find a word').fill('便宜不少');
  const reads = form.getByRole('switch', { name: 'Looks for 便宜不少 (objections.price)' });
  await reads.locator('..').click();
  await form.getByRole('button', { name: 'Switched off (1)' }).waitFor();
  await visitor.expectNoFault();
  await expect.poll(() => save.isEnabled()).toBe(true);
  await save.click();

  const written = page.getByRole('region', { name: /2$/ });
  await written.getByRole('button', { name: 'Back-test' }).click();
  await written.getByText('What this version would change').first().waitFor();
  await visitor.expectNoFault();
  await written.getByRole('button', { name: 'Put in force' }).click();
  await written.getByText('Rivals: Dispatch').waitFor();
  await written.getByText('Switched off: 便宜不少').waitFor();
  await page.getByRole('region', { name: /1$/ }).getByRole('button', { name: 'Put in force' }).click();
  await page.getByText('Version 1 is in force').waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
});

test('who may not write rules sees them and has nothing to change them with', async () => {
  const visitor = await visit({ as: 'trainer' });
  const { page } = visitor;
  await visitor.open('/review?tab=lexicon');
  await page.getByText('Company lexicon').first().waitFor();
  expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Show Vouch' }).click();
  await page.getByLabel('Find a word').fill('bulletproof');
  await page.getByText(/^\d+ of \d+ shown$/).waitFor();
  await page.getByLabel('Find a word').fill('便宜不少');
  await page.getByRole('list', { name: 'Vouch' }).getByText('objections.price').waitFor();
  expect(await page.getByRole('switch').count()).toBe(0);
  await visitor.expectNoFault();
  await visitor.leave();
});
