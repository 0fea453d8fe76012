import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { closeBrowser, visit, visitOnly, type Device, type Language, type Visitor } from './browser.js';
import { ask, newCall } from './call.js';
import type { PersonOfTest } from './people.js';
import { startServer } from './server.js';
import { wordsIn } from './words.js';

// What is decided here about calls that say the same would be in the way of the files that judge the samples.
let stop: (() => Promise<void>) | undefined;
beforeAll(async () => {
  const server = await startServer([]);
  stop = () => server.stop();
  visitOnly(server);
});
afterAll(async () => {
  await closeBrowser();
  await stop?.();
});

/**
 * What a role does on each page, beside what the other files show; over the rows each page in both languages and at both
 * widths. That axe finds nothing there is shown once a page, by looks.test.ts.
 */
const WAYS = [
  ['manager', 'en', 'phone'],
  ['qa', 'zh', 'laptop'],
  ['rep', 'zh', 'phone'],
  ['trainer', 'en', 'phone'],
  ['admin', 'zh', 'laptop'],
] as const satisfies readonly (readonly [PersonOfTest, Language, Device])[];

describe.each(WAYS)('a %s in %s on a %s', (role, language, device) => {
  const t = wordsIn(language);
  const edits = role !== 'trainer';
  const judges = role !== 'trainer' && role !== 'rep';
  let visitor: Visitor;
  let call: { id: string; customer: string };
  beforeAll(async () => {
    call = await newCall(`of-${role}`);
    visitor = await visit({ as: role, language, device });
  });
  afterAll(() => visitor.leave());

  test('filters the conversations and opens one', async () => {
    const { page } = visitor;
    await visitor.open('/conversations');
    await page.getByRole('button', { name: t('filters.title', { count: 0 }) }).click();
    await page.getByRole('combobox', { name: t('filters.kind') }).click();
    await page.getByRole('option', { name: t('kind.call'), exact: true }).click();
    await page.waitForURL(/kind=call/);
    const list = page.getByRole('list', { name: t('place.conversations') });
    await list.getByRole('link', { name: `通话 of-${role}`, exact: true }).click();
    await page.waitForURL(new RegExp(call.id));
    await page.getByRole('heading', { name: `通话 of-${role}` }).waitFor();
    visitor.expectQuiet();
  });

  test(edits ? 'reads a quote and accepts the budget' : 'reads a quote and has nothing to accept', async () => {
    const { page } = visitor;
    await visitor.open(`/conversations/${call.id}`);
    await page.getByRole('tab', { name: t('conversation.insights') }).click();
    const budget = page.getByRole('region', { name: t('insight.budgets') });
    await budget
      .getByRole('button', { name: /二十万/ })
      .first()
      .click();
    await page.locator('mark[data-open]', { hasText: '二十万' }).waitFor();
    await page.getByRole('tab', { name: t('conversation.record'), exact: true }).click();
    const proposed = page.getByRole('article', { name: t('field.budget') }).first();
    await proposed.getByText(/200,000/).waitFor();
    const accept = proposed.getByRole('button', { name: t('proposals.accept'), exact: true });
    if (edits) {
      await accept.click();
      await proposed.getByText(t('proposalState.accepted'), { exact: true }).waitFor();
    } else expect(await page.getByRole('button', { name: t('proposals.accept') }).count()).toBe(0);
    visitor.expectQuiet();
  });

  test('finds the customer, and sees who decides and what happened', async () => {
    const { page } = visitor;
    await visitor.open('/customers');
    await page.getByRole('textbox', { name: t('customers.find') }).fill(call.customer);
    await page.waitForURL(/name=/);
    await page.getByRole('link', { name: call.customer, exact: true }).click();
    await page.getByRole('heading', { name: call.customer }).waitFor();
    if (edits) {
      const budget = page.getByRole('region', { name: t('field.budget') });
      await budget.getByText(/200,000/).waitFor();
      await budget.getByRole('link', { name: /二十万/ }).waitFor();
    } else expect(await page.getByRole('button', { name: t('customer.add') }).count()).toBe(0);
    await page.getByRole('tab', { name: t('customer.timeline') }).click();
    await page
      .getByRole('link', { name: `通话 of-${role}` })
      .first()
      .waitFor();
    visitor.expectQuiet();
  });

  test(judges ? 'confirms a promise of the queue' : 'looks at what was confirmed', async () => {
    const { page } = visitor;
    await visitor.open('/review');
    if (judges) {
      const own = page.getByRole('listitem').filter({ hasText: '两周之内' }).first();
      await own.getByRole('button').click();
      await page.getByRole('button', { name: t('review.confirm'), exact: true }).click();
      await page.locator('.mantine-Notification-root', { hasText: t('review.confirmed') }).waitFor();
    } else if (role === 'rep') {
      // Two of the rep's were confirmed above: it is the rep who answers for them.
      const first = page
        .getByRole('list', { name: t('answers.label') })
        .getByRole('listitem')
        .first();
      await first.getByRole('button', { name: t('answers.acknowledge') }).click();
      await page.locator('.mantine-Notification-root', { hasText: t('answers.acknowledged') }).waitFor();
    } else {
      await page.getByRole('tab', { name: t('review.agreement') }).click();
      await page.getByRole('row', { name: new RegExp(`^${t('agreement.total')}`) }).waitFor();
    }
    visitor.expectQuiet();
  });

  test(edits ? 'says that a promise was kept' : 'reads how a promise came about', async () => {
    const { page } = visitor;
    await visitor.open(`/promises?customerId=of-${role}`);
    const promise = page
      .getByRole('list', { name: t('place.promises') })
      .getByRole('listitem')
      .first();
    await promise
      .getByText(/两周之内/)
      .first()
      .waitFor();
    if (edits) {
      await promise.getByRole('button', { name: t('promises.change') }).click();
      await page.getByRole('menuitem', { name: t('promiseState.kept') }).click();
      await promise.getByText(t('promiseState.kept'), { exact: true }).waitFor();
    } else expect(await promise.getByRole('button', { name: t('promises.change') }).count()).toBe(0);
    await promise.getByRole('button', { name: t('promises.history') }).click();
    await promise
      .getByRole('group', { name: t('promises.history') })
      .getByText('顾言')
      .first()
      .waitFor();
    visitor.expectQuiet();
  });

  if (edits)
    test('checks a message before it is sent', async () => {
      const { page } = visitor;
      await visitor.open('/check');
      await page.getByLabel(t('check.draft')).fill('我们保证三个月之内翻倍，达不到全额退款。');
      const risky = page.getByRole('article').first();
      await risky.getByText(t('risk.high')).waitFor();
      await risky.getByRole('button', { name: t('common.copy') }).click();
      await risky.getByRole('button', { name: t('common.copied') }).waitFor();
      visitor.expectQuiet();
    });

  test('finds the words again and opens them where they stand', async () => {
    const { page } = visitor;
    await visitor.open('/search');
    await page.getByLabel(t('search.label')).fill(`of-${role} 上线`);
    await page
      .getByRole('search')
      .getByRole('button', { name: t('place.search') })
      .click();
    const hit = page
      .getByRole('list', { name: t('search.hits') })
      .getByRole('listitem')
      .first();
    await hit.getByRole('link', { name: `通话 of-${role}` }).waitFor();
    visitor.expectQuiet();
    await hit.getByRole('link', { name: `通话 of-${role}` }).click();
    await page.locator('mark[data-open]').first().waitFor();
  });

  test('sees where they are signed in', async () => {
    const { page } = visitor;
    await visitor.open('/account');
    await page.getByText(t('account.thisOne')).first().waitFor();
    visitor.expectQuiet();
  });
});

test('delivery, in Chinese on a phone, reads confirmed words and the promise, and no note of a reviewer', async () => {
  const { id, customer } = await newCall('of-delivery');
  const t = wordsIn('zh');
  const flags = (await (await ask('qa', 'GET', `/v1/flags?conversationId=${id}`)).json()) as {
    items: { id: string; evidence: { quote: string }[] }[];
  };
  const flag = flags.items.find(({ evidence }) => evidence[0]?.quote.includes('两周之内'))?.id ?? '';
  const note = 'Between us: he always says that.';
  expect((await ask('qa', 'PUT', `/v1/flags/${flag}/verdict`, { verdict: 'confirmed', note })).status).toBe(200);
  expect((await ask('qa', 'POST', `/v1/flags/${flag}/comments`, { text: note })).status).toBe(200);

  const visitor = await visit({ as: 'delivery', language: 'zh', device: 'phone' });
  const { page } = visitor;
  const seen: string[] = [];
  // Read on its way: the browser forgets an answer whose page was left.
  await page.route('**/v1/**', async (route) => {
    if (route.request().headers().accept === 'text/event-stream') return route.continue();
    const answer = await route.fetch();
    seen.push(await answer.text());
    return route.fulfill({ response: answer });
  });
  await visitor.open('/customers');
  await page.getByRole('link', { name: customer, exact: true }).click();
  await page.getByText(t('customer.confirmedWords')).waitFor();
  await page
    .getByText(/两周之内/)
    .first()
    .waitFor();
  await visitor.expectNoFault();
  await visitor.open('/promises?customerId=of-delivery');
  await page.getByRole('listitem').filter({ hasText: '两周之内' }).first().waitFor();
  await visitor.expectNoFault();
  await visitor.open('/account');
  await page.getByText(t('account.thisOne')).first().waitFor();
  await visitor.expectNoFault();
  expect(seen.length).toBeGreaterThan(3);
  for (const answer of seen) expect(answer).not.toContain('Between us');
  for (const path of [`/v1/flags/${flag}`, `/v1/conversations/${id}`, `/v1/conversations/${id}/analysis`])
    expect((await ask('delivery', 'GET', path)).status, path).toBe(403);
  await visitor.leave();
});

/** Pages that are not offered to a role, and what its API refuses. */
const KEPT_FROM = [
  ['rep', ['/administration'], ['GET /v1/flags', 'GET /v1/users', 'GET /v1/audit', 'PUT /v1/policies/default']],
  ['qa', ['/administration'], ['GET /v1/users/x', 'GET /v1/audit', 'PUT /v1/flags/x/answer', 'GET /v1/keys']],
  [
    'trainer',
    ['/check', '/administration'],
    ['POST /v1/proposals/x/accept', 'PUT /v1/flags/x/verdict', 'GET /v1/keys'],
  ],
  ['manager', ['/administration'], ['PUT /v1/policies/default', 'PUT /v1/lexicons/company', 'GET /v1/audit']],
  [
    'delivery',
    ['/conversations', '/review', '/check', '/search', '/administration'],
    ['GET /v1/conversations', 'GET /v1/flags', 'GET /v1/search?q=x', 'POST /v1/compliance/check', 'GET /v1/keys'],
  ],
] as const;

test.each(KEPT_FROM)('a %s is led away from %j, and the API refuses %j', async (role, pages, requests) => {
  const visitor = await visit({ as: role });
  const start = role === 'delivery' ? '/customers' : '/conversations';
  for (const path of pages) {
    await visitor.open(path);
    await visitor.page.waitForURL(`**${start}`);
    await visitor.page.getByRole('heading', { name: role === 'delivery' ? 'Customers' : 'Conversations' }).waitFor();
  }
  await visitor.expectNoFault();
  await visitor.leave();
  for (const request of requests) {
    const [method = '', path = ''] = request.split(' ');
    expect((await ask(role, method, path, method === 'GET' ? undefined : {})).status, request).toBe(403);
  }
});
