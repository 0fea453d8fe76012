import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

import { AppError } from '../../models/domain/index.js';
import { withSoundFile, type StoredSound } from './decode-source.js';
import { INPUT_GUARD, lastLine, type Ffmpeg } from './ffmpeg.js';

const run = promisify(execFile);

/** A stretch of a recording, milliseconds from its start. */
export interface ClipRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A stretch that is cut: an MP3, to be read once or destroyed. */
export interface CutClip {
  readonly bytes: number;
  readonly content: Readable;
}

/** Somebody's words, not a second copy of the recording. */
export const LONGEST_CLIP_MS = 5 * 60_000;
/** Five minutes of stereo are some 6 MB at this quality (libmp3lame's VBR 4). */
const QUALITY = '4';
const TIMEOUT_MS = 60_000;

/**
 * Cuts a stretch out of a recording, as an MP3 that carries none of the recording's own tags. It is
 * finished before it is read, so that a slow reader keeps no ffmpeg, and lies on the disk, not in memory;
 * its file has no name any more, so that nothing is left of it whatever happens.
 * @throws AppError `unreadable`, `cancelled`, `storage_full`
 */
export async function cutClip(
  ffmpeg: Ffmpeg,
  spoolDir: string,
  sound: StoredSound,
  range: ClipRange,
  signal: AbortSignal,
): Promise<CutClip> {
  await mkdir(spoolDir, { recursive: true });
  const folder = await mkdtemp(join(spoolDir, 'clip-'));
  try {
    const clip = join(folder, 'clip.mp3');
    await withSoundFile(spoolDir, sound, signal, (path) => encode(ffmpeg, path, clip, sound, range, signal));
    const file = await open(clip);
    return { bytes: (await file.stat()).size, content: file.createReadStream() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function encode(
  { ffmpegPath }: Ffmpeg,
  path: string,
  clip: string,
  { fileName }: StoredSound,
  { fromMs, toMs }: ClipRange,
  signal: AbortSignal,
): Promise<void> {
  const input = ['-nostdin', '-v', 'error', '-threads', '1', ...INPUT_GUARD, '-ss', seconds(fromMs), '-i', path];
  const output = ['-t', seconds(toMs - fromMs), '-map', '0:a:0', '-map_metadata', '-1', '-q:a', QUALITY];
  try {
    await run(ffmpegPath, [...input, ...output, '-f', 'mp3', clip], {
      timeout: TIMEOUT_MS,
      signal,
      killSignal: 'SIGKILL',
    });
  } catch (error) {
    if (signal.aborted) throw new AppError('cancelled', `Cutting ${fileName} was stopped.`, { cause: error });
    const said = (error as { stderr?: string }).stderr ?? '';
    if (said.includes('No space left on device'))
      throw new AppError('storage_full', 'The disk is full: free some space, then try again.', { cause: error });
    throw new AppError('unreadable', `${fileName} cannot be cut: ${lastLine(said, path)}.`, { cause: error });
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
