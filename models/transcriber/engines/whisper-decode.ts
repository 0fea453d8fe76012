import type { Tensor } from '@xenova/transformers';

import { compressionRatio, isStuck, judge } from './guards.js';
import { type Step, type WhisperModel } from './whisper-model.js';
import { choose, isTime, seeded } from './whisper-rules.js';

/** openai/whisper's temperatures: the next is tried where the one before gave something doubtful. */
const TEMPERATURES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** What the decoder wrote about a stretch. */
export interface Decoded {
  /** Timestamps and text, without what came before and the end. */
  readonly tokens: readonly number[];
  /** Of each token, natural logarithms. */
  readonly logProbabilities: readonly number[];
  readonly averageLogProbability: number;
  readonly text: string;
  readonly verdict: 'silence' | 'good' | 'doubtful';
  /** Of the runs of the decoder in which tokens and the end were chosen; empty where the model gives none. */
  readonly attentions: readonly (readonly Tensor[])[];
}

/**
 * Writes down what was heard; where that is doubtful, again with more chance, and takes the best of it.
 * @param opened the decoder after the start token
 * @param prefix what follows the start token: the language and the task
 */
export async function decodeStretch(
  model: WhisperModel,
  heard: Tensor,
  opened: Step,
  prefix: readonly number[],
  noSpeech: number,
  signal: AbortSignal | undefined,
): Promise<Decoded> {
  // English-only models have no prefix: what the start token gave is where their text begins.
  let begun = opened;
  for (const token of prefix) begun = await model.decode(heard, token, begun.cache);
  const readings: Decoded[] = [];
  for (const [n, temperature] of TEMPERATURES.entries()) {
    const reading = await decodeOnce(model, heard, begun, temperature, seeded(n), noSpeech, signal);
    if (reading.verdict !== 'doubtful') return reading;
    readings.push(reading);
  }
  // All doubtful. Those that loop are the most likely by their own count, and the worst.
  const straight = readings.filter(({ text }) => compressionRatio(text) < 2.4);
  const [first, ...others] = straight.length > 0 ? straight : readings;
  if (!first) throw new Error('no temperature was tried');
  return others.reduce((a, b) => (b.averageLogProbability > a.averageLogProbability ? b : a), first);
}

async function decodeOnce(
  model: WhisperModel,
  heard: Tensor,
  begun: Step,
  temperature: number,
  random: () => number,
  noSpeech: number,
  signal: AbortSignal | undefined,
): Promise<Decoded> {
  const tokens: number[] = [];
  const logProbabilities: number[] = [];
  const attentions = [begun.attentions];
  let step = begun;
  let sum = 0;
  while (tokens.length < model.mostTokens) {
    signal?.throwIfAborted();
    const { token, logProbability } = choose(step.logits, tokens, model.tokens, model, temperature, random);
    sum += logProbability;
    if (token === model.tokens.end) break;
    tokens.push(token);
    logProbabilities.push(logProbability);
    if (isStuck(tokens)) break;
    step = await model.decode(heard, token, step.cache);
    attentions.push(step.attentions);
  }
  const text = model.text(tokens.filter((token) => !isTime(token, model.tokens)));
  const averageLogProbability = sum / (tokens.length + 1);
  return {
    tokens,
    logProbabilities,
    averageLogProbability,
    text,
    verdict: judge({ text, averageLogProbability, noSpeech }),
    attentions,
  };
}
