/** Which speech engine puts recordings into words, and the transcriber around it. Nothing is opened before it is needed. */
import { fileURLToPath } from 'node:url';

import { type StoredSound, withDecodedSound } from '../ingest/audio/decode-source.js';
import type { Ffmpeg } from '../ingest/audio/ffmpeg.js';
import { AppError, type Language } from '../models/domain/index.js';
import { BUNDLED_MODEL } from '../models/transcriber/bundled.js';
import type { Checkpoint } from '../models/transcriber/checkpoint.js';
import type { SpeechEngine } from '../models/transcriber/engine.js';
import { hostedEngine, type HostedSpec, openRemoteEngine } from '../models/transcriber/engines/index.js';
import { openSilero } from '../models/transcriber/silero.js';
import type { SpeechDetector } from '../models/transcriber/speech-detector.js';
import { type InstalledModel, listModels, type ModelKind, openModel } from '../models/transcriber/store/index.js';
import { createTranscriber } from '../models/transcriber/transcribe.js';
import type { Transcriber } from '../models/transcriber/transcriber.js';
import type { Config } from './config.js';
import type { EngineName, SpeechChoice } from './speech-choice.js';

export interface Speech {
  readonly transcriber: Transcriber;
  /** Closes the engines and the detector that were opened. */
  close(): Promise<void>;
}

/** Of what is installed, the best first: on Chinese meetings the sherpa models err a third as often as Whisper of their size. */
const BEST: Record<Language | 'auto', readonly ModelKind[]> = {
  zh: ['sense-voice', 'paraformer', 'whisper'],
  en: ['whisper', 'sense-voice'],
  mixed: ['sense-voice', 'whisper', 'paraformer'],
  auto: ['sense-voice', 'whisper', 'paraformer'],
};
/** Two is what an engine gains from; a server has other work as well. */
const THREADS = 2;

/**
 * The transcriber by configuration: the remote engine if one is configured, else the best installed model for
 * the language, else the bundled one.
 */
export function openSpeech(
  config: Config,
  ffmpeg: () => Promise<Ffmpeg>,
  spoolDir: string,
  { choice = {}, checkpoint }: { choice?: SpeechChoice; checkpoint?: Checkpoint } = {},
): Speech {
  const engines = new Map<string, Promise<SpeechEngine>>();
  let detector: Promise<SpeechDetector> | undefined;
  const engine = async (language: Language | 'auto'): Promise<SpeechEngine> => {
    const { name, open } = await chosen(config, choice, language);
    const opening = engines.get(name) ?? open();
    engines.set(name, opening);
    // What could not be opened is tried again the next time.
    opening.catch(() => engines.delete(name));
    return opening;
  };
  const transcriber = createTranscriber({
    engine,
    detector: () => (detector ??= openSilero()),
    decode: async (source: StoredSound, signal, use) => withDecodedSound(await ffmpeg(), spoolDir, source, signal, use),
    ...(checkpoint && { checkpoint }),
  });
  return {
    transcriber,
    async close() {
      for (const opening of engines.values()) await (await opening).close();
      await (await detector)?.close();
    },
  };
}

/** One engine, as `openSpeech` would choose it. */
export const openEngine = async (
  config: Config,
  choice: SpeechChoice,
  language: Language | 'auto',
): Promise<SpeechEngine> => (await chosen(config, choice, language)).open();

interface Chosen {
  readonly name: string;
  readonly open: () => Promise<SpeechEngine>;
}

async function chosen(config: Config, choice: SpeechChoice, language: Language | 'auto'): Promise<Chosen> {
  const { engine = 'auto', model } = choice;
  const { speech, modelsDir } = config;
  if (engine === 'remote' || (engine === 'auto' && speech && !model)) {
    if (!speech)
      throw new AppError(
        'invalid_input',
        'No remote speech engine is configured: set VOUCH_SPEECH_URL, or use another.',
      );
    return { name: 'remote', open: () => Promise.resolve(openRemoteEngine(speech)) };
  }
  if (model) return hosted(await openModel(modelsDir, model), engine);
  const installed = engine === 'bundled' ? [] : (await listModels(modelsDir)).filter((one) => runs(engine, one.kind));
  const kind = BEST[language].find((each) => installed.some((one) => one.kind === each));
  const best = kind && largest(installed.filter((one) => one.kind === kind));
  if (best) return hosted(await openModel(modelsDir, best.name), engine);
  if (engine === 'auto' || engine === 'bundled')
    return { name: 'bundled', open: () => inProcess({ kind: 'bundled', model: BUNDLED_MODEL, threads: THREADS }) };
  throw new AppError(
    'no_transcript',
    `No speech model for the engine ${engine} is installed: install one (vouch models pull whisper-base), or leave --engine out.`,
  );
}

const runs = (engine: EngineName, kind: ModelKind): boolean =>
  engine === 'auto' || (engine === 'whisper') === (kind === 'whisper');

const largest = (models: InstalledModel[]): InstalledModel | undefined => models.sort((a, b) => b.bytes - a.bytes)[0];

function hosted({ name, folder, kind }: InstalledModel, engine: EngineName): Chosen {
  if (!runs(engine, kind))
    throw new AppError('invalid_input', `The model ${name} does not run on the engine ${engine}: leave --engine out.`);
  const about = { model: name, folder, threads: THREADS };
  return {
    name,
    open: () => inProcess(kind === 'whisper' ? { kind, ...about } : { kind: 'sherpa', family: kind, ...about }),
  };
}

/** Beside this file once it is bundled: dist/speech-host.js. */
const inProcess = (spec: HostedSpec): Promise<SpeechEngine> =>
  hostedEngine(spec, { program: fileURLToPath(new URL('./speech-host.js', import.meta.url)) });
