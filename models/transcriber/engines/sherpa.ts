import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { Library, OfflineResult } from 'sherpa-onnx-node';

import { AppError } from '../../domain/index.js';
import {
  LONGEST_STRETCH_MS,
  type Recognition,
  type RecogniseOptions,
  SAMPLE_RATE,
  type SpeechEngine,
} from '../engine.js';
import { withoutLoops } from '../loops.js';
import { joinWords } from '../writing.js';
import { checkStretch, inTurn, isSilent, NOTHING_SAID } from './stretch.js';
import { type Piece, wordsOf } from './text.js';

export type SherpaFamily = 'sense-voice' | 'paraformer';

export interface SherpaSettings {
  /** The model's folder in the store. */
  readonly folder: string;
  readonly model: string;
  readonly threads: number;
  readonly family: SherpaFamily;
}

/**
 * SenseVoice or Paraformer through sherpa-onnx, in this process: use `hostedEngine`, since its native code ends
 * the process where a model is broken.
 * @throws AppError `unavailable` where the optional package or the model is missing
 */
export async function openSherpaEngine({ folder, model, threads, family }: SherpaSettings): Promise<SpeechEngine> {
  const [file, tokens] = [join(folder, 'model.int8.onnx'), join(folder, 'tokens.txt')];
  if (!existsSync(file) || !existsSync(tokens))
    throw new AppError('unavailable', `The speech model ${model} is not installed: vouch models pull ${model}`);
  const { OfflineRecognizer } = await library();
  const recognizer = await OfflineRecognizer.createAsync({
    featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
    modelConfig: {
      ...(family === 'sense-voice'
        ? { senseVoice: { model: file, language: 'auto', useInverseTextNormalization: 1 } }
        : { paraformer: { model: file } }),
      tokens,
      numThreads: threads,
      provider: 'cpu',
      debug: 0,
    },
  });
  const recognise = async (samples: Float32Array, { language }: RecogniseOptions): Promise<Recognition> => {
    if (isSilent(samples)) return NOTHING_SAID;
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    const result = await recognizer.decodeAsync(stream);
    return toRecognition(result, family, language, (samples.length * 1000) / SAMPLE_RATE);
  };
  const queue = inTurn(model, () => Promise.resolve());
  return {
    name: 'sherpa',
    model,
    warning: null,
    recognise: async (samples, options) => {
      checkStretch(samples, LONGEST_STRETCH_MS);
      return queue.run(options.signal, () => recognise(samples, options));
    },
    close: () => queue.close(),
  };
}

async function library(): Promise<Library> {
  try {
    return (await import('sherpa-onnx-node')).default;
  } catch (error) {
    throw new AppError(
      'unavailable',
      'This engine needs the package sherpa-onnx-node, which is not installed here or has no build for this machine: npm install sherpa-onnx-node',
      { cause: error },
    );
  }
}

/** For models that do not say how sure they are. Below what speech engines give to clear speech, above where they guess. */
const UNKNOWN_CONFIDENCE = 0.75;
/** As Whisper's limit on the mean logarithm, e^-1. */
const LEAST_CONFIDENCE = 0.37;

/** What sherpa-onnx gave, as a Recognition. Paraformer knows no languages: it is told from the letters. */
export function toRecognition(
  result: OfflineResult,
  family: SherpaFamily,
  asked: RecogniseOptions['language'],
  durationMs: number,
): Recognition {
  const all = wordsOf(piecesOf(result, family, durationMs), durationMs);
  const { words, dropped } = withoutLoops(all);
  if (words.length === 0) return NOTHING_SAID;
  const text = joinWords(words.map((word) => word.text));
  const heard = result.lang ? result.lang.replace(/^<\||\|>$/g, '') : /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
  const language = heard === 'zh' || heard === 'en' ? heard : null;
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  const expected = asked === 'zh' || asked === 'en' ? language === asked : language !== null;
  return { language, text, words, confidence, reliable: expected && dropped <= 0.5 && confidence >= LEAST_CONFIDENCE };
}

function piecesOf(result: OfflineResult, family: SherpaFamily, durationMs: number): Piece[] {
  const { tokens, timestamps, durations, ys_log_probs: logProbabilities } = result;
  // Without times: spread over the stretch, by length.
  if (timestamps?.length !== tokens.length)
    return [{ text: result.text, startMs: 0, endMs: durationMs, confidence: UNKNOWN_CONFIDENCE }];
  return tokens.map((token, n) => {
    const startMs = (timestamps[n] ?? 0) * 1000;
    const lasts = durations?.[n];
    const logProbability = logProbabilities?.[n];
    return {
      text:
        family === 'sense-voice' ? token.replaceAll('▁', ' ') : token.endsWith('@@') ? token.slice(0, -2) : `${token} `,
      startMs,
      endMs: lasts === undefined ? (timestamps[n + 1] ?? durationMs / 1000) * 1000 : startMs + lasts * 1000,
      confidence: logProbability === undefined ? UNKNOWN_CONFIDENCE : Math.exp(logProbability),
    };
  });
}
