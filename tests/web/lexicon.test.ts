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
  await visitor.expectNoFault();
  await expect.poll(() => save.isEnabled()).toBe(true);
  await save.click();

  const written = page.getByRole('region', { name: /2$/ });
  await written.getByRole('button', { name: 'Back-test' }).click();
  await written.getByText('What this version would change').first().waitFor();
  await visitor.expectNoFault();
  await written.getByRole('button', { name: 'Put in force' }).click();
  await written.getByText('Rivals: Dispatch').waitFor();
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
  await visitor.leave();
});
