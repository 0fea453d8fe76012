import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { telephoned } from '../../models/quality/telephone.js';
import { characterErrors, normalize, rates, wordErrors } from '../../models/quality/wer.js';
import { BUNDLED_MODEL, openBundledEngine } from '../../models/transcriber/bundled.js';
import { SAMPLE_RATE } from '../../models/transcriber/engine.js';
import { hostedEngine } from '../../models/transcriber/engines/index.js';
import { bundleProgram } from '../services/child-program.js';
import { noise, speechEngineContract, tone } from './speech-engine.js';

const recording = (name: string): string => fileURLToPath(new URL(`../../fixtures/${name}.ogg`, import.meta.url));

/** @param channel from 0 */
function part(name: string, channel: number, fromS: number, seconds: number): Float32Array {
  const options = ['-v', 'error', '-ss', String(fromS), '-t', String(seconds), '-i', recording(name)];
  const format = ['-af', `pan=mono|c0=c${channel}`, '-ar', String(SAMPLE_RATE), '-f', 'f32le', '-'];
  const raw = execFileSync('ffmpeg', [...options, ...format], { maxBuffer: 1 << 26 });
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
}

const open = () => openBundledEngine({ threads: 1 });

describe('bundled, on English', () => {
  speechEngineContract({ open, speech: part('recordings/lumen-callback', 0, 0.8, 5), language: 'en' });
});

describe('bundled, on Chinese', () => {
  speechEngineContract({ open, speech: part('conversations/huacheng-call', 1, 0.8, 9), language: 'zh' });
});

describe('bundled, in a process of its own', () => {
  let program = '';
  beforeAll(async () => {
    program = await bundleProgram(
      fileURLToPath(new URL('../../models/transcriber/engines/host-program.ts', import.meta.url)),
    );
  });
  afterAll(() => rm(program));
  const hosted = () => hostedEngine({ kind: 'bundled', model: BUNDLED_MODEL, threads: 1 }, { program });
  speechEngineContract({ open: hosted, speech: part('conversations/huacheng-call', 1, 0.8, 9), language: 'zh' });

  test('while it works on the longest stretch, the event loop of whoever asked is free', async () => {
    const engine = await hosted();
    const samples = part('recordings/lumen-callback', 0, 0.8, 27.5);
    const before = performance.eventLoopUtilization();
    const heard = await engine.recognise(samples, { language: 'auto' });
    // In one process with it, nearly 1.
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
    expect(heard.words.length).toBeGreaterThan(20);
    await engine.close();
  });
});

describe('bundled', () => {
  test.each<[string, Float32Array]>([
    ['noise', noise(4)],
    ['a tone', tone(440, 4)],
    ['a chord', tone(220, 4, 0.2).map((sample, n) => sample + 0.2 * Math.sin((2 * Math.PI * 277 * n) / SAMPLE_RATE))],
  ])('%s is nothing that one may rely on', async (_, samples) => {
    const engine = await open();
    const heard = await engine.recognise(samples, { language: 'auto' });
    await engine.close();
    expect(heard.words.length === 0 || !heard.reliable).toBe(true);
  });

  test.each([
    ['English', part('recordings/lumen-callback', 0, 0, 30)],
    ['Chinese', part('conversations/huacheng-call', 1, 0, 60)],
  ])('words stand where they are spoken, to 200 ms: %s', async (_, samples) => {
    const spoken = loudParts(samples).filter(
      ({ startMs, endMs }) => endMs - startMs > 800 && endMs < samples.length / 16 - 500,
    );
    expect(spoken.length).toBeGreaterThan(2);
    const engine = await open();
    for (const { startMs, endMs } of spoken) {
      // With the silence around it, as the stretches are cut.
      const [from, to] = [Math.max(0, startMs - 250), endMs + 250];
      const { words } = await engine.recognise(samples.slice(from * 16, to * 16), { language: 'auto' });
      expect(Math.abs(from + words[0]!.startMs - startMs)).toBeLessThanOrEqual(200);
      expect(Math.abs(from + words.at(-1)!.endMs - endMs)).toBeLessThanOrEqual(200);
    }
    await engine.close();
  });

  test.each([
    ['English', 'recordings/lumen-callback', wordErrors],
    ['Chinese', 'conversations/huacheng-call', characterErrors],
  ] as const)('over a telephone it hears what it hears at 16 kHz: %s', async (_, name, errors) => {
    const engine = await open();
    const heard = async (samples: Float32Array): Promise<string> =>
      normalize((await engine.recognise(samples, { language: 'auto' })).text);
    const apart = [];
    for (const fromS of [0, 25, 50]) {
      const samples = part(name, 0, fromS, 25);
      apart.push(errors(await heard(samples), await heard(telephoned(samples))));
    }
    await engine.close();
    const { rate, total } = rates(apart);
    expect(total).toBeGreaterThan(80);
    expect(rate).toBeLessThan(0.03);
  });

  test('it says that it knows synthetic speech only, and how to install another', async () => {
    const engine = await open();
    expect(engine.warning?.en).toMatch(/synthetic.*vouch models pull/);
    expect(engine.warning?.zh).toMatch(/合成.*vouch models pull/);
    await engine.close();
  });

  test('a folder without the model is refused with what to do', async () => {
    const missing = openBundledEngine({ threads: 1, folder: fileURLToPath(new URL('.', import.meta.url)) });
    await expect(missing).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('npm ci') as string,
    });
  });
});

/** Where it is loud, told from the energy of 10 ms and nothing else; silences of less than 400 ms belong to it. */
function loudParts(samples: Float32Array): { startMs: number; endMs: number }[] {
  const parts: { startMs: number; endMs: number }[] = [];
  for (let startMs = 0; startMs + 10 <= samples.length / 16; startMs += 10) {
    const energy =
      samples.subarray(startMs * 16, (startMs + 10) * 16).reduce((sum, each) => sum + each * each, 0) / 160;
    if (energy < 1e-4) continue;
    const last = parts.at(-1);
    if (last && startMs - last.endMs < 400) last.endMs = startMs + 10;
    else parts.push({ startMs, endMs: startMs + 10 });
  }
  return parts;
}
