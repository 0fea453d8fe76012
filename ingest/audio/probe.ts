import { spawn } from 'node:child_process';
import { open } from 'node:fs/promises';

import { z } from 'zod';

import { AppError } from '../../models/domain/index.js';
import { type Ffmpeg, INPUT_GUARD, lastLine } from './ffmpeg.js';

/** Formats of sound, by content. */
export type AudioFormat = keyof typeof MEDIA_TYPES;

export const MEDIA_TYPES = {
  wav: 'audio/wav',
  w64: 'audio/x-w64',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  mp4: 'video/mp4',
  aac: 'audio/aac',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  amr: 'audio/amr',
  mkv: 'video/x-matroska',
  webm: 'video/webm',
} as const;

export interface AudioInfo {
  readonly format: AudioFormat;
  readonly mediaType: string;
  /** As ffprobe names it: `pcm_mulaw`, `opus`, … */
  readonly codec: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  /** Of the sound that is there. Formats without an index (AMR, ADTS, MP3 without a Xing header) give an estimate. */
  readonly durationMs: number;
  /** Set when the file ends before its header says: what it announces. */
  readonly announcedMs?: number;
}

export interface ProbeOptions {
  /** The name for messages; the path is not shown. */
  fileName: string;
  timeLimitMs?: number;
  signal?: AbortSignal;
}

const Probed = z.object({
  format: z.object({ format_name: z.string(), duration: z.coerce.number().optional() }),
  streams: z.array(
    z.object({
      codec_type: z.string().optional(),
      codec_name: z.string().default('unknown'),
      sample_rate: z.coerce.number().default(0),
      channels: z.number().default(0),
    }),
  ),
});

/** Telephones start at 8 kHz and studios end at 768 kHz; a header beyond is broken. */
const SAMPLE_RATES = { min: 1_000, max: 768_000 };
/** The database counts milliseconds in 32 bits: 24.8 days. */
const LONGEST_MS = 2 ** 31 - 1;
/** Encoders pad. */
const SLACK_MS = 500;

/**
 * What is in a file of sound, by ffprobe, which is run directly: fluent-ffmpeg's `ffprobe` can be
 * neither stopped nor given a time limit. One more run looks for the last packet where a header
 * announces a length, so that a cut-off file is told from a whole one (150 ms for ten minutes of MP3).
 * @throws AppError `unsupported_format`, `unreadable` naming the file and ffmpeg's reason, `timeout`
 */
export async function probeAudio(ffmpeg: Ffmpeg, path: string, options: ProbeOptions): Promise<AudioInfo> {
  const shown = ['-of', 'json', '-show_format', '-show_streams', path];
  const { format, streams } = Probed.parse(JSON.parse(await ffprobe(ffmpeg, path, shown, options, 'all')));
  const { fileName } = options;
  const sound = streams.find((stream) => stream.codec_type === 'audio');
  if (!sound) throw new AppError('unreadable', `${fileName} has no sound in it, only pictures: send the audio track.`);
  if (sound.sample_rate < SAMPLE_RATES.min || sound.sample_rate > SAMPLE_RATES.max || sound.channels < 1)
    throw new AppError(
      'unreadable',
      `${fileName} is damaged: its header announces ${sound.sample_rate} samples a second in ${sound.channels} channels.`,
    );
  const seconds = Number.isFinite(format.duration) ? format.duration : undefined;
  const measured = await measure(ffmpeg, path, options, format.format_name, seconds);
  if (measured.durationMs <= 0) throw new AppError('unreadable', `${fileName} has no audio in it.`);
  if (measured.durationMs > LONGEST_MS)
    throw new AppError('unreadable', `${fileName} is damaged: its header announces more than 24 days.`);
  const named = await formatOf(
    path,
    format.format_name,
    streams.some((stream) => stream.codec_type === 'video'),
  );
  return {
    format: named,
    mediaType: MEDIA_TYPES[named],
    codec: sound.codec_name,
    sampleRateHz: sound.sample_rate,
    channels: sound.channels,
    ...measured,
  };
}

async function measure(
  ffmpeg: Ffmpeg,
  path: string,
  options: ProbeOptions,
  formatName: string,
  seconds: number | undefined,
): Promise<{ durationMs: number; announcedMs?: number }> {
  const announcedMs = Math.round((seconds ?? 0) * 1000);
  if (seconds !== undefined && formatName === 'wav') {
    const riffMs = await announcedByRiff(path, announcedMs);
    return riffMs > announcedMs + SLACK_MS
      ? { durationMs: announcedMs, announcedMs: riffMs }
      : { durationMs: announcedMs };
  }
  // Their length is computed from what is there.
  if (seconds !== undefined && /^(ogg|w64)/.test(formatName)) return { durationMs: announcedMs };
  // They announce nothing, and ffprobe guesses from the rate of the first frames: 1531 s for a minute that began in silence.
  if (/^(aac|amr)/.test(formatName)) return { durationMs: (await endOfSoundMs(ffmpeg, path, options, 0)) ?? 0 };
  if (seconds !== undefined) {
    const endMs = await endOfSoundMs(ffmpeg, path, options, Math.max(0, seconds - 2));
    if (endMs !== null && endMs + SLACK_MS >= announcedMs) return { durationMs: announcedMs };
  }
  // Cut off; or a browser's WebM, which announces nothing. The whole file is walked through.
  const durationMs = (await endOfSoundMs(ffmpeg, path, options, 0)) ?? 0;
  return seconds === undefined ? { durationMs } : { durationMs, announcedMs };
}

/** When the last packet of sound from `fromSeconds` on ends (one of FLAC may last 8 s); null when there is none. */
async function endOfSoundMs(
  ffmpeg: Ffmpeg,
  path: string,
  options: ProbeOptions,
  fromSeconds: number,
): Promise<number | null> {
  const from = fromSeconds > 0 ? ['-read_intervals', `${fromSeconds}%`] : [];
  const packets = [
    '-select_streams',
    'a:0',
    ...from,
    '-show_entries',
    'packet=pts_time,duration_time',
    '-of',
    'csv=p=0',
    path,
  ];
  const [start = NaN, length = NaN] = (await ffprobe(ffmpeg, path, packets, options, 'last')).split(',').map(Number);
  return Number.isNaN(start) ? null : Math.round((start + (Number.isNaN(length) ? 0 : length)) * 1000);
}

/** Length that a WAV's RIFF chunk announces; 0 where it announces none (streamed: 0 or 0xFFFFFFFF). */
async function announcedByRiff(path: string, presentMs: number): Promise<number> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
    if (bytesRead < 8 || buffer.toString('latin1', 0, 4) !== 'RIFF') return 0;
    const riffBytes = buffer.readUInt32LE(4) + 8;
    return riffBytes >= 0xffff_ffff || riffBytes <= size ? 0 : Math.round((presentMs * riffBytes) / size);
  } finally {
    await file.close();
  }
}

async function formatOf(path: string, formatName: string, hasVideo: boolean): Promise<AudioFormat> {
  if (formatName.startsWith('mov')) return hasVideo ? 'mp4' : 'm4a';
  if (formatName.startsWith('amr')) return 'amr';
  if (formatName.startsWith('matroska')) return (await docTypeIsWebm(path)) ? 'webm' : 'mkv';
  if (formatName in MEDIA_TYPES) return formatName as AudioFormat;
  throw new AppError('unsupported_format', `Sound of format ${formatName} is not read.`);
}

/** Matroska and WebM differ in one EBML element near the start; ffprobe names both for either. */
async function docTypeIsWebm(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.includes('webm');
  } finally {
    await file.close();
  }
}

/** Standard output of ffprobe, all of it or the last line that is not blank; killed when the time is over. */
async function ffprobe(
  ffmpeg: Ffmpeg,
  path: string,
  args: string[],
  { fileName, timeLimitMs = 60_000, signal }: ProbeOptions,
  keep: 'all' | 'last',
): Promise<string> {
  const limit = AbortSignal.timeout(timeLimitMs);
  const child = spawn(ffmpeg.ffprobePath, ['-v', 'error', ...INPUT_GUARD, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: signal ? AbortSignal.any([limit, signal]) : limit,
    killSignal: 'SIGKILL',
    windowsHide: true,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    // A few hundred bytes hold the last lines; ten hours have two million of them.
    stdout = keep === 'all' ? stdout + text : (stdout + text).slice(-400);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4_000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  }).catch((error: unknown) => {
    if (limit.aborted)
      throw new AppError('timeout', `${fileName} could not be looked at within ${timeLimitMs / 1000} s.`, {
        cause: error,
      });
    if (signal?.aborted) throw new AppError('cancelled', `Reading ${fileName} was stopped.`, { cause: error });
    throw new AppError('unavailable', 'ffprobe could not be started: install ffmpeg or correct its path.', {
      cause: error,
    });
  });
  if (keep === 'last')
    return (
      stdout
        .trim()
        .split('\n')
        .findLast((line) => /\d/.test(line)) ?? ''
    );
  if (code === 0) return stdout;
  const reason = lastLine(stderr, path);
  if (/whitelist/i.test(stderr))
    throw new AppError(
      'unsupported_format',
      `${fileName} is not in a format of sound that is read (wav, mp3, m4a, aac, flac, ogg, amr, mp4, mkv, webm).`,
    );
  throw new AppError('unreadable', `${fileName} cannot be read as sound: ${reason}.`);
}
