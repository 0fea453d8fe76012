import { type Analysis, type Evidence, INSIGHT_KINDS } from '../../parts/words.js';

/** A stretch of a turn's text. */
export interface Mark {
  start: number;
  end: number;
}

/** Everything the insights of a conversation rest on, by turn. */
export function marksByTurn(analysis: Analysis | undefined): ReadonlyMap<number, readonly Mark[]> {
  const marks = new Map<number, Mark[]>();
  if (analysis === undefined) return marks;
  for (const { evidence } of INSIGHT_KINDS.flatMap((kind): readonly { evidence: unknown }[] => analysis[kind]))
    for (const { turn, start, end } of evidence as readonly Evidence[])
      marks.set(turn, [...(marks.get(turn) ?? []), { start, end }]);
  return marks;
}

/** A piece of a text; `marked` where an insight rests on it, `open` where the reader looks. */
export interface Piece {
  text: string;
  start: number;
  marked: boolean;
  open: boolean;
}

/** The text cut at the ends of all marks; overlapping marks are one. */
export function pieces(text: string, marks: readonly Mark[], open: Mark | null): Piece[] {
  const all = open === null ? marks : [...marks, open];
  const cuts = [...new Set([0, text.length, ...all.flatMap(({ start, end }) => [start, end])])]
    .filter((cut) => cut >= 0 && cut <= text.length)
    .sort((a, b) => a - b);
  const within = (at: number, mark: Mark): boolean => mark.start <= at && at < mark.end;
  return cuts.slice(0, -1).map((start, i) => ({
    text: text.slice(start, cuts[i + 1]),
    start,
    marked: all.some((mark) => within(start, mark)),
    open: open !== null && within(start, open),
  }));
}
