import type { Locator } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit } from './browser.js';

afterAll(closeBrowser);

test('a quote opens in the transcript and plays; the keyboard moves the sound; the summary is copied', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.openConversation('需求电话');
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
  await visitor.openConversation('需求电话');
  await page.getByRole('tab', { name: '话术' }).click();
  await page.getByText(/话术得分：\d+ \/ 100/).waitFor();
  await page.getByRole('tab', { name: '详情' }).click();
  await page.getByText(/共 \d+ 条字幕，读出 \d+/).waitFor();
  expect(await page.getByRole('button', { name: '互换双方' }).count()).toBe(0);
  await visitor.expectNoFault();
  await visitor.leave();
});

test('a word is corrected: the quote follows it, the history tells, and undo gives it back', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.openConversation('Discovery');
  await page.getByRole('tab', { name: 'Insights' }).click();
  const budget = page.getByRole('region', { name: 'Budget' });
  await budget.getByRole('button', { name: /eighty thousand dollars/ }).click();
  const turn = page.locator('[data-index]', { has: page.locator('mark[data-open]') });

  await turn.getByRole('button', { name: 'Correct this turn' }).click();
  const words = page.getByRole('textbox', { name: 'Words' });
  await words.waitFor();
  await visitor.expectNoFault();
  await words.fill((await words.inputValue()).replace('eighty thousand', 'ninety thousand'));
  await page.getByRole('form', { name: 'Correct this turn' }).getByRole('button', { name: 'Save' }).click();
  await budget.getByRole('button', { name: /ninety thousand dollars/ }).waitFor();
  await budget.getByText(/90,000/).waitFor();
  expect(await budget.getByRole('button', { name: /eighty thousand/ }).count()).toBe(0);

  await page.getByRole('tab', { name: 'About' }).click();
  const history = page.getByRole('region', { name: 'Corrections' });
  await history.getByText(/eighty thousand.* became .*ninety thousand/).waitFor();
  await history.getByText(/^Corrected by Quinn Quality/).waitFor();
  await visitor.expectNoFault();

  await page.getByRole('tab', { name: 'Insights' }).click();
  const corrected = page.locator('[data-index]', { hasText: 'ninety thousand' });
  await corrected.getByText('corrected', { exact: true }).waitFor();
  await corrected.getByRole('button', { name: 'Undo' }).click();
  await budget.getByRole('button', { name: /eighty thousand dollars/ }).waitFor();
  expect(await page.getByText('corrected', { exact: true }).count()).toBe(0);
  await visitor.expectNoFault();
  await visitor.leave();
}, 120_000);

test('a turn is given to who said it, and back; a trainer corrects nothing', async () => {
  const visitor = await visit({ as: 'admin' });
  const { page } = visitor;
  await visitor.openConversation('Discovery');
  const turn = page.locator('[data-index]', { hasText: 'Works for me.' });
  await turn.getByText('Daniel Reyes').waitFor();
  await turn.getByRole('button', { name: 'Correct this turn' }).click();
  await turn.getByLabel('Said by').first().click();
  await page.getByRole('option', { name: 'Maya Okafor (Ours)' }).click();
  await page.getByRole('form', { name: 'Correct this turn' }).getByRole('button', { name: 'Save' }).click();
  await turn.getByText('Maya Okafor').waitFor();
  await turn.getByRole('button', { name: 'Undo' }).click();
  await turn.getByText('Daniel Reyes').waitFor();
  await visitor.expectNoFault();
  const address = page.url();
  await visitor.leave();

  const trainer = await visit({ as: 'trainer' });
  await trainer.open(address);
  await trainer.page.locator('[data-index]', { hasText: 'Works for me.' }).waitFor();
  expect(await trainer.page.getByRole('button', { name: 'Correct this turn' }).count()).toBe(0);
  await trainer.leave();
});

test('every finding, proposal and the script say why', async () => {
  const visitor = await visit({ as: 'rep', language: 'zh' });
  const { page } = visitor;
  await visitor.openConversation('需求电话');
  await page.getByRole('img', { name: /^波形/ }).waitFor();
  // Only what the tab shows: the one before it may still be there.
  const opened = async (name: string): Promise<Locator> => {
    await page.getByRole('tab', { name, exact: true }).click();
    await page.getByRole('tab', { name, exact: true, selected: true }).waitFor();
    return page.getByRole('tabpanel', { name, exact: true });
  };
  const budget = (await opened('要点')).getByRole('region', { name: '预算' });
  await budget.getByText('为什么？').first().click();
  for (const layer of ['客户档案里有什么', '沟通中发生了什么', '规则怎么说'])
    await budget.getByText(layer).first().waitFor();
  const proposal = (await opened('档案')).getByRole('article').first();
  await proposal.getByText('为什么？').click();
  await proposal.getByText('规则怎么说').waitFor();
  const script = await opened('话术');
  await script.getByText('为什么？').first().click();
  await script
    .getByText(/客户档案里(已有|还没有)/)
    .first()
    .waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
});

test('a clip is shared as a link that plays it and stops, and saved; who may not hear it gets nothing', async () => {
  const visitor = await visit({ as: 'trainer' });
  const { page } = visitor;
  await visitor.openConversation('需求电话');
  const said = (words: string) => page.locator('[data-index]', { hasText: words });
  await said('对，是我，你说').getByRole('button', { name: 'Share a clip of this' }).click();
  const clip = page.getByRole('region', { name: 'Clip' });
  await clip.getByText('Clip 0:11 – 0:13').waitFor();
  await said('方便，刚开完早会').getByRole('button', { name: 'Extend the clip to here' }).click();
  await clip.getByText('Clip 0:11 – 0:26').waitFor();
  await clip.getByRole('button', { name: 'Close the clip' }).click();
  await said('对，是我，你说').getByRole('button', { name: 'Share a clip of this' }).click();
  await clip.getByRole('button', { name: 'Copy link' }).click();
  await clip.getByRole('button', { name: 'Copied' }).waitFor();
  const link = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(link).toMatch(/\/conversations\/[\w-]+#t=11\.047,13\.015$/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    clip.getByRole('link', { name: 'Save as MP3' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('clip-11-13.mp3');
  expect(await download.failure()).toBeNull();
  await visitor.expectNoFault();
  await visitor.leave();

  const colleague = await visit({ as: 'rep' });
  await colleague.open(link);
  const heard = colleague.page.getByRole('region', { name: 'Clip' });
  await heard.getByText('Clip 0:11 – 0:13').waitFor();
  // A browser may want a click before it plays anything.
  const play = heard.getByRole('button', { name: 'Play clip' });
  if (await play.isVisible()) await play.click();
  const time = colleague.page.getByRole('timer', { name: 'Time' });
  await expect.poll(() => time.textContent(), { timeout: 15_000 }).toMatch(/^0:13 /);
  await colleague.page.getByRole('button', { name: 'Play', exact: true }).waitFor();
  expect(await time.textContent()).toMatch(/^0:13 /);
  await colleague.leave();

  const stranger = await visit({ as: 'delivery' });
  const id = new URL(link).pathname.split('/').at(-1);
  const refused = await stranger.page.request.get(`/v1/conversations/${id}/clip?from=11047&to=13015`);
  expect(refused.status()).toBe(403);
  await stranger.leave();
});
