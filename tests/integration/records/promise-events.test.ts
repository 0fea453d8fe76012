import { asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';

import type { Commitment } from '../../../models/domain/index.js';
import { foldLedger } from '../../../models/insight/index.js';
import { setPromiseState, undoPromiseDecision } from '../../../storage/repositories/promise-decisions.js';
import { listPromises } from '../../../storage/repositories/promises.js';
import { createWebhook } from '../../../storage/repositories/webhooks.js';
import { webhookDeliveries } from '../../../storage/schema.js';
import { addConversation, addCustomer, commitmentOf, onBothDatabases, publishNow } from './conversation-of.js';

const NOW = new Date('2026-06-01T00:00:00Z');
const decision = { expectedVersion: null, actor: 'key-1', at: NOW };

onBothDatabases('webhooks that want promise.changed', (database) => {
  const publish = async (customerId: string, on: string, texts: string[], promise?: Partial<Commitment>) => {
    const id = await addConversation(database(), {
      ...{ customerId, texts, startedAt: `2026-${on}T10:00:00+08:00` },
      insights: promise ? { commitments: [commitmentOf(0, texts[0]!, promise)] } : {},
    });
    await publishNow(database(), id);
    return id;
  };
  const receiver = async (events: Parameters<typeof createWebhook>[1]['events']) => {
    const { webhook } = await createWebhook(database().db, { url: 'https://crm.example/hook', events });
    return async (customerId: string) => {
      const { db } = database();
      const of = eq(webhookDeliveries.webhookId, webhook.id);
      const sent = await db.select().from(webhookDeliveries).where(of).orderBy(asc(webhookDeliveries.id));
      return sent
        .map(({ payload }) => JSON.parse(payload) as { type: string; data: Record<string, string | null> })
        .filter(({ data }) => data['customerId'] === customerId);
    };
  };

  it('hear what later conversations do to a promise and what persons say of it, once each, without words', async () => {
    const [heard, others] = [await receiver(['promise.changed']), await receiver(['promise.flagged'])];
    const customerId = await addCustomer(database());
    const told = async () => (await heard(customerId)).map(({ data }) => `${data['change']} by ${data['by']}`).sort();
    const promise = async () => (await listPromises(database().db, { customerId }, { now: NOW, limit: 5 }))[0]!;

    const call = await publish(customerId, '03-02', ['系统三月三十一号一定上线', '那就按您说的三十一号'], {
      due: '2026-03-31',
    });
    // Nobody changed it yet: that it was made is told with the conversation.
    expect(await told()).toEqual([]);
    const chat = await publish(customerId, '03-20', ['上线争取四月十五号', '嗯'], {
      due: '2026-04-15',
      risk: 'medium',
    });
    expect(await told()).toEqual(['changed by conversation']);
    await publish(customerId, '04-20', ['您好', '说好的四月十五号，系统到现在都没上线']);
    await publish(customerId, '05-06', ['您好', '系统已经上线了']);
    const byConversations = ['broken by conversation', 'changed by conversation', 'kept by conversation'];
    expect(await told()).toEqual(byConversations);
    for (const again of [call, chat]) await publishNow(database(), again);
    expect(await told()).toEqual(byConversations);

    const { id } = await promise();
    await setPromiseState(database().db, id, { state: 'withdrawn', note: 'agreed on the phone' }, decision);
    // The same once more is no news.
    await setPromiseState(database().db, id, { state: 'withdrawn', note: 'in writing too' }, decision);
    expect(await told()).toEqual([...byConversations, 'withdrawn by person']);
    await undoPromiseDecision(database().db, id, { fold: foldLedger, ...decision });
    await undoPromiseDecision(database().db, id, { fold: foldLedger, ...decision });
    const taken = [...byConversations, 'kept by person', 'withdrawn by person'];
    expect(await told()).toEqual(taken);

    const events = await heard(customerId);
    expect(new Set(events.map(({ type, data }) => `${type} ${data['promiseId']}`))).toEqual(
      new Set([`promise.changed ${id}`]),
    );
    expect(JSON.stringify(events)).not.toMatch(/[\u4e00-\u9fff]|phone|writing/);
    expect(await others(customerId)).toEqual([]);
  });

  it('hear nothing of promises that are others’, or that nothing was added to', async () => {
    const heard = await receiver(['promise.changed']);
    const customerId = await addCustomer(database());
    await publish(customerId, '03-02', ['系统三月三十一号一定上线'], { due: '2026-03-31' });
    await publish(customerId, '03-05', ['我们给您打九折'], {
      category: 'price',
      amount: { value: 10, unit: 'percent' },
    });
    await publish(await addCustomer(database()), '03-20', ['上线争取四月十五号'], { due: '2026-04-15' });
    expect(await heard(customerId)).toEqual([]);
  });
});
