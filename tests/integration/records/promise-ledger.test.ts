import { and, asc, eq, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';

import type { Commitment } from '../../../models/domain/index.js';
import { foldLedger } from '../../../models/insight/index.js';
import { deleteConversation, swapSides } from '../../../storage/repositories/conversation-edits.js';
import { replaceInsights } from '../../../storage/repositories/insights.js';
import {
  mergePromises,
  setPromiseState,
  splitPromise,
  undoPromiseDecision,
} from '../../../storage/repositories/promise-decisions.js';
import { leaveLedger, settleMention } from '../../../storage/repositories/promise-ledger.js';
import { readPromiseStory } from '../../../storage/repositories/promise-story.js';
import { findPromise, listPromises } from '../../../storage/repositories/promises.js';
import { conversations, promiseMentions, promises } from '../../../storage/schema.js';
import {
  addConversation,
  addCustomer,
  addReview,
  commitmentOf,
  onBothDatabases,
  publishNow,
} from './conversation-of.js';

const NOW = new Date('2026-05-20T09:00:00Z');
const decision = { actor: 'qa-key', at: NOW, fold: foldLedger, expectedVersion: null };

/** A talk on a day of 2026; the first line is the rep's, and promises what is given. */
interface Talk {
  readonly on: string;
  readonly texts: string[];
  readonly promise?: Partial<Commitment>;
}
const CALL: Talk = {
  on: '03-02',
  texts: ['系统三月三十一号一定上线', '那就按您说的三十一号'],
  promise: { due: '2026-03-31' },
};
const CHAT: Talk = {
  on: '03-20',
  texts: ['上线争取四月十五号', '嗯'],
  promise: { due: '2026-04-15', risk: 'medium', allowed: false, suggestion: '以计划为准' },
};
const COMPLAINT: Talk = { on: '04-20', texts: ['您好', '说好的四月十五号，系统到现在都没上线'] };
const DONE: Talk = { on: '05-06', texts: ['您好', '系统已经上线了'] };

onBothDatabases('the promise ledger over conversations', (database) => {
  const add = (customerId: string | null, { on, texts, promise }: Talk) =>
    addConversation(database(), {
      ...{ customerId, texts, startedAt: `2026-${on}T10:00:00+08:00` },
      insights: promise ? { commitments: [commitmentOf(0, texts[0]!, promise)] } : {},
    });
  const publishAll = async (customerId: string | null, talks: readonly Talk[]): Promise<string[]> => {
    const ids: string[] = [];
    for (const talk of talks) {
      const id = await add(customerId, talk);
      await publishNow(database(), id);
      ids.push(id);
    }
    return ids;
  };
  const ledgerOf = (customerId: string) => listPromises(database().db, { customerId }, { now: NOW, limit: 50 });
  /** What happened to each promise of a customer, its state first. */
  const told = async (customerId: string): Promise<string[][]> =>
    Promise.all(
      (await ledgerOf(customerId)).map(async ({ id, state }) => [
        state,
        ...(await readPromiseStory(database().db, id)).history.map(({ event }) => event),
      ]),
    );
  const everything = async (customerId: string) => ({
    promises: await database()
      .db.select()
      .from(promises)
      .where(eq(promises.customerId, customerId))
      .orderBy(asc(promises.id)),
    mentions: await database()
      .db.select()
      .from(promiseMentions)
      .where(eq(promiseMentions.customerId, customerId))
      .orderBy(asc(promiseMentions.id)),
  });

  it('keeps one promise over a call, a chat, a complaint and the day it is done, with its history', async () => {
    const customerId = await addCustomer(database());
    const [call, chat] = await publishAll(customerId, [CALL, CHAT, COMPLAINT, DONE]);
    const [promise, ...others] = await ledgerOf(customerId);
    expect(others).toEqual([]);
    expect(promise).toMatchObject({
      ...{ who: 'Lin Tao', what: CHAT.texts[0], conversationId: chat, due: '2026-04-15', firmness: 'hedged' },
      ...{ leaned: { conversationId: call, evidence: { quote: CALL.texts[1], turn: 1 } }, allowed: false },
      ...{ state: 'kept', toldState: 'kept', stateBy: null, suggestion: '以计划为准' },
    });
    const { history, suggestions } = await readPromiseStory(database().db, promise!.id);
    expect(history).toMatchObject([
      {
        event: 'made',
        by: 'machine',
        conversationId: call,
        what: CALL.texts[0],
        changes: [],
        at: '2026-03-02T02:00:00Z',
      },
      { event: 'leaned', who: 'Wang Min' },
      {
        event: 'changed',
        conversationId: chat,
        changes: [
          { term: 'due', before: '2026-03-31', after: '2026-04-15' },
          { term: 'firmness', before: 'absolute', after: 'hedged' },
        ],
      },
      { event: 'broken', evidence: [{ quote: COMPLAINT.texts[1] }] },
      { event: 'kept', evidence: [{ quote: DONE.texts[1] }] },
    ]);
    expect(suggestions).toEqual([]);
  });

  it('is overdue while only a conversation calls it broken, and not once a person has', async () => {
    const customerId = await addCustomer(database());
    await publishAll(customerId, [CALL, COMPLAINT]);
    const [promise] = await ledgerOf(customerId);
    expect(promise).toMatchObject({ state: 'broken', stateBy: null, overdue: true });
    await setPromiseState(database().db, promise!.id, { state: 'broken', note: null }, decision);
    expect(await ledgerOf(customerId)).toMatchObject([{ state: 'broken', stateBy: 'qa-key', overdue: false }]);
  });

  it('gives the same when it runs twice', async () => {
    const customerId = await addCustomer(database());
    const ids = await publishAll(customerId, [CALL, CHAT, COMPLAINT, DONE]);
    const first = await everything(customerId);
    for (const id of [...ids, ...ids.reverse()]) await publishNow(database(), id);
    expect(await everything(customerId)).toEqual(first);
  });

  it('gives the same whatever order the conversations come in, also at the same time', async () => {
    const histories: unknown[] = [];
    for (const order of [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], null]) {
      const customerId = await addCustomer(database());
      const talks = [CALL, CHAT, COMPLAINT, DONE];
      if (order !== null)
        await publishAll(
          customerId,
          order.map((n) => talks[n]!),
        );
      else {
        const ids = await Promise.all(talks.map((talk) => add(customerId, talk)));
        await Promise.all(ids.map((id) => publishNow(database(), id)));
      }
      histories.push({
        told: await told(customerId),
        terms: (await ledgerOf(customerId)).map(({ what, due, firmness, allowed }) => ({
          what,
          due,
          firmness,
          allowed,
        })),
      });
    }
    expect(histories).toEqual(histories.map(() => histories[0]));
    expect(histories[0]).toMatchObject({ told: [['kept', 'made', 'leaned', 'changed', 'broken', 'kept']] });
  });

  it('takes a conversation out when it is given to another customer, and puts it back', async () => {
    const [wrong, right] = [await addCustomer(database()), await addCustomer(database())];
    const [, chat] = await publishAll(wrong, [CALL, CHAT, DONE]);
    const before = await everything(wrong);
    const assign = async (customerId: string | null) => {
      await database().db.update(conversations).set({ customerId }).where(eq(conversations.id, chat!));
      await publishNow(database(), chat!);
    };
    await assign(right);
    expect(await told(wrong)).toEqual([['kept', 'made', 'leaned', 'kept']]);
    expect(await ledgerOf(wrong)).toMatchObject([{ due: '2026-03-31', what: CALL.texts[0], firmness: 'absolute' }]);
    expect(await told(right)).toEqual([['open', 'made']]);
    await assign(null);
    expect(await told(right)).toEqual([]);
    await assign(wrong);
    const after = await everything(wrong);
    expect(after.mentions).toEqual(before.mentions);
    const plain = ({ version: _, ...row }: (typeof after.promises)[number]) => row;
    expect(after.promises.map(plain)).toEqual(before.promises.map(plain));
  });

  it('moves the head of a promise away, and the rest stays', async () => {
    const [wrong, right] = [await addCustomer(database()), await addCustomer(database())];
    const [call] = await publishAll(wrong, [CALL, CHAT]);
    await database().db.update(conversations).set({ customerId: right }).where(eq(conversations.id, call!));
    await publishNow(database(), call!);
    expect(await ledgerOf(wrong)).toMatchObject([{ what: CHAT.texts[0], due: '2026-04-15', leaned: null }]);
    expect(await ledgerOf(right)).toMatchObject([{ what: CALL.texts[0], due: '2026-03-31' }]);
  });

  it('reads the other side when the sides of a conversation are swapped', async () => {
    const customerId = await addCustomer(database());
    const [call] = await publishAll(customerId, [CALL]);
    expect((await ledgerOf(customerId))[0]?.leaned).not.toBeNull();
    await database().db.transaction((tx) => swapSides(tx, call!, 1));
    await replaceInsights(database().db, call!, {
      commitments: [commitmentOf(1, CALL.texts[1]!, { due: '2026-03-31' })],
    });
    await publishNow(database(), call!);
    expect(await ledgerOf(customerId)).toMatchObject([{ what: CALL.texts[1], who: 'Wang Min', leaned: null }]);
  });

  it('forgets what a deleted conversation said, and nothing else', async () => {
    const customerId = await addCustomer(database());
    const [call, , complaint] = await publishAll(customerId, [CALL, CHAT, COMPLAINT, DONE]);
    const erase = (id: string) =>
      database().db.transaction(async (tx) => {
        await leaveLedger(tx, id, foldLedger);
        await deleteConversation(tx, id);
      });
    await erase(complaint!);
    expect(await told(customerId)).toEqual([['kept', 'made', 'leaned', 'changed', 'kept']]);
    await erase(call!);
    expect(await told(customerId)).toEqual([['kept', 'made', 'kept']]);
    const left = await everything(customerId);
    expect(JSON.stringify(left)).not.toContain('三十一号');
    expect(left.promises).toMatchObject([{ what: CHAT.texts[0], leaned: null }]);
  });

  it('never overwrites what a person said, and goes by conversations again when they take it back', async () => {
    const customerId = await addCustomer(database());
    await publishAll(customerId, [CALL]);
    const [promise] = await ledgerOf(customerId);
    await setPromiseState(database().db, promise!.id, { state: 'withdrawn', note: 'agreed on the phone' }, decision);
    await publishAll(customerId, [CHAT, DONE]);
    expect(await ledgerOf(customerId)).toMatchObject([
      { id: promise!.id, state: 'withdrawn', stateBy: 'qa-key', stateNote: 'agreed on the phone', toldState: 'kept' },
    ]);
    await undoPromiseDecision(database().db, promise!.id, decision);
    expect(await ledgerOf(customerId)).toMatchObject([{ state: 'kept', stateBy: null, stateNote: null }]);
    await expect(undoPromiseDecision(database().db, promise!.id, decision)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('lets a person merge what it was not sure of, undo it, and split what it took for the same', async () => {
    const customerId = await addCustomer(database());
    const shop: Talk = { on: '03-10', texts: ['门店小程序四月底上线'], promise: { due: '2026-04-30' } };
    await publishAll(customerId, [{ ...CALL, texts: ['仓库那套三月底上线'] }, shop]);
    const [first, second] = await ledgerOf(customerId);
    const story = await readPromiseStory(database().db, first!.id);
    expect(story.suggestions).toMatchObject([{ with: second!.id, kind: 'promised', what: shop.texts[0] }]);
    expect((await readPromiseStory(database().db, second!.id)).suggestions).toMatchObject([{ with: first!.id }]);
    await setPromiseState(database().db, second!.id, { state: 'broken', note: null }, decision);

    await mergePromises(database().db, first!.id, second!.id, decision);
    expect(await ledgerOf(customerId)).toMatchObject([
      { id: first!.id, due: '2026-04-30', state: 'broken', stateBy: 'qa-key' },
    ]);
    expect((await findPromise(database().db, second!.id, NOW)).id).toBe(first!.id);
    expect((await told(customerId))[0]).toEqual(expect.arrayContaining(['broken', 'made', 'changed', 'merged']));
    await publishAll(customerId, [DONE]);
    expect(await told(customerId)).toHaveLength(1);

    await undoPromiseDecision(database().db, first!.id, decision);
    const apart = await ledgerOf(customerId);
    expect(apart.map(({ what, state, stateBy }) => [what, state, stateBy])).toEqual([
      ['仓库那套三月底上线', expect.any(String), null],
      [shop.texts[0], 'broken', 'qa-key'],
    ]);

    await splitPromise(database().db, first!.id, second!.id, decision);
    expect((await readPromiseStory(database().db, first!.id)).suggestions.map((one) => one.with)).not.toContain(
      second!.id,
    );
    await expect(splitPromise(database().db, first!.id, first!.id, decision)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(mergePromises(database().db, first!.id, 'nobody', decision)).rejects.toMatchObject({
      code: 'not_found',
    });
    const stranger = await addCustomer(database());
    await publishAll(stranger, [CALL]);
    const [theirs] = await ledgerOf(stranger);
    await expect(mergePromises(database().db, first!.id, theirs!.id, decision)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(
      splitPromise(database().db, first!.id, second!.id, { ...decision, expectedVersion: 99 }),
    ).rejects.toMatchObject({ code: 'precondition_failed' });
  });

  it('leaves out what a person dismissed, and takes it in again', async () => {
    const customerId = await addCustomer(database());
    const [, chat] = await publishAll(customerId, [CALL, CHAT]);
    const [mention] = await database()
      .db.select()
      .from(promiseMentions)
      .where(and(eq(promiseMentions.conversationId, chat!), eq(promiseMentions.event, 'changed')));
    await addReview(database(), mention!.id, chat!, 'dismissed');
    const settle = () => database().db.transaction((tx) => settleMention(tx, mention!.id, foldLedger));
    await settle();
    expect(await ledgerOf(customerId)).toMatchObject([{ what: CALL.texts[0], due: '2026-03-31' }]);
    await database().db.execute(sql`delete from reviews where insight_id = ${mention!.id}`);
    await settle();
    expect(await ledgerOf(customerId)).toMatchObject([{ what: CHAT.texts[0], due: '2026-04-15' }]);
  });

  it('keeps the ledger of a conversation without a customer by itself', async () => {
    const [id] = await publishAll(null, [CALL]);
    await publishNow(database(), id!);
    const rows = await listPromises(database().db, { conversationId: id! }, { now: NOW, limit: 50 });
    expect(rows).toMatchObject([{ customerId: null, due: '2026-03-31', leaned: { conversationId: id } }]);
  });
});
