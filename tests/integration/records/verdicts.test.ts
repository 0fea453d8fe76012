import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';

import { foldLedger } from '../../../models/insight/index.js';
import { clearVerdict, setVerdict, undoVerdict } from '../../../storage/repositories/flag-decisions.js';
import { listPromises } from '../../../storage/repositories/promises.js';
import { flagHistory, insights, reviews } from '../../../storage/schema.js';
import { addConversation, addCustomer, commitmentOf, onBothDatabases, publishNow } from './conversation-of.js';

const at = new Date('2026-03-10T00:00:00Z');
const by = { actor: 'quinn', at, fold: foldLedger };
const broken = {
  ...by,
  fold: () => {
    throw new Error('The ledger cannot be made.');
  },
};
const DISMISSED = { verdict: 'dismissed', note: null, alone: false } as const;
const CONFIRMED = { verdict: 'confirmed', note: null, alone: false } as const;

onBothDatabases('a verdict and the promise ledger', (database) => {
  /** A promise to the customer, in a conversation of its own. */
  const promised = async (customerId: string, words = '保证三月底之前上线') => {
    const conversation = await addConversation(database(), {
      ...{ customerId, texts: [words] },
      insights: { commitments: [commitmentOf(0, words, { due: '2026-03-31' })] },
    });
    await publishNow(database(), conversation);
    const [flag] = await database().db.select().from(insights).where(eq(insights.conversationId, conversation));
    return { conversation, id: flag!.id };
  };
  const ledgerOf = async (customerId: string) =>
    (await listPromises(database().db, { customerId }, { now: at, limit: 50 })).map(({ id }) => id);
  const standing = async (id: string) => {
    const { db } = database();
    const [review] = await db.select().from(reviews).where(eq(reviews.insightId, id));
    const history = await db.select().from(flagHistory).where(eq(flagHistory.insightId, id));
    return { verdict: review?.verdict ?? null, history: history.map(({ action }) => action) };
  };

  it('change together', async () => {
    const customerId = await addCustomer(database());
    const { id } = await promised(customerId);
    expect(await ledgerOf(customerId)).toEqual([id]);
    await setVerdict(database().db, id, DISMISSED, by);
    expect(await ledgerOf(customerId)).toEqual([]);
    await undoVerdict(database().db, id, by);
    expect(await ledgerOf(customerId)).toEqual([id]);
    await setVerdict(database().db, id, DISMISSED, by);
    await clearVerdict(database().db, id, by);
    expect(await ledgerOf(customerId)).toEqual([id]);
  });

  it('stay as they are together where the ledger cannot be made', async () => {
    const { db } = database();
    const customerId = await addCustomer(database());
    const { id } = await promised(customerId);
    await expect(setVerdict(db, id, DISMISSED, broken)).rejects.toThrow('cannot be made');
    expect(await standing(id)).toEqual({ verdict: null, history: [] });
    expect(await ledgerOf(customerId)).toEqual([id]);

    await setVerdict(db, id, DISMISSED, by);
    const dismissed = { verdict: 'dismissed', history: ['dismissed'] };
    for (const takeBack of [undoVerdict, clearVerdict]) {
      await expect(takeBack(db, id, broken)).rejects.toThrow('cannot be made');
      expect(await standing(id)).toEqual(dismissed);
      expect(await ledgerOf(customerId)).toEqual([]);
    }
  });

  it('do not wait for each other in a ring while conversations of the customer are published', async () => {
    const { db } = database();
    const customerId = await addCustomer(database());
    const [one, other] = [await promised(customerId, '保证三月底上线'), await promised(customerId, '保证打八折')];
    for (let round = 0; round < 10; round += 1) {
      const verdict = round % 2 === 0 ? DISMISSED : CONFIRMED;
      await Promise.all([
        setVerdict(db, one.id, verdict, by),
        publishNow(database(), one.conversation),
        setVerdict(db, other.id, verdict, by),
        publishNow(database(), other.conversation),
      ]);
    }
    expect((await ledgerOf(customerId)).sort()).toEqual([one.id, other.id].sort());
  });
});
