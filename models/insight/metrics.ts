import type { Metrics, Side, Transcript, Turn } from '../domain/index.js';
import { fold } from './reading/text.js';
import { asksAnything } from './reading/questions.js';

/** How the talk was shared. What the transcript does not tell (no times, unknown sides) is null, not guessed. */
export function measure(transcript: Transcript): Metrics {
  const { turns } = transcript;
  const sides = new Map(transcript.participants.map((participant) => [participant.id, participant.side]));
  const sideOf = (turn: Turn): Side => (turn.speaker === null ? 'unknown' : (sides.get(turn.speaker) ?? 'unknown'));
  const timed = turns.length > 0 && turns.every((turn) => turn.startMs != null && turn.endMs != null);
  const share = { rep: 0, customer: 0, unknown: 0 };
  const questions = { rep: 0, customer: 0 };
  let longest = 0;
  let stretch = 0;
  const responses: number[] = [];
  turns.forEach((turn, index) => {
    const side = sideOf(turn);
    const before = turns[index - 1];
    const lengthMs = timed ? Math.max(0, (turn.endMs ?? 0) - (turn.startMs ?? 0)) : 0;
    share[side] += timed ? lengthMs : turn.text.length;
    if (side !== 'unknown' && asksAnything(fold(turn.text))) questions[side] += 1;
    stretch = before && before.speaker !== null && before.speaker === turn.speaker ? stretch + lengthMs : lengthMs;
    longest = Math.max(longest, stretch);
    if (before && side !== 'unknown' && sideOf(before) !== 'unknown' && sideOf(before) !== side) {
      const gap = gapMs(before, turn);
      if (gap !== null) responses.push(gap);
    }
  });
  const spoken = share.rep + share.customer;
  return {
    talkRatio: share.rep > 0 && share.customer > 0 && share.unknown <= spoken * 0.1 ? round(share.rep / spoken) : null,
    longestMonologueMs: timed ? longest : null,
    questions,
    medianResponseMs: median(responses),
    turns: turns.length,
  };
}

/** From the end of one turn (or its sending) to the start of the answer; people who talk over each other answer at once. */
function gapMs(before: Turn, turn: Turn): number | null {
  if (before.endMs != null && turn.startMs != null) return Math.max(0, turn.startMs - before.endMs);
  if (before.sentAt == null || turn.sentAt == null) return null;
  return Math.max(0, Date.parse(turn.sentAt) - Date.parse(before.sentAt));
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] as number;
  return sorted.length % 2 === 1 ? high : Math.round(((sorted[middle - 1] as number) + high) / 2);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
