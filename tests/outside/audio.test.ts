import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { decodeChannel, SAMPLE_RATE_HZ } from '../../ingest/audio/decode.js';
import { type Ffmpeg, locateFfmpeg } from '../../ingest/audio/ffmpeg.js';
import { probeAudio } from '../../ingest/audio/probe.js';
import { packageRoot } from '../../storage/package-root.js';

const shared = join(packageRoot, '..', 'shared', 'outside');
if (!existsSync(shared))
  throw new Error(
    '../shared/outside is missing: these tests run only where the outside files are; leave out --project outside.',
  );

let ffmpeg: Ffmpeg;
beforeAll(async () => {
  ffmpeg = await locateFfmpeg();
});

const probe = (folder: string, name: string) => probeAudio(ffmpeg, join(shared, folder, name), { fileName: name });

async function seconds(folder: string, name: string): Promise<number> {
  let samples = 0;
  for await (const piece of decodeChannel(ffmpeg, join(shared, folder, name), 0, { fileName: name }))
    samples += piece.length;
  return samples / SAMPLE_RATE_HZ;
}

const EDGE = 'audio-format-edge';

const read = [
  ['azure_mulaw_16k.wav', 'wav', 'pcm_mulaw', 1, 2030],
  ['azure_stereo_16k.wav', 'wav', 'pcm_s16le', 2, 1720],
  ['azure_whatstheweatherlike.mp3', 'mp3', 'mp3', 1, 2124],
  ['hello_world.m4a', 'm4a', 'aac', 2, 2368],
  ['silence_1s.wav', 'wav', 'pcm_s16le', 1, 1000],
  ['silero_test.opus', 'ogg', 'opus', 1, 8070],
] as const;

const refused = [
  ['awful.wav', /announces 1092676 samples a second/],
  ['azure_missing_wav_header.wav', /cannot be read as sound/],
  ['bad.wav', /cannot be read as sound/],
  ['evil.wav', /no 'data' tag/],
  ['null.wav', /has no audio in it/],
] as const;

describe('odd and broken files', () => {
  it.each(read)('%s is read', async (name, format, codec, channels, durationMs) => {
    expect(await probe(EDGE, name)).toMatchObject({ format, codec, channels, durationMs });
    expect(await seconds(EDGE, name)).toBeCloseTo(durationMs / 1000, 0);
  });

  it.each(refused)('%s is refused by name and reason', async (name, reason) => {
    const error: unknown = await probe(EDGE, name).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'unreadable', message: expect.stringMatching(reason) as string });
    expect((error as Error).message).toMatch(new RegExp(`^${name.replace('.', '\\.')} `));
  });

  it('are all in one of the two lists', async () => {
    const names = [...read, ...refused].map(([name]) => name).sort();
    expect((await readdir(join(shared, EDGE))).sort()).toEqual(names);
  });
});

describe('recorded speech', () => {
  it.each([
    ['speech', 'google_commercial_mono.wav', 1],
    ['speech', 'google_two_channel_16k.wav', 2],
    ['speech', 'jfk.wav', 1],
    ['speech', 'stereo_diarization.wav', 2],
    ['harpervalley/audio/agent', '0002f70f7386445b.wav', 1],
    ['harpervalley/audio/caller', '0002f70f7386445b.wav', 1],
  ])('%s/%s is decoded for as long as it says', async (folder, name, channels) => {
    const info = await probe(folder, name);
    expect(info).toMatchObject({ format: 'wav', channels });
    expect(info.announcedMs).toBeUndefined();
    expect(await seconds(folder, name)).toBeCloseTo(info.durationMs / 1000, 1);
  });
});
