import type { Transcriber } from '../../../models/transcriber/transcriber.js';

/** Engines come with a later release; until then the step's port is tried with fixed words. */
export const stubTranscriber = (): Transcriber => ({
  async transcribe(source, { onProgress, signal }) {
    signal.throwIfAborted();
    onProgress(0.5);
    return {
      language: 'en',
      durationMs: source.durationMs ?? 1_000,
      engine: { name: 'stub', model: '1' },
      warning: null,
      participants: [
        { id: 'a', side: 'rep', sideConfidence: 1, sideSource: 'channel', channel: 0 },
        { id: 'b', side: 'customer', sideConfidence: 1, sideSource: 'channel', channel: 1 },
      ],
      turns: [
        { speaker: 'a', text: 'What budget did you set aside for this year?', startMs: 0, endMs: 400 },
        { speaker: 'b', text: 'Our budget is 50,000 dollars, and the CFO signs it.', startMs: 400, endMs: 900 },
        { speaker: 'b', text: 'mumble', startMs: 900, endMs: 1_000, unreliable: true },
      ],
    };
  },
});
