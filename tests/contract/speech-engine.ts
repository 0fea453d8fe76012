import { expect, test } from 'vitest';

import { AppError } from '../../models/domain/index.js';
import {
  LONGEST_STRETCH_MS,
  SAMPLE_RATE,
  type Recognition,
  type SpeechEngine,
} from '../../models/transcriber/engine.js';
import { joinWords } from '../../models/transcriber/writing.js';

export interface SpeechEngineCase {
  open(): Promise<SpeechEngine>;
  /** Sound in which the engine hears words. */
  readonly speech: Float32Array;
  /** The language that it hears in it. */
  readonly language: 'zh' | 'en' | null;
}

/** A tone that swells and fades four times a second. */
export function tone(hertz: number, seconds: number, loudness = 0.4): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * SAMPLE_RATE) },
    (_, n) =>
      loudness *
      Math.sin((2 * Math.PI * hertz * n) / SAMPLE_RATE) *
      (0.6 - 0.4 * Math.cos((8 * Math.PI * n) / SAMPLE_RATE)),
  );
}

/** Wide noise, the same every time. */
export function noise(seconds: number, loudness = 0.3): Float32Array {
  let state = 1;
  return Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, () => {
    state = (state * 16_807) % 2_147_483_647;
    return loudness * ((2 * state) / 2_147_483_647 - 1);
  });
}

const refused = (code: string) => (error: unknown) => {
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).code).toBe(code);
};

/** What every speech engine promises. */
export function speechEngineContract(engine: SpeechEngineCase): void {
  const { speech } = engine;
  const durationMs = (speech.length * 1000) / SAMPLE_RATE;
  const withEngine = async <T>(use: (opened: SpeechEngine) => Promise<T>): Promise<T> => {
    const opened = await engine.open();
    try {
      return await use(opened);
    } finally {
      await opened.close();
    }
  };
  const inOrder = ({ words }: Recognition, withinMs: number): void => {
    let last = 0;
    for (const { startMs, endMs } of words) {
      expect(startMs).toBeGreaterThanOrEqual(last);
      expect(endMs).toBeGreaterThanOrEqual(startMs);
      last = endMs;
    }
    expect(last).toBeLessThanOrEqual(withinMs);
  };

  test('words are in order, within the stretch, and together the text', async () => {
    const heard = await withEngine((opened) => opened.recognise(speech, { language: 'auto' }));
    expect(heard.words.length).toBeGreaterThan(0);
    inOrder(heard, durationMs);
    expect(joinWords(heard.words.map(({ text }) => text))).toBe(heard.text);
    expect(heard.language).toBe(engine.language);
    for (const { text, confidence } of heard.words) {
      expect(text.trim()).toBe(text);
      expect(text).not.toBe('');
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
    expect(heard.confidence).toBeGreaterThan(0);
    expect(heard.confidence).toBeLessThanOrEqual(1);
  });

  test('the same stretch gives the same words, also when two ask at once', async () => {
    await withEngine(async (opened) => {
      const [first, second] = await Promise.all([
        opened.recognise(speech, { language: 'auto' }),
        opened.recognise(speech, { language: 'auto' }),
      ]);
      expect(second).toEqual(first);
      expect(await opened.recognise(speech, { language: 'auto' })).toEqual(first);
    });
  });

  test('in silence nothing is said', async () => {
    const silence = new Float32Array(2 * SAMPLE_RATE);
    const heard = await withEngine((opened) => opened.recognise(silence, { language: 'auto' }));
    expect(heard).toMatchObject({ text: '', words: [], language: null });
  });

  test('the shortest and the longest stretch are heard', async () => {
    await withEngine(async (opened) => {
      inOrder(await opened.recognise(speech.slice(0, 1), { language: 'auto' }), 1);
      const longest = Float32Array.from(
        { length: (LONGEST_STRETCH_MS * SAMPLE_RATE) / 1000 },
        (_, n) => speech[n % speech.length] ?? 0,
      );
      inOrder(await opened.recognise(longest, { language: 'auto' }), LONGEST_STRETCH_MS);
    });
  });

  test.each<[string, Float32Array]>([
    ['of no length', new Float32Array(0)],
    ['that is too long', new Float32Array((LONGEST_STRETCH_MS * SAMPLE_RATE) / 1000 + 1)],
    ['with values that are no numbers', new Float32Array(1600).fill(NaN)],
  ])('a stretch %s is refused', async (_, samples) => {
    await withEngine((opened) =>
      opened.recognise(samples, { language: 'auto' }).then(() => expect.fail('was taken'), refused('invalid_input')),
    );
  });

  test('an aborted stretch ends within a second, and the next is heard', async () => {
    await withEngine(async (opened) => {
      const abort = new AbortController();
      const asked = opened.recognise(speech, { language: 'auto', signal: abort.signal });
      const waiting = opened.recognise(speech, { language: 'auto', signal: abort.signal });
      const started = Date.now();
      abort.abort();
      await asked.then(() => expect.fail('went on'), refused('cancelled'));
      await waiting.then(() => expect.fail('went on'), refused('cancelled'));
      expect(Date.now() - started).toBeLessThan(1000);
      await opened
        .recognise(speech, { language: 'auto', signal: abort.signal })
        .then(() => expect.fail('went on'), refused('cancelled'));
      expect((await opened.recognise(speech, { language: 'auto' })).words.length).toBeGreaterThan(0);
    });
  });

  test('once closed it says so, and may be closed again', async () => {
    const opened = await engine.open();
    await opened.close();
    await opened.close();
    await opened.recognise(speech, { language: 'auto' }).then(() => expect.fail('was heard'), refused('unavailable'));
  });

  test('it says who it is', async () => {
    await withEngine(async ({ name, model, warning }) => {
      expect(['whisper', 'sherpa', 'remote', 'bundled']).toContain(name);
      expect(model).not.toBe('');
      if (warning) expect([warning.zh, warning.en]).not.toContain('');
      return Promise.resolve();
    });
  });
}
