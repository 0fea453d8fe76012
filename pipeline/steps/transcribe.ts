import { AppError, type Side } from '../../models/domain/index.js';
import { wordsOf } from '../../models/insight/index.js';
import { conversationOf } from '../../models/transcriber/conversation-of.js';
import type { AudioSource, TranscribeOptions } from '../../models/transcriber/transcriber.js';
import { recordingKey } from '../../storage/object-store.js';
import { listParts, readTranscript, saveTranscript } from '../../storage/repositories/conversations.js';
import { savingPlaces, standingCorrections } from '../../storage/repositories/corrections.js';
import { findRecording } from '../../storage/repositories/recordings.js';
import { keepCorrections } from '../corrections.js';
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
    const { source, channelSides } = await audioOf(context);
    if (!deps.transcriber)
      throw new AppError(
        'no_transcript',
        `${source.fileName} has no words yet and no transcriber is set up: put a transcript (.vtt, .srt or .json with the same name) beside the recording and ingest both again.`,
      );
    const { language } = await readTranscript(db, conversationId);
    const made = await deps.transcriber.transcribe(source, {
      language: language ?? 'auto',
      ...channelSides,
      signal,
      onProgress: progress,
    });
    const corrections = await standingCorrections(db, conversationId);
    const { imported, places } = keepCorrections(conversationOf(made, context.kind), corrections);
    draft.forgetTranscript();
    return {
      state: 'done',
      engine: `${made.engine.name}/${made.engine.model}`,
      save: async (tx) => {
        await saveTranscript(tx, conversationId, imported, wordsOf);
        if (places.length > 0) await tx.execute(savingPlaces(conversationId, places));
      },
    };
  },
};

interface Audio {
  readonly source: AudioSource;
  readonly channelSides: Pick<TranscribeOptions, 'channelSides'>;
}

async function audioOf({ conversationId, db, store }: StepContext): Promise<Audio> {
  const part = (await listParts(db, conversationId)).find((each) => each.part === 'audio');
  const recording = part && (await findRecording(db, part.sha256));
  if (!recording)
    throw new AppError('no_transcript', `Conversation ${conversationId} has neither a transcript nor a recording.`);
  const { sha256, fileName, durationMs, channels, soundRemovedAt } = recording;
  if (soundRemovedAt !== null)
    throw new AppError(
      'no_transcript',
      `The sound of ${fileName} is no longer kept, so it cannot be put into words again.`,
    );
  const key = recordingKey(sha256);
  const path = store.localPath?.(key);
  const sides = part.options['channelSides'] as Record<number, Side> | undefined;
  return {
    source: { sha256, fileName, durationMs, channels, ...(path && { path }), open: () => store.read(key) },
    channelSides: sides ? { channelSides: sides } : {},
  };
}
