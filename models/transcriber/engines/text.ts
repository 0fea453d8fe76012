import type { Word } from '../engine.js';

/** Chinese characters, kana and hangul, their marks and the wide forms: written without spaces between. */
const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]|[\ud840-\ud87f][\udc00-\udfff]/u;

/** What speech engines use as one word each: a Chinese character, or letters up to the next space. */
export const isWide = (text: string): boolean => WIDE.test(text);

const MARK = /^[\p{P}\p{S}]+$/u;

/** A part of a text with its place in time, before it is cut into words. `text` keeps its spaces. */
export interface Piece {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
}

/**
 * Pieces of text (tokens, segments) cut or joined into words. A piece of several characters is spread over its
 * time by length; marks go to the word before them, without its time.
 * @param limitMs the stretch's end, which nothing passes
 */
export function wordsOf(pieces: readonly Piece[], limitMs: number): Word[] {
  const words: { text: string; startMs: number; endMs: number; confidences: number[] }[] = [];
  let latest = 0;
  let open = false;
  for (const piece of pieces) {
    const parts =
      piece.text.match(
        /\s+|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]+/gu,
      ) ?? [];
    const length = Math.max(
      1,
      parts.reduce((sum, part) => sum + part.trim().length, 0),
    );
    let done = 0;
    for (const part of parts) {
      if (part.trim() === '') {
        open = false;
        continue;
      }
      const time = (share: number): number => piece.startMs + ((piece.endMs - piece.startMs) * share) / length;
      const startMs = clamp(time(done), latest, limitMs);
      done += part.length;
      const endMs = clamp(time(done), startMs, limitMs);
      const before = words.at(-1);
      const wide = isWide(part);
      const mark = MARK.test(part);
      // A mark after a space begins a word: "$ 500", "(about".
      if (before && (mark ? open || wide : open && !wide)) {
        before.text += part;
        if (!mark) {
          before.endMs = latest = endMs;
          before.confidences.push(piece.confidence);
        }
      } else {
        words.push({ text: part, startMs, endMs, confidences: [piece.confidence] });
        latest = endMs;
      }
      open = !wide && !(mark && isWide(part));
    }
  }
  return words
    .filter(({ text }) => !MARK.test(text))
    .map(({ text, startMs, endMs, confidences }) => ({
      text,
      startMs: Math.round(startMs),
      endMs: Math.round(endMs),
      confidence: confidences.reduce((a, b) => a + b, 0) / confidences.length,
    }));
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
