import { asc, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';

import type { Insights } from '../../../models/domain/index.js';
import { acceptAll, decideProposals, type Decision } from '../../../storage/repositories/proposal-decisions.js';
import { listProposals } from '../../../storage/repositories/proposals.js';
import {
  readHistory,
  readRecord,
  readRecordFields,
  removeField,
  setField,
  undoEntry,
  undoProposal,
} from '../../../storage/repositories/records.js';
import { proposals } from '../../../storage/schema.js';
import {
  addConversation,
  addCustomer,
  budgetOf,
  claimOf,
  commitmentOf,
  freshId,
  onBothDatabases,
  publishNow,
} from './conversation-of.js';

const NOW = new Date('2026-03-05T09:00:00Z');
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const person = { min: 280_000, max: 280_000, currency: 'CNY', period: null, stance: 'stated' };

onBothDatabases('decisions on the record', (database) => {
  const db = () => database().db;
  const decide = (decision: Decision, at = NOW) => decideProposals(db(), [decision], 'rep-key', at);
  const stateOf = async (id: string) => (await db().select().from(proposals).where(eq(proposals.id, id)))[0]?.state;
  const pendingOf = (customerId: string) => listProposals(db(), { customerId, state: 'pending' }, { limit: 50 });
  const budgetNow = async (customerId: string) =>
    (await readRecord(db(), customerId)).fields.find(({ field }) => field === 'budget') ?? null;

  async function publishAll(
    customerId: string,
    talks: { startedAt: string; texts: string[]; insights: Partial<Insights> }[],
  ) {
    const made: { conversationId: string; ids: string[] }[] = [];
    for (const talk of talks) {
      const conversationId = await addConversation(database(), { customerId, ...talk });
      await publishNow(database(), conversationId);
      const rows = await db()
        .select()
        .from(proposals)
        .where(eq(proposals.conversationId, conversationId))
        .orderBy(asc(proposals.id));
      made.push({ conversationId, ids: rows.map(({ id }) => id) });
    }
    return made;
  }

  /** 300k on the call, 200k in the chat a week later. */
  async function twoBudgets() {
    const customerId = await addCustomer(database());
    const [call, chat] = await publishAll(customerId, [
      {
        startedAt: '2026-03-02T10:00:00+08:00',
        texts: ['Hello', '预算三十万左右'],
        insights: { budgets: [budgetOf(300_000, 1, '预算三十万左右')] },
      },
      {
        startedAt: '2026-03-09T10:00:00+08:00',
        texts: ['Hello', '最多二十万'],
        insights: { budgets: [budgetOf(200_000, 1, '最多二十万')] },
      },
    ]);
    return {
      customerId,
      call: call!.ids[0]!,
      chat: chat!.ids[0]!,
      callId: call!.conversationId,
      chatId: chat!.conversationId,
    };
  }

  it('accepting takes the value with its evidence, rule, time and who accepted it', async () => {
    const { customerId, call, callId } = await twoBudgets();
    const [proposal] = await decide({ id: call, action: 'accept' });
    expect(proposal).toMatchObject({ state: 'accepted', decidedBy: 'rep-key', decidedAt: NOW });
    expect(await budgetNow(customerId)).toMatchObject({
      value: { max: 300_000 },
      locked: false,
      provenance: {
        ...{ by: 'person', actor: 'rep-key', conversationId: callId, proposalId: call, rule: 'test-rule@1' },
        ...{ at: NOW.toISOString(), evidence: [{ quote: '预算三十万左右' }] },
      },
    });
    expect(await readHistory(db(), customerId, { limit: 10 })).toMatchObject([
      { action: 'set', before: null, after: { value: { max: 300_000 } }, proposalId: call, actor: 'rep-key' },
    ]);
  });

  it('shows a contradiction with both quotes, newest first, until a person settles it', async () => {
    const { customerId, call, chat, callId, chatId } = await twoBudgets();
    const contradiction = async () => (await readRecord(db(), customerId)).contradictions;
    const both = [
      {
        ...{ field: 'budget', itemKey: '' },
        values: [
          { conversationId: chatId, evidence: [{ quote: '最多二十万' }], saidAt: '2026-03-09T02:00:00.000Z' },
          { conversationId: callId, evidence: [{ quote: '预算三十万左右' }], saidAt: '2026-03-02T02:00:00.000Z' },
        ],
      },
    ];
    expect(await contradiction()).toMatchObject(both);
    await decide({ id: call, action: 'accept' });
    expect(await contradiction()).toMatchObject(both);
    await decide({ id: chat, action: 'accept' }, later(1));
    expect(await contradiction(), 'accepting alone settles nothing').toMatchObject(both);
    expect((await contradiction())[0]?.values.map(({ current }) => current)).toEqual([true, false]);

    await undoProposal(db(), chat, 'rep-key', later(2));
    await decide({ id: chat, action: 'accept', resolves: true }, later(3));
    expect(await contradiction()).toEqual([]);
    expect(await stateOf(call)).toBe('superseded');
    expect(await budgetNow(customerId)).toMatchObject({ value: { max: 200_000 } });

    await undoProposal(db(), chat, 'rep-key', later(4));
    expect([await stateOf(call), await stateOf(chat)]).toEqual(['accepted', 'pending']);
    expect(await budgetNow(customerId)).toMatchObject({ value: { max: 300_000 } });
    expect(await contradiction()).toMatchObject(both);
  });

  it('shows a contradiction between two places of one conversation', async () => {
    const customerId = await addCustomer(database());
    await publishAll(customerId, [
      {
        ...{ startedAt: '2026-03-02T10:00:00+08:00', texts: ['Hi', 'We have 300k', 'Hm', 'No, 200k'] },
        insights: { budgets: [budgetOf(300_000, 1, 'We have 300k'), budgetOf(200_000, 3, 'No, 200k')] },
      },
    ]);
    const { contradictions } = await readRecord(db(), customerId);
    expect(contradictions[0]?.values.map(({ evidence }) => evidence[0]?.quote).sort()).toEqual([
      'No, 200k',
      'We have 300k',
    ]);
  });

  it('settles two dates for one promise by taking the other one out, which can be undone', async () => {
    const customerId = await addCustomer(database());
    const [march, april] = ['保证三月底之前上线', '四月十五号之前一定上线'];
    const talk = (text: string, due: string, startedAt: string) => ({
      ...{ startedAt, texts: [text] },
      insights: { commitments: [commitmentOf(0, text, { due })] },
    });
    const [first, second] = await publishAll(customerId, [
      talk(march, '2026-03-31', '2026-03-02T10:00:00+08:00'),
      talk(april, '2026-04-15', '2026-03-09T10:00:00+08:00'),
    ]);
    await decide({ id: first!.ids[0]!, action: 'accept' });
    expect((await readRecord(db(), customerId)).contradictions).toMatchObject([
      { field: 'promises', values: [{ evidence: [{ quote: april }] }, { evidence: [{ quote: march }] }] },
    ]);
    await decide({ id: second!.ids[0]!, action: 'accept', resolves: true }, later(1));
    const record = await readRecord(db(), customerId);
    expect(record.contradictions).toEqual([]);
    expect(record.fields.map(({ value }) => value.what)).toEqual([april]);

    const removal = (await readHistory(db(), customerId, { limit: 10 })).find(({ action }) => action === 'removed');
    await undoEntry(db(), removal!.id, 'rep-key', later(2));
    expect((await readRecord(db(), customerId)).contradictions).toHaveLength(1);
  });

  it('editing puts in what the person says, locks it, and settles contradictions', async () => {
    const { customerId, call, chat } = await twoBudgets();
    const [edited] = await decide({ id: call, action: 'edit', value: person });
    expect(edited).toMatchObject({
      state: 'edited',
      value: { max: 300_000 },
      editedValue: { max: 280_000 },
      locked: true,
    });
    expect(await budgetNow(customerId)).toMatchObject({ value: { max: 280_000 }, locked: true, confidence: 1 });
    expect(await stateOf(chat)).toBe('superseded');
    expect((await readRecord(db(), customerId)).contradictions).toEqual([]);
    await undoProposal(db(), call, 'rep-key', later(1));
    expect([await stateOf(call), await stateOf(chat), await budgetNow(customerId)]).toEqual([
      'pending',
      'pending',
      null,
    ]);
  });

  it('refuses a value that is none of the field, and changes nothing', async () => {
    const { customerId, call } = await twoBudgets();
    await expect(decide({ id: call, action: 'edit', value: { min: 'much' } })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect([await stateOf(call), await budgetNow(customerId)]).toEqual(['pending', null]);
  });

  it('rejecting leaves the record, stands in the history, and can be undone', async () => {
    const { customerId, call } = await twoBudgets();
    await decide({ id: call, action: 'reject' });
    expect(await budgetNow(customerId)).toBeNull();
    expect((await readRecord(db(), customerId)).contradictions).toEqual([]);
    await undoProposal(db(), call, 'rep-key', later(1));
    expect((await readHistory(db(), customerId, { limit: 10 })).map(({ action }) => action)).toEqual([
      'undone',
      'rejected',
    ]);
    expect(await stateOf(call)).toBe('pending');
  });

  describe('a decision that cannot be made', () => {
    it.each<[string, (ids: { call: string; chat: string }) => Promise<unknown>, string]>([
      ['about a decided proposal', ({ call }) => decide({ id: call, action: 'reject' }, later(1)), 'conflict'],
      ['about none', () => decide({ id: 'no-such', action: 'accept' }), 'not_found'],
      [
        'twice in one list',
        ({ chat }) =>
          decideProposals(
            db(),
            [
              { id: chat, action: 'accept' },
              { id: chat, action: 'reject' },
            ],
            'rep-key',
            NOW,
          ),
        'invalid_input',
      ],
      ['undoing what nobody decided', ({ chat }) => undoProposal(db(), chat, 'rep-key', NOW), 'conflict'],
      [
        'undoing twice',
        async ({ call }) => {
          await undoProposal(db(), call, 'rep-key', later(1));
          await undoProposal(db(), call, 'rep-key', later(2));
        },
        'conflict',
      ],
      [
        'undoing what was changed since',
        async ({ call, chat }) => {
          await decide({ id: chat, action: 'accept' }, later(1));
          await undoProposal(db(), call, 'rep-key', later(2));
        },
        'conflict',
      ],
    ])('%s', async (_name, act, code) => {
      const { call, chat } = await twoBudgets();
      await decide({ id: call, action: 'accept' });
      await expect(act({ call, chat })).rejects.toMatchObject({ code });
    });

    it('takes the others of its list with it', async () => {
      const { call, chat, customerId } = await twoBudgets();
      await decide({ id: chat, action: 'reject' });
      const list: Decision[] = [
        { id: call, action: 'accept' },
        { id: chat, action: 'accept' },
      ];
      await expect(decideProposals(db(), list, 'rep-key', later(1))).rejects.toMatchObject({ code: 'conflict' });
      expect([await stateOf(call), await budgetNow(customerId)]).toEqual(['pending', null]);
    });
  });

  it('lets an earlier decision be undone once the later one is', async () => {
    const { customerId, call, chat } = await twoBudgets();
    await decide({ id: call, action: 'accept' });
    await decide({ id: chat, action: 'accept' }, later(1));
    await undoProposal(db(), chat, 'rep-key', later(2));
    await undoProposal(db(), call, 'rep-key', later(3));
    expect(await budgetNow(customerId)).toBeNull();
  });

  it('makes concurrent decisions about one proposal one decision', async () => {
    const { call } = await twoBudgets();
    const results = await Promise.allSettled([1, 2, 3].map((n) => decide({ id: call, action: 'accept' }, later(n))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('never lets a machine change what a person set; the proposal stays and says so', async () => {
    const customerId = await addCustomer(database());
    await setField(db(), { customerId, field: 'budget', value: person, actor: 'rep-key', at: NOW });
    const texts = ['Hi', 'We have 300k'];
    const id = await addConversation(database(), {
      customerId,
      texts,
      insights: { budgets: [budgetOf(300_000, 1, texts[1]!)] },
    });
    await publishNow(database(), id, { budget: 0.1 });
    expect(await budgetNow(customerId)).toMatchObject({ value: person, locked: true });
    expect(await pendingOf(customerId)).toMatchObject([{ locked: true, current: person }]);
    expect(await acceptAll(db(), { customerId }, 'rep-key', NOW)).toMatchObject({
      accepted: [],
      left: [{ reason: 'locked' }],
    });

    const [{ id: proposal } = { id: '' }] = await pendingOf(customerId);
    await decide({ id: proposal, action: 'accept' }, later(1));
    expect(await budgetNow(customerId)).toMatchObject({ value: { max: 300_000 }, locked: true });
  });

  it('accepts all that is uncontested, and leaves contradictions to be looked at', async () => {
    const { customerId, call, chat } = await twoBudgets();
    const [pains] = await publishAll(customerId, [
      {
        startedAt: '2026-03-03T10:00:00+08:00',
        texts: ['Hi', 'Slow'],
        insights: { pains: [{ text: 'Slow', ...claimOf(1, 'Slow') }] },
      },
    ]);
    const { accepted, left } = await acceptAll(db(), { customerId }, 'rep-key', NOW);
    expect(accepted).toEqual(pains!.ids);
    expect(left.map(({ id, reason }) => [id, reason]).sort()).toEqual(
      [
        [call, 'contradiction'],
        [chat, 'contradiction'],
      ].sort(),
    );
  });

  it('puts aside other proposals of a value that was accepted', async () => {
    const customerId = await addCustomer(database());
    const talk = {
      startedAt: '2026-03-02T10:00:00+08:00',
      texts: ['Hi', 'Acme'],
      insights: { competitors: [{ name: 'Acme', ...claimOf(1, 'Acme') }] },
    };
    const [a, b] = await publishAll(customerId, [talk, talk]);
    await decide({ id: a!.ids[0]!, action: 'accept' });
    expect(await stateOf(b!.ids[0]!)).toBe('superseded');
    await undoProposal(db(), a!.ids[0]!, 'rep-key', later(1));
    expect(await stateOf(b!.ids[0]!)).toBe('pending');
  });

  it('keeps what a later mention does not speak of, and tells when it was said and who took it over', async () => {
    const customerId = await addCustomer(database());
    const li = { name: 'Li Wei', title: 'CFO', role: 'approver' as const };
    const [first, second] = await publishAll(customerId, [
      {
        startedAt: '2026-03-02T00:30:00+08:00',
        texts: ['Our CFO Li Wei signs'],
        insights: { stakeholders: [{ ...li, ...claimOf(0, 'Our CFO Li Wei signs') }] },
      },
      {
        startedAt: '2026-03-04T10:00:00+08:00',
        texts: ['Li Wei decides'],
        insights: { stakeholders: [{ ...li, title: null, role: 'decision_maker', ...claimOf(0, 'Li Wei decides') }] },
      },
    ]);
    await decide({ id: first!.ids[0]!, action: 'accept' });
    expect(await readRecordFields(db(), [customerId])).toMatchObject([
      { saidAt: '2026-03-02T00:30:00+08:00', accepted: true, provenance: { by: 'person', at: NOW.toISOString() } },
    ]);
    await decide({ id: second!.ids[0]!, action: 'accept' }, later(1));
    expect(await readRecordFields(db(), [customerId])).toMatchObject([
      { value: { ...li, role: 'decision_maker' }, saidAt: '2026-03-04T10:00:00+08:00' },
    ]);
    await setField(db(), { customerId, field: 'decision_chain', value: li, actor: 'rep-key', at: later(2) });
    expect(await readRecordFields(db(), [customerId])).toMatchObject([{ saidAt: null, accepted: false }]);
  });

  it('writes, renames, removes and restores values by hand', async () => {
    const customerId = await addCustomer(database());
    const write = (name: string, itemKey?: string, expectedVersion?: number) =>
      setField(db(), {
        ...{
          customerId,
          field: 'decision_chain',
          value: { name, title: 'CFO', role: 'approver' },
          itemKey,
          expectedVersion,
        },
        ...{ actor: 'rep-key', at: NOW },
      });
    const names = async () => (await readRecord(db(), customerId)).fields.map(({ value }) => value.name);
    await write('Li Wie', undefined, 0);
    await write('Li Wei', 'liwie', 1);
    expect(await names()).toEqual(['Li Wei']);
    await expect(write('Li Wei', undefined, 7)).rejects.toMatchObject({ code: 'precondition_failed' });
    const removed = await removeField(db(), { customerId, field: 'decision_chain', itemKey: 'liwei' }, 'rep-key', NOW);
    expect(await names()).toEqual([]);
    await undoEntry(db(), removed, 'rep-key', NOW);
    expect(await names()).toEqual(['Li Wei']);
    await expect(
      setField(db(), { customerId: freshId('none'), field: 'budget', value: person, actor: 'x', at: NOW }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
