import { isUnmatchable, matchConversation } from '../../ingest/match-customer.js';
import { readWithRow } from '../../ingest/read-conversation.js';
import { unreadNotes, wordsOf } from '../../models/insight/index.js';
import { saveTranscript, savingTranscript, transcriptAfterSaving } from '../../storage/repositories/conversations.js';
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
    const { row, imported: read } = await readWithRow({ store, db }, conversationId);
    const imported = { ...read, notes: [...read.notes, ...unreadNotes(read.turns)] };
    const transcript = transcriptAfterSaving(row, imported);
    if (transcript) draft.keep({ transcript });
    else draft.forgetTranscript();
    const { participants } = imported;
    return {
      state: 'done',
      engine: [imported.engine.name, imported.engine.model].filter((part) => part !== null).join('/'),
      // Whoever assigns a customer meanwhile starts a run of its own, so this one is not ours any more.
      save: (await isUnmatchable(db, row, participants, phoneRegion))
        ? savingTranscript(conversationId, imported, wordsOf)
        : async (tx) => {
            await saveTranscript(tx, conversationId, imported, wordsOf);
            await matchConversation(tx, conversationId, { phoneRegion, participants });
          },
    };
  },
};
