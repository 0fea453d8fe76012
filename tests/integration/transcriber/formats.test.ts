/** Real ffmpeg and the real detector on the committed recordings; the engine says who spoke when and nothing more. */
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import installed from '@ffmpeg-installer/ffmpeg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { withDecodedSound } from '../../../ingest/audio/decode-source.js';
import { type Ffmpeg, locateFfmpeg } from '../../../ingest/audio/ffmpeg.js';
import { rates, wordErrors } from '../../../models/quality/wer.js';
import { openBundledEngine } from '../../../models/transcriber/bundled.js';
import { openSilero } from '../../../models/transcriber/silero.js';
import { FRAME_SAMPLES, type SpeechDetector } from '../../../models/transcriber/speech-detector.js';
import { createTranscriber } from '../../../models/transcriber/transcribe.js';
import type { Transcription } from '../../../models/transcriber/transcriber.js';
import { whoAndWhen } from '../../quality/speech/listening.js';

const call = fileURLToPath(new URL('../../../fixtures/conversations/huacheng-call.ogg', import.meta.url));
const run = promisify(execFile);
let ffmpeg: Ffmpeg;
let detector: SpeechDetector;
let folder: string;

beforeAll(async () => {
  ffmpeg = await locateFfmpeg();
  detector = await openSilero();
  folder = await mkdtemp(join(tmpdir(), 'vouch-formats-'));
});
afterAll(async () => {
  await detector.close();
  await rm(folder, { recursive: true, force: true });
});

async function as(suffix: string, options: string[]): Promise<string> {
  const path = join(folder, `call.${suffix}`);
  // The first minute and a half is enough.
  await run(ffmpeg.ffmpegPath, ['-v', 'error', '-y', '-i', call, '-t', '90', ...options, path]);
  return path;
}

function transcribe(
  path: string,
  { spooled = false, signal = new AbortController().signal, engine = whoAndWhen } = {},
): Promise<Transcription> {
  const transcriber = createTranscriber({
    engine: async () => engine,
    detector: async () => detector,
    decode: (source, stop, use) => withDecodedSound(ffmpeg, join(folder, 'spool'), source, stop, use),
  });
  const source = {
    sha256: 'a'.repeat(64),
    fileName: 'call',
    durationMs: null,
    channels: null,
    ...(!spooled && { path }),
    open: async () => createReadStream(path),
  };
  return transcriber.transcribe(source, { language: 'auto', signal, onProgress: () => undefined });
}

const times = ({ turns }: Transcription) => turns.map(({ speaker, startMs, endMs }) => ({ speaker, startMs, endMs }));

describe('the same call in other formats', () => {
  let wav: Transcription;
  beforeAll(async () => {
    wav = await transcribe(await as('wav', []));
  });

  test('as WAV it is two speakers who take turns', () => {
    expect(wav.participants.map(({ channel }) => channel)).toEqual([0, 1]);
    expect(wav.turns.length).toBeGreaterThan(5);
    expect(new Set(wav.turns.map(({ speaker }) => speaker)).size).toBe(2);
  });

  test.each<[string, string, string[]]>([
    ['MP3', 'mp3', ['-b:a', '64k']],
    ['M4A', 'm4a', ['-af', 'aformat=channel_layouts=stereo', '-c:a', 'aac', '-b:a', '64k']],
    ['FLAC at 44.1 kHz', 'flac', ['-ar', '44100']],
    ['mu-law at 8 kHz', 'wav', ['-ar', '8000', '-c:a', 'pcm_mulaw']],
  ])('as %s it gives the same turns, to 200 ms', async (_name, suffix, options) => {
    const made = await transcribe(await as(`other.${suffix}`, options));
    expect(made.turns.map(({ speaker }) => speaker)).toEqual(wav.turns.map(({ speaker }) => speaker));
    made.turns.forEach((turn, i) => {
      expect(Math.abs((turn.startMs ?? 0) - (wav.turns[i]?.startMs ?? 0))).toBeLessThanOrEqual(200);
      expect(Math.abs((turn.endMs ?? 0) - (wav.turns[i]?.endMs ?? 0))).toBeLessThanOrEqual(200);
    });
  });

  test('read through a stream it gives the same, and leaves no copy', async () => {
    const made = await transcribe(join(folder, 'call.wav'), { spooled: true });
    expect(times(made)).toEqual(times(wav));
    expect(await readdir(join(folder, 'spool'))).toEqual([]);
  });
});

/** One channel at 8 kHz, as telephones keep it; AMR is encoded by the ffmpeg that comes with the program, since Debian's only reads it. */
describe('the same call as WAV, MP3 and AMR', () => {
  const recording = fileURLToPath(new URL('../../../fixtures/recordings/lumen-callback.ogg', import.meta.url));
  let made: Record<'wav' | 'mp3' | 'amr', Transcription>;
  beforeAll(async () => {
    const engine = await openBundledEngine({ threads: 1 });
    const encoded = async (suffix: string, options: string[]): Promise<Transcription> => {
      const path = join(folder, `phone.${suffix}`);
      await run(installed.path, ['-v', 'error', '-y', '-i', recording, '-ac', '1', '-ar', '8000', ...options, path]);
      return transcribe(path, { engine });
    };
    made = {
      wav: await encoded('wav', []),
      mp3: await encoded('mp3', ['-b:a', '64k']),
      amr: await encoded('amr', ['-c:a', 'libopencore_amrnb', '-b:a', '12.2k']),
    };
    await engine.close();
  });

  test.each(['mp3', 'amr'] as const)(
    'WAV and %s give the same turns, to 200 ms, in nearly the same words',
    (suffix) => {
      const [wav, other] = [made.wav.turns, made[suffix].turns];
      expect(wav.length).toBe(13);
      expect(other.map(({ speaker }) => speaker)).toEqual(wav.map(({ speaker }) => speaker));
      other.forEach((turn, i) => {
        expect(Math.abs((turn.startMs ?? 0) - (wav[i]?.startMs ?? 0))).toBeLessThanOrEqual(200);
        expect(Math.abs((turn.endMs ?? 0) - (wav[i]?.endMs ?? 0))).toBeLessThanOrEqual(200);
      });
      const wordsOf = (turns: typeof wav): string => turns.map(({ text }) => text).join(' ');
      expect(rates([wordErrors(wordsOf(wav), wordsOf(other))]).rate).toBeLessThan(0.1);
    },
  );
});

test('mixed to one channel it is two speakers still', async () => {
  const { participants, turns } = await transcribe(await as('mono.wav', ['-ac', '1']));
  expect(participants).toHaveLength(2);
  expect(turns.length).toBeGreaterThan(5);
});

test('an abort while it is decoded ends it within a second', async () => {
  const controller = new AbortController();
  const working = transcribe(call, { signal: controller.signal });
  controller.abort();
  const started = performance.now();
  await expect(working).rejects.toMatchObject({ code: 'cancelled' });
  expect(performance.now() - started).toBeLessThan(1000);
});

describe('the detector', () => {
  const speechIn = async (samples: Float32Array, blocks: number): Promise<number[]> => {
    const ear = detector.listen(1);
    const found: number[] = [];
    const size = Math.ceil(samples.length / FRAME_SAMPLES / blocks) * FRAME_SAMPLES;
    for (let at = 0; at < samples.length; at += size)
      found.push(...((await ear.probabilities([samples.slice(at, at + size)]))[0] as Float32Array));
    return found;
  };
  const minute = async (): Promise<Float32Array> =>
    withDecodedSound(
      ffmpeg,
      folder,
      {
        fileName: 'call',
        path: await as('one.wav', ['-af', 'pan=mono|c0=c0']),
        open: async () => createReadStream(call),
      },
      new AbortController().signal,
      async ({ pieces }) => {
        const all = new Float32Array(1800 * FRAME_SAMPLES);
        let at = 0;
        for await (const [piece] of pieces) {
          all.set((piece as Float32Array).subarray(0, all.length - at), at);
          at += piece?.length ?? 0;
          if (at >= all.length) break;
        }
        return all;
      },
    );

  test('hears the same in one block and in several', async () => {
    const samples = await minute();
    const [whole, parts] = [await speechIn(samples, 1), await speechIn(samples, 5)];
    const differing = whole.filter((p, i) => p >= 0.5 !== (parts[i] as number) >= 0.5).length;
    expect(whole.filter((p) => p >= 0.5).length).toBeGreaterThan(400);
    expect(differing / whole.length).toBeLessThan(0.01);
  });

  test('stops in the middle of a long block', async () => {
    const block = [0, 1].map(() => Float32Array.from({ length: 8192 * FRAME_SAMPLES }, (_, i) => Math.sin(i * i)));
    const controller = new AbortController();
    const listening = detector.listen(2, controller.signal).probabilities(block);
    // The event loop goes on meanwhile, else nobody could stop it.
    let aborted = Infinity;
    setTimeout(() => {
      aborted = performance.now();
      controller.abort();
    }, 50);
    await expect(listening).rejects.toThrow();
    expect(performance.now() - aborted).toBeLessThan(500);
  });

  test.each<[string, (i: number) => number]>([
    ['silence', () => 0],
    ['a tone', (i) => 0.3 * Math.sin((2 * Math.PI * 440 * i) / 16_000)],
    ['hum', (i) => 0.1 * Math.sin((2 * Math.PI * 50 * i) / 16_000)],
  ])('hears no speech in %s', async (_name, value) => {
    const found = await speechIn(
      Float32Array.from({ length: 200 * FRAME_SAMPLES }, (_, i) => value(i)),
      1,
    );
    expect(found.filter((p) => p >= 0.5).length).toBeLessThan(5);
  });
});
