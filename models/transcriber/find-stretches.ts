import { withoutLeaks } from './leak.js';
import { FRAME_SAMPLES, type SpeechDetector } from './speech-detector.js';
import { SpeechCutter, type Stretch } from './stretches.js';

/**
 * Sound is listened to in blocks of 131 s: long enough for the detector to work in batches, 8 MB a channel, and
 * several of them are held at a time.
 */
const BLOCK_SAMPLES = 4096 * FRAME_SAMPLES;

/**
 * The stretches of speech of all channels, in about the order in which they end. Stretches do not depend
 * on who asks for them or when, so that a second pass can skip the first ones by their place.
 * @param pieces samples of every channel in step, in pieces of any length
 * @param signal ends the search in the middle of a block too, with its reason
 */
export async function* findStretches(
  pieces: AsyncIterable<readonly Float32Array[]>,
  channels: number,
  detector: SpeechDetector,
  signal?: AbortSignal,
): AsyncGenerator<Stretch, void, undefined> {
  const ear = detector.listen(channels, signal);
  const cutters = Array.from({ length: channels }, (_, channel) => new SpeechCutter(channel));
  for await (const block of readAhead(inBlocks(pieces, channels))) {
    const probabilities = await ear.probabilities(block);
    const own = channels > 1 ? withoutLeaks(block, probabilities) : probabilities;
    yield* inOrder(cutters.flatMap((cutter, c) => cutter.push(block[c] as Float32Array, own[c] as Float32Array)));
  }
  yield* inOrder(cutters.flatMap((cutter) => cutter.finish()));
}

/** One more than was asked for, so that the decoder works while a block is listened to. */
async function* readAhead<T>(all: AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
  try {
    let next = all.next();
    for (let one = await next; one.done !== true; one = await next) {
      next = all.next();
      // A failure is met when its turn comes; until then it is not unhandled.
      next.catch(() => undefined);
      yield one.value;
    }
  } finally {
    await all.return();
  }
}

const inOrder = (stretches: Stretch[]): Stretch[] => stretches.sort((a, b) => a.own.end - b.own.end);

/** The same samples in blocks of BLOCK_SAMPLES; the last is filled up with silence to a whole frame. */
async function* inBlocks(
  pieces: AsyncIterable<readonly Float32Array[]>,
  channels: number,
): AsyncGenerator<Float32Array[], void, undefined> {
  let block = emptyBlock(channels);
  let filled = 0;
  for await (const piece of pieces) {
    const length = piece[0]?.length ?? 0;
    for (let taken = 0; taken < length;) {
      const count = Math.min(length - taken, BLOCK_SAMPLES - filled);
      piece.forEach((samples, c) => block[c]?.set(samples.subarray(taken, taken + count), filled));
      taken += count;
      filled += count;
      if (filled < BLOCK_SAMPLES) continue;
      yield block;
      block = emptyBlock(channels);
      filled = 0;
    }
  }
  const whole = Math.ceil(filled / FRAME_SAMPLES) * FRAME_SAMPLES;
  if (whole > 0) yield block.map((samples) => samples.subarray(0, whole));
}

const emptyBlock = (channels: number): Float32Array[] =>
  Array.from({ length: channels }, () => new Float32Array(BLOCK_SAMPLES));
