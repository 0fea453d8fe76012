import { and, eq, inArray, isNull, notExists, sql } from 'drizzle-orm';

import { AppError, type Side } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { rows } from '../rows.js';
import {
  conversationRecordings,
  conversations,
  customers,
  dealProposals,
  deals,
  participants,
  recordingRemovals,
  recordings,
} from '../schema.js';
import { storableText } from '../storable-text.js';

export interface ConversationChange {
  readonly title?: string | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly dealId?: string | null | undefined;
}

/**
 * Writes what a person changed. Another customer without a deal leaves no deal, since deals belong to customers.
 * @returns the new version, and whether customer or deal moved (then the record must be published again);
 *   null when `version` is no longer the current one
 * @throws AppError `invalid_input` when customer or deal do not exist or do not belong together
 */
export async function editConversation(
  tx: DbOrTx,
  id: string,
  version: number,
  change: ConversationChange,
): Promise<{ version: number; moved: boolean } | null> {
  const [before] = await tx
    .select({ customerId: conversations.customerId, dealId: conversations.dealId })
    .from(conversations)
    .where(and(eq(conversations.id, id), eq(conversations.version, version)))
    .for('update');
  if (before === undefined) return null;
  const customerId = change.customerId === undefined ? before.customerId : change.customerId;
  const keptDeal = customerId === before.customerId ? before.dealId : null;
  const dealId = change.dealId === undefined ? keptDeal : change.dealId;
  const moved = customerId !== before.customerId || dealId !== before.dealId;
  if (moved) await requireTogether(tx, customerId, dealId);
  await tx
    .update(conversations)
    .set({
      version: version + 1,
      customerId,
      dealId,
      ...(change.title === undefined ? {} : { title: change.title === null ? null : storableText(change.title) }),
      ...(customerId === before.customerId ? {} : { matchedBy: customerId === null ? null : 'explicit' }),
    })
    .where(eq(conversations.id, id));
  // The choice between several deals was made, or concerns another customer now.
  if (moved) await tx.delete(dealProposals).where(eq(dealProposals.conversationId, id));
  return { version: version + 1, moved };
}

/**
 * Gives a conversation that has no customer one.
 * @param ownerKeyId who sends it: null for those who see everything; others assign only what they sent themselves
 * @returns false where it has a customer, or is somebody else's
 */
export async function assignUnmatched(
  tx: DbOrTx,
  id: string,
  {
    customerId,
    matchedBy,
    ownerKeyId,
  }: {
    customerId: string;
    matchedBy: NonNullable<typeof conversations.$inferSelect.matchedBy>;
    ownerKeyId: string | null;
  },
): Promise<boolean> {
  const assigned = await tx
    .update(conversations)
    .set({ customerId, matchedBy, version: sql`${conversations.version} + 1` })
    .where(
      and(
        eq(conversations.id, id),
        isNull(conversations.customerId),
        ownerKeyId === null ? undefined : eq(conversations.ownerKeyId, ownerKeyId),
      ),
    )
    .returning({ id: conversations.id });
  return assigned.length > 0;
}

async function requireTogether(tx: DbOrTx, customerId: string | null, dealId: string | null): Promise<void> {
  if (customerId !== null) {
    const [customer] = await tx.select({ id: customers.id }).from(customers).where(eq(customers.id, customerId));
    if (customer === undefined)
      throw new AppError('invalid_input', `There is no customer ${customerId}: create it first.`, {
        details: { field: 'customerId' },
      });
  }
  if (dealId !== null) {
    const [deal] = await tx.select({ customerId: deals.customerId }).from(deals).where(eq(deals.id, dealId));
    if (deal === undefined || deal.customerId !== customerId)
      throw new AppError('invalid_input', `Deal ${dealId} is not one of this conversation's customer.`, {
        details: { field: 'dealId' },
      });
  }
}

/** Sides as a person says they are: no machine changes them again. Null when `version` is no longer the current one. */
export async function setSides(
  tx: DbOrTx,
  id: string,
  version: number,
  sides: readonly { readonly id: string; readonly side: Side }[],
): Promise<number | null> {
  if (!(await nextVersion(tx, id, version))) return null;
  const known = await tx
    .select({ id: participants.id })
    .from(participants)
    .where(
      and(
        eq(participants.conversationId, id),
        inArray(
          participants.id,
          sides.map((s) => s.id),
        ),
      ),
    );
  const missing = sides.find((side) => !known.some((one) => one.id === side.id));
  if (missing !== undefined)
    throw new AppError('invalid_input', `There is no participant ${missing.id} in this conversation.`, {
      details: { field: 'participants' },
    });
  await rows(
    tx,
    sql`update participants p set side = s.side, side_confidence = 1, side_source = 'person'
        from jsonb_to_recordset(${JSON.stringify(sides)}::jsonb) as s (id text, side text)
        where p.conversation_id = ${id} and p.id = s.id`,
  );
  return version + 1;
}

/**
 * Rep becomes customer and the other way round; `unknown` stays. Null when `version` is no longer the current one.
 * @throws AppError `conflict` when nobody has a side
 */
export async function swapSides(tx: DbOrTx, id: string, version: number): Promise<number | null> {
  if (!(await nextVersion(tx, id, version))) return null;
  const swapped = await rows(
    tx,
    sql`update participants set side = case side when 'rep' then 'customer' else 'rep' end,
               side_confidence = 1, side_source = 'person'
        where conversation_id = ${id} and side in ('rep', 'customer') returning id`,
  );
  if (swapped.length === 0)
    throw new AppError('conflict', 'No speaker of this conversation has a side yet: set the sides one by one instead.');
  return version + 1;
}

async function nextVersion(tx: DbOrTx, id: string, version: number): Promise<boolean> {
  const changed = await tx
    .update(conversations)
    .set({ version: version + 1 })
    .where(and(eq(conversations.id, id), eq(conversations.version, version)))
    .returning({ id: conversations.id });
  return changed.length > 0;
}

/**
 * Removes a Conversation with everything that hangs off it, and the Recordings that no other one is made of. Their
 * bytes are noted for `removeDeletedRecordings`, after the commit.
 * @returns their SHA-256; null when there is no such Conversation
 */
export async function deleteConversation(tx: DbOrTx, id: string): Promise<string[] | null> {
  const parts = await tx
    .selectDistinct({ sha256: conversationRecordings.sha256 })
    .from(conversationRecordings)
    .where(eq(conversationRecordings.conversationId, id));
  const gone = await tx.delete(conversations).where(eq(conversations.id, id)).returning({ id: conversations.id });
  if (gone.length === 0) return null;
  if (parts.length === 0) return [];
  const orphans = await tx
    .delete(recordings)
    .where(
      and(
        inArray(
          recordings.sha256,
          parts.map((part) => part.sha256),
        ),
        notExists(
          tx
            .select({ one: sql`1` })
            .from(conversationRecordings)
            .where(eq(conversationRecordings.sha256, recordings.sha256)),
        ),
      ),
    )
    .returning({ sha256: recordings.sha256 });
  if (orphans.length > 0) await tx.insert(recordingRemovals).values(orphans).onConflictDoNothing();
  return orphans.map((orphan) => orphan.sha256);
}
