import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type SpeechEngine } from '../../../models/transcriber/engine.js';
import { hostedEngine } from '../../../models/transcriber/engines/index.js';
import { openWhisperEngine } from '../../../models/transcriber/engines/whisper.js';
import { noise, tone } from '../../contract/speech-engine.js';
import { bundleProgram } from '../../services/child-program.js';

const folder = fileURLToPath(new URL('../../../fixtures/models/tiny-whisper', import.meta.url));
const spec = { kind: 'whisper' as const, model: 'tiny-whisper', folder, threads: 1 };
const low = tone(300, 4);
const high = tone(5000, 4);

describe('what Whisper hears', () => {
  let engine: SpeechEngine;
  beforeAll(async () => {
    engine = await openWhisperEngine(spec);
  });
  afterAll(() => engine.close());

  test('the language is found for each stretch', async () => {
    expect(await engine.recognise(low, { language: 'auto' })).toMatchObject({ language: 'zh', reliable: true });
    expect(await engine.recognise(high, { language: 'auto' })).toMatchObject({ language: 'en', reliable: true });
  });

  test('another language is found and marked unreliable', async () => {
    const heard = await engine.recognise(noise(4), { language: 'auto' });
    expect(heard).toMatchObject({ language: null, reliable: false });
    expect(heard.text).not.toBe('');
  });

  test('a language that is asked for is taken', async () => {
    const chinese = await engine.recognise(low, { language: 'zh' });
    const english = await engine.recognise(low, { language: 'en' });
    expect(chinese.text).toMatch(/^\p{Script=Han}+$/u);
    expect(english).toMatchObject({ language: 'en' });
    expect(english.text).toMatch(/^[a-z]+ /);
  });

  test('words stand where the attention looks: at a quarter of a second each', async () => {
    const { words } = await engine.recognise(low, { language: 'zh' });
    // Word n is chosen at place n + 3, after start, language, task and the first timestamp.
    for (const [n, word] of words.slice(0, 8).entries())
      expect(Math.abs((word.startMs + word.endMs) / 2 - (n + 3) * 250)).toBeLessThanOrEqual(200);
  });

  test('a loop is said once and marked unreliable', async () => {
    const heard = await engine.recognise(tone(1500, 28), { language: 'auto' });
    expect(heard).toMatchObject({ text: 'ok', reliable: false });
  });

  test('as long as stretches get, the words stay within', async () => {
    const { words } = await engine.recognise(tone(5000, 28), { language: 'auto' });
    expect(words.length).toBeGreaterThan(10);
    expect(words.at(-1)?.endMs).toBeLessThanOrEqual(28_000);
  });
});

describe('a model without heads that follow the sound', () => {
  let changed = '';
  beforeAll(async () => {
    changed = join(await mkdtemp(join(tmpdir(), 'vouch-whisper-')), 'plain');
    await cp(folder, changed, { recursive: true });
    const file = join(changed, 'generation_config.json');
    const settings = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    delete settings['alignment_heads'];
    await writeFile(file, JSON.stringify(settings));
  });
  afterAll(() => rm(join(changed, '..'), { recursive: true }));

  test('its words are spread over the sentences’ timestamps', async () => {
    const engine = await openWhisperEngine({ ...spec, folder: changed });
    const { words } = await engine.recognise(low, { language: 'zh' });
    await engine.close();
    // Its first sentence lasts from 0 to 3 s: ten words of 300 ms.
    expect(words.slice(0, 10).map(({ startMs }) => startMs)).toEqual([
      0, 300, 600, 900, 1200, 1500, 1800, 2100, 2400, 2700,
    ]);
    expect(words[10]?.startMs).toBe(3000);
    expect(words.at(-1)?.endMs).toBe(4000);
  });
});

describe('a model that knows English only', () => {
  let english = '';
  beforeAll(async () => {
    english = join(await mkdtemp(join(tmpdir(), 'vouch-whisper-')), 'tiny.en');
    await cp(folder, english, { recursive: true });
    const file = join(english, 'generation_config.json');
    const settings = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, JSON.stringify({ ...settings, is_multilingual: false }));
  });
  afterAll(() => rm(join(english, '..'), { recursive: true }));

  test('hears English, and says so where Chinese is asked for', async () => {
    const engine = await openWhisperEngine({ ...spec, folder: english });
    expect(await engine.recognise(high, { language: 'auto' })).toMatchObject({ language: 'en' });
    await expect(engine.recognise(low, { language: 'zh' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('.en') as string,
    });
    await engine.close();
  });
});

describe('a folder that is no model', () => {
  test('is refused with the command that checks it', async () => {
    await expect(openWhisperEngine({ ...spec, folder: tmpdir() })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('vouch models verify') as string,
    });
  });
});

describe('a process of its own', () => {
  let program = '';
  beforeAll(async () => {
    program = await bundleProgram(
      fileURLToPath(new URL('../../../models/transcriber/engines/host-program.ts', import.meta.url)),
    );
  });
  afterAll(() => rm(program));
  const children = async (): Promise<number[]> => {
    const listed = await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
    return listed.trim().split(' ').filter(Boolean).map(Number);
  };
  const rssOf = async (pid: number): Promise<number> => {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  };
  const withHost = async (
    use: (engine: SpeechEngine, pid: () => Promise<number>) => Promise<void>,
    options: { growthLimitBytes?: number } = {},
  ): Promise<void> => {
    const before = await children();
    const engine = await hostedEngine(spec, { program, ...options });
    try {
      await use(engine, async () => (await children()).find((pid) => !before.includes(pid)) ?? 0);
    } finally {
      await engine.close();
    }
    expect((await children()).filter((pid) => !before.includes(pid))).toEqual([]);
  };

  test('says the same as in this one, and takes none of its time', async () => {
    const stretches = Array.from({ length: 6 }, () => low);
    const hear = async (engine: SpeechEngine) => {
      const before = process.cpuUsage();
      const heard = await Promise.all(stretches.map((samples) => engine.recognise(samples, { language: 'auto' })));
      const { user, system } = process.cpuUsage(before);
      return { heard, cpuMs: (user + system) / 1000 };
    };
    const here = await openWhisperEngine(spec);
    const inThisProcess = await hear(here);
    await here.close();
    await withHost(async (engine) => {
      const inItsOwn = await hear(engine);
      expect(inItsOwn.heard).toEqual(inThisProcess.heard);
      expect(inItsOwn.cpuMs).toBeLessThan(inThisProcess.cpuMs / 3);
    });
  });

  test('its memory is flat over 50 stretches', async () => {
    await withHost(async (engine, pid) => {
      for (let n = 0; n < 10; n++) await engine.recognise(low, { language: 'auto' });
      const first = await pid();
      const before = await rssOf(first);
      for (let n = 0; n < 50; n++) await engine.recognise(n % 2 ? low : high, { language: 'auto' });
      expect(await pid()).toBe(first);
      expect((await rssOf(first)) - before).toBeLessThan(64 * 1024 * 1024);
    });
  });

  test('it is replaced when it has grown too large', async () => {
    await withHost(
      async (engine, pid) => {
        const expected = await engine.recognise(low, { language: 'auto' });
        const seen = new Set([await pid()]);
        // Every process is larger after some stretches than after its first; with no room to grow that is enough.
        for (let n = 0; n < 30 && seen.size < 2; n++) {
          expect(await engine.recognise(low, { language: 'auto' })).toEqual(expected);
          seen.add(await pid());
        }
        expect(seen.size).toBe(2);
      },
      { growthLimitBytes: 0 },
    );
  });

  test('killed by the system, it says so, and the next stretch starts another', async () => {
    await withHost(async (engine, pid) => {
      const expected = await engine.recognise(low, { language: 'auto' });
      const asked = engine.recognise(tone(1500, 28), { language: 'auto' });
      process.kill(await pid(), 'SIGKILL');
      await expect(asked).rejects.toMatchObject({ code: 'unavailable' });
      expect(await engine.recognise(low, { language: 'auto' })).toEqual(expected);
    });
  });

  test('stopped so that it hears nothing, an abort still ends within a second', async () => {
    await withHost(async (engine, pid) => {
      const abort = new AbortController();
      const asked = engine.recognise(low, { language: 'auto', signal: abort.signal });
      const next = engine.recognise(low, { language: 'auto' });
      process.kill(await pid(), 'SIGSTOP');
      const started = Date.now();
      abort.abort();
      await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
      expect(Date.now() - started).toBeLessThan(1000);
      // The one that waited behind it is served by the next process.
      expect((await next).language).toBe('zh');
    });
  });

  test('a model that is not there is said at once', async () => {
    await expect(hostedEngine({ ...spec, folder: tmpdir() }, { program })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('vouch models verify') as string,
    });
  });

  test('sherpa without its model says how to get it', async () => {
    const sherpa = { kind: 'sherpa' as const, model: 'sense-voice-small', folder: tmpdir(), threads: 1 };
    await expect(hostedEngine({ ...sherpa, family: 'sense-voice' }, { program })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('vouch models pull sense-voice-small') as string,
    });
  });
});
