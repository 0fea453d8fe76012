import { isUnmatchable, matchConversation } from '../../ingest/match-customer.js';
import { readWithRow } from '../../ingest/read-conversation.js';
import { unreadNotes, wordsOf } from '../../models/insight/index.js';
import { saveTranscript, savingTranscript, transcriptAfterSaving } from '../../storage/repositories/conversations.js';
import { savingPlaces, standingCorrections } from '../../storage/repositories/corrections.js';
import { keepCorrections } from '../corrections.js';
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
    const noted = { ...read, notes: [...read.notes, ...unreadNotes(read.turns)] };
    // What was never read before, nobody corrected.
    const corrections = row.engine === null ? [] : await standingCorrections(db, conversationId);
    const { imported, places } = keepCorrections(noted, corrections);
    const replaced = places.length === 0 ? [] : [savingPlaces(conversationId, places)];
    const transcript = transcriptAfterSaving(row, imported);
    if (transcript) draft.keep({ transcript });
    else draft.forgetTranscript();
    const { participants } = imported;
    return {
      state: 'done',
      engine: [imported.engine.name, imported.engine.model].filter((part) => part !== null).join('/'),
      // Whoever assigns a customer meanwhile starts a run of its own, so this one is not ours any more.
      save: (await isUnmatchable(db, row, participants, phoneRegion))
        ? [...savingTranscript(conversationId, imported, wordsOf), ...replaced]
        : async (tx) => {
            await saveTranscript(tx, conversationId, imported, wordsOf);
            for (const statement of replaced) await tx.execute(statement);
            await matchConversation(tx, conversationId, { phoneRegion, participants });
          },
    };
  },
};
