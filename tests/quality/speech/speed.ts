/** How long decoding and speech detection take. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeChannels } from '../../../ingest/audio/decode.js';
import type { Ffmpeg } from '../../../ingest/audio/ffmpeg.js';
import { findStretches } from '../../../models/transcriber/find-stretches.js';
import type { SpeechDetector } from '../../../models/transcriber/speech-detector.js';
import type { Call } from './calls.js';

const MINUTES = 20;

/** Decodes and listens to the calls, one after the other, as a stereo file of MINUTES at 8 kHz. */
export async function decodeAndFind(
  ffmpeg: Ffmpeg,
  detector: SpeechDetector,
  calls: readonly Call[],
): Promise<{ seconds: number; minutes: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-speed-'));
  try {
    const path = join(folder, 'calls.wav');
    await writeFile(path, stereo(calls, MINUTES * 60 * 8_000));
    const started = performance.now();
    let spoken = 0;
    for await (const { own } of findStretches(decodeChannels(ffmpeg, path, 2, { fileName: 'calls.wav' }), 2, detector))
      spoken += own.end - own.start;
    if (spoken === 0) throw new Error('No speech was found in the calls.');
    return { seconds: (performance.now() - started) / 1000, minutes: MINUTES };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function stereo(calls: readonly Call[], frames: number): Buffer {
  const data = Buffer.alloc(44 + frames * 4);
  data.write('RIFF', 0);
  data.writeUInt32LE(36 + frames * 4, 4);
  data.write('WAVEfmt ', 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(2, 22);
  data.writeUInt32LE(8_000, 24);
  data.writeUInt32LE(32_000, 28);
  data.writeUInt16LE(4, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36);
  data.writeUInt32LE(frames * 4, 40);
  for (let frame = 0, which = 0; frame < frames; which += 1) {
    const { channels } = calls[which % calls.length] as Call;
    for (let i = 0; i < channels[0].length && frame < frames; i += 2, frame += 1)
      channels.forEach((samples, c) =>
        data.writeInt16LE(Math.round((samples[i] as number) * 32_767), 44 + frame * 4 + c * 2),
      );
  }
  return data;
}
