import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { packageRoot } from '../../storage/package-root.js';
import { openHarness, type Harness } from '../integration/api/harness.js';
import { makePerson, type Person } from '../integration/api/person.js';
import { addPromise } from '../integration/records/conversation-of.js';
import { closeBrowser, visit } from './browser.js';
import { wordsIn } from './words.js';

let harness: Harness;
let url = '';
let ada: Person;
let ann: Person;
beforeAll(async () => {
  harness = await openHarness({ webFolder: join(packageRoot, 'dist/web') });
  url = await harness.listen();
  ada = await makePerson(harness, 'admin', { name: 'Ada Admin' });
  ann = await makePerson(harness, 'rep', { name: 'Ann Lee' });
});
afterAll(async () => {
  await closeBrowser();
  await harness.close();
});

test.each([
  ['en', 'laptop', 'uphold', 'upheld'],
  ['zh', 'phone', 'overturn', 'overturned'],
] as const)('in %s on a %s whoever reviews alone can %s a dispute, with a reason', async (...row) => {
  const [language, device, decision, decided] = row;
  const t = wordsIn(language);
  const { id } = await addPromise(harness.database, {
    rep: 'Ann Lee',
    words: `保证打八折，${decision}`,
    category: 'price',
  });
  const sent = [
    await ada.request('PUT', `/v1/flags/${id}/verdict`, { json: { verdict: 'confirmed', note: null } }),
    await ann.request('PUT', `/v1/flags/${id}/answer`, { json: { answer: 'disputed', reason: 'They asked for it.' } }),
  ];
  expect(sent.map(({ status }) => status)).toEqual([200, 200]);

  const visitor = await visit({ as: null, url, cookie: ada.cookie, language, device });
  const { page } = visitor;
  await visitor.open('/review?state=disputed');
  await page.getByText(t('review.alone')).waitFor();
  await page.getByText('They asked for it.').first().waitFor();
  await visitor.expectNoFault();
  // Without a reason nothing is decided: the field for it is shown.
  const reason = page.getByLabel(t('review.note'));
  await page.getByRole('button', { name: t(`review.${decision}`), exact: true }).click();
  await reason.and(page.locator(':focus')).waitFor();
  await reason.fill('Nobody else is here.');
  await page.getByRole('button', { name: t(`review.${decision}`), exact: true }).click();
  await page.locator('.mantine-Notification-root', { hasText: t(`review.${decided}`) }).waitFor();
  await page.getByRole('heading', { name: t('review.none') }).waitFor();
  const flag = (await (await ada.request('GET', `/v1/flags/${id}`)).json()) as { history: { action: string }[] };
  expect(flag.history.at(-1)?.action).toBe(`${decided}_alone`);
  await visitor.expectNoFault();
  await visitor.leave();
});
