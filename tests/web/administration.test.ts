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

test('an administrator sees what a retention would delete, sets it, and conversations that are held stay', async () => {
  const visitor = await visit({ as: 'admin' });
  const { page } = visitor;
  // One is held first.
  await visitor.openConversation('Negotiation');
  await page.getByRole('tab', { name: 'About' }).click();
  const held = page.getByRole('switch', { name: 'Legal hold' });
  await held.locator('..').click();
  await expect.poll(() => held.isChecked()).toBe(true);

  await visitor.open('/administration?tab=retention');
  const preview = page.getByRole('region', { name: 'What would be deleted now' });
  await preview.getByText('Call: kept for ever').waitFor();
  expect(await page.getByRole('button', { name: 'Set the retention' }).isDisabled()).toBe(true);
  // The samples are of 2026 and later than that of nothing.
  await page.getByLabel('Meetings, days').fill('1');
  await preview.getByText(/Meeting: [1-9]\d* from before .* would be deleted/).waitFor();
  await preview.getByText('Older, and kept because they are held: 1').waitFor();
  await visitor.expectNoFault();
  await page.getByRole('button', { name: 'Set the retention' }).click();
  await page.getByRole('dialog').getByText('Nobody can bring them back').waitFor();
  await visitor.expectNoFault();
  await page.getByRole('button', { name: 'Cancel' }).click();
  // As old as that nothing is.
  await page.getByLabel('Meetings, days').fill('36500');
  await preview.getByText(/Meeting: 0 from before/).waitFor();
  await page.getByRole('button', { name: 'Set the retention' }).click();
  await page.locator('.mantine-Notification-root', { hasText: 'The retention is set' }).waitFor();

  await page.getByRole('tab', { name: 'Audit log' }).click();
  const log = page.getByRole('list', { name: 'Audit log' });
  await log.getByText('retention.changed').waitFor();
  await log.getByText('conversation.held').waitFor();
  await visitor.leave();
});

test('an administrator sees which workers live and which speech models there are', async () => {
  const visitor = await visit({ as: 'admin' });
  const { page } = visitor;
  await visitor.open('/administration?tab=health');
  const workers = page.getByRole('region', { name: 'Workers' });
  await workers.getByText('alive').first().waitFor();
  await workers.getByText('Analysis · Speech · Publishing').waitFor();
  await page.getByRole('columnheader', { name: 'Waits longest since' }).waitFor();
  await visitor.expectNoFault();
  await page.getByRole('tab', { name: 'Speech models' }).click();
  await page.getByRole('cell', { name: 'vouch-synthetic-zh-en-1' }).waitFor();
  await page.getByText('knows synthetic speech only').waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
});

test('an administrator edits a playbook: the server checks it, a back-test shows what it changes, and it is rolled back', async () => {
  const visitor = await visit({ as: 'admin' });
  const { page } = visitor;
  await visitor.open('/administration?tab=playbooks');
  const first = page.getByRole('region', { name: 'Discovery conversation 1' }).first();
  await first.getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('region', { name: 'Edit' });
  await form.getByLabel('What the rep does, English').first().fill('Says who calls, and why');
  const save = form.getByRole('button', { name: 'Save as a new version' });
  await expect.poll(() => save.isEnabled()).toBe(true);
  await form.getByLabel('Weight').first().fill('0');
  await form.getByText('This cannot be saved yet').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await form.getByLabel('Weight').first().fill('3');
  await form.getByText('This cannot be saved yet').waitFor({ state: 'detached' });
  await visitor.expectNoFault();
  await save.click();

  const written = page.getByRole('region', { name: 'Discovery conversation 2' });
  await written.getByRole('button', { name: 'Back-test' }).click();
  await written.getByText('Mean score').waitFor();
  await visitor.expectNoFault();
  await written.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText('Version 2 is in force').waitFor();
  await written.getByText('Says who calls, and why').waitFor();
  await first.getByRole('button', { name: 'Put in force' }).click();
  await page.getByText('Version 1 is in force').waitFor();
  await visitor.leave();
}, 120_000);

test('who is no administrator is sent away', async () => {
  const visitor = await visit({ as: 'rep' });
  await visitor.open('/administration');
  await visitor.page.getByRole('heading', { name: 'Conversations' }).waitFor();
  await visitor.leave();
});
