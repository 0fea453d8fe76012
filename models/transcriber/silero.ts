import { join } from 'node:path';

import { AppError } from '../domain/index.js';
import { modelsFolder } from '../rules/folder.js';
import { InferenceSession, Tensor } from './onnxruntime.js';
import { type DetectorEar, FRAME_SAMPLES, type SpeechDetector } from './speech-detector.js';

/** Each frame is heard with the end of the one before it (`utils_vad.py` of snakers4/silero-vad). */
const CONTEXT_SAMPLES = 64;
const STATE_SIZE = 128;
/**
 * A block is heard in pieces side by side, of all channels together, each from a fresh memory. That is faster, since a
 * step of the model costs more than a frame does, and hears better: a memory that is never renewed goes deaf in
 * long calls (94 % of the speech in the recorded calls of tests/quality is found instead of 98.6 %). Each piece starts so
 * many frames early to bring its memory into step.
 */
const MOST_LANES = 16;
const WARM_UP_FRAMES = 64;
const LEAST_LANE_FRAMES = 128;

/** In one call of the model: a few milliseconds, between which the event loop goes on. */
const FRAMES_A_CALL = 128;

/**
 * Silero v5 (MIT), rewritten so that one call hears many frames (`models/speech/training/silero.py`): a third of the
 * processor time of the published file, the same numbers.
 */
const MODEL_FILE = join(modelsFolder, 'speech', 'bundled', 'speech-detector.onnx');

/**
 * Silero's voice activity detection through onnxruntime: an hour of one channel takes about 3 s of processor time,
 * in slices of a few milliseconds. @throws AppError `unavailable` when the model cannot be loaded
 */
export async function openSilero(modelPath = MODEL_FILE): Promise<SpeechDetector> {
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
const WINDOW_SAMPLES = CONTEXT_SAMPLES + FRAME_SAMPLES;

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
    const stepsACall = Math.max(1, Math.floor(FRAMES_A_CALL / lanes.length));
    for (let from = -WARM_UP_FRAMES; from < laneFrames; from += stepsACall) {
      this.signal?.throwIfAborted();
      const steps = Math.min(stepsACall, laneFrames - from);
      const windows = new Float32Array(steps * lanes.length * WINDOW_SAMPLES);
      eachOf(steps, lanes, ({ channel, first }, step, i) => {
        const at = (first + from + step) * FRAME_SAMPLES - CONTEXT_SAMPLES;
        const place = windows.subarray(i * WINDOW_SAMPLES, (i + 1) * WINDOW_SAMPLES);
        take(place, before[channel] as Float32Array, channels[channel] as Float32Array, at);
      });
      const input = new Tensor('float32', windows, [steps, lanes.length, WINDOW_SAMPLES]);
      const out = await this.session.run({ windows: input, state });
      state = out['state_after'] as typeof state;
      const speech = (out['probabilities'] as Tensor).data as Float32Array;
      eachOf(steps, lanes, ({ channel, first }, step, i) => {
        const frame = from + step < 0 ? frames : first + from + step;
        if (frame < frames) (found[channel] as Float32Array)[frame] = speech[i] as number;
      });
    }
    return found;
  }
}

/** Each lane at each step, numbered as the model takes them. */
function eachOf<Lane>(
  steps: number,
  lanes: readonly Lane[],
  visit: (lane: Lane, step: number, i: number) => void,
): void {
  for (let step = 0; step < steps; step += 1) lanes.forEach((lane, l) => visit(lane, step, step * lanes.length + l));
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
