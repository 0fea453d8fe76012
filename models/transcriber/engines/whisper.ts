import { AppError, type Language } from '../../domain/index.js';
import {
  LONGEST_STRETCH_MS,
  type Recognition,
  type RecogniseOptions,
  SAMPLE_RATE,
  type SpeechEngine,
} from '../engine.js';
import { withoutLoops } from '../loops.js';
import { joinWords } from '../writing.js';
import { hearsNobody } from './guards.js';
import { checkStretch, inTurn, isSilent, NOTHING_SAID } from './stretch.js';
import { decodeStretch } from './whisper-decode.js';
import { openWhisper, type WhisperModel } from './whisper-model.js';
import { probabilityOf, softmaxOf } from './whisper-rules.js';
import { wordsHeard } from './whisper-words.js';

export interface WhisperSettings {
  /** The model's folder in the store. */
  readonly folder: string;
  readonly model: string;
  readonly threads: number;
}

/**
 * Any Whisper in ONNX form, in this process: use `hostedEngine` to keep it out of the server's. What
 * transformers.js' own pipeline leaves out is done here: the language is found by one step of the decoder
 * (its pipeline takes English for everything), silence and loops are recognised, doubtful readings are read again.
 * @throws AppError `unavailable`
 */
export async function openWhisperEngine({ folder, model: name, threads }: WhisperSettings): Promise<SpeechEngine> {
  const model = await openWhisper(folder, threads);
  const queue = inTurn(name, () => model.release());
  return {
    name: 'whisper',
    model: name,
    warning: null,
    recognise: async (samples, options) => {
      checkStretch(samples, LONGEST_STRETCH_MS);
      return queue.run(options.signal, () => recognise(model, samples, options));
    },
    close: () => queue.close(),
  };
}

async function recognise(
  model: WhisperModel,
  samples: Float32Array,
  { language, signal }: RecogniseOptions,
): Promise<Recognition> {
  if (isSilent(samples)) return NOTHING_SAID;
  const durationMs = (samples.length * 1000) / SAMPLE_RATE;
  const heard = await model.encode(samples);
  signal?.throwIfAborted();
  const opened = await model.decode(heard, model.tokens.start, null);
  const spoken = spokenIn(model, opened.logits, language);
  // Whisper's token for "no speech" stands before the one for "no timestamps", in every version.
  const noSpeech = probabilityOf(opened.logits, model.tokens.noTimestamps - 1);
  const decoded = await decodeStretch(model, heard, opened, spoken.prefix, noSpeech, signal);
  if (decoded.verdict === 'silence') return NOTHING_SAID;
  const all = wordsHeard(model, decoded, durationMs);
  const { words, dropped } = withoutLoops(all);
  if (words.length === 0) return NOTHING_SAID;
  return {
    language: spoken.language,
    text: joinWords(words.map((word) => word.text)),
    words,
    confidence: Math.exp(decoded.averageLogProbability),
    reliable:
      spoken.language !== null &&
      spoken.certain &&
      decoded.verdict === 'good' &&
      dropped <= 0.5 &&
      !hearsNobody(noSpeech),
  };
}

/** Half of the probability of all languages: below it two of them are as likely. */
const CERTAIN = 0.5;

interface Spoken {
  /** null for a language that is neither. */
  readonly language: Language | null;
  readonly certain: boolean;
  readonly prefix: readonly number[];
}

/** The language, asked for or heard, and the tokens that tell the decoder. */
function spokenIn(model: WhisperModel, logits: Float32Array, asked: RecogniseOptions['language']): Spoken {
  const { languages, transcribe } = model.tokens;
  if (transcribe === null) {
    if (asked === 'zh')
      throw new AppError('invalid_input', 'This Whisper model knows English only: take one without ".en" in its name.');
    return { language: 'en', certain: true, prefix: [] };
  }
  if (asked === 'zh' || asked === 'en')
    return { language: asked, certain: true, prefix: [languages.get(asked) ?? 0, transcribe] };
  const codes = [...languages.keys()];
  const probabilities = softmaxOf(logits, [...languages.values()]);
  const probability = Math.max(...probabilities);
  const code = codes[probabilities.indexOf(probability)] ?? 'en';
  return {
    language: code === 'zh' || code === 'en' ? code : null,
    certain: probability >= CERTAIN,
    prefix: [languages.get(code) ?? 0, transcribe],
  };
}
