import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { packageRoot } from '../../storage/package-root.js';
import { makeLink } from '../../storage/repositories/one-time-links.js';
import { openHarness, type Harness } from '../integration/api/harness.js';
import { closeBrowser, visit } from './browser.js';
import { PASSWORD } from './people.js';
import { wordsIn } from './words.js';

const DAY_MS = 24 * 60 * 60_000;

let harness: Harness;
let url = '';
beforeAll(async () => {
  harness = await openHarness({ webFolder: join(packageRoot, 'dist/web') });
  url = await harness.listen();
});
afterAll(async () => {
  await closeBrowser();
  await harness.close();
});

const link = async (): Promise<string> => {
  const { token } = await makeLink(harness.database.db, 'setup', null, new Date());
  return `/setup?token=${token}`;
};
const refused = async (path: string): Promise<string> => {
  const visitor = await visit({ as: null, url });
  await visitor.open(path);
  const said = visitor.page.getByRole('alert');
  await said.waitFor();
  expect(await visitor.page.getByLabel('New password').count()).toBe(0);
  const text = (await said.textContent()) ?? '';
  await visitor.leave();
  return text;
};

test('a link that is older than a day, or that a newer one replaced, makes nobody administrator', async () => {
  const [replaced, newest] = [await link(), await link()];
  const worthless = await refused(replaced);
  expect(worthless).toMatch(/link/i);
  harness.setNow(new Date(Date.now() + DAY_MS + 60_000));
  expect(await refused(newest)).toBe(worthless);
  harness.setNow(new Date());
});

test('the first administrator sets up with the link, is signed in, and the link is used up', async () => {
  const path = await link();
  const visitor = await visit({ as: null, url });
  const { page } = visitor;
  await visitor.open(path);
  await page.getByText('You are about to become the administrator.').waitFor();
  await page.getByLabel('E-mail').fill('ada@parcelwise.example');
  await page.getByLabel('Name').fill('Ada Admin');
  await page.getByLabel('New password').fill('short');
  await page.getByLabel('The same again').fill('other');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The two are not the same').waitFor();
  await page.getByLabel('New password').fill(PASSWORD);
  await page.getByLabel('The same again').fill(PASSWORD);
  await visitor.expectNoFault();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Ada Admin' }).waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
  expect(await refused(path)).toMatch(/link/i);
});

test('somebody who was invited chooses a password, in Chinese on a phone', async () => {
  const invited = { email: 'rosa@parcelwise.example', name: '罗莎', role: 'qa' };
  const made = await harness.request('POST', '/v1/users', { json: invited });
  const { link: path } = (await made.json()) as { link: string };
  const t = wordsIn('zh');
  const visitor = await visit({ as: null, url, language: 'zh', device: 'phone' });
  const { page } = visitor;
  await visitor.open(path);
  await page.getByText(t('link.invite')).waitFor();
  await visitor.expectNoFault();
  await page.getByLabel(t('link.password')).fill(PASSWORD);
  await page.getByLabel(t('link.again')).fill(PASSWORD);
  await page.getByRole('button', { name: t('link.submit') }).click();
  await page.getByRole('heading', { name: t('place.conversations'), exact: true }).waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
  expect(await refused(path)).toMatch(/link/i);
});
