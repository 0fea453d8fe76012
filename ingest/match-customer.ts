import type { Participant } from '../models/domain/index.js';
import type { DbOrTx } from '../storage/database.js';

export interface MatchOptions {
  /** Country of telephone numbers written without a prefix, ISO 3166-1 (`CN`). */
  phoneRegion: string;
  /** The Conversation's participants where the caller has them; else they are read. */
  participants?: readonly Participant[];
}

export declare function matchConversation(tx: DbOrTx, conversationId: string, options: MatchOptions): Promise<void>;
