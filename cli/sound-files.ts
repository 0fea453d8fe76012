/** Recordings without a transcript beside them, for the commands that read files. */
import { tmpdir } from 'node:os';

import { locateFfmpeg } from '../ingest/audio/ffmpeg.js';
import type { InputFile } from '../ingest/paths.js';
import type { ImportedConversation, Language } from '../models/domain/index.js';
import { conversationOf } from '../models/transcriber/conversation-of.js';
import type { Config } from './config.js';
import type { Speech } from './speech.js';
import type { SpeechChoice } from './speech-choice.js';
import { sayWarning } from './terminal.js';

export interface SoundOptions extends SpeechChoice {
  readonly language?: Language | 'auto';
}

export interface SoundReader {
  /** Puts a recording into words; a warning about the engine is said once. Ctrl-C stops it. */
  read(input: InputFile): Promise<ImportedConversation>;
  close(): Promise<void>;
}

/** Opens the speech engine at the first recording and keeps it for the others. */
export function soundReader(config: Config, { language = 'auto', ...choice }: SoundOptions): SoundReader {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  const warned = new Set<string>();
  let opened: Promise<Speech> | undefined;
  const open = async (): Promise<Speech> => {
    process.once('SIGINT', interrupt);
    const paths = { ffmpegPath: config.ffmpegPath ?? undefined, ffprobePath: config.ffprobePath ?? undefined };
    // The speech libraries are loaded where there is a recording.
    const { openSpeech } = await import('./speech.js');
    return openSpeech(config, () => locateFfmpeg(paths), tmpdir(), { choice });
  };
  return {
    async read(input) {
      const { transcriber } = await (opened ??= open());
      const source = {
        // What is kept of a transcription would be found by it; nothing is kept here.
        sha256: '',
        fileName: input.name,
        durationMs: null,
        channels: null,
        ...(input.onDisk && { path: input.path }),
        open: () => Promise.resolve(input.open()),
      };
      const made = await transcriber.transcribe(source, { language, signal: stop.signal, onProgress: () => undefined });
      if (made.warning && !warned.has(made.warning.en)) sayWarning(made.warning.en);
      if (made.warning) warned.add(made.warning.en);
      return conversationOf(made, 'call');
    },
    async close() {
      process.off('SIGINT', interrupt);
      await (await opened)?.close();
    },
  };
}
