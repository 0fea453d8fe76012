import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test('a QA lead changes the policy, puts it in force, and goes back', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.open('/review?tab=policy');
  await page.getByRole('button', { name: 'Edit' }).first().click();
  const why = page.getByLabel('Why, English').first();
  await why.fill('');
  await page.getByText('Say it in both languages').waitFor();
  expect(await page.getByRole('button', { name: 'Save as a new version' }).isDisabled()).toBe(true);
  await why.fill('More than we give.');
  await page.getByRole('button', { name: 'Save as a new version' }).click();
  await page.getByRole('button', { name: 'Put in force' }).first().click();
  await page.getByText(/Version \d+ is in force/).waitFor();
  // The one of the package is not in force any more: it can be again.
  await page.getByRole('button', { name: 'Put in force' }).first().click();
  await expect.poll(() => page.getByRole('button', { name: 'Put in force' }).count()).toBe(1);
  await visitor.expectNoFault();
  await visitor.leave();
});

interface Written {
  rules: { id: string; when: unknown; allowed: boolean; why: unknown; suggestion?: unknown }[];
}

test('a QA lead adds a rule to the policy, sets its limits, orders it and removes another', async () => {
  const visitor = await visit({ as: 'qa', language: 'zh' });
  const { page } = visitor;
  const read = page.waitForResponse(/\/v1\/policies\/.*\/versions\/\d+$/);
  await visitor.open('/review?tab=policy');
  await page.getByRole('button', { name: '修改' }).first().click();
  const { document } = (await (await read).json()) as { document: Written };
  const [first, second] = document.rules;
  const rules = page.getByRole('button', { name: /^规则 \d+/ });
  await expect.poll(() => rules.count()).toBe(document.rules.length);
  const save = page.getByRole('button', { name: '保存为新版本' });
  // Nothing was changed yet.
  expect(await save.isDisabled()).toBe(true);

  await page.getByRole('button', { name: '添加规则' }).click();
  await rules.last().getByText('待填写').waitFor();
  await page.getByLabel('标识').fill(first?.id ?? '');
  await page.getByLabel('原因（中文）').fill('免费培训要先批准');
  await page.getByLabel('原因（英文）').fill('Free training needs approval');
  await page.getByRole('alert').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await page.getByLabel('标识').fill('free-training');
  await page.getByRole('combobox', { name: '类别' }).press('ArrowDown');
  await page.getByRole('option', { name: '范围' }).click();
  await page.getByLabel('标识').focus();
  await page.getByRole('combobox', { name: '折扣超过（%）' }).press('ArrowDown');
  await page.getByRole('option', { name: '按角色' }).click();
  await page.getByLabel('折扣超过（%） (销售)').fill('5');
  await page.getByLabel('折扣超过（%） (主管)').fill('15');
  await page.getByRole('button', { name: '上移' }).click();
  await expect.poll(() => rules.nth(document.rules.length - 1).textContent()).toContain('free-training');
  await expect.poll(() => save.isEnabled()).toBe(true);
  await visitor.expectNoFault();

  await rules.first().click();
  await page.getByRole('button', { name: `删除规则 ${first?.id}` }).click();
  await expect.poll(() => rules.first().textContent()).toContain(second?.id);
  await expect.poll(() => save.isEnabled()).toBe(true);
  const written = page.waitForRequest((request) => request.method() === 'PUT');
  await save.click();
  const saved = (await written).postDataJSON() as Written;
  // What nobody touched is as it was, to the last field.
  const untouched = document.rules.slice(1);
  expect(saved.rules).toEqual([
    ...untouched.slice(0, -1),
    {
      id: 'free-training',
      when: { category: ['scope'], discountAbovePercent: { rep: 5, manager: 15 } },
      allowed: false,
      why: { zh: '免费培训要先批准', en: 'Free training needs approval' },
    },
    ...untouched.slice(-1),
  ]);
  // It is put in force, and tried on past conversations, as every version.
  await page.getByRole('button', { name: '启用' }).first().waitFor();
  await page.getByRole('button', { name: '回测' }).first().waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
});
