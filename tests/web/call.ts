import { vi } from 'vitest';

import { ownServer } from './browser.js';
import type { PersonOfTest } from './people.js';

/** A request to the file's server, as a person would send it from the app. */
export async function ask(as: PersonOfTest, method: string, path: string, body?: unknown): Promise<Response> {
  const { url, people } = ownServer();
  const headers = { cookie: `vouch_session=${people[as]}`, origin: url };
  if (method === 'GET') return fetch(new URL(path, url), { headers });
  const session = (await (await fetch(new URL('/v1/session', url), { headers })).json()) as { csrf: string };
  const ours = { ...headers, 'x-csrf-token': session.csrf };
  return body instanceof FormData || body === undefined
    ? fetch(new URL(path, url), { method, headers: ours, ...(body !== undefined && { body }) })
    : fetch(new URL(path, url), {
        ...{ method, headers: { ...ours, 'content-type': 'application/json', 'if-match': '*' } },
        body: JSON.stringify(body),
      });
}

/** What a customer says in each of these calls, and what the rep promises there. */
const SAID = {
  budget: '我们今年的预算是二十万，李总拍板',
  promise: '您放心，我保证两周之内一定上线，绝对不会延期',
} as const;

/** A call that the rep led with a customer of its own, read to the end. */
export async function newCall(name: string): Promise<{ id: string; customer: string }> {
  const customer = `客户${name}`;
  await ask('admin', 'POST', '/v1/customers', { id: name, name: customer });
  const call = {
    ...{ id: `call-of-${name}`, kind: 'call', startedAt: '2026-03-04T10:00:00+08:00' },
    participants: [
      { id: 'rep', side: 'rep', name: '顾言' },
      { id: 'customer', side: 'customer', name: '王敏' },
    ],
    turns: [
      { speaker: 'rep', text: '这块预算大概是多少？', startMs: 0, endMs: 2000 },
      { speaker: 'customer', text: SAID.budget, startMs: 2000, endMs: 6000 },
      { speaker: 'rep', text: `${SAID.promise}，${name}。`, startMs: 6000, endMs: 9000 },
    ],
  };
  const form = new FormData();
  form.set('customerId', name);
  form.set('title', `通话 ${name}`);
  form.set('recording', new Blob([JSON.stringify(call)]), 'call.json');
  const sent = await ask('admin', 'POST', '/v1/recordings', form);
  const { conversations } = (await sent.json()) as { conversations: { id: string }[] };
  const id = conversations[0]?.id ?? '';
  await vi.waitFor(
    async () => {
      const promises = await (await ask('admin', 'GET', `/v1/promises?customerId=${name}`)).text();
      if (!promises.includes('两周之内')) throw new Error(`the call of ${name} is not read yet: ${promises}`);
    },
    { timeout: 60_000, interval: 200 },
  );
  return { id, customer };
}
