import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { AppError } from '../../models/domain/index.js';
import { decodeChannels } from './decode.js';
import type { Ffmpeg } from './ffmpeg.js';
import { probeAudio } from './probe.js';

/** A recording as the object store or a folder holds it. */
export interface StoredSound {
  readonly fileName: string;
  /** Where it lies on this machine, if it does: spares a copy. */
  readonly path?: string;
  open(): Promise<Readable>;
}

/** A recording that is being decoded. */
export interface DecodedSound {
  readonly channels: number;
  readonly durationMs: number;
  /** 16 kHz samples of every channel in step; leaving the loop stops ffmpeg. */
  readonly pieces: AsyncIterable<Float32Array[]>;
}

/** Speech comes on one or two channels, conference bridges write a few more; beyond that it is no call. */
const MOST_CHANNELS = 8;

/**
 * Opens a recording for as long as `use` takes. What is not a file of this machine becomes one first, in a
 * folder below `spoolDir` that is removed afterwards: ffmpeg must seek in M4A and MP4.
 * @throws AppError `unreadable`, `unsupported_format`, `timeout`, `cancelled`, `storage_full`
 */
export async function withDecodedSound<T>(
  ffmpeg: Ffmpeg,
  spoolDir: string,
  sound: StoredSound,
  signal: AbortSignal,
  use: (decoded: DecodedSound) => Promise<T>,
): Promise<T> {
  return withSoundFile(spoolDir, sound, signal, async (path) => use(await decoded(ffmpeg, path, sound, signal)));
}

/**
 * The recording as a file of this machine, for as long as `use` takes.
 * @throws AppError `cancelled`, `storage_full`
 */
export async function withSoundFile<T>(
  spoolDir: string,
  sound: StoredSound,
  signal: AbortSignal,
  use: (path: string) => Promise<T>,
): Promise<T> {
  if (sound.path !== undefined) return use(sound.path);
  await mkdir(spoolDir, { recursive: true });
  const folder = await mkdtemp(join(spoolDir, 'sound-'));
  try {
    const path = join(folder, 'recording');
    await pipeline(await sound.open(), createWriteStream(path), { signal }).catch((error: unknown) => {
      if (signal.aborted) throw new AppError('cancelled', `Reading ${sound.fileName} was stopped.`, { cause: error });
      throw error;
    });
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function decoded(
  ffmpeg: Ffmpeg,
  path: string,
  { fileName }: StoredSound,
  signal: AbortSignal,
): Promise<DecodedSound> {
  const { channels, durationMs } = await probeAudio(ffmpeg, path, { fileName, signal });
  if (channels > MOST_CHANNELS)
    throw new AppError(
      'unsupported_format',
      `${fileName} has ${channels} channels; up to ${MOST_CHANNELS} are read. Send a mix of it.`,
    );
  return { channels, durationMs, pieces: decodeChannels(ffmpeg, path, channels, { fileName, signal }) };
}
