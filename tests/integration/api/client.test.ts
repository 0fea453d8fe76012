import { hc } from 'hono/client';
import { expect, expectTypeOf, test } from 'vitest';

import type { AppType } from '../../../api/app.js';
import { chat, openHarness, sendChat } from './harness.js';

test('a typed client knows paths, queries and answers', async () => {
  const harness = await openHarness();
  try {
    const id = await sendChat(harness, chat('Typed.', 'typed'));
    const { key } = await harness.key('qa');
    const client = hc<AppType>('http://localhost', {
      fetch: harness.app.request,
      headers: { authorization: `Bearer ${key}` },
    });
    const response = await client.v1.conversations.$get({ query: { kind: 'chat', limit: 5 } });
    const page = await response.json();
    expectTypeOf(page.items).items.toHaveProperty('headline').toEqualTypeOf<string | null>();
    expect(page.items.map((item) => item.id)).toEqual([id]);
    const checked = await (await client.v1.compliance.check.$post({ json: { text: 'Hello.' } })).json();
    expectTypeOf(checked.allowed).toEqualTypeOf<boolean>();
    expect(checked.allowed).toBe(true);
  } finally {
    await harness.close();
  }
});
