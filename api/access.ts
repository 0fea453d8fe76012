import type { Context } from 'hono';

import { AppError, type Role } from '../models/domain/index.js';
import { findConversation, type ConversationRow } from '../storage/repositories/conversations.js';
import type { DbOrTx } from '../storage/database.js';
import { sightOfUsers, type Sight } from '../storage/repositories/sight.js';
import type { UserRow } from '../storage/repositories/users.js';
import type { ApiEnv, Caller } from './context.js';

/** Who reads conversations. `delivery` does not: it gets confirmed words through the customer's routes. */
export const READERS = ['rep', 'qa', 'trainer', 'manager', 'admin'] as const satisfies readonly Role[];
/** Who sends and corrects them. */
export const EDITORS = ['rep', 'qa', 'manager', 'admin'] as const satisfies readonly Role[];

/** Who looks at flags. A rep answers for promises, and does not judge them. */
export const REVIEWERS = ['qa', 'trainer', 'manager', 'admin'] as const satisfies readonly Role[];
/** Who gives verdicts. */
export const JUDGES = ['qa', 'manager', 'admin'] as const satisfies readonly Role[];

/** The person who acts, also through a key of theirs; a program's key acts for itself. */
export const personOf = (caller: Caller): string => caller.userId ?? caller.keyId;

/** A rep sees their own conversations, a manager the team's; the others' roles say what they see. */
export async function sightOf(db: DbOrTx, user: UserRow): Promise<Sight | undefined> {
  if (user.role !== 'rep' && user.role !== 'manager') return undefined;
  return sightOfUsers(
    db,
    user.role === 'manager' && user.teamId !== null ? { teamId: user.teamId } : { userId: user.id },
  );
}

/** Whose conversations the caller sees; undefined means everybody's. Lists filter by it; see `withinSight` for single things. */
export const visibleTo = (caller: Caller): Sight | undefined => caller.sight;

/** Whose a new Conversation is: a rep's or a manager's own, else nobody's (telephone systems send with a key of their own). */
export const ownerOf = (caller: Caller): string | undefined =>
  caller.sight === undefined ? undefined : (caller.userId ?? caller.keyId);

/** For routes below `/v1/conversations/{id}`, where `withinSight` looked already. @throws AppError `not_found` */
export async function readableConversation(c: Context<ApiEnv>, id: string): Promise<ConversationRow> {
  const conversation = await findConversation(c.get('api').database.db, id);
  if (conversation === undefined) throw noConversation(id);
  return conversation;
}

export const noConversation = (id: string): AppError =>
  new AppError('not_found', `There is no conversation ${id}: check the id.`);
