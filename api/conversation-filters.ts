import { z } from '@hono/zod-openapi';

import { ConversationKind, Instant, Language } from '../models/domain/index.js';
import type { DbOrTx } from '../storage/database.js';
import { sightOfUsers, type Sight } from '../storage/repositories/sight.js';
import { findUser, foldIdentity } from '../storage/repositories/users.js';
import { DealOutcome } from './presenters/conversation.js';

/** What lists of conversations and the search are narrowed by. */
export const conversationFilters = {
  rep: z.string().min(1).max(200).optional().openapi({ description: 'Id of an account, or a name: see /v1/reps.' }),
  teamId: z.string().max(200).optional(),
  customerId: z.string().optional(),
  outcome: DealOutcome.optional().openapi({ description: 'Of the deal.' }),
  kind: ConversationKind.optional(),
  language: Language.optional(),
  from: Instant.optional(),
  to: Instant.optional(),
};

/** Whose conversations a filter asks for; each narrows further. */
export async function peopleOf(
  db: DbOrTx,
  { rep, teamId }: { rep?: string | undefined; teamId?: string | undefined },
): Promise<Sight[]> {
  const asked: Sight[] = [];
  if (rep !== undefined)
    asked.push(
      (await findUser(db, rep)) === undefined
        ? { owners: [], identities: [foldIdentity(rep)], nobodys: false }
        : await sightOfUsers(db, { userId: rep }),
    );
  if (teamId !== undefined) asked.push(await sightOfUsers(db, { teamId }));
  return asked;
}
