import { afterAll, expect, test } from 'vitest';

import { conversation } from '../e2e/program.js';
import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test.each(['phone', 'laptop'] as const)('on a %s no row moves once the list is shown', async (device) => {
  const visitor = await visit({ as: 'trainer', device });
  const { page } = visitor;
  await page.addInitScript(`
    window.places = [];
    const look = () => {
      const rows = [...document.querySelectorAll('[role=listitem]')];
      const tops = JSON.stringify(rows.map((row) => Math.round(row.getBoundingClientRect().top)));
      if (rows.length > 0 && window.places.at(-1) !== tops) window.places.push(tops);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);`);
  await visitor.open('/conversations');
  // The names of customers come last.
  await page.getByText('Brightwater Logistics').first().waitFor();
  expect(await page.evaluate<string[]>('window.places')).toHaveLength(1);
  await visitor.leave();
});

test('a rep uploads a WeCom export, watches it being read, assigns it to a customer, and filters the list', async () => {
  const visitor = await visit({ as: 'rep' });
  const { page } = visitor;
  await visitor.open('/conversations');
  await page.getByRole('group', { name: 'Upload recordings and exports' }).hover();
  await page
    .getByLabel('Upload recordings and exports')
    .locator('input[type=file]')
    .setInputFiles(conversation('huacheng-wecom.jsonl'));
  const uploads = page.getByRole('region', { name: 'Uploads' });
  await uploads.getByText('huacheng-wecom.jsonl').waitFor();
  await uploads.getByRole('link', { name: 'Ready: open it' }).waitFor({ timeout: 60_000 });

  await page.getByText('Only without a customer').click();
  expect(new URL(page.url()).searchParams.get('unmatched')).toBe('true');
  const list = page.getByRole('list', { name: 'Conversations' });
  await list.getByText('No customer was recognised.').waitFor();
  await list.getByRole('button', { name: 'Assign to a customer' }).click();
  await page.getByRole('option', { name: '华澄精密' }).click();
  await page.getByText("Assigned: the customer's record is being updated").waitFor();
  await page.getByRole('heading', { name: 'No conversation fits these filters' }).waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
});

test('a file that cannot be read says so, and why', async () => {
  const visitor = await visit({ as: 'rep', language: 'zh' });
  const { page } = visitor;
  await visitor.open('/conversations');
  await page.getByRole('group', { name: '上传录音和导出文件' }).hover();
  await page
    .getByLabel('上传录音和导出文件')
    .locator('input[type=file]')
    .setInputFiles({ name: 'notes.bin', mimeType: 'application/octet-stream', buffer: Buffer.from([0, 1, 2, 3]) });
  const refused = page.getByRole('region', { name: '上传列表' }).getByRole('alert');
  await refused.waitFor();
  expect(await refused.textContent()).toMatch(/不支持这种格式|文件无法读取/);
  await visitor.leave();
});

test('a file is dropped on the page: it is taken as one that was chosen', async () => {
  const visitor = await visit({ as: 'rep', language: 'zh', device: 'laptop' });
  const { page } = visitor;
  await visitor.open('/conversations');
  const area = page.getByRole('group', { name: '上传录音和导出文件' });
  const dropped = await page.evaluateHandle(
    'const held = new DataTransfer(); held.items.add(new File(["WEBVTT"], "empty-call.vtt", { type: "text/vtt" })); held',
  );
  await area.dispatchEvent('dragenter', { dataTransfer: dropped });
  // What takes dropped files is fetched when a drag begins.
  const taking = page.locator('[aria-label="上传录音和导出文件"]', { has: page.locator('input[type=file]') });
  for (const event of ['dragenter', 'dragover', 'drop']) await taking.dispatchEvent(event, { dataTransfer: dropped });
  const uploads = page.getByRole('region', { name: '上传列表' });
  const refused = uploads.getByRole('alert');
  await refused.waitFor();
  expect(await refused.textContent()).toContain('empty-call.vtt');
  expect(await uploads.getByText('empty-call.vtt', { exact: true }).count()).toBe(1);
  await visitor.leave();
});
