import { eq } from 'drizzle-orm';

import { AppError } from '../../models/domain/index.js';
import type { DbOrTx } from '../database.js';
import { conversations } from '../schema.js';

/**
 * Legal hold: while a Conversation is held, neither a retention nor a person deletes it.
 * @returns whether this changed anything; undefined when there is no such Conversation
 */
export async function setHold(tx: DbOrTx, id: string, held: boolean, now: Date): Promise<boolean | undefined> {
  const [before] = await tx
    .select({ heldAt: conversations.heldAt })
    .from(conversations)
    .where(eq(conversations.id, id))
    .for('update');
  if (before === undefined) return undefined;
  if ((before.heldAt !== null) === held) return false;
  await tx
    .update(conversations)
    .set({ heldAt: held ? now : null })
    .where(eq(conversations.id, id));
  return true;
}

/** @throws AppError `conflict` while it is held; nobody can begin to hold it until the transaction ends */
export async function requireNotHeld(tx: DbOrTx, id: string): Promise<void> {
  const [row] = await tx
    .select({ heldAt: conversations.heldAt })
    .from(conversations)
    .where(eq(conversations.id, id))
    .for('update');
  if (row?.heldAt != null)
    throw new AppError('conflict', `Conversation ${id} is held: release it before you delete it.`);
}
