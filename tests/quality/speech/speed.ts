/** How long decoding and speech detection take. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeChannels } from '../../../ingest/audio/decode.js';
import type { Ffmpeg } from '../../../ingest/audio/ffmpeg.js';
import { findStretches } from '../../../models/transcriber/find-stretches.js';
import type { SpeechDetector } from '../../../models/transcriber/speech-detector.js';
import { waveHeader } from '../../services/wave-header.js';
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
  const data = Buffer.concat([waveHeader(frames * 4, 8_000, 2), Buffer.alloc(frames * 4)]);
  for (let frame = 0, which = 0; frame < frames; which += 1) {
    const { channels } = calls[which % calls.length] as Call;
    for (let i = 0; i < channels[0].length && frame < frames; i += 2, frame += 1)
      channels.forEach((samples, c) =>
        data.writeInt16LE(Math.round((samples[i] as number) * 32_767), 44 + frame * 4 + c * 2),
      );
  }
  return data;
}
