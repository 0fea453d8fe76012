import { rm } from 'node:fs/promises';

import { sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { AMBIGUOUS_NOTE, matchConversation } from '../../../ingest/match-customer.js';
import type { Participant } from '../../../models/domain/index.js';
import { type Database, openDatabase } from '../../../storage/database.js';
import { findConversation, insertConversation } from '../../../storage/repositories/conversations.js';
import { createCustomer } from '../../../storage/repositories/customers.js';
import { createDeal, listDealProposals } from '../../../storage/repositories/deals.js';
import { freshPglite } from '../../services/fresh.js';

const AT = new Date('2026-03-31T09:00:00Z');
const day = (date: string): Date => new Date(`${date}T12:00:00Z`);

let folder: string;
let database: Database;
beforeAll(async () => {
  folder = await freshPglite();
  database = await openDatabase({ kind: 'pglite', dataDir: folder });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const { db } = database;
  await db.execute(sql`delete from conversations`);
  await db.execute(sql`delete from customers`);
  await createCustomer(db, { id: 'acme', name: 'Acme', phones: ['138 0013 8000'], emails: ['li@acme.example'] }, 'CN');
  await createCustomer(db, { id: 'bolt', name: 'Bolt', phones: ['139 0013 9000'], externalIds: ['wmBolt1'] }, 'CN');
});

async function conversation(more: { customerId?: string; startedAt?: Date | null } = {}): Promise<string> {
  const id = uuid();
  const matchedBy = more.customerId === undefined ? null : 'explicit';
  await insertConversation(database.db, { id, kind: 'call', startedAt: AT, matchedBy, ...more });
  return id;
}

type Person = Pick<Participant, 'side'> & Partial<Participant>;

async function matched(id: string, ...people: Person[]) {
  const participants = people.map((person) => ({ phone: null, email: null, externalId: null, ...person }));
  await matchConversation(database.db, id, { phoneRegion: 'CN', participants });
  const row = await findConversation(database.db, id);
  return {
    customer: row?.customerId ?? null,
    by: row?.matchedBy ?? null,
    deal: row?.dealId ?? null,
    notes: row?.notes,
  };
}

describe('the customer', () => {
  it.each<[string, Person[], string | null, string | null]>([
    ['a phone in another writing', [{ side: 'customer', phone: '0086-138-0013-8000' }], 'acme', 'phone'],
    ['a phone that is the account', [{ side: 'unknown', externalId: '+86 13800138000' }], 'acme', 'phone'],
    ['an e-mail in capitals', [{ side: 'customer', email: 'Li@ACME.example' }], 'acme', 'email'],
    ['an external id', [{ side: 'unknown', externalId: 'wmBolt1' }], 'bolt', 'external_id'],
    [
      'two ways to the same one',
      [{ side: 'customer', phone: '13800138000', email: 'li@acme.example' }],
      'acme',
      'phone',
    ],
    [
      'one that is known among others',
      [
        { side: 'customer', phone: '13700137000' },
        { side: 'unknown', phone: '13800138000' },
      ],
      'acme',
      'phone',
    ],
    ['nobody is known', [{ side: 'customer', phone: '13700137000' }], null, null],
    ['only the name fits', [{ side: 'customer', name: 'Acme', id: 'Acme' }], null, null],
    ['the number is the rep’s', [{ side: 'rep', phone: '13800138000' }], null, null],
    ['an external id in other letters', [{ side: 'customer', externalId: 'WMBOLT1' }], null, null],
    ['a number with a digit less', [{ side: 'customer', phone: '1380013800' }], null, null],
  ])('%s', async (_what, people, customer, by) => {
    expect(await matched(await conversation(), ...people)).toMatchObject({ customer, by, notes: [] });
  });

  it('is left to a person when there are several, and running it twice says so once', async () => {
    const id = await conversation();
    const both: Person[] = [
      { side: 'customer', phone: '13800138000' },
      { side: 'customer', externalId: 'wmBolt1' },
    ];
    await matched(id, ...both);
    expect(await matched(id, ...both)).toEqual({ customer: null, by: null, deal: null, notes: [AMBIGUOUS_NOTE] });
  });

  it('stays the one that was given', async () => {
    const id = await conversation({ customerId: 'bolt' });
    expect(await matched(id, { side: 'customer', phone: '13800138000' })).toMatchObject({
      customer: 'bolt',
      by: 'explicit',
    });
  });

  it('is found from the participants in the database when none are handed in', async () => {
    const id = await conversation();
    await database.db.execute(
      sql`insert into participants (conversation_id, id, ordinal, side, side_confidence, side_source, phone)
        values (${id}, 'a', 0, 'unknown', 0, 'none', '013800138000'), (${id}, 'b', 1, 'rep', 1, 'export', '13900139000')`,
    );
    await matchConversation(database.db, id, { phoneRegion: 'CN' });
    expect(await findConversation(database.db, id)).toMatchObject({ customerId: 'acme', matchedBy: 'phone' });
  });
});

describe('the deal', () => {
  const deal = (openedAt: string, closedAt: string | null = null): Promise<{ id: string }> =>
    createDeal(
      database.db,
      {
        customerId: 'acme',
        name: openedAt,
        openedAt: day(openedAt),
        closedAt: closedAt === null ? null : day(closedAt),
      },
      'test',
      AT,
    );
  const call: Person = { side: 'customer', phone: '13800138000' };

  it('is the one of the time', async () => {
    const { id } = await deal('2026-03-01');
    await deal('2025-01-01', '2026-03-01');
    expect((await matched(await conversation(), call)).deal).toBe(id);
  });

  it('is a choice of several for a person, with the reasons, and asking twice leaves the same', async () => {
    const conversationId = await conversation();
    const made = [await deal('2026-03-01'), await deal('2025-06-01', '2026-03-20'), await deal('2026-04-10')];
    await matched(conversationId, call);
    expect((await matched(conversationId, call)).deal).toBeNull();
    const proposals = await listDealProposals(database.db, conversationId);
    expect(new Set(proposals.map(({ dealId }) => dealId))).toEqual(new Set(made.map(({ id }) => id)));
    expect(proposals.map(({ because }) => because).sort()).toEqual([
      'closed within 14 days before the conversation',
      'open at the time of the conversation',
      'opened within 14 days after the conversation',
    ]);
  });

  it('is proposed, not set, when the time of the conversation is not known', async () => {
    const { id } = await deal('2026-03-01');
    const conversationId = await conversation({ startedAt: null });
    expect((await matched(conversationId, call)).deal).toBeNull();
    expect(await listDealProposals(database.db, conversationId)).toMatchObject([{ dealId: id }]);
  });

  it('is none where none fits, and none of another customer', async () => {
    await deal('2025-01-01', '2026-03-01');
    await createDeal(database.db, { customerId: 'bolt', name: 'x', openedAt: day('2026-03-01') }, 'test', AT);
    const conversationId = await conversation();
    expect((await matched(conversationId, call)).deal).toBeNull();
    expect(await listDealProposals(database.db, conversationId)).toEqual([]);
  });
});
