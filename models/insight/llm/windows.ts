import type { Redactor } from './redact.js';
import { tokensOf } from './tokens.js';
import { READ_UNITS, type Reading } from '../reading/reading.js';
import type { Side } from '../../domain/index.js';

/** A turn, or a piece of a long one, as it is sent: `text` is redacted. */
export interface Piece {
  readonly turn: number;
  readonly side: Side;
  readonly text: string;
}

/** So much of a conversation goes into one question; with instructions, schema and answer it fits a context of 8,000. */
export const WINDOW_TOKENS = 3000;
/** What a window repeats of the one before, so that an answer finds its question. */
export const OVERLAP_TURNS = 3;
/** JSON around a turn: its number, its side, quotes. */
const TOKENS_A_PIECE = 16;
/** A piece of a long turn is cut at the last stop before this many units. */
const PIECE_UNITS = 2000;

export const costOf = ({ text }: Piece): number => tokensOf(text) + TOKENS_A_PIECE;

/** The conversation in windows of at most WINDOW_TOKENS, each beginning with the last turns of the one before. */
export function windowsOf(reading: Reading, redactor: Redactor): Piece[][] {
  const pieces = reading.turns.flatMap(({ index, side, text, unreliable }) =>
    unreliable || text.trim() === ''
      ? []
      : cut(redactor.hide(text.slice(0, READ_UNITS))).map((part): Piece => ({ turn: index, side, text: part })),
  );
  const windows: Piece[][] = [];
  let window: Piece[] = [];
  let tokens = 0;
  for (const piece of pieces) {
    if (window.length > 0 && tokens + costOf(piece) > WINDOW_TOKENS) {
      windows.push(window);
      window = overlapOf(window, WINDOW_TOKENS / 4);
      tokens = window.reduce((sum, kept) => sum + costOf(kept), 0);
    }
    window.push(piece);
    tokens += costOf(piece);
  }
  if (window.length > 0) windows.push(window);
  return windows;
}

function overlapOf(window: readonly Piece[], atMost: number): Piece[] {
  const kept: Piece[] = [];
  let tokens = 0;
  for (const piece of window.slice(-OVERLAP_TURNS).reverse()) {
    tokens += costOf(piece);
    if (tokens > atMost) break;
    kept.unshift(piece);
  }
  return kept;
}

/** A long text in pieces, cut after a stop and never inside a placeholder. */
function cut(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > PIECE_UNITS) {
    const head = rest.slice(0, PIECE_UNITS);
    const stop = Math.max(...['。', '！', '？', '. ', '\n', '；', '，', ' '].map((mark) => head.lastIndexOf(mark)));
    let at = stop > PIECE_UNITS / 2 ? stop + 1 : PIECE_UNITS;
    const open = rest.slice(0, at).lastIndexOf('[');
    if (open > 0 && open > at - 20 && !rest.slice(open, at).includes(']')) at = open;
    else if (/[\ud800-\udbff]/.test(rest.charAt(at - 1))) at -= 1;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...pieces, rest];
}
