import type { Context } from 'hono';

import { AppError, type Role } from '../models/domain/index.js';
import { findConversation, type ConversationRow } from '../storage/repositories/conversations.js';
import type { ApiEnv, Caller } from './context.js';

/** Who reads conversations. `delivery` does not: it gets confirmed words through the customer's routes. */
export const READERS = ['rep', 'qa', 'trainer', 'manager', 'admin'] as const satisfies readonly Role[];
/** Who sends and corrects them. */
export const EDITORS = ['rep', 'qa', 'manager', 'admin'] as const satisfies readonly Role[];

/** A rep sees what they sent and what nobody owns; undefined means everything. */
export const visibleTo = (caller: Caller): string | undefined => (caller.role === 'rep' ? caller.keyId : undefined);

/** Whose a new Conversation is: a rep's own, else nobody's (telephone systems send with a key of their own). */
export const ownerOf = (caller: Caller): string | undefined => visibleTo(caller);

/** @throws AppError `not_found`, also for what the caller may not see: its existence is nobody's business */
export async function readableConversation(c: Context<ApiEnv>, id: string): Promise<ConversationRow> {
  const conversation = await findConversation(c.get('api').database.db, id);
  const only = visibleTo(c.get('caller'));
  if (
    conversation === undefined ||
    (only !== undefined && conversation.ownerKeyId !== null && conversation.ownerKeyId !== only)
  )
    throw noConversation(id);
  return conversation;
}

export const noConversation = (id: string): AppError =>
  new AppError('not_found', `There is no conversation ${id}: check the id.`);
