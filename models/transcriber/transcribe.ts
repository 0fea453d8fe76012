import { AppError, type Language } from '../domain/index.js';
import type { Checkpoint } from './checkpoint.js';
import { type Recognition, SAMPLE_RATE, type SpeechEngine } from './engine.js';
import { findStretches } from './find-stretches.js';
import { type AudibleStretch, speakersByChannel, speakersByVoice } from './speakers.js';
import { spectrum } from './spectrum.js';
import type { SpeechDetector } from './speech-detector.js';
import type { Stretch } from './stretches.js';
import type { AudioSource, Transcriber, TranscribeOptions, Transcription } from './transcriber.js';
import { turnsOf } from './turns.js';
import { type Utterance, utterancesOf } from './utterances.js';

/** A recording as it is decoded: samples at SAMPLE_RATE of every channel in step. */
export interface Sound {
  readonly channels: number;
  readonly durationMs: number;
  readonly pieces: AsyncIterable<readonly Float32Array[]>;
}

export interface TranscriberParts {
  /** The engine for a language, opened at its first use. @throws AppError `no_transcript` where there is none */
  readonly engine: (language: TranscribeOptions['language']) => Promise<SpeechEngine>;
  /** Opened at its first use. */
  readonly detector: () => Promise<SpeechDetector>;
  /** Opens a recording for as long as `use` takes. */
  readonly decode: <T>(source: AudioSource, signal: AbortSignal, use: (sound: Sound) => Promise<T>) => Promise<T>;
  readonly checkpoint?: Checkpoint;
}

/** Stretches that are with the engine at a time: one is heard while the next is cut out. */
const IN_FLIGHT = 2;

/**
 * From sound to turns: each channel's speech is cut into stretches at its silences, the engine puts them into
 * words, and the words go to speakers, by channel or by voice. Memory does not grow with the length of the
 * recording beyond its words and, where all speak on one channel, 17 kB for a second of speech.
 */
export function createTranscriber({ engine: engineFor, detector, decode, checkpoint }: TranscriberParts): Transcriber {
  return {
    transcribe(source, options) {
      // The recording is looked at first: that it is damaged is told without an engine.
      return decode(source, options.signal, async (sound) => {
        const [engine, ears] = [await engineFor(options.language), await detector()];
        const done = new Saved(checkpoint, source.sha256, `${engine.name}/${engine.model}/${options.language}`);
        await done.open();
        const stretches = await hear(sound, engine, ears, done, source, options);
        await done.clear();
        return transcription(stretches, sound, engine, options);
      });
    },
  };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

async function hear(
  sound: Sound,
  engine: SpeechEngine,
  detector: SpeechDetector,
  saved: Saved,
  source: AudioSource,
  { language, signal, onProgress }: TranscribeOptions,
): Promise<AudibleStretch[]> {
  const found: Mutable<AudibleStretch>[] = [];
  const speaking = new Set<number>();
  const inFlight: Promise<void>[] = [];
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const one = async (stretch: Stretch): Promise<void> => {
    const { samples, ...place } = stretch;
    const name = `${stretch.channel}-${stretch.own.start}-${stretch.own.end}`;
    const kept = saved.of(name);
    const recognition =
      kept ?? (await orAborted(engine.recognise(samples, { language, signal: either }), either, source));
    if (!kept) await saved.save(name, recognition);
    speaking.add(place.channel);
    // Where people speak on several channels nobody is told by the voice.
    if (speaking.size === 2) for (const each of found) each.rows = [];
    const rows = speaking.size > 1 ? [] : spectrum(samples, { pitch: true });
    found.push({ ...place, recognition, rows });
    onProgress(Math.min(1, stretch.own.end / SAMPLE_RATE / Math.max(1, sound.durationMs / 1000)));
  };
  try {
    for await (const stretch of findStretches(sound.pieces, sound.channels, detector, signal)) {
      signal.throwIfAborted();
      if (inFlight.length >= IN_FLIGHT) await inFlight.shift();
      const working = one(stretch);
      // Its failure is met where it is awaited; until then it is not unhandled.
      working.catch(() => undefined);
      inFlight.push(working);
    }
    while (inFlight.length > 0) await inFlight.shift();
  } catch (error) {
    stop.abort();
    await Promise.allSettled(inFlight);
    if (signal.aborted) throw cancelled(source, error);
    throw error;
  }
  return found;
}

const cancelled = ({ fileName }: AudioSource, cause: unknown): AppError =>
  new AppError('cancelled', `Transcribing ${fileName} was stopped.`, { cause });

/** An engine that is slow to stop is not waited for. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal, source: AudioSource): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(cancelled(source, signal.reason));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** The checkpoint of one recording; without a place to keep it, nothing is kept. */
class Saved {
  private stretches: ReadonlyMap<string, Recognition> = new Map();

  constructor(
    private readonly checkpoint: Checkpoint | undefined,
    private readonly sha256: string,
    private readonly engine: string,
  ) {}

  async open(): Promise<void> {
    if (this.checkpoint) this.stretches = await this.checkpoint.load(this.sha256, this.engine);
  }

  of(stretch: string): Recognition | undefined {
    return this.stretches.get(stretch);
  }

  async save(stretch: string, recognition: Recognition): Promise<void> {
    await this.checkpoint?.save(this.sha256, this.engine, stretch, recognition);
  }

  async clear(): Promise<void> {
    await this.checkpoint?.clear(this.sha256, this.engine);
  }
}

function transcription(
  stretches: readonly AudibleStretch[],
  { channels, durationMs }: Sound,
  { name, model, warning }: SpeechEngine,
  { language, channelSides }: TranscribeOptions,
): Transcription {
  const utterances = utterancesOf(stretches);
  const speaking = new Set(stretches.map(({ channel }) => channel)).size;
  // A recording whose second channel is silent, or the first again, has everybody on one.
  const { participants, utterances: spoken } =
    speaking > 1 ? speakersByChannel(utterances, channels, channelSides) : speakersByVoice(utterances, stretches);
  return {
    language: language === 'auto' ? spokenLanguage(utterances) : language,
    durationMs,
    engine: { name, model },
    warning,
    participants,
    turns: turnsOf(spoken),
  };
}

/** A language that fills less than this part of the time is a few borrowed words. */
const BORROWED = 0.15;

/** Which language was spoken, by time; what was heard well decides where there is any. */
export function spokenLanguage(utterances: readonly Utterance[]): Language {
  const sure = utterances.filter(({ reliable, language }) => reliable && language !== null);
  const time = { zh: 0, en: 0, mixed: 0 };
  for (const { language, startMs, endMs } of sure.length > 0 ? sure : utterances)
    if (language !== null) time[language] += Math.max(1, endMs - startMs);
  const [zh, en] = [time.zh + time.mixed / 2, time.en + time.mixed / 2];
  if (Math.min(zh, en) > BORROWED * (zh + en)) return 'mixed';
  return en > zh ? 'en' : 'zh';
}
