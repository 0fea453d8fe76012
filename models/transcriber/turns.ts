import type { Turn } from '../domain/index.js';
import type { Utterance } from './utterances.js';
import { joinWords } from './writing.js';

/** An utterance with who said it. */
export interface SpokenUtterance extends Utterance {
  readonly speaker: string;
}

/**
 * Turns: what one said before another did, or before a long pause. Somebody who goes on while another says a word keeps the turn, and
 * the word is a turn of its own inside its time: overlaps stay as they were. What was guessed joins nothing.
 */
export function turnsOf(utterances: readonly SpokenUtterance[]): Turn[] {
  const turns: SpokenUtterance[][] = [];
  for (const utterance of [...utterances].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)) {
    const own = turns.findLast((turn) => turn[0]?.speaker === utterance.speaker);
    if (own && goesOn(own, utterance, turns)) own.push(utterance);
    else turns.push([utterance]);
  }
  return turns.map(turnOf);
}

/** A word thrown in may end this much after the one it interrupts. */
const THROWN_IN_MS = 500;

/** A longer pause ends a turn though nobody speaks in it, so that its times are those of speech. */
const PAUSE_MS = 1_200;

/** Whoever began since has said no more than a word in between. */
function goesOn(turn: readonly SpokenUtterance[], next: SpokenUtterance, turns: readonly SpokenUtterance[][]): boolean {
  const last = turn.at(-1) as SpokenUtterance;
  if (!last.reliable || !next.reliable || next.startMs - last.endMs > PAUSE_MS) return false;
  return turns
    .slice(turns.indexOf(turn as SpokenUtterance[]) + 1)
    .every((other) => (other.at(-1)?.endMs ?? 0) <= last.endMs + THROWN_IN_MS && (other[0]?.startMs ?? 0) < last.endMs);
}

function turnOf(utterances: readonly SpokenUtterance[]): Turn {
  const [first, last] = [utterances[0] as SpokenUtterance, utterances.at(-1) as SpokenUtterance];
  const duration = (each: SpokenUtterance): number => Math.max(1, each.endMs - each.startMs);
  const total = utterances.reduce((sum, each) => sum + duration(each), 0);
  const confidence = utterances.reduce((sum, each) => sum + each.confidence * duration(each), 0) / total;
  return {
    speaker: first.speaker,
    text: joinWords(utterances.map((each) => each.text)),
    startMs: first.startMs,
    endMs: last.endMs,
    confidence: Math.round(confidence * 1000) / 1000,
    ...(first.reliable ? {} : { unreliable: true }),
  };
}
