import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test('an administrator invites somebody, makes a team and a key; the audit log has it', async () => {
  const visitor = await visit({ as: 'admin' });
  const { page } = visitor;
  await visitor.open('/administration');
  await page.getByLabel('E-mail').fill('new.person@parcelwise.example');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('New Person');
  await page.getByRole('button', { name: 'Invite' }).click();
  await page.getByText('/invite?token=').waitFor();
  await page.getByRole('cell', { name: 'new.person@parcelwise.example' }).waitFor();

  await page.getByRole('tab', { name: 'Teams' }).click();
  await page.getByLabel('Name of the team').fill('North');
  await page.getByRole('button', { name: 'Add team' }).click();
  await page.getByRole('cell', { name: 'North', exact: true }).waitFor();

  await page.getByRole('tab', { name: 'API keys' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('telephone system');
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByText(/^vk_/).waitFor();

  await page.getByRole('tab', { name: 'Audit log' }).click();
  const log = page.getByRole('list', { name: 'Audit log' });
  await log.getByText('key.created').first().waitFor();
  expect(await log.getByText('user.created').count()).toBeGreaterThan(0);
  await visitor.expectNoFault();
  await visitor.leave();
});

test('who is no administrator is sent away', async () => {
  const visitor = await visit({ as: 'rep' });
  await visitor.open('/administration');
  await visitor.page.getByRole('heading', { name: 'Conversations' }).waitFor();
  await visitor.leave();
});
