import { joinText } from './join-text.js';
import type { Segment } from './spoken.js';

/** A word with its place in time, from exports that give nothing larger. */
export interface Word {
  readonly text: string;
  readonly speaker: string | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly confidence?: number | null;
}

/** Words as segments: a new one where the speaker changes or after a pause of more than `pauseMs`. */
export function groupWords(words: readonly Word[], pauseMs: number): Segment[] {
  const groups: Word[][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const pause = before?.endMs != null && word.startMs !== null ? word.startMs - before.endMs : 0;
    if (group && before?.speaker === word.speaker && pause <= pauseMs) group.push(word);
    else groups.push([word]);
  }
  return groups.map((group) => ({
    speaker: group[0]?.speaker ?? null,
    text: joinText(group.map(({ text }) => text)),
    startMs: group.find(({ startMs }) => startMs !== null)?.startMs ?? null,
    endMs: group.findLast(({ endMs }) => endMs !== null)?.endMs ?? null,
    confidence: meanOf(group),
  }));
}

function meanOf(group: readonly Word[]): number | null {
  const known = group.flatMap(({ confidence }) => confidence ?? []);
  return known.length === group.length ? known.reduce((sum, value) => sum + value, 0) / group.length : null;
}

/** A number of an export as confidence from 0 to 1; null for anything else. */
export function confidenceOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}
