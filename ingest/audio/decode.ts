import { PassThrough } from 'node:stream';

import fluent from 'fluent-ffmpeg';

import { AppError } from '../../models/domain/index.js';
import { type Ffmpeg, INPUT_GUARD, lastLine } from './ffmpeg.js';

/** What speech models want. */
export const SAMPLE_RATE_HZ = 16_000;

export interface DecodeOptions {
  /** The name for messages; the path is not shown. */
  fileName: string;
  signal?: AbortSignal;
  /** How long ffmpeg may take for the next samples; the time that the reader takes does not count. */
  stallLimitMs?: number;
}

/**
 * One channel (from 0), or all mixed into one, as 16 kHz mono samples from -1 to 1, in pieces as
 * they come: ten hours need no more memory than ten seconds. Leaving the loop stops ffmpeg.
 * Ten minutes of MP3 take 1.1 s of processor time.
 * @throws AppError `unreadable`, `timeout`, `cancelled`
 */
export function decodeChannel(
  ffmpeg: Ffmpeg,
  path: string,
  channel: number | 'mix',
  options: DecodeOptions,
): AsyncGenerator<Float32Array, void, undefined> {
  const filter = channel === 'mix' ? [] : [`pan=mono|c0=c${channel}`];
  return decode(ffmpeg, path, { filter, channels: 1 }, options);
}

/**
 * All channels in step, as `decodeChannel` gives one: every piece holds as many samples of each. One
 * reading of the file serves all.
 * @throws AppError `unreadable`, `timeout`, `cancelled`
 */
export async function* decodeChannels(
  ffmpeg: Ffmpeg,
  path: string,
  channels: number,
  options: DecodeOptions,
): AsyncGenerator<Float32Array[], void, undefined> {
  const numbers = Array.from({ length: channels }, (_, channel) => channel);
  // Named one by one, so that no layout is mixed or reordered on the way.
  const filter = [`pan=${channels}c|${numbers.map((channel) => `c${channel}=c${channel}`).join('|')}`];
  for await (const samples of decode(ffmpeg, path, { filter, channels }, options))
    yield numbers.map((channel) => {
      const own = new Float32Array(samples.length / channels);
      for (let i = 0; i < own.length; i += 1) own[i] = samples[i * channels + channel] as number;
      return own;
    });
}

interface Wanted {
  readonly filter: readonly string[];
  readonly channels: number;
}

/** Samples of all wanted channels in turn, whole frames only. */
async function* decode(
  ffmpeg: Ffmpeg,
  path: string,
  wanted: Wanted,
  { fileName, signal, stallLimitMs = 60_000 }: DecodeOptions,
): AsyncGenerator<Float32Array, void, undefined> {
  const decoding = start(ffmpeg, path, wanted);
  const frameBytes = 4 * wanted.channels;
  const stop = (reason: AppError): void => void decoding.samples.destroy(reason);
  const onAbort = (): void => stop(new AppError('cancelled', `Reading ${fileName} was stopped.`));
  const stalled = new AppError('timeout', `${fileName} gave no samples for ${stallLimitMs / 1000} s.`);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  let rest: Buffer = Buffer.alloc(0);
  let timer = setTimeout(stop, stallLimitMs, stalled);
  try {
    for await (const chunk of decoding.samples as AsyncIterable<Buffer>) {
      clearTimeout(timer);
      const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const whole = bytes.length - (bytes.length % frameBytes);
      rest = bytes.subarray(whole);
      if (whole > 0) yield floats(bytes, whole);
      timer = setTimeout(stop, stallLimitMs, stalled);
    }
    await decoding.ended;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'unreadable',
      `${fileName} cannot be read as sound: ${lastLine(decoding.reason(error), path)}.`,
      {
        cause: error,
      },
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    decoding.kill();
  }
}

/** A copy: typed arrays must start at a multiple of four. */
function floats(bytes: Buffer, length: number): Float32Array {
  const samples = new Float32Array(length / 4);
  new Uint8Array(samples.buffer).set(bytes.subarray(0, length));
  return samples;
}

function start(ffmpeg: Ffmpeg, path: string, { filter, channels }: Wanted) {
  // It stays open until ffmpeg has ended: fluent-ffmpeg gives a closed output 20 ms, then calls it an error.
  const samples = new PassThrough({ highWaterMark: 256 * 1024, autoDestroy: false });
  const errors: string[] = [];
  let unwanted = false;
  const command = fluent({ source: path })
    .setFfmpegPath(ffmpeg.ffmpegPath)
    .inputOptions(['-nostdin', '-v', 'error', '-threads', '1', ...INPUT_GUARD])
    // As an option and not by `outputFormat`, which asks ffmpeg for all its formats first.
    .outputOptions([
      '-map',
      '0:a:0',
      '-vn',
      '-sn',
      '-dn',
      '-ac',
      String(channels),
      '-ar',
      String(SAMPLE_RATE_HZ),
      '-f',
      'f32le',
    ]);
  if (filter.length > 0) command.audioFilters([...filter]);
  // fluent-ffmpeg asks ffmpeg for its encoders before it starts it; there is nothing to kill until then.
  command.on('start', () => {
    if (unwanted) command.kill('SIGKILL');
  });
  command.on('stderr', (line: string) => {
    errors.push(line);
    if (errors.length > 50) errors.shift();
  });
  const ended = new Promise<void>((resolve, reject) => {
    command.on('end', () => resolve());
    command.on('error', (error: Error) => {
      reject(error);
      samples.destroy(error);
    });
  });
  // The reader learns of it through `samples` when it is still reading, through `ended` when it is not.
  ended.catch(() => undefined);
  command.pipe(samples, { end: true });
  return {
    samples,
    ended,
    reason: (error: unknown): string =>
      errors.length > 0 ? errors.join('\n') : error instanceof Error ? error.message : '',
    kill: (): void => {
      unwanted = true;
      samples.destroy();
      command.kill('SIGKILL');
    },
  };
}
