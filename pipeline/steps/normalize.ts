import { matchConversation } from '../../ingest/match-customer.js';
import { readConversation } from '../../ingest/read-conversation.js';
import { saveTranscript } from '../../storage/repositories/conversations.js';
import type { Step } from '../step.js';

/** Reads the export or transcript into Participants and Turns, and finds the customer. Sound alone is only matched: its words come with `transcribe`. */
export const normalize: Step<'normalize'> = {
  name: 'normalize',
  async run({ conversationId, hasText, db, store, deps, draft }) {
    const { phoneRegion } = deps;
    if (!hasText)
      return {
        state: 'done',
        engine: 'audio',
        save: (tx) => matchConversation(tx, conversationId, { phoneRegion }),
      };
    const imported = await readConversation({ store, db }, conversationId);
    draft.forgetTranscript();
    return {
      state: 'done',
      engine: [imported.engine.name, imported.engine.model].filter((part) => part !== null).join('/'),
      save: async (tx) => {
        await saveTranscript(tx, conversationId, imported);
        await matchConversation(tx, conversationId, { phoneRegion, participants: imported.participants });
      },
    };
  },
};
