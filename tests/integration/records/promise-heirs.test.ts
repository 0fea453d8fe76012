import { expect, it } from 'vitest';

import { foldLedger } from '../../../models/insight/index.js';
import { deleteConversation } from '../../../storage/repositories/conversation-edits.js';
import {
  mergePromises,
  setPromiseState,
  undoPromiseDecision,
} from '../../../storage/repositories/promise-decisions.js';
import { leaveLedger } from '../../../storage/repositories/promise-ledger.js';
import { listPromises } from '../../../storage/repositories/promises.js';
import { addConversation, addCustomer, commitmentOf, onBothDatabases, publishNow } from './conversation-of.js';

const NOW = new Date('2026-05-20T09:00:00Z');
const decision = { actor: 'qa-key', at: NOW, fold: foldLedger, expectedVersion: null };
const [MARCH, APRIL, SEATS] = ['系统三月三十一号一定上线', '上线争取四月十五号', '另外送您五个账号'];

onBothDatabases('what people decided about a promise, after a conversation that told it was deleted', (database) => {
  const tell = async (customerId: string, on: string, text: string, due: string | null): Promise<string> => {
    const id = await addConversation(database(), {
      ...{ customerId, texts: [text, '好的'], startedAt: `2026-${on}T10:00:00+08:00` },
      insights: { commitments: [commitmentOf(0, text, { due })] },
    });
    await publishNow(database(), id);
    return id;
  };
  const erase = (id: string) =>
    database().db.transaction(async (tx) => {
      await leaveLedger(tx, id, foldLedger);
      await deleteConversation(tx, id);
    });
  const ledgerOf = (customerId: string) => listPromises(database().db, { customerId }, { now: NOW, limit: 50 });

  it('stays with those who tell of it too', async () => {
    const customerId = await addCustomer(database());
    const call = await tell(customerId, '03-02', MARCH, '2026-03-31');
    await tell(customerId, '03-20', APRIL, '2026-04-15');
    const [promise] = await ledgerOf(customerId);
    await setPromiseState(database().db, promise!.id, { state: 'kept', note: 'seen it run' }, decision);
    await erase(call);
    const left = await ledgerOf(customerId);
    expect(left).toMatchObject([{ what: APRIL, state: 'kept', stateBy: 'qa-key', stateNote: 'seen it run' }]);
    expect(left[0]?.id).not.toBe(promise!.id);
    // And can still be taken back.
    await undoPromiseDecision(database().db, left[0]!.id, decision);
    expect(await ledgerOf(customerId)).toMatchObject([{ state: 'open', stateBy: null }]);
  });

  it('stays one promise where a person merged two through its words', async () => {
    const customerId = await addCustomer(database());
    const call = await tell(customerId, '03-02', MARCH, '2026-03-31');
    await tell(customerId, '03-20', APRIL, '2026-04-15');
    await tell(customerId, '03-22', SEATS, null);
    const [first, second] = await ledgerOf(customerId);
    const seats = [first, second].find(({ what } = first!) => what === SEATS);
    const system = [first, second].find((one) => one !== seats);
    await mergePromises(database().db, system!.id, seats!.id, decision);
    expect(await ledgerOf(customerId)).toHaveLength(1);
    await erase(call);
    expect(await ledgerOf(customerId)).toHaveLength(1);
  });

  it('goes with the last conversation that told it', async () => {
    const customerId = await addCustomer(database());
    const call = await tell(customerId, '03-02', MARCH, '2026-03-31');
    const [promise] = await ledgerOf(customerId);
    await setPromiseState(database().db, promise!.id, { state: 'kept', note: 'seen it run' }, decision);
    await erase(call);
    expect(await ledgerOf(customerId)).toEqual([]);
  });
});
