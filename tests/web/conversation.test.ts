import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test('a quote opens in the transcript and plays; the keyboard moves the sound; the summary is copied', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.open('/conversations');
  await page.getByRole('link', { name: '需求电话' }).click();
  await page.getByRole('img', { name: 'Waveform, 2 channel(s)' }).waitFor();

  await page.getByRole('tab', { name: 'Insights' }).click();
  const budget = page.getByRole('region', { name: 'Budget' });
  await budget.getByRole('button', { name: '年初批了三十万左右' }).click();
  await page.locator('mark[data-open]', { hasText: '年初批了三十万左右' }).waitFor();
  expect(new URL(page.url()).searchParams.get('turn')).toMatch(/^\d+$/);
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();

  await page.getByRole('heading', { level: 1 }).click();
  const time = page.getByRole('timer', { name: 'Time' });
  const before = await time.textContent();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => time.textContent()).not.toBe(before);
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor();

  await page.getByRole('tab', { name: 'Summary' }).click();
  await page.getByRole('button', { name: 'Copy for an e-mail' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toContain('三十万');
  await visitor.expectNoFault();
  await visitor.leave();
});

test('on a phone, in Chinese: the script step by step, and how complete the conversation is', async () => {
  const visitor = await visit({ as: 'trainer', language: 'zh', device: 'phone' });
  const { page } = visitor;
  await visitor.open('/conversations');
  await page.getByRole('link', { name: '需求电话' }).click();
  await page.getByRole('tab', { name: '话术' }).click();
  await page.getByText(/话术得分：\d+ \/ 100/).waitFor();
  await page.getByRole('tab', { name: '详情' }).click();
  await page.getByText(/共 \d+ 条字幕，读出 \d+/).waitFor();
  expect(await page.getByRole('button', { name: '互换双方' }).count()).toBe(0);
  await visitor.expectNoFault();
  await visitor.leave();
});
