import type { ConversationKind, ImportedConversation } from '../domain/index.js';
import type { Transcription } from './transcriber.js';

/** A transcription as importers give conversations. Stretches that the engine was guessing stay as turns, marked; the manifest counts them as unreadable. */
export function conversationOf(made: Transcription, kind: ConversationKind): ImportedConversation {
  const guessed = made.turns.filter((turn) => turn.unreliable === true).length;
  return {
    threadId: null,
    kind,
    // A guess would be believed the next time, when a better model listens.
    language: guessed < made.turns.length ? made.language : null,
    durationMs: made.durationMs,
    participants: made.participants,
    turns: made.turns,
    completeness: {
      unit: 'segments',
      total: made.turns.length,
      read: made.turns.length - guessed,
      notices: 0,
      unreadable: guessed,
      reasons: guessed > 0 ? { unreliable: guessed } : {},
    },
    engine: made.engine,
    notes: made.warning ? [made.language === 'zh' ? made.warning.zh : made.warning.en] : [],
  };
}
