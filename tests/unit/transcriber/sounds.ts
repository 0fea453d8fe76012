/** Sound that tests make: tones that stand for words, an engine that reads them, and voices. */
import { setImmediate } from 'node:timers/promises';

import type { Recognition, RecogniseOptions, SpeechEngine, Word } from '../../../models/transcriber/engine.js';
import { FRAME_SAMPLES, type SpeechDetector } from '../../../models/transcriber/speech-detector.js';

const RATE = 16_000;
const VOCABULARY = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const hzOf = (word: number): number => 500 + 150 * word;

/** A word is a tone of 400 ms, fading in and out; `at` in seconds. */
export function plant(samples: Float32Array, at: number, word: number, { seconds = 0.4, loud = 0.5 } = {}): void {
  const count = Math.round(seconds * RATE);
  for (let i = 0; i < count; i += 1) {
    const fade = Math.min(1, i / 160, (count - i) / 160);
    const place = Math.round(at * RATE) + i;
    if (place < samples.length)
      samples[place] = (samples[place] as number) + loud * fade * Math.sin((2 * Math.PI * hzOf(word) * i) / RATE);
  }
}

export function plantNoise(samples: Float32Array, from: number, to: number): void {
  let seed = 7;
  for (let i = Math.round(from * RATE); i < Math.round(to * RATE); i += 1) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    samples[i] = (samples[i] as number) + 0.4 * (seed / 1_073_741_824 - 1);
  }
}

export const silence = (seconds: number): Float32Array => new Float32Array(Math.round(seconds * RATE));

/** Hears loudness: enough where the sound is made of tones and silence. */
export const loudnessDetector: SpeechDetector = {
  listen: () => ({
    probabilities: (channels) =>
      Promise.resolve(
        channels.map((samples) =>
          Float32Array.from({ length: samples.length / FRAME_SAMPLES }, (_, frame) => {
            const part = samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES);
            return Math.sqrt(energyOf(part) / part.length) > 0.02 ? 0.95 : 0.02;
          }),
        ),
      ),
  }),
  close: () => Promise.resolve(),
};

export interface ToneEngine extends SpeechEngine {
  /** Milliseconds of sound of each stretch it was asked for. */
  readonly asked: number[];
}

/** Reads the planted tones back, by the energy at their frequencies (Goertzel); noise makes it guess. */
export function toneEngine({ before }: { before?: (options: RecogniseOptions) => Promise<void> } = {}): ToneEngine {
  const asked: number[] = [];
  return {
    name: 'tones',
    model: 'goertzel',
    warning: null,
    asked,
    async recognise(samples, options) {
      asked.push(Math.round(samples.length / 16));
      await before?.(options);
      await setImmediate();
      return read(samples);
    },
    close: () => Promise.resolve(),
  };
}

const HOP = 320;

function read(samples: Float32Array): Recognition {
  const words: Word[] = [];
  let [clear, loudRows] = [0, 0];
  let current = null as { word: number; from: number; to: number } | null;
  const end = (): void => {
    if (current && current.to - current.from >= 3)
      words.push({
        text: VOCABULARY[current.word] as string,
        startMs: current.from * 20,
        endMs: current.to * 20,
        confidence: 0.9,
      });
    current = null;
  };
  for (let row = 0; (row + 1) * HOP <= samples.length; row += 1) {
    const part = samples.subarray(row * HOP, (row + 1) * HOP);
    const energy = energyOf(part);
    if (energy / HOP <= 0.0004) {
      end();
      continue;
    }
    loudRows += 1;
    const powers = VOCABULARY.map((_, word) => powerAt(part, hzOf(word)));
    const best = powers.indexOf(Math.max(...powers));
    const purity = (2 * (powers[best] as number)) / (HOP * Math.max(energy, 1e-9));
    if (purity > 0.5) {
      clear += 1;
      if (current?.word === best) current.to = row + 1;
      else {
        end();
        current = { word: best, from: row, to: row + 1 };
      }
    } else end();
  }
  end();
  const confidence = loudRows === 0 ? 1 : clear / loudRows;
  const reliable = confidence > 0.5;
  return { language: 'en', text: words.map(({ text }) => text).join(' '), words, confidence, reliable };
}

function energyOf(part: Float32Array): number {
  let energy = 0;
  for (let i = 0; i < part.length; i += 1) energy += (part[i] as number) ** 2;
  return energy;
}

/** Goertzel 1958. */
function powerAt(part: Float32Array, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / RATE);
  let last = 0;
  let before = 0;
  for (let i = 0; i < part.length; i += 1) {
    const next = (part[i] as number) + turn * last - before;
    before = last;
    last = next;
  }
  return last * last + before * before - turn * last * before;
}

export interface Voice {
  readonly pitchHz: number;
  /** How long the throat is: all resonances are multiplied by it. */
  readonly formants: number;
}

const VOWELS = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [300, 870, 2240],
  [530, 1840, 2480],
  [570, 840, 2410],
];

/** Syllables of a source and a filter (Fant 1960): pulses at the pitch through three resonances. */
export function speak(samples: Float32Array, from: number, to: number, { pitchHz, formants }: Voice): void {
  let phase = 0;
  let seed = Math.round(from * 977) + 13;
  for (let start = Math.round(from * RATE); start < to * RATE; start += 2_400) {
    seed = (seed * 69_069 + 1) % 4_294_967_296;
    const vowel = VOWELS[seed % VOWELS.length] as number[];
    const filters = vowel.map((hz) => resonance(hz * formants));
    const tune = pitchHz * (0.92 + (0.16 * ((seed >>> 8) % 100)) / 100);
    for (let i = 0; i < 2_400 && start + i < to * RATE; i += 1) {
      phase += tune / RATE;
      const pulse = phase >= 1 ? 1 : 0;
      phase %= 1;
      const envelope = Math.sqrt(Math.sin((Math.PI * i) / 2_400));
      let voiced = 0;
      for (const filter of filters) voiced += filter(pulse);
      const place = start + i;
      samples[place] = (samples[place] as number) + 0.25 * envelope * voiced;
    }
  }
}

function resonance(hz: number): (input: number) => number {
  const radius = Math.exp((-Math.PI * 90) / RATE);
  const turn = 2 * radius * Math.cos((2 * Math.PI * hz) / RATE);
  let last = 0;
  let before = 0;
  return (input) => {
    const output = input + turn * last - radius * radius * before;
    before = last;
    last = output;
    return output * 0.3;
  };
}
