/** Finding a conversation's customer and deal. */
import { and, eq, inArray, or, sql } from 'drizzle-orm';

import type { CustomerKeyKind } from '../customer-key.js';
import type { DbOrTx } from '../database.js';
import { conversations, customerKeys, customers, dealProposals, deals, participants } from '../schema.js';

/** By Vouch's id, else by one of its external ids. */
export async function findCustomer(
  db: DbOrTx,
  idOrExternalId: string,
): Promise<{ id: string; by: 'explicit' | 'external_id' } | null> {
  const [own] = await db.select({ id: customers.id }).from(customers).where(eq(customers.id, idOrExternalId));
  if (own) return { id: own.id, by: 'explicit' };
  const [named] = await db
    .select({ id: customerKeys.customerId })
    .from(customerKeys)
    .where(and(eq(customerKeys.kind, 'external_id'), eq(customerKeys.value, idOrExternalId.trim())));
  return named ? { id: named.id, by: 'external_id' } : null;
}

export interface CustomerKey {
  readonly kind: CustomerKeyKind;
  readonly value: string;
}

/** Whom the keys belong to, once for each key that is known. */
export async function findKeyOwners(
  db: DbOrTx,
  keys: readonly CustomerKey[],
): Promise<{ kind: CustomerKeyKind; customerId: string }[]> {
  if (keys.length === 0) return [];
  return db
    .select({ kind: customerKeys.kind, customerId: customerKeys.customerId })
    .from(customerKeys)
    .where(or(...keys.map(({ kind, value }) => and(eq(customerKeys.kind, kind), eq(customerKeys.value, value)))));
}

export interface Unmatched {
  readonly customerId: string | null;
  readonly matchedBy: string | null;
  readonly dealId: string | null;
  readonly startedAt: Date | null;
}

/** What decides the matching; undefined when there is no such conversation. */
export async function readMatchState(db: DbOrTx, conversationId: string): Promise<Unmatched | undefined> {
  const [row] = await db
    .select({
      customerId: conversations.customerId,
      matchedBy: conversations.matchedBy,
      dealId: conversations.dealId,
      startedAt: conversations.startedAt,
    })
    .from(conversations)
    .where(eq(conversations.id, conversationId));
  return row;
}

export async function listParticipantKeys(db: DbOrTx, conversationId: string) {
  return db
    .select({
      side: participants.side,
      phone: participants.phone,
      email: participants.email,
      externalId: participants.externalId,
    })
    .from(participants)
    .where(and(eq(participants.conversationId, conversationId), inArray(participants.side, ['customer', 'unknown'])));
}

export async function saveMatch(
  tx: DbOrTx,
  conversationId: string,
  customerId: string,
  by: CustomerKeyKind,
): Promise<void> {
  await tx.update(conversations).set({ customerId, matchedBy: by }).where(eq(conversations.id, conversationId));
}

/** Adds a note unless it is there. */
export async function addNote(tx: DbOrTx, conversationId: string, note: string): Promise<void> {
  await tx
    .update(conversations)
    .set({ notes: sql`${conversations.notes} || ${JSON.stringify([note])}::jsonb` })
    .where(and(eq(conversations.id, conversationId), sql`not ${conversations.notes} ? ${note}`));
}

export interface DealSpan {
  readonly id: string;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

export async function listDealSpans(db: DbOrTx, customerId: string): Promise<DealSpan[]> {
  return db
    .select({ id: deals.id, openedAt: deals.openedAt, closedAt: deals.closedAt })
    .from(deals)
    .where(eq(deals.customerId, customerId))
    .orderBy(deals.openedAt, deals.id);
}

export async function saveDeal(tx: DbOrTx, conversationId: string, dealId: string): Promise<void> {
  await tx.update(conversations).set({ dealId }).where(eq(conversations.id, conversationId));
}

/** Replaces the deals that a person may choose from. */
export async function saveDealProposals(
  tx: DbOrTx,
  conversationId: string,
  proposed: readonly { dealId: string; because: string }[],
): Promise<void> {
  await tx.delete(dealProposals).where(eq(dealProposals.conversationId, conversationId));
  if (proposed.length === 0) return;
  await tx.insert(dealProposals).values(proposed.map((proposal) => ({ ...proposal, conversationId })));
}
