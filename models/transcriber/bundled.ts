import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { AppError } from '../domain/index.js';
import { BUNDLED_MODEL, bundledFolder } from './bundled-model.js';
import { listen } from './bundled/listen.js';
import { type Lexicon, readLexicons } from './bundled/lexicon.js';
import {
  LONGEST_STRETCH_MS,
  type Recognition,
  type RecogniseOptions,
  SAMPLE_RATE,
  type SpeechEngine,
} from './engine.js';
import { checkStretch, inTurn, isSilent, NOTHING_SAID } from './engines/stretch.js';
import { InferenceSession, Tensor } from './onnxruntime.js';

export { BUNDLED_MODEL };

/** The network hears a unit only with what follows it: a quarter of a second, whole frames. */
const PAD_SAMPLES = 6 * 640;

export interface BundledSettings {
  readonly threads: number;
  /** Where `recogniser.onnx`, `units.json` and `lexicon.bin.gz` are. */
  readonly folder?: string;
}

/**
 * Our own model of Chinese and English, which comes with the program: it has learnt from synthetic speech only,
 * and says so. Opens in about half a second of processor time. In this process: use `hostedEngine`, since network and search take its thread
 * for up to half a second at a time.
 * @throws AppError `unavailable` where its files are missing or broken
 */
export async function openBundledEngine({ threads, folder = bundledFolder }: BundledSettings): Promise<SpeechEngine> {
  const { session, lexicons, units } = await load(folder, threads).catch((cause: unknown) => {
    throw new AppError('unavailable', 'The bundled speech model cannot be loaded: install Vouch again (npm ci).', {
      cause,
    });
  });
  const recognise = async (samples: Float32Array, { language, signal }: RecogniseOptions): Promise<Recognition> => {
    if (isSilent(samples)) return NOTHING_SAID;
    const padded = new Float32Array(samples.length + 2 * PAD_SAMPLES);
    padded.set(samples, PAD_SAMPLES);
    const input = new Tensor('float32', padded, [1, padded.length]);
    const { log_probabilities: out } = await session.run({ samples: input });
    signal?.throwIfAborted();
    if (!(out?.data instanceof Float32Array))
      throw new AppError('internal', 'The bundled speech model gave no numbers.');
    const frames = { values: out.data, count: Number(out.dims[1]), units: units.length };
    const durationMs = (samples.length * 1000) / SAMPLE_RATE;
    return listen(frames, { lexicons, units, language, startMs: (-PAD_SAMPLES * 1000) / SAMPLE_RATE, durationMs });
  };
  const queue = inTurn(BUNDLED_MODEL, () => session.release());
  return {
    name: 'bundled',
    model: BUNDLED_MODEL,
    warning: {
      zh: '内置语音模型只学过合成语音，真人录音的转写不可靠；请安装正式模型：vouch models pull sense-voice-small',
      en: 'The bundled speech model knows synthetic speech only; install a real one for recordings of people: vouch models pull whisper-base',
    },
    recognise: async (samples, options) => {
      checkStretch(samples, LONGEST_STRETCH_MS);
      return queue.run(options.signal, () => recognise(samples, options));
    },
    close: () => queue.close(),
  };
}

async function load(
  folder: string,
  threads: number,
): Promise<{ session: InferenceSession; lexicons: Lexicon[]; units: string[] }> {
  const [session, lexicon, unitsJson] = await Promise.all([
    InferenceSession.create(join(folder, 'recogniser.onnx'), {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // Stretches are of any length: buffers that were sized for one would be kept for each.
      enableMemPattern: false,
      enableCpuMemArena: false,
      logSeverityLevel: 3,
    }),
    readFile(join(folder, 'lexicon.bin.gz')),
    readFile(join(folder, 'units.json'), 'utf8'),
  ]);
  return { session, lexicons: readLexicons(lexicon), units: JSON.parse(unitsJson) as string[] };
}
