/** Transcribes sound that is in memory, and an engine that says only that somebody spoke. */
import { Readable } from 'node:stream';

import type { SpeechEngine } from '../../../models/transcriber/engine.js';
import type { SpeechDetector } from '../../../models/transcriber/speech-detector.js';
import { createTranscriber } from '../../../models/transcriber/transcribe.js';
import type { Transcription } from '../../../models/transcriber/transcriber.js';

export function transcribeSound(
  channels: readonly Float32Array[],
  { engine, detector }: { engine: SpeechEngine; detector: SpeechDetector },
): Promise<Transcription> {
  const transcriber = createTranscriber({
    engine: () => Promise.resolve(engine),
    detector: () => Promise.resolve(detector),
    decode: (_source, _signal, use) =>
      use({
        channels: channels.length,
        durationMs: Math.round((channels[0]?.length ?? 0) / 16),
        pieces: Readable.from([channels]) as AsyncIterable<readonly Float32Array[]>,
      }),
  });
  const source = {
    sha256: '',
    fileName: 'sound',
    durationMs: null,
    channels: null,
    open: () => Promise.resolve(Readable.from([])),
  };
  return transcriber.transcribe(source, {
    language: 'auto',
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
}

/** Words of 250 ms from end to end: for figures that are about who spoke when, and not about what was said. */
export const whoAndWhen: SpeechEngine = {
  name: 'who-and-when',
  model: 'none',
  warning: null,
  recognise(samples) {
    const durationMs = samples.length / 16;
    const count = Math.max(1, Math.round(durationMs / 250));
    const words = Array.from({ length: count }, (_, i) => ({
      text: `w${i}`,
      startMs: Math.round((i * durationMs) / count),
      endMs: Math.round(((i + 1) * durationMs) / count),
      confidence: 1,
    }));
    const text = words.map((word) => word.text).join(' ');
    return Promise.resolve({ language: 'en', text, words, confidence: 1, reliable: true });
  },
  close: () => Promise.resolve(),
};

/** Both channels in one, as a telephone system that records a mix does. */
export const mixed = (channels: readonly Float32Array[]): Float32Array =>
  (channels[0] as Float32Array).map((_value, i) =>
    Math.max(
      -1,
      Math.min(
        1,
        channels.reduce((sum, channel) => sum + (channel[i] as number), 0),
      ),
    ),
  );
