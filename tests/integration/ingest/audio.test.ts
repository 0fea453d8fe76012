import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { decodeChannel, SAMPLE_RATE_HZ } from '../../../ingest/audio/decode.js';
import { describeFfmpeg, executable, type Ffmpeg, locateFfmpeg } from '../../../ingest/audio/ffmpeg.js';
import { probeAudio } from '../../../ingest/audio/probe.js';
import { SNIFF_BYTES, sniff } from '../../../ingest/audio/sniff.js';
import { makeSound } from './harness.js';
import { waveHeader } from '../../services/wave-header.js';

let ffmpeg: Ffmpeg;
let folder: string;
beforeAll(async () => {
  ffmpeg = await locateFfmpeg();
  folder = await mkdtemp(join(tmpdir(), 'vouch-audio-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const probe = (name: string) => probeAudio(ffmpeg, at(name), { fileName: name });
const sniffed = async (name: string) => sniff((await readFile(at(name))).subarray(0, SNIFF_BYTES));

async function decoded(name: string, channel: number | 'mix' = 0): Promise<Float32Array> {
  const pieces: number[] = [];
  for await (const piece of decodeChannel(ffmpeg, at(name), channel, { fileName: name })) pieces.push(...piece);
  return Float32Array.from(pieces);
}

const loudness = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

/** Nothing but the header and 12.2 kbit/s frames of silence: there is no free encoder, and none is needed. */
const amr = (frames: number): Buffer =>
  Buffer.concat([
    Buffer.from('#!AMR\n'),
    ...Array<Buffer>(frames).fill(Buffer.from([0x3c, ...Array<number>(31).fill(0)])),
  ]);

const PICTURES = ['-f', 'lavfi', '-i', 'testsrc=d=2:s=64x64', '-shortest'];

describe('sound is known by its content, whatever it is called', () => {
  it.each([
    ['WAV 8 bit', 'wav', 'pcm_u8', ['-c:a', 'pcm_u8', '-f', 'wav']],
    ['WAV 16 bit', 'wav', 'pcm_s16le', ['-c:a', 'pcm_s16le', '-f', 'wav']],
    ['WAV 24 bit', 'wav', 'pcm_s24le', ['-c:a', 'pcm_s24le', '-f', 'wav']],
    ['WAV 32 bit', 'wav', 'pcm_s32le', ['-c:a', 'pcm_s32le', '-f', 'wav']],
    ['WAV float', 'wav', 'pcm_f32le', ['-c:a', 'pcm_f32le', '-f', 'wav']],
    ['WAV A-law', 'wav', 'pcm_alaw', ['-c:a', 'pcm_alaw', '-ar', '8000', '-f', 'wav']],
    ['WAV mu-law', 'wav', 'pcm_mulaw', ['-c:a', 'pcm_mulaw', '-ar', '8000', '-f', 'wav']],
    ['WAV of 64 bits', 'wav', 'pcm_s16le', ['-rf64', 'always', '-f', 'wav']],
    ['Wave64', 'w64', 'pcm_s16le', ['-f', 'w64']],
    ['MP3', 'mp3', 'mp3', ['-f', 'mp3']],
    ['M4A', 'm4a', 'aac', ['-c:a', 'aac', '-f', 'ipod']],
    ['AAC', 'aac', 'aac', ['-c:a', 'aac', '-f', 'adts']],
    ['FLAC', 'flac', 'flac', ['-f', 'flac']],
    ['OGG/Opus', 'ogg', 'opus', ['-c:a', 'libopus', '-f', 'ogg']],
    ['OGG/Vorbis', 'ogg', 'vorbis', ['-c:a', 'libvorbis', '-f', 'ogg']],
    ['MP4 with pictures', 'mp4', 'aac', [...PICTURES, '-c:a', 'aac', '-f', 'mp4']],
    ['MKV with pictures', 'mkv', 'aac', [...PICTURES, '-c:a', 'aac', '-f', 'matroska']],
    ['WebM', 'webm', 'opus', ['-c:a', 'libopus', '-f', 'webm']],
    ['WebM of a browser, which announces no length', 'webm', 'opus', ['-c:a', 'libopus', '-f', 'webm', '-live', '1']],
  ])('%s', async (what, format, codec, args) => {
    const name = `${what.replace(/\W/g, '-')}.bin`;
    await makeSound(at(name), args);
    expect(await sniffed(name)).toBe('media');
    const info = await probe(name);
    expect(info).toMatchObject({ format, codec, channels: 1 });
    expect(info.announcedMs).toBeUndefined();
    expect(info.durationMs).toBeGreaterThan(1_900);
    expect(info.durationMs).toBeLessThan(2_200);
    const samples = await decoded(name);
    expect(samples.length / SAMPLE_RATE_HZ).toBeCloseTo(2, 0);
    expect(loudness(samples)).toBeCloseTo(0.088, 1); // lavfi's sine has an amplitude of 1/8
  });

  it('AMR', async () => {
    await writeFile(at('voice.bin'), amr(100));
    expect(await sniffed('voice.bin')).toBe('media');
    expect(await probe('voice.bin')).toMatchObject({
      format: 'amr',
      codec: 'amr_nb',
      sampleRateHz: 8000,
      channels: 1,
      durationMs: 2_000,
    });
    expect((await decoded('voice.bin')).length).toBe(2 * SAMPLE_RATE_HZ);
  });
});

it('a stream of AAC that begins in silence is as long as it is, not as its first frames suggest', async () => {
  await makeSound(at('quiet.aac'), ['-af', 'adelay=20000', '-c:a', 'aac', '-f', 'adts'], 10);
  const { durationMs } = await probe('quiet.aac');
  expect(durationMs).toBeGreaterThan(29_900);
  expect(durationMs).toBeLessThan(30_300);
});

it('FLAC in blocks of 8 s is whole, and as long as it announces', async () => {
  await makeSound(at('blocks.flac'), ['-ar', '8000', '-c:a', 'flac', '-frame_size', '65535'], 20);
  const { durationMs, announcedMs } = await probe('blocks.flac');
  expect({ durationMs, announcedMs }).toEqual({ durationMs: 20_000, announcedMs: undefined });
});

describe('channels', () => {
  it('gives each channel by itself, and both mixed', async () => {
    await makeSound(at('two.wav'), ['-af', 'pan=stereo|c0=c0|c1=0*c0']);
    expect((await probe('two.wav')).channels).toBe(2);
    const [left, right, mix] = [
      await decoded('two.wav', 0),
      await decoded('two.wav', 1),
      await decoded('two.wav', 'mix'),
    ];
    expect(loudness(left)).toBeGreaterThan(0.05);
    expect(loudness(right)).toBe(0);
    expect(loudness(mix)).toBeCloseTo(loudness(left) / Math.SQRT2, 2); // both together as loud as one;
  });

  it('stops ffmpeg when the reader leaves, and when it is told to', async () => {
    await makeSound(at('long.wav'), [], 600);
    let pieces = 0;
    for await (const piece of decodeChannel(ffmpeg, at('long.wav'), 0, { fileName: 'long.wav' })) {
      expect(piece.length).toBeGreaterThan(0);
      if (++pieces === 2) break;
    }
    const controller = new AbortController();
    const reading = (async () => {
      const { signal } = controller;
      for await (const _piece of decodeChannel(ffmpeg, at('long.wav'), 0, { fileName: 'long.wav', signal }))
        controller.abort();
    })();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    const already = decodeChannel(ffmpeg, at('long.wav'), 0, { fileName: 'long.wav', signal: AbortSignal.abort() });
    await expect(already.next()).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('what is damaged', () => {
  const cut = async (name: string, args: readonly string[], share: number): Promise<void> => {
    await makeSound(at(name), args, 20);
    const { length } = await readFile(at(name));
    await truncate(at(name), Math.floor(length * share));
  };

  it.each([
    ['cut.wav', []],
    ['cut.mp3', []],
    ['cut.flac', []],
    ['cut.m4a', ['-c:a', 'aac', '-movflags', 'faststart']],
    ['cut.mkv', []],
    ['cut.webm', []],
  ])('reads what is there of %s and says that it is cut off', async (name, args) => {
    await cut(name, args, 0.5);
    const info = await probe(name);
    expect(info.announcedMs).toBeGreaterThan(19_500);
    expect(info.durationMs).toBeGreaterThan(7_000);
    expect(info.durationMs).toBeLessThan(13_000);
    expect((await decoded(name)).length / SAMPLE_RATE_HZ).toBeCloseTo(info.durationMs / 1000, 0);
  });

  it('takes a cut-off OGG for as long as it is: nothing in it announces more', async () => {
    await cut('cut.ogg', ['-c:a', 'libopus'], 0.5);
    const info = await probe('cut.ogg');
    expect(info.durationMs).toBeLessThan(13_000);
    expect((await decoded('cut.ogg')).length / SAMPLE_RATE_HZ).toBeCloseTo(info.durationMs / 1000, 0);
  });

  const header = (dataBytes: number): Buffer => waveHeader(dataBytes, 16_000);

  it.each<[string, () => Buffer | Promise<Buffer>, string, RegExp]>([
    ['a 44-byte WAV', () => header(0), 'unreadable', /^(\S+) has no audio in it/],
    ['a WAV that ends after its header', () => header(32_000), 'unreadable', /no audio in it/],
    ['a WAV that ends in its header', () => header(0).subarray(0, 30), 'unreadable', /cannot be read as sound/],
    [
      'a WAV of a million samples a second',
      () => Buffer.concat([header(0).fill(0x0f, 26, 27), Buffer.alloc(999)]),
      'unreadable',
      /announces \d+ samples a second/,
    ],
    [
      'an MP4 without its index',
      async () => (await readFile(await makeSound(at('end.mp4'), ['-c:a', 'aac']))).subarray(0, 9_000),
      'unreadable',
      /moov atom not found/,
    ],
    [
      'an MP4 without sound',
      async () =>
        readFile(await makeSound(at('mute.mp4'), ['-f', 'lavfi', '-i', 'testsrc=d=1:s=64x64', '-map', '1:v'])),
      'unreadable',
      /no sound in it, only pictures/,
    ],
    [
      'an HLS playlist',
      () => Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n'),
      'unsupported_format',
      /not in a format of sound/,
    ],
    [
      'a list of files for the concat demuxer',
      () => Buffer.from("ffconcat version 1.0\nfile '/etc/hostname'\n"),
      'unsupported_format',
      /not in a format of sound/,
    ],
    [
      'AVI, which is not on the list',
      async () => readFile(await makeSound(at('x.avi'))),
      'unsupported_format',
      /not in a format of sound/,
    ],
    [
      'noise',
      () => Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)),
      'unreadable',
      /cannot be read as sound/,
    ],
  ])('refuses %s and names the file, not its path', async (what, bytes, code, message) => {
    const name = `${what.replace(/\W/g, '-')}.wav`;
    await writeFile(at(name), await bytes());
    const started = performance.now();
    const error: unknown = await probe(name).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'AppError', code, message: expect.stringMatching(message) as string });
    expect((error as Error).message).toContain(name);
    expect((error as Error).message).not.toContain(folder);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('gives up when the time is over', async () => {
    await makeSound(at('ok.wav'));
    await expect(probeAudio(ffmpeg, at('ok.wav'), { fileName: 'ok.wav', timeLimitMs: 1 })).rejects.toMatchObject({
      code: 'timeout',
    });
    const stalled = decodeChannel(ffmpeg, at('ok.wav'), 0, { fileName: 'ok.wav', stallLimitMs: 1 });
    await expect(stalled.next()).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('which ffmpeg', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('takes the binaries of the optional packages where the system has none, and they do the same', async () => {
    await makeSound(at('packaged.mp3'));
    vi.stubEnv('PATH', '');
    const packaged = await locateFfmpeg();
    expect(packaged.origin).toBe('package');
    expect(describeFfmpeg(packaged)).toMatch(/from the npm package/);
    const path = at('packaged.mp3');
    expect(await probeAudio(packaged, path, { fileName: 'packaged.mp3' })).toMatchObject({
      format: 'mp3',
      channels: 1,
    });
    let samples = 0;
    for await (const piece of decodeChannel(packaged, path, 0, { fileName: 'packaged.mp3' })) samples += piece.length;
    expect(samples / SAMPLE_RATE_HZ).toBeCloseTo(2, 0);
    await writeFile(at('playlist.wav'), '#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n');
    await expect(probeAudio(packaged, at('playlist.wav'), { fileName: 'playlist.wav' })).rejects.toMatchObject({
      name: 'AppError',
    });
  });

  it('gives a program the execute bit that an installation without scripts did not', async () => {
    await writeFile(at('program'), '#!/bin/sh\necho ok\n', { mode: 0o644 });
    const path = await executable(at('program'));
    expect((await stat(path)).mode & 0o111).toBe(0o111);
  });

  it('says which it uses', () => {
    expect(describeFfmpeg(ffmpeg)).toMatch(/^ffmpeg \S+ \((the system's|from the npm package)\)$/);
  });

  it('refuses a configured path that does not run instead of taking another', async () => {
    await writeFile(at('no-ffmpeg'), 'not a program', { mode: 0o755 });
    await expect(locateFfmpeg({ ffmpegPath: at('no-ffmpeg') })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(locateFfmpeg({ ffprobePath: at('missing') })).rejects.toMatchObject({ code: 'unavailable' });
  });
});
