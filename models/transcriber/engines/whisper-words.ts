import type { Word } from '../engine.js';
import { type Piece, wordsOf } from './text.js';
import { alignTokens } from './whisper-align.js';
import { type Decoded } from './whisper-decode.js';
import { type WhisperModel } from './whisper-model.js';
import { isTime, timeOf } from './whisper-rules.js';

/** Words with their times: from the attention where the model shows it, else spread over the sentence's timestamps. */
export function wordsHeard(model: WhisperModel, decoded: Decoded, durationMs: number): Word[] {
  const shows = model.alignmentHeads.length > 0 && decoded.attentions.every((layers) => layers.length > 0);
  const pieces = shows ? alignedPieces(model, decoded, durationMs) : sentencePieces(model, decoded, durationMs);
  return wordsOf(pieces, durationMs);
}

function alignedPieces(model: WhisperModel, decoded: Decoded, durationMs: number): Piece[] {
  // A row for each token that was chosen, and one for the end.
  const starts = alignTokens(decoded.attentions, model.alignmentHeads, durationMs);
  const ends = starts.map((_, n) => starts[n + 1] ?? durationMs);
  const pieces: Piece[] = [];
  for (const { text, from, to } of charactersOf(model, decoded.tokens))
    pieces.push({
      text,
      startMs: starts[from] ?? durationMs,
      endMs: ends[to] ?? durationMs,
      confidence: confidenceOf(decoded.logProbabilities.slice(from, to + 1)),
    });
  return pieces;
}

/** Each sentence spread over the time between the two timestamps around it. */
function sentencePieces(model: WhisperModel, decoded: Decoded, durationMs: number): Piece[] {
  const pieces: Piece[] = [];
  let startMs = 0;
  let from = 0;
  for (let n = 0; n <= decoded.tokens.length; n++) {
    const token = decoded.tokens[n];
    if (token !== undefined && !isTime(token, model.tokens)) continue;
    const endMs = token === undefined ? durationMs : Math.min(timeOf(token, model.tokens), durationMs);
    const text = model.text(decoded.tokens.slice(from, n));
    if (text.trim() !== '')
      pieces.push({ text, startMs, endMs, confidence: confidenceOf(decoded.logProbabilities.slice(from, n)) });
    startMs = endMs;
    from = n + 1;
  }
  return pieces;
}

/** Tokens together, as few as make whole characters: a Chinese character may take three. */
function* charactersOf(
  model: WhisperModel,
  tokens: readonly number[],
): Generator<{ text: string; from: number; to: number }> {
  let from = 0;
  for (let n = 0; n < tokens.length; n++) {
    const token = tokens[n] ?? 0;
    if (isTime(token, model.tokens)) {
      from = n + 1;
      continue;
    }
    const text = model.text(tokens.slice(from, n + 1));
    if (text.endsWith('\ufffd') && n - from < 3) continue;
    yield { text: text.replaceAll('\ufffd', ''), from, to: n };
    from = n + 1;
  }
}

const confidenceOf = (logProbabilities: readonly number[]): number =>
  logProbabilities.length === 0 ? 0 : Math.exp(logProbabilities.reduce((a, b) => a + b, 0) / logProbabilities.length);
