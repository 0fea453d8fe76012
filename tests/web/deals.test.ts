import { afterAll, beforeAll, expect, test } from 'vitest';

import { closeBrowser, visit, visitOnly } from './browser.js';
import { ask, newCall } from './call.js';
import { startServer } from './server.js';

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

test('where several deals fit nothing is guessed: a rep says which one it is, and changes it later', async () => {
  const fits = 'several-fit';
  await ask('admin', 'POST', '/v1/customers', { id: fits, name: fits });
  for (const name of ['Pilot', 'Roll-out'])
    await ask('admin', 'POST', '/v1/deals', { customerId: fits, name, openedAt: '2026-01-05T00:00:00Z' });
  const call = await newCall(fits);
  const candidates = await ask('rep', 'GET', `/v1/conversations/${call.id}/deal-proposals`);
  expect(candidates.status).toBe(200);
  expect(await candidates.json()).toMatchObject({
    items: [
      { conversationId: call.id, because: 'open at the time of the conversation', deal: { name: 'Pilot' } },
      { conversationId: call.id, because: 'open at the time of the conversation', deal: { name: 'Roll-out' } },
    ],
  });
  const dealOf = async (): Promise<unknown> =>
    ((await (await ask('rep', 'GET', `/v1/conversations/${call.id}`)).json()) as { dealId: unknown }).dealId;
  expect(await dealOf()).toBeNull();

  const visitor = await visit({ as: 'rep' });
  const { page } = visitor;
  await visitor.open(`/conversations/${call.id}?tab=about`);
  const which = page.getByRole('alert').filter({ hasText: 'which one is it about?' });
  await which.getByRole('button', { name: 'Roll-out' }).waitFor();
  await visitor.expectNoFault();
  await which.getByRole('button', { name: 'Roll-out' }).click();
  await which.waitFor({ state: 'detached' });
  const chosen = page.getByRole('combobox', { name: 'Deal' });
  await expect.poll(() => chosen.inputValue()).toBe('Roll-out');
  await expect.poll(dealOf).not.toBeNull();

  const first = await dealOf();
  await chosen.click();
  await page.getByRole('option', { name: 'Pilot' }).click();
  await expect.poll(dealOf).not.toBe(first);
  await expect.poll(() => chosen.inputValue()).toBe('Pilot');
  await visitor.expectNoFault();
  await visitor.leave();
});
