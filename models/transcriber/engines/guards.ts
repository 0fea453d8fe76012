import { deflateSync } from 'node:zlib';

/** The limits of openai/whisper's `transcribe`, which its authors chose on long recordings (arXiv 2212.04356, section 4.5). */
const LARGEST_COMPRESSION = 2.4;
const LEAST_LOG_PROBABILITY = -1;
const NO_SPEECH = 0.6;

/** How much of a text repeats itself: bytes per compressed byte. Speech lies below 2, a loop above 3. */
export function compressionRatio(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length === 0 ? 0 : bytes.length / deflateSync(bytes).length;
}

/** What an engine knows about one reading of a stretch. */
export interface Reading {
  readonly text: string;
  /** Mean natural logarithm of the probability of each token. */
  readonly averageLogProbability: number;
  /** The model's own probability that nobody speaks. */
  readonly noSpeech: number;
}

/** Whether the model doubts that somebody speaks, though it wrote something down with confidence: "Thanks for watching". */
export const hearsNobody = (noSpeech: number): boolean => noSpeech > NO_SPEECH;

/** `silence`: nobody speaks; `good`; `doubtful`: repeats itself or is unlikely, and another reading may be better. */
export function judge(reading: Reading): 'silence' | 'good' | 'doubtful' {
  const unlikely = reading.averageLogProbability < LEAST_LOG_PROBABILITY;
  if (hearsNobody(reading.noSpeech) && (unlikely || reading.text.trim() === '')) return 'silence';
  return unlikely || compressionRatio(reading.text) > LARGEST_COMPRESSION ? 'doubtful' : 'good';
}

/** Whether the end of a sequence is one short group again and again: a decoder that will not come out by itself. */
export function isStuck(tokens: readonly number[]): boolean {
  for (let group = 1; group <= 8; group++) {
    const length = Math.max(24, group * 6);
    if (tokens.length < length + group) continue;
    const from = tokens.length - length;
    if (tokens.slice(from).every((token, n) => token === tokens[from + n - group])) return true;
  }
  return false;
}
