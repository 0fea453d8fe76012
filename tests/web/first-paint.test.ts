import type { Page, Route } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit, type Visit, type Visitor } from './browser.js';

afterAll(closeBrowser);

/** Opens a page whose own script does not come until `release`: what stands there is the shell. */
async function shellAt(who: Visit, path: string): Promise<Visitor & { release(): Promise<void> }> {
  const visitor = await visit(who);
  const held = new Promise<Route>((resolve) => void visitor.page.route('**/assets/base-*.js', resolve));
  await visitor.page.goto(path, { waitUntil: 'commit' });
  return { ...visitor, release: async () => (await held).continue() };
}

/** Where everything stands that the shell and the app both show. */
const places = (page: Page): Promise<string[]> =>
  page.evaluate<
    string[]
  >(`[...document.querySelectorAll('header *, nav a, main h1, main [role=group] *')].map((one) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    return [one.tagName, x, y, width, height].map((value) => (typeof value === 'number' ? Math.round(value) : value)).join(' ');
  })`);

test.each([
  ['en', 'laptop', 'Conversations', 'Drop recordings, chat exports, folders or ZIPs here'],
  ['zh', 'phone', '沟通记录', '把录音、聊天导出、文件夹或 ZIP 拖到这里'],
] as const)('in %s on a %s the page stands before its script, and nothing moves when that comes', async (...row) => {
  const [language, device, heading, upload] = row;
  const visitor = await shellAt({ as: 'qa', language, device }, '/conversations');
  const { page } = visitor;
  await page.locator('main h1', { hasText: heading }).waitFor();
  await page.getByText(upload).waitFor();
  expect(await page.evaluate<string>('document.documentElement.lang')).toBe(language);
  // Seen, but nothing yet to press or to be read aloud.
  expect(await page.locator('#root > [inert][aria-hidden=true]').count()).toBe(1);
  expect(await page.getByRole('heading').count()).toBe(0);
  const before = await places(page);
  await visitor.release();
  await page.getByRole('list', { name: heading }).getByRole('listitem').first().waitFor();
  expect(await page.locator('#root > [inert]').count()).toBe(0);
  expect(await places(page)).toEqual(before);
  await visitor.expectNoFault();
  await visitor.leave();
});

test.each([
  [
    'rep',
    '/conversations',
    'Conversations',
    ['Conversations', 'Customers', 'Review', 'Promises', 'Check a message', 'Search'],
    true,
  ],
  ['trainer', '/conversations', 'Conversations', ['Conversations', 'Customers', 'Review', 'Promises', 'Search'], false],
  ['delivery', '/', 'Customers', ['Customers', 'Promises'], false],
  [
    'admin',
    '/administration',
    'Administration',
    ['Conversations', 'Customers', 'Review', 'Promises', 'Check a message', 'Search', 'Administration'],
    false,
  ],
] as const)('a %s at %s sees in it what the role has', async (as, path, heading, links, upload) => {
  const visitor = await shellAt({ as }, path);
  const { page } = visitor;
  await page.locator('main h1', { hasText: heading }).waitFor();
  expect(await page.locator('nav a').allTextContents()).toEqual(links);
  expect(await page.locator('nav a[data-active]').allTextContents()).toEqual([heading]);
  expect((await page.getByText('Drop recordings').count()) > 0).toBe(upload);
  expect(await page.locator('header').textContent()).toContain('中文');
  await visitor.release();
  await page.getByRole('heading', { name: heading, exact: true }).waitFor();
  expect(await page.locator('nav a').allTextContents()).toEqual(links);
  await visitor.leave();
});

test.each([
  [null, '/conversations'],
  ['admin', '/check-window'],
  ['admin', '/nowhere'],
] as const)('%s at %s sees nothing that would have to go again', async (as, path) => {
  const visitor = await shellAt({ as }, path);
  const { page } = visitor;
  // Who sits there is known, and so whether a frame stands around the page.
  const asked = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/v1/session'))";
  await expect.poll(() => page.evaluate<boolean>(asked)).toBe(true);
  expect(await page.locator('#root').innerHTML()).toBe('');
  await visitor.release();
  await page.getByRole('heading').first().waitFor();
  await visitor.leave();
});
