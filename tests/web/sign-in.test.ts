import { afterAll, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';
import { emailOf, PASSWORD } from './people.js';

afterAll(closeBrowser);

test('whoever is not signed in gets there after signing in; a wrong password says so', async () => {
  const visitor = await visit({ as: null });
  const { page } = visitor;
  await visitor.open('/promises?view=overdue');
  await page.getByLabel('E-mail').fill(emailOf('manager'));
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Promises', exact: true }).waitFor();

  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('heading', { name: '承诺', exact: true }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: '承诺', exact: true }).waitFor();

  await page.getByRole('button', { name: 'Mia Manager' }).click();
  await page.getByRole('menuitem', { name: '退出' }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
  await visitor.leave();
});
