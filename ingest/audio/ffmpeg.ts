import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chmod, copyFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { AppError } from '../../models/domain/index.js';

const run = promisify(execFile);

/** Where ffmpeg and ffprobe are. */
export interface Ffmpeg {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  /** `configured`: the caller's paths; `system`: on PATH; `package`: the binaries inside @ffmpeg-installer and @ffprobe-installer. */
  readonly origin: 'configured' | 'system' | 'package';
  /** As ffmpeg tells it, `5.1.9-0+deb12u1`. */
  readonly version: string;
}

export interface FfmpegPaths {
  readonly ffmpegPath?: string | undefined;
  readonly ffprobePath?: string | undefined;
}

/**
 * Finds ffmpeg and ffprobe: the given paths, else the system's, else the binaries that came with the
 * optional packages. A given path that does not work is an error, not a reason to take another.
 * @throws AppError `unavailable` saying what to install
 */
export async function locateFfmpeg(paths: FfmpegPaths = {}): Promise<Ffmpeg> {
  if (paths.ffmpegPath || paths.ffprobePath) {
    const found = await tryBoth(paths.ffmpegPath ?? 'ffmpeg', paths.ffprobePath ?? 'ffprobe', 'configured');
    if (found) return found;
    throw new AppError(
      'unavailable',
      'The configured ffmpeg or ffprobe does not run: correct the path or leave it out.',
    );
  }
  const found = (await tryBoth('ffmpeg', 'ffprobe', 'system')) ?? (await tryPackages());
  if (found) return found;
  throw new AppError(
    'unavailable',
    'Neither ffmpeg nor ffprobe was found, which reading sound needs: install them (Debian: apt-get install ffmpeg; ' +
      'macOS: brew install ffmpeg), or install without --omit=optional, or configure their paths.',
  );
}

/** One line for the log: which ffmpeg is used. */
export function describeFfmpeg(ffmpeg: Ffmpeg): string {
  const whose = { configured: 'as configured', system: "the system's", package: 'from the npm package' }[ffmpeg.origin];
  return `ffmpeg ${ffmpeg.version} (${whose})`;
}

async function tryBoth(ffmpegPath: string, ffprobePath: string, origin: Ffmpeg['origin']): Promise<Ffmpeg | null> {
  const version = await versionOf(ffmpegPath);
  if (version === null || (await versionOf(ffprobePath)) === null) return null;
  return { ffmpegPath, ffprobePath, origin, version };
}

/** Null when it is not there or does not run (a binary for another machine). */
async function versionOf(path: string): Promise<string | null> {
  try {
    const { stdout } = await run(path, ['-version'], { timeout: 10_000 });
    return /version (\S+)/.exec(stdout)?.[1] ?? 'unknown';
  } catch {
    return null;
  }
}

async function tryPackages(): Promise<Ffmpeg | null> {
  const ffmpegPath = await packaged('@ffmpeg-installer/ffmpeg');
  const ffprobePath = await packaged('@ffprobe-installer/ffprobe');
  return ffmpegPath && ffprobePath ? tryBoth(ffmpegPath, ffprobePath, 'package') : null;
}

/** The binary inside an optional package; null when the package was left out or has none for this machine (it throws a string then). */
async function packaged(name: string): Promise<string | null> {
  let path: string;
  try {
    const loaded = (await import(name)) as { default: { path: string } };
    path = loaded.default.path;
  } catch {
    return null;
  }
  return executable(path);
}

/**
 * The path of the same program with the execute bit: npm installs with `ignore-scripts`, and one of
 * the two packages sets the bit in a script. In a read-only installation a copy gets it.
 */
export async function executable(path: string): Promise<string> {
  if (await mayExecute(path)) return path;
  try {
    await chmod(path, 0o755);
    return path;
  } catch {
    const copy = join(await mkdtemp(join(tmpdir(), 'vouch-')), basename(path));
    await copyFile(path, copy);
    await chmod(copy, 0o755);
    return copy;
  }
}

const mayExecute = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/**
 * Demuxers that may read what people send: no playlists and nothing that opens another file or address
 * (`-protocol_whitelist` alone still lets an HLS playlist be probed).
 */
const FORMATS = 'wav,w64,mp3,mov,aac,flac,ogg,amr,amrnb,amrwb,matroska';

/** Options before every untrusted input. */
export const INPUT_GUARD: readonly string[] = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', FORMATS];

/** What ffmpeg said last, without the path of the file and the addresses of its objects. */
export function lastLine(stderr: string, path: string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .map((line) =>
      line
        .replaceAll(path, '')
        .replace(/^\[([^@\]]+)@[^\]]*\]\s*/, '')
        .replace(/^[:\s]+/, '')
        .trim(),
    )
    .filter((line) => line !== '');
  // "Invalid data found …" is its catch-all; the line before it names the reason.
  const last = lines.at(-1) ?? 'no reason given';
  const before = lines.at(-2);
  return before !== undefined && /^(Invalid data found|Invalid argument|Cannot allocate)/.test(last) ? before : last;
}
