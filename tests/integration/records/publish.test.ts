import { asc, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';

import { replaceInsights } from '../../../storage/repositories/insights.js';
import { setPromiseState } from '../../../storage/repositories/promise-decisions.js';
import { decideProposals } from '../../../storage/repositories/proposal-decisions.js';
import { listProposals } from '../../../storage/repositories/proposals.js';
import { readRecord } from '../../../storage/repositories/records.js';
import { conversations, promises, proposals, webhookDeliveries, webhooks } from '../../../storage/schema.js';
import {
  addConversation,
  addCustomer,
  addReview,
  budgetOf,
  claimOf,
  commitmentOf,
  freshId,
  onBothDatabases,
  publishNow,
} from './conversation-of.js';

const NOW = new Date('2026-03-05T09:00:00Z');

onBothDatabases('the publish step', (database) => {
  const proposalsOf = (conversationId: string) =>
    database()
      .db.select()
      .from(proposals)
      .where(eq(proposals.conversationId, conversationId))
      .orderBy(asc(proposals.id));
  const promisesOf = (conversationId: string) =>
    database().db.select().from(promises).where(eq(promises.conversationId, conversationId)).orderBy(asc(promises.id));

  it('proposes every field with its evidence, and keeps the ledger', async () => {
    const customerId = await addCustomer(database());
    const texts = [
      'We go live by 31 March, guaranteed',
      'Budget is 300k',
      'Mr Li signs',
      'Too expensive',
      'Excel is slow',
      'We want one list of stock',
    ];
    const id = await addConversation(database(), {
      customerId,
      texts,
      insights: {
        budgets: [budgetOf(300_000, 1, texts[1]!)],
        stakeholders: [{ name: 'Mr Li', title: 'CFO', role: 'approver', ...claimOf(2, texts[2]!) }],
        objections: [
          { category: 'price', handled: false, response: [], ...claimOf(3, texts[3]!) },
          { category: 'trust', handled: true, response: [], ...claimOf(3, texts[3]!) },
        ],
        commitments: [commitmentOf(0, texts[0]!, { due: '2026-03-31', allowed: false, suggestion: 'Say: we aim for' })],
        nextSteps: [{ owner: 'rep', action: 'send the offer', due: null, ...claimOf(0, texts[0]!) }],
        pains: [{ text: 'Excel is slow', ...claimOf(4, texts[4]!) }],
        goals: [{ text: 'One list of stock', ...claimOf(5, texts[5]!) }],
        competitors: [{ name: 'Acme', ...claimOf(4, texts[4]!) }],
      },
    });
    await publishNow(database(), id);

    const made = await proposalsOf(id);
    expect(made.map(({ field, itemKey }) => (field === 'budget' ? [field, itemKey] : field)).sort()).toEqual(
      [
        'promises',
        'goals',
        'pains',
        'objections',
        'next_steps',
        'decision_chain',
        'competitors',
        ['budget', ''],
      ].sort(),
    );
    expect(
      made.every(({ state, evidence, because, rule }) => state === 'pending' && evidence.length > 0 && because && rule),
    ).toBe(true);
    const [promise] = await promisesOf(id);
    expect(promise).toMatchObject({
      ...{ customerId, who: 'Lin Tao', what: texts[0], due: '2026-03-31', allowed: false, state: 'open' },
      saidAt: new Date('2026-03-02T02:00:00Z'),
    });
    const [conversation] = await database().db.select().from(conversations).where(eq(conversations.id, id));
    expect(conversation?.publishedAt).toBeInstanceOf(Date);
  });

  it('gives the same when it runs twice, events included', async () => {
    const customerId = await addCustomer(database());
    const hook = freshId('webhook');
    await database()
      .db.insert(webhooks)
      .values({
        ...{ id: hook, url: 'https://crm.example/hook', secret: 'whsec_dGVzdA==' },
        events: ['conversation.published', 'promise.flagged', 'proposal.created'],
      });
    const texts = ['Guaranteed double leads', 'We have 300k'];
    const id = await addConversation(database(), {
      customerId,
      texts,
      insights: {
        budgets: [budgetOf(300_000, 1, texts[1]!)],
        commitments: [commitmentOf(0, texts[0]!, { allowed: false })],
      },
    });
    const all = async () => [
      await proposalsOf(id),
      await promisesOf(id),
      await database()
        .db.select()
        .from(webhookDeliveries)
        .where(eq(webhookDeliveries.webhookId, hook))
        .orderBy(webhookDeliveries.id),
    ];
    await publishNow(database(), id, {}, 'run-1');
    const first = await all();
    await publishNow(database(), id, {}, 'run-1');
    expect(await all()).toEqual(first);

    const sent = await database().db.select().from(webhookDeliveries).where(eq(webhookDeliveries.webhookId, hook));
    expect(sent.map(({ event }) => event).sort()).toEqual([
      'conversation.published',
      'promise.flagged',
      'proposal.created',
      'proposal.created',
    ]);
    for (const { payload } of sent) {
      expect(Object.keys(JSON.parse(payload) as object)).toEqual(['type', 'timestamp', 'data']);
      expect(payload).not.toMatch(/double leads|300k|because/);
    }
    await database().db.delete(webhooks).where(eq(webhooks.id, hook));
  });

  it('replaces pending proposals, keeps decided ones, and proposes a new value after a decision', async () => {
    const customerId = await addCustomer(database());
    const texts = ['Fine', 'We have 300k', 'Fine', 'No, 200k'];
    const id = await addConversation(database(), {
      customerId,
      texts,
      insights: { budgets: [budgetOf(300_000, 1, texts[1]!)] },
    });
    await publishNow(database(), id);
    const [first] = await proposalsOf(id);
    await decideProposals(database().db, [{ id: first!.id, action: 'accept' }], 'rep-key', NOW);

    await replaceInsights(database().db, id, { budgets: [budgetOf(200_000, 3, texts[3]!)] });
    await publishNow(database(), id);
    expect((await proposalsOf(id)).map(({ state, value }) => [state, value.max]).sort()).toEqual([
      ['accepted', 300_000],
      ['pending', 200_000],
    ]);

    await replaceInsights(database().db, id, { budgets: [budgetOf(250_000, 3, texts[3]!)] });
    await publishNow(database(), id);
    expect((await proposalsOf(id)).map(({ state, value }) => [state, value.max]).sort()).toEqual([
      ['accepted', 300_000],
      ['pending', 250_000],
    ]);
  });

  it('does not propose what the record says already', async () => {
    const customerId = await addCustomer(database());
    const budget = { budgets: [budgetOf(300_000, 1, 'We have 300k')] };
    const [a, b] = [
      await addConversation(database(), { customerId, texts: ['Fine', 'We have 300k'], insights: budget }),
      await addConversation(database(), { customerId, texts: ['Fine', 'We have 300k'], insights: budget }),
    ];
    await publishNow(database(), a);
    await decideProposals(database().db, [{ id: (await proposalsOf(a))[0]!.id, action: 'accept' }], 'rep-key', NOW);
    await publishNow(database(), b);
    expect(await proposalsOf(b)).toEqual([]);
  });

  it('makes no proposals before a customer is known, and moves everything when it is another one', async () => {
    const [wrong, right] = [await addCustomer(database()), await addCustomer(database())];
    const texts = ['Live in March, guaranteed', 'We have 300k'];
    const id = await addConversation(database(), {
      customerId: null,
      texts,
      insights: { budgets: [budgetOf(300_000, 1, texts[1]!)], commitments: [commitmentOf(0, texts[0]!)] },
    });
    const assign = async (customerId: string) => {
      await database().db.update(conversations).set({ customerId }).where(eq(conversations.id, id));
      await publishNow(database(), id);
    };
    await publishNow(database(), id);
    expect(await proposalsOf(id)).toEqual([]);
    expect(await promisesOf(id)).toMatchObject([{ customerId: null }]);

    await assign(wrong);
    const budget = (await proposalsOf(id)).find(({ field }) => field === 'budget');
    await decideProposals(database().db, [{ id: budget!.id, action: 'accept' }], 'rep-key', NOW);
    await assign(right);
    expect((await proposalsOf(id)).map(({ customerId, state }) => [customerId, state])).toEqual([
      [right, 'pending'],
      [right, 'pending'],
    ]);
    expect(await promisesOf(id)).toMatchObject([{ customerId: right }]);
    expect((await readRecord(database().db, wrong)).fields).toEqual([]);
  });

  it('closes an open objection of the record when it was answered later', async () => {
    const customerId = await addCustomer(database());
    const open = await addConversation(database(), {
      ...{ customerId, texts: ['Hello', 'Too expensive'] },
      insights: { objections: [{ category: 'price', handled: false, response: [], ...claimOf(1, 'Too expensive') }] },
    });
    await publishNow(database(), open);
    await decideProposals(database().db, [{ id: (await proposalsOf(open))[0]!.id, action: 'accept' }], 'rep-key', NOW);
    const handled = { category: 'price' as const, handled: true, response: [], ...claimOf(1, 'Still expensive') };
    const later = await addConversation(database(), {
      ...{ customerId, texts: ['Hello', 'Still expensive'], insights: { objections: [handled] } },
    });
    await publishNow(database(), later);
    expect((await proposalsOf(later)).map(({ value }) => value)).toEqual([{ category: 'price', handled: true }]);
  });

  it('keeps promises that a person touched, and drops others whose commitment is gone', async () => {
    const customerId = await addCustomer(database());
    const texts = ['Live in March', 'Ok', 'Free training', 'Ok', 'Never down'];
    const id = await addConversation(database(), {
      customerId,
      texts,
      insights: { commitments: [commitmentOf(0, texts[0]!), commitmentOf(2, texts[2]!), commitmentOf(4, texts[4]!)] },
    });
    await publishNow(database(), id);
    const by = (what: string) => promisesOf(id).then((rows) => rows.find((row) => row.what === what));
    const stated = await by(texts[0]!);
    const decision = { expectedVersion: null, actor: 'qa-key', at: NOW };
    await setPromiseState(database().db, stated!.id, { state: 'kept', note: null }, decision);
    await addReview(database(), (await by(texts[2]!))!.insightId, id, 'confirmed');

    await publishNow(database(), id);
    expect(await by(texts[0]!)).toMatchObject({ state: 'kept', stateBy: 'qa-key' });
    await replaceInsights(database().db, id, { commitments: [] });
    await publishNow(database(), id);
    expect((await promisesOf(id)).map(({ what }) => what).sort()).toEqual([texts[2], texts[0]].sort());
  });

  it('accepts by itself only what is configured, sure enough, uncontested and not set by a person', async () => {
    const customerId = await addCustomer(database());
    const make = (amount: number, texts: string[]) =>
      addConversation(database(), {
        ...{ customerId, texts },
        insights: {
          budgets: [budgetOf(amount, 1, texts[1]!)],
          pains: [{ text: 'slow', ...claimOf(1, texts[1]!), confidence: 0.4 }],
          competitors: [{ name: 'Acme', ...claimOf(1, texts[1]!) }],
        },
      });
    const auto = { budget: 0.8, pains: 0.8 };
    const first = await make(300_000, ['Fine', 'We have 300k']);
    await publishNow(database(), first, auto);
    await publishNow(database(), first, auto);
    expect((await readRecord(database().db, customerId)).fields).toMatchObject([
      { field: 'budget', value: { max: 300_000 }, provenance: { by: 'machine', conversationId: first }, locked: false },
    ]);
    const second = await make(200_000, ['Fine', 'Only 200k']);
    await publishNow(database(), second, auto);
    const record = await readRecord(database().db, customerId);
    expect(record.fields).toMatchObject([{ value: { max: 300_000 } }]);
    expect(record.contradictions).toMatchObject([{ field: 'budget', values: [{}, {}] }]);
    const pending = await listProposals(database().db, { customerId, state: 'pending' }, { limit: 50 });
    expect(pending.map(({ field }) => field).sort()).toEqual([
      'budget',
      'competitors',
      'competitors',
      'pains',
      'pains',
    ]);
  });

  it.each([
    ['one by one', (ids: string[]) => ids.map((id) => [id])],
    ['all at once, the last first', (ids: string[]) => [ids.toReversed()]],
  ])('lets persons decide %s while the same proposals are published again', async (_, inLists) => {
    for (let round = 0; round < 10; round += 1) {
      const customerId = await addCustomer(database());
      const talks = await Promise.all(
        [1, 2, 3, 4, 5].map((n) =>
          addConversation(database(), {
            ...{ customerId, texts: ['Hi', `${n}00k`] },
            insights: {
              budgets: [budgetOf(n * 100_000, 1, `${n}00k`)],
              competitors: [{ name: `Acme ${n}`, ...claimOf(1, `${n}00k`) }],
              pains: [{ text: 'slow', ...claimOf(1, `${n}00k`) }],
            },
          }),
        ),
      );
      for (const id of talks) await publishNow(database(), id);
      const decided = async () =>
        (await listProposals(database().db, { customerId }, { limit: 50 })).filter(({ field }) => field !== 'pains');
      const ids = (await decided()).map(({ id }) => id);
      expect(ids).toHaveLength(10);
      const publishing = talks.flatMap((id) => [
        publishNow(database(), id),
        publishNow(database(), id, { pains: 0.5 }),
      ]);
      const deciding = inLists(ids).map((list) =>
        decideProposals(
          database().db,
          list.map((id) => ({ id, action: 'accept' as const })),
          'rep-key',
          NOW,
        ),
      );
      expect(
        (await Promise.allSettled([...publishing, ...deciding])).filter(({ status }) => status === 'rejected'),
      ).toEqual([]);
      expect((await decided()).map(({ state }) => state)).toEqual(ids.map(() => 'accepted'));
    }
  });
});
