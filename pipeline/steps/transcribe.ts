import { AppError, type ImportedConversation } from '../../models/domain/index.js';
import type { AudioSource, Transcription } from '../../models/transcriber/transcriber.js';
import { recordingKey } from '../../storage/object-store.js';
import { listParts, readTranscript, saveTranscript } from '../../storage/repositories/conversations.js';
import { findRecording } from '../../storage/repositories/recordings.js';
import type { Step, StepContext } from '../step.js';

/** Puts a recording into words, where none came with it. */
export const transcribe: Step<'transcribe'> = {
  name: 'transcribe',
  skip({ kind, hasText }) {
    if (kind === 'chat') return 'a chat: nothing to transcribe';
    return hasText ? 'its transcript was imported with it' : null;
  },
  async run(context) {
    const { conversationId, db, deps, draft, signal, progress } = context;
    const source = await audioOf(context);
    if (!deps.transcriber)
      throw new AppError(
        'no_transcript',
        `${source.fileName} has no words yet and no transcriber is set up: put a transcript (.vtt, .srt or .json with the same name) beside the recording and ingest both again.`,
      );
    const { language } = await readTranscript(db, conversationId);
    const made = await deps.transcriber.transcribe(source, {
      language: language ?? 'auto',
      signal,
      onProgress: progress,
    });
    draft.forgetTranscript();
    return {
      state: 'done',
      engine: deps.transcriber.engine,
      save: (tx) => saveTranscript(tx, conversationId, asConversation(made, context.kind)),
    };
  },
};

async function audioOf({ conversationId, db, store }: StepContext): Promise<AudioSource> {
  const part = (await listParts(db, conversationId)).find((each) => each.part === 'audio');
  const recording = part && (await findRecording(db, part.sha256));
  if (!recording)
    throw new AppError('no_transcript', `Conversation ${conversationId} has neither a transcript nor a recording.`);
  const { sha256, fileName, durationMs, channels } = recording;
  return { sha256, fileName, durationMs, channels, open: () => store.read(recordingKey(sha256)) };
}

/** Segments that the engine was guessing stay as turns, marked; the manifest counts them as unreadable. */
function asConversation(made: Transcription, kind: StepContext['kind']): ImportedConversation {
  const guessed = made.turns.filter((turn) => turn.unreliable === true).length;
  return {
    threadId: null,
    kind,
    language: made.language,
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
    notes: [],
  };
}
