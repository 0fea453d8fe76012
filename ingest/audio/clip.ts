import { execFile } from 'node:child_process';
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

/** Somebody's words, not a second copy of the recording. */
export const LONGEST_CLIP_MS = 5 * 60_000;
/** Five minutes of stereo are some 6 MB at this quality (libmp3lame's VBR 4). */
const QUALITY = '4';
const MOST_BYTES = 32 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/**
 * Cuts a stretch out of a recording, as an MP3 that carries none of the recording's own tags.
 * @throws AppError `unreadable`, `cancelled`, `storage_full`
 */
export function cutClip(
  ffmpeg: Ffmpeg,
  spoolDir: string,
  sound: StoredSound,
  range: ClipRange,
  signal: AbortSignal,
): Promise<Buffer> {
  return withSoundFile(spoolDir, sound, signal, (path) => encode(ffmpeg, path, sound, range, signal));
}

async function encode(
  { ffmpegPath }: Ffmpeg,
  path: string,
  { fileName }: StoredSound,
  { fromMs, toMs }: ClipRange,
  signal: AbortSignal,
): Promise<Buffer> {
  const input = ['-nostdin', '-v', 'error', '-threads', '1', ...INPUT_GUARD, '-ss', seconds(fromMs), '-i', path];
  const output = ['-t', seconds(toMs - fromMs), '-map', '0:a:0', '-map_metadata', '-1', '-q:a', QUALITY];
  try {
    const { stdout } = await run(ffmpegPath, [...input, ...output, '-f', 'mp3', 'pipe:1'], {
      ...{ encoding: 'buffer', maxBuffer: MOST_BYTES, timeout: TIMEOUT_MS, signal },
    });
    return stdout;
  } catch (error) {
    if (signal.aborted) throw new AppError('cancelled', `Cutting ${fileName} was stopped.`, { cause: error });
    const said = (error as { stderr?: Buffer }).stderr?.toString('utf8') ?? '';
    throw new AppError('unreadable', `${fileName} cannot be cut: ${lastLine(said, path)}.`, { cause: error });
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);
