import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

const said = (page: Page, text: string): Promise<void> =>
  page.locator('.mantine-Notification-root', { hasText: text }).first().waitFor();

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

test('a QA lead goes through the queue by keyboard: assigns, takes a decision back, sees the keys', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.open('/review');
  const queue = page.getByRole('listitem');
  await queue.first().waitFor();
  const before = await queue.count();
  const current = page.locator('[aria-current="true"]');
  const first = await current.textContent();
  await page.keyboard.press('j');
  await expect.poll(() => current.textContent()).not.toBe(first);
  await page.keyboard.press('k');
  await expect.poll(() => current.textContent()).toBe(first);

  await page.getByRole('button', { name: 'Assign to me' }).waitFor();
  await page.keyboard.press('a');
  await said(page, 'Assigned to Quinn Quality');
  await expect.poll(() => current.textContent()).toContain('Quinn Quality');
  await page.keyboard.press('m');
  await page.waitForURL(/assignee=me/);
  await expect.poll(() => queue.count()).toBe(1);
  await page.keyboard.press('m');
  await page.waitForURL(/assignee=nobody/);
  await expect.poll(() => queue.count()).toBe(before - 1);
  await page.keyboard.press('m');
  await expect.poll(() => queue.count()).toBe(before);
  // To somebody else, found by name.
  await page.getByRole('button', { name: 'Confirm' }).waitFor();
  await page.keyboard.press('Shift+A');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Tara');
  await expect.poll(() => page.getByRole('option').count()).toBe(1);
  await page.keyboard.press('ArrowDown');
  await page.locator('[role="option"][data-combobox-selected]', { hasText: 'Tara Trainer' }).waitFor();
  await page.keyboard.press('Enter');
  await said(page, 'Assigned to Tara Trainer');

  await expect.poll(() => current.textContent()).toContain('Tara Trainer');
  const judged = await current.textContent();
  await page.keyboard.press('c');
  await said(page, 'Confirmed');
  await expect.poll(() => queue.count()).toBe(before - 1);
  await page.keyboard.press('u');
  await said(page, 'Taken back');
  await expect.poll(() => queue.count()).toBe(before);
  await expect.poll(() => current.textContent()).toBe(judged);
  const history = page.getByRole('region', { name: 'What was done with it' });
  await expect.poll(() => history.textContent()).toMatch(/Quinn Quality.*Confirmed.*Last decision taken back/s);

  // Of what was said the moment is heard.
  const hear = page.getByRole('button', { name: 'Hear the moment' });
  for (let seen = 1; seen < before && (await hear.count()) === 0; seen += 1) {
    const shown = await current.textContent();
    await page.keyboard.press('j');
    await expect.poll(() => current.textContent()).not.toBe(shown);
    await page.getByRole('region', { name: 'What was said around it' }).waitFor();
    await page.waitForLoadState('networkidle');
  }
  await hear.waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press('Space');
  await hear.waitFor();

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Take back my last decision').waitFor();
  await page.keyboard.press('c');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await queue.count()).toBe(before);
  await visitor.expectNoFault();
  await visitor.leave();
});

/** Three people at work, each looked at by axe. */
const LONG_MS = 120_000;
test(
  'a rep acknowledges one and disputes another; not who confirmed it decides that',
  { timeout: LONG_MS },
  async () => {
    const reviewer = await visit({ as: 'qa' });
    await reviewer.open('/review');
    const queue = reviewer.page.getByRole('listitem');
    await queue.first().waitFor();
    for (let left = await queue.count(); left > 0; left -= 1) {
      await reviewer.page.getByRole('button', { name: 'Confirm' }).waitFor();
      await reviewer.page.keyboard.press('c');
      await expect.poll(() => queue.count()).toBe(left - 1);
    }
    await reviewer.page.getByRole('heading', { name: 'Nothing waits for review' }).waitFor();

    const rep = await visit({ as: 'rep', language: 'zh', device: 'phone' });
    await rep.open('/');
    await rep.page.getByRole('button', { name: '菜单' }).click();
    await rep.page.getByRole('link', { name: '质检' }).click();
    const mine = rep.page.getByRole('list', { name: '已确认的承诺' }).getByRole('listitem');
    await mine.first().waitFor();
    const quoted = mine.first().locator('q').first();
    const acknowledged = await quoted.textContent();
    await mine.first().getByRole('button', { name: '认可' }).click();
    await said(rep.page, '已认可');
    await expect.poll(() => quoted.textContent()).not.toBe(acknowledged);
    const quote = (await quoted.textContent()) ?? '';
    await mine.first().getByRole('button', { name: '提出异议' }).click();
    await rep.page.getByLabel('为什么不是这样').fill('It stands in the contract.');
    await rep.expectNoFault();
    await rep.page.getByRole('button', { name: '交给第二位审核人' }).click();
    await said(rep.page, '已交给第二位审核人');
    await expect.poll(() => quoted.textContent()).not.toBe(quote);

    // It is back in the queue, and whoever confirmed it may not decide.
    await reviewer.open('/review?state=disputed');
    await reviewer.page.getByText('You judged it, so another reviewer decides the dispute.').waitFor();
    await reviewer.page.getByText('It stands in the contract.').first().waitFor();
    expect(await reviewer.page.getByRole('button', { name: 'Uphold' }).count()).toBe(0);
    await reviewer.page.keyboard.press('c');
    await reviewer.expectNoFault();

    const second = await visit({ as: 'admin' });
    await second.open('/review');
    const disputed = second.page.getByRole('listitem');
    await disputed.first().waitFor();
    expect(await disputed.allTextContents()).toEqual([expect.stringContaining(quote) as string]);
    await second.page.getByRole('button', { name: 'Overturn' }).waitFor();
    await second.page.keyboard.press('d');
    await second.page.keyboard.type('The contract says so.');
    await second.page.keyboard.press('Enter');
    await said(second.page, 'Overturned');
    await second.page.getByRole('heading', { name: 'Nothing waits for review' }).waitFor();
    await second.open('/review?tab=agreement');
    const all = second.page.getByRole('row', { name: /^All/ });
    // Two judged it, one of them otherwise; of the disputes one was overturned.
    await expect.poll(() => all.textContent()).toMatch(/10%–0 \/ 0 \/ 1$/);
    await second.expectNoFault();

    const trainer = await visit({ as: 'trainer', language: 'zh', device: 'phone' });
    await trainer.open('/review?tab=agreement');
    await trainer.page.getByRole('rowheader', { name: '合计' }).waitFor();
    expect(
      await trainer.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
    ).toBeLessThanOrEqual(0);
    await trainer.expectNoFault();

    await rep.open('/review?answer=decided');
    await expect.poll(() => mine.count()).toBe(1);
    expect(await mine.first().textContent()).toMatch(/裁定异议：推翻 · Ada Admin/);
    await rep.expectNoFault();
    for (const visitor of [reviewer, rep, second, trainer]) await visitor.leave();
  },
);
