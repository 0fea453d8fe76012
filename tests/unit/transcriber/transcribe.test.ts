import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

import { describe, expect, test } from 'vitest';

import { AppError } from '../../../models/domain/index.js';
import type { Checkpoint } from '../../../models/transcriber/checkpoint.js';
import type { Recognition, SpeechEngine } from '../../../models/transcriber/engine.js';
import { createTranscriber } from '../../../models/transcriber/transcribe.js';
import { loudnessDetector, plant, plantNoise, silence, speak, toneEngine } from './sounds.js';

async function transcribe(
  channels: Float32Array[],
  {
    engine = toneEngine(),
    checkpoint,
    signal = new AbortController().signal,
    onProgress = () => undefined,
  }: {
    engine?: SpeechEngine;
    checkpoint?: Checkpoint;
    signal?: AbortSignal;
    onProgress?: (fraction: number) => void;
  } = {},
) {
  const transcriber = createTranscriber({
    engine: async () => engine,
    detector: async () => loudnessDetector,
    decode: (_source, _signal, use) =>
      use({ channels: channels.length, durationMs: (channels[0]?.length ?? 0) / 16, pieces: pieces(channels) }),
    ...(checkpoint && { checkpoint }),
  });
  const sha256 = createHash('sha256').update('recording').digest('hex');
  const source = {
    sha256,
    fileName: 'call.wav',
    durationMs: null,
    channels: null,
    open: async () => Readable.from([]),
  };
  return transcriber.transcribe(source, { language: 'auto', signal, onProgress });
}

/** In pieces of an odd size, as a decoder gives them. */
async function* pieces(channels: Float32Array[]) {
  const length = channels[0]?.length ?? 0;
  for (let at = 0; at < length; at += 12_345) yield channels.map((samples) => samples.subarray(at, at + 12_345));
}

const texts = ({ turns }: { turns: { text: string }[] }) => turns.map(({ text }) => text);

describe('two channels', () => {
  test('each is a speaker, turns are in order, and times are right to 200 ms', async () => {
    const [left, right] = [silence(12), silence(12)];
    plant(left, 1, 1);
    plant(left, 1.5, 2);
    plant(right, 3, 3);
    plant(left, 6, 4);
    const { turns, participants, language, durationMs, engine } = await transcribe([left, right]);
    expect(turns.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['speaker-1', 'one two'],
      ['speaker-2', 'three'],
      ['speaker-1', 'four'],
    ]);
    [
      [1000, 1900],
      [3000, 3400],
      [6000, 6400],
    ].forEach(([start, end], i) => {
      expect(Math.abs((turns[i]?.startMs ?? 0) - (start as number))).toBeLessThan(200);
      expect(Math.abs((turns[i]?.endMs ?? 0) - (end as number))).toBeLessThan(200);
      expect(turns[i]?.confidence).toBeCloseTo(0.9);
    });
    expect(participants.map(({ channel, side }) => [channel, side])).toEqual([
      [0, 'unknown'],
      [1, 'unknown'],
    ]);
    expect({ language, durationMs, engine }).toEqual({
      language: 'en',
      durationMs: 12_000,
      engine: { name: 'tones', model: 'goertzel' },
    });
  });

  test('a word thrown in while the other goes on is a turn inside the other, which stays whole', async () => {
    const [left, right] = [silence(10), silence(10)];
    for (const [i, word] of [1, 2, 3, 4].entries()) plant(left, 1 + i * 0.45, word);
    plant(right, 1.9, 9, { seconds: 0.3 });
    plant(left, 4, 5);
    const { turns } = await transcribe([left, right]);
    expect(turns.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['speaker-1', 'one two three four five'],
      ['speaker-2', 'nine'],
    ]);
    expect(turns[1]?.startMs).toBeLessThan(turns[0]?.endMs ?? 0);
  });

  test('an interruption that takes over ends the turn', async () => {
    const [left, right] = [silence(10), silence(10)];
    for (const [i, word] of [1, 2, 3].entries()) plant(left, 1 + i * 0.45, word);
    for (const [i, word] of [7, 8, 9].entries()) plant(right, 2.1 + i * 0.45, word);
    plant(left, 5, 4);
    expect(texts(await transcribe([left, right]))).toEqual(['one two three', 'seven eight nine', 'four']);
  });

  test('speech that leaks into the other channel is heard once, on its own channel', async () => {
    const [left, right] = [silence(12), silence(12)];
    speak(left, 1, 4, { pitchHz: 120, formants: 1 });
    speak(right, 7, 10, { pitchHz: 210, formants: 1.15 });
    // 16 dB down, 90 ms late.
    const leaked = Float32Array.from(right, (value, i) => value + 0.15 * (left[i - 1440] ?? 0));
    const heard: SpeechEngine = { ...toneEngine(), recognise: () => Promise.resolve(aWord) };
    const { turns } = await transcribe([left, leaked], { engine: heard });
    expect(turns.map(({ speaker }) => speaker)).toEqual(['speaker-1', 'speaker-2']);
    expect(turns[1]?.startMs).toBeGreaterThan(6_500);
  });

  test('the same sound in both channels is one channel with everybody on it', async () => {
    const left = silence(28);
    for (const [i, start] of [1, 8, 15, 22].entries())
      speak(left, start, start + 5, i % 2 ? { pitchHz: 215, formants: 1.2 } : { pitchHz: 105, formants: 0.95 });
    const heard: SpeechEngine = { ...toneEngine(), recognise: () => Promise.resolve(aWord) };
    const { turns, participants } = await transcribe([left, left.slice()], { engine: heard });
    expect(turns.map(({ speaker }) => speaker)).toEqual(['speaker-1', 'speaker-2', 'speaker-1', 'speaker-2']);
    expect(participants.map(({ channel }) => channel)).toEqual([null, null]);
  });
});

const aWord: Recognition = {
  language: 'en',
  text: 'word',
  words: [{ text: 'word', startMs: 200, endMs: 600, confidence: 0.9 }],
  confidence: 0.9,
  reliable: true,
};

test('silence is never given to the engine', async () => {
  const left = silence(150);
  plant(left, 100, 1);
  const engine = toneEngine();
  expect(texts(await transcribe([left], { engine }))).toEqual(['one']);
  expect(engine.asked.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(1000);
});

test('a recording of silence has no turns', async () => {
  const { turns, participants } = await transcribe([silence(20)]);
  expect(turns).toEqual([]);
  expect(participants).toHaveLength(1);
});

test('long speech without a pause: every word once, none broken or lost at the cuts', async () => {
  const left = silence(70);
  const words: number[] = [];
  for (let at = 1; at < 65; at += 0.4) {
    words.push((words.length * 7 + Math.floor(words.length / 10)) % 10);
    plant(left, at, words.at(-1) as number);
  }
  const engine = toneEngine();
  const { turns } = await transcribe([left], { engine });
  expect(engine.asked.length).toBeGreaterThan(2);
  expect(Math.max(...engine.asked)).toBeLessThanOrEqual(28_000);
  const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  expect(turns.map(({ text }) => text).join(' ')).toBe(words.map((word) => names[word]).join(' '));
});

test('what the engine guessed is marked unreliable and joins nothing that it heard well', async () => {
  const left = silence(12);
  plant(left, 1, 1);
  plantNoise(left, 3, 5);
  plant(left, 7, 2);
  const { turns } = await transcribe([left]);
  expect(turns.map(({ text, unreliable }) => [text, unreliable ?? false])).toEqual([
    ['one', false],
    ['', true],
    ['two', false],
  ]);
  expect(turns[1]?.startMs).toBeGreaterThan(2800);
  expect(turns[1]?.endMs).toBeLessThan(5200);
});

test('progress grows to the end of the speech', async () => {
  const left = silence(60);
  for (let at = 1; at < 58; at += 3) plant(left, at, 1);
  const told: number[] = [];
  await transcribe([left], { onProgress: (fraction) => told.push(fraction) });
  expect(told.length).toBeGreaterThan(15);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBeGreaterThan(0.9);
});

describe('stopping and going on', () => {
  test('an abort ends it at once, though the engine does not listen', async () => {
    const left = silence(30);
    for (let at = 1; at < 28; at += 3) plant(left, at, 1);
    const controller = new AbortController();
    let asked = 0;
    const deaf = toneEngine({
      before: async () => {
        asked += 1;
        if (asked === 3) controller.abort();
        if (asked >= 3) await new Promise(() => undefined);
      },
    });
    const started = performance.now();
    const error = await transcribe([left], { engine: deaf, signal: controller.signal }).catch((e: unknown) => e);
    expect(AppError.from(error).code).toBe('cancelled');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('a second try goes on from the last finished stretch and gives the same turns', async () => {
    const [left, right] = [silence(50), silence(50)];
    for (let at = 1, i = 0; at < 48; at += 3, i += 1) plant(i % 2 ? left : right, at, i % 10);
    const checkpoint = memoryCheckpoint();
    let asked = 0;
    const dying = toneEngine({
      before: async () => {
        asked += 1;
        if (asked > 10) throw new AppError('unavailable', 'The engine died.');
      },
    });
    await expect(transcribe([left, right], { engine: dying, checkpoint })).rejects.toThrow('The engine died.');
    expect(checkpoint.kept.size).toBe(10);
    const engine = toneEngine();
    const resumed = await transcribe([left, right], { engine, checkpoint });
    const whole = toneEngine();
    expect(resumed).toEqual(await transcribe([left, right], { engine: whole }));
    expect(engine.asked).toHaveLength(whole.asked.length - 10);
    expect(checkpoint.kept.size).toBe(0);
  });

  test('what another engine or language left is not used', async () => {
    const left = silence(10);
    plant(left, 1, 1);
    const checkpoint = memoryCheckpoint();
    await checkpoint.save(createHash('sha256').update('recording').digest('hex'), 'other/model/auto', '0-0-1', aWord);
    const engine = toneEngine();
    await transcribe([left], { engine, checkpoint });
    expect(engine.asked).toHaveLength(1);
    expect(checkpoint.kept.size).toBe(1);
  });
});

function memoryCheckpoint(): Checkpoint & { kept: Map<string, Recognition> } {
  const kept = new Map<string, Recognition>();
  return {
    kept,
    load: async (sha256, engine) =>
      new Map(
        [...kept].flatMap(([key, value]) =>
          key.startsWith(`${sha256} ${engine} `) ? [[key.split(' ')[2] as string, value] as const] : [],
        ),
      ),
    save: async (sha256, engine, stretch, recognition) => void kept.set(`${sha256} ${engine} ${stretch}`, recognition),
    clear: async (sha256, engine) => {
      for (const key of kept.keys()) if (key.startsWith(`${sha256} ${engine} `)) kept.delete(key);
    },
  };
}
