import { afterAll, expect, test } from 'vitest';

import { closeBrowser, visit, type Visitor } from './browser.js';

afterAll(closeBrowser);

test('an administrator looks at what exceeds the policy and says that a promise was kept', async () => {
  const visitor = await visit({ as: 'admin' });
  const { page } = visitor;
  await visitor.open('/promises');
  await page.getByText('Against policy', { exact: true }).first().click();
  await page.waitForURL(/view=breaches/);
  const list = page.getByRole('list', { name: 'Promises' });
  await list.getByRole('button', { name: 'Change state' }).first().click();
  await page.getByRole('menuitem', { name: 'Kept' }).click();
  await list.getByText('Kept', { exact: true }).first().waitFor();
  await visitor.expectNoFault();
  await visitor.leave();
});

test('a QA lead narrows the ledger to one rep, and reads how a promise came about', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.open('/promises');
  const list = page.getByRole('list', { name: 'Promises' });
  await list.getByRole('listitem').first().waitFor();
  const others = list.getByText(/Maya Okafor|Tom Becker/);
  await others.first().waitFor();
  await page.getByRole('combobox', { name: 'Rep' }).fill('顾言');
  await page.getByRole('option', { name: '顾言' }).click();
  await page.waitForURL(/rep=/);
  await expect.poll(() => others.count()).toBe(0);
  await list.getByRole('listitem').first().waitFor();
  const first = list.getByRole('listitem').first();
  await first.getByRole('button', { name: 'History' }).click();
  const history = first.getByRole('group', { name: 'History' });
  await history.getByText(/^Made · 顾言/).waitFor();
  await history.getByRole('link').first().waitFor();
  await visitor.expectNoFault();
  await first.getByRole('button', { name: 'Hide history' }).click();
  await history.waitFor({ state: 'detached' });
  await visitor.leave();
});

/** A call with a customer who has said nothing else, in which a rep promises something. */
async function promised(visitor: Visitor, promise: string, day: string): Promise<void> {
  const { request } = visitor.page;
  const { csrf } = (await (await request.get('/v1/session')).json()) as { csrf: string };
  const call = {
    ...{ id: `call-of-${day}`, kind: 'call', startedAt: `${day}T10:00:00+08:00` },
    participants: [
      { id: 'rep', side: 'rep', name: '林涛' },
      { id: 'customer', side: 'customer', name: '王敏' },
    ],
    turns: [
      { speaker: 'customer', text: '什么时候能上线？', startMs: 0, endMs: 2000 },
      { speaker: 'rep', text: promise, startMs: 2000, endMs: 5000 },
    ],
  };
  const recording = { name: 'call.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(call)) };
  const sent = await request.post('/v1/recordings', {
    headers: { 'x-csrf-token': csrf },
    multipart: { customerId: 'qinghe', recording },
  });
  expect(sent.ok(), await sent.text()).toBe(true);
  const listed = async (): Promise<string> => (await request.get('/v1/promises?customerId=qinghe')).text();
  await expect.poll(listed, { timeout: 20_000 }).toContain(promise.slice(0, 6));
}

test('a QA lead merges what may be one promise, takes it back, and keeps the two apart', async () => {
  const visitor = await visit({ as: 'qa' });
  const { page } = visitor;
  await visitor.open('/promises?customerId=qinghe');
  await promised(visitor, '仓库那套系统三月底之前一定上线，我保证。', '2026-03-02');
  await promised(visitor, '门店小程序我保证四月底之前上线。', '2026-03-10');
  await page.reload();
  const cards = page.getByRole('list', { name: 'Promises' }).getByRole('listitem');
  await expect.poll(() => cards.count()).toBe(2);
  await cards.first().getByRole('button', { name: 'History' }).click();
  const suggested = cards.first().getByRole('region', { name: 'May belong to it' });
  await suggested.getByRole('link', { name: '门店小程序我保证四月底之前上线' }).waitFor();
  await visitor.expectNoFault();
  await suggested.getByRole('button', { name: 'Same promise' }).click();
  await expect.poll(() => cards.count()).toBe(1);
  await cards
    .first()
    .getByText(/^Merged · Quinn Quality/)
    .waitFor();
  await cards
    .first()
    .getByText(/^Due: .*2026-03-31.*2026-04-30/)
    .waitFor();
  await cards.first().getByRole('button', { name: 'Take back the last decision' }).click();
  await expect.poll(() => cards.count()).toBe(2);
  await suggested.getByRole('button', { name: 'Another promise' }).click();
  await suggested.waitFor({ state: 'detached' });
  expect(await cards.count()).toBe(2);
  await visitor.leave();
});
