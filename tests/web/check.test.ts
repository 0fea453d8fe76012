import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test('a rep pastes a draft: what is risky is underlined, and the wording offered is copied', async () => {
  const visitor = await visit({ as: 'rep', language: 'zh' });
  const { page } = visitor;
  await visitor.open('/check-window');
  await page.getByLabel('草稿').fill('我们保证三个月之内翻倍，达不到全额退款。');
  const first = page.getByRole('article').first();
  await first.getByText('高风险').waitFor();
  expect(await page.locator('[data-forbidden]').allTextContents()).toContain('达不到全额退款');
  await first.getByRole('button', { name: '复制' }).click();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).not.toContain('保证');
  await page.getByLabel('草稿').fill('好的，谢谢。');
  await page.getByText('没有发现风险').waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
});
