import type { ImportedConversation } from '../models/domain/index.js';
import type { DbOrTx } from '../storage/database.js';
import type { ObjectStore } from '../storage/object-store.js';

export interface ReadDeps {
  readonly store: ObjectStore;
  readonly db: DbOrTx;
}

/**
 * Reads what a Conversation was made of: its text Recordings, each through its importer, merged into
 * one.
 * @throws AppError `no_transcript` when it has none: sound alone; `not_found`, `unreadable`
 */
export declare function readConversation(deps: ReadDeps, conversationId: string): Promise<ImportedConversation>;
