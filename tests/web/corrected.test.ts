import { join } from 'node:path';

import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { packageRoot } from '../../storage/package-root.js';
import { turnCorrections } from '../../storage/schema.js';
import { openHarness, sendChat, type Harness } from '../integration/api/harness.js';
import { makePerson, type Person } from '../integration/api/person.js';
import { BUDGET_WORDS, budgetChat, startReading, untilRead } from '../integration/api/reading.js';
import { closeBrowser, visit } from './browser.js';
import { wordsIn } from './words.js';

const PROMISE = '我们的服务器绝对不会宕机';

let harness: Harness;
let url = '';
let quinn: Person;
beforeAll(async () => {
  harness = await openHarness({ webFolder: join(packageRoot, 'dist/web') });
  url = await harness.listen();
  quinn = await makePerson(harness, 'qa', { name: 'Quinn Quality' });
});
afterAll(async () => {
  await closeBrowser();
  await harness.close();
});

/** A chat that was read, with a customer of its own, whose budget was accepted into the record. */
async function readChat(name: string): Promise<string> {
  await harness.request('POST', '/v1/customers', { json: { id: name, name: 'Acme' } });
  const worker = startReading(harness);
  const id = await sendChat(harness, budgetChat(name, [{ speaker: 'rep', text: PROMISE }]));
  await harness.request('PATCH', `/v1/conversations/${id}`, {
    json: { customerId: name },
    headers: { 'if-match': '*' },
  });
  await untilRead(harness, id);
  // What is corrected from here on is not read again.
  await worker.close(0);
  const accepted = await harness.request('POST', `/v1/customers/${name}/proposals/accept-all`, { json: {} });
  expect(accepted.status).toBe(200);
  return id;
}

const correct = async (id: string, turn: number, text: string): Promise<void> => {
  const headers = { 'if-match': '*' };
  const { status } = await harness.request('PATCH', `/v1/conversations/${id}/turns/${turn}`, {
    json: { text },
    headers,
  });
  expect(status).toBe(202);
};

test.each([
  ['en', 'laptop'],
  ['zh', 'phone'],
] as const)('in %s on a %s quotes of words that were corrected say so, wherever they are shown', async (...way) => {
  const [language, device] = way;
  const t = wordsIn(language);
  const customer = `corrected-${language}`;
  const id = await readChat(customer);
  await correct(id, 1, BUDGET_WORDS.replace('二十万', '三十万'));
  await correct(id, 2, '我们的服务器有备份');

  const visitor = await visit({ as: null, url, cookie: quinn.cookie, language, device });
  const { page } = visitor;
  const badge = t('quote.outdated');
  await visitor.open(`/conversations/${id}`);
  await page.getByRole('tab', { name: t('conversation.insights') }).click();
  const budget = page.getByRole('region', { name: t('insight.budgets') });
  await budget
    .getByRole('button', { name: new RegExp(`二十万.*${badge}`) })
    .first()
    .waitFor();
  await visitor.expectNoFault();

  await visitor.open(`/customers/${customer}`);
  await page
    .getByRole('region', { name: t('field.budget') })
    .getByRole('link', { name: new RegExp(`二十万.*${badge}`) })
    .first()
    .waitFor();
  await visitor.expectNoFault();

  await visitor.open(`/promises?customerId=${customer}`);
  const promise = page
    .getByRole('list', { name: t('place.promises') })
    .getByRole('listitem')
    .first();
  await promise.getByRole('button', { name: t('promises.history') }).click();
  await promise
    .getByRole('group', { name: t('promises.history') })
    .getByRole('link', { name: new RegExp(`不会宕机.*${badge}`) })
    .waitFor();
  await visitor.expectNoFault();

  await visitor.open('/review');
  await page.getByRole('listitem').filter({ hasText: '不会宕机' }).first().getByRole('button').click();
  await page
    .getByRole('link', { name: new RegExp(`不会宕机.*${badge}`) })
    .first()
    .waitFor();
  await visitor.expectNoFault();

  // A new transcript in which nobody says what was corrected.
  await harness.database.db.update(turnCorrections).set({ turn: null }).where(eq(turnCorrections.conversationId, id));
  await visitor.open(`/conversations/${id}`);
  const lost = page.getByRole('alert').filter({ hasText: t('correct.lost', { count: 2 }) });
  await lost.getByText(t('correct.changedWords', { before: PROMISE, after: '我们的服务器有备份' })).waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
});
