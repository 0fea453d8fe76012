import type { SpectrumRow } from './spectrum.js';
import { clusterVoices, MOST_UNITS } from './voice-clusters.js';
import { addFrame, emptySums, type VoiceFrame, voiceFrames, unitsOf, type VoiceSums } from './voice-frames.js';
import { type VoiceSpace, voiceSpace } from './voice-model.js';

/** Part of a stretch that one voice spoke, in rows of the stretch's spectrum. */
export interface VoiceRun {
  /** From 0, in the order in which they are first heard. */
  readonly voice: number;
  readonly from: number;
  readonly to: number;
  /** 0 to 1. */
  readonly confidence: number;
}

/** A call has two people, a conference in one room up to four that can be told apart like this. */
const MOST_VOICES = 4;
/** What a change of speaker costs, as a log-likelihood: about a second of clear difference. */
const CHANGE_COSTS = 45;
const ROUNDS = 5;
/** Neighbouring rows are nearly the same evidence; this much of their sum is new. */
const EVIDENCE = 0.05;

/**
 * Tells the voices of one channel apart without a trained model: units of 1.3 s are clustered by the spread
 * of their cepstra and pitch, then every row is given to the voice that fits it best, changing seldom
 * (Viterbi), and the voices are fitted anew, a few times over.
 * @param stretches the spectrum of each, with pitch
 * @returns the runs of each stretch, together all of its rows
 */
export function tellVoicesApart(stretches: readonly (readonly SpectrumRow[])[]): VoiceRun[][] {
  const frames = stretches.map(voiceFrames);
  const units = unitsOf(frames);
  if (units.length === 0) return frames.map((own) => wholeRun(own));
  const space = voiceSpace(units.map(({ voice }) => voice).reduce(allTogether, emptySums()));
  const longest = [...units].sort((a, b) => b.voice.cepstra.count - a.voice.cepstra.count).slice(0, MOST_UNITS);
  let voices = clusterVoices(
    longest.map(({ voice }) => voice),
    space,
    MOST_VOICES,
  );
  if (voices.length === 1) return frames.map((own) => wholeRun(own));
  for (let round = 1; round < ROUNDS; round += 1) voices = refitted(voices, frames, space);
  const scores = voices.map((voice) => space.scorer(voice));
  return inOrderHeard(frames.map((own) => runsOf(own, scores)));
}

const wholeRun = (frames: readonly VoiceFrame[]): VoiceRun[] => [
  { voice: 0, from: 0, to: frames.length, confidence: 1 },
];

function allTogether(sum: VoiceSums, voice: VoiceSums): VoiceSums {
  return { cepstra: sum.cepstra.with(voice.cepstra), pitch: sum.pitch.with(voice.pitch) };
}

/** The voices as they are after each row went to the one that fits it; a voice left with nothing is gone. */
function refitted(voices: VoiceSums[], stretches: readonly VoiceFrame[][], space: VoiceSpace): VoiceSums[] {
  const scores = voices.map((voice) => space.scorer(voice));
  const next = voices.map(emptySums);
  for (const frames of stretches)
    for (const { voice, from, to } of runsOf(frames, scores))
      for (const frame of frames.slice(from, to)) addFrame(next[voice] as VoiceSums, frame);
  const left = next.filter(({ cepstra }) => cepstra.count > 0);
  return left.length > 0 ? left : voices;
}

/** The likeliest sequence of voices (Viterbi 1967). */
function runsOf(frames: readonly VoiceFrame[], scores: readonly ((frame: VoiceFrame) => number)[]): VoiceRun[] {
  let best = scores.map(() => 0);
  const rows: number[][] = [];
  const cameFrom: number[][] = [];
  for (const frame of frames) {
    const leader = best.indexOf(Math.max(...best));
    const changed = (best[leader] as number) - CHANGE_COSTS;
    const row = scores.map((score) => score(frame));
    cameFrom.push(best.map((own, voice) => (own >= changed ? voice : leader)));
    best = best.map((own, voice) => Math.max(own, changed) + (row[voice] as number));
    rows.push(row);
  }
  const path: number[] = [];
  for (let voice = best.indexOf(Math.max(...best)), i = frames.length - 1; i >= 0; i -= 1) {
    path[i] = voice;
    voice = (cameFrom[i] as number[])[voice] as number;
  }
  const runs: VoiceRun[] = [];
  for (let from = 0; from < path.length;) {
    const voice = path[from] as number;
    let to = from;
    while (path[to] === voice) to += 1;
    runs.push({ voice, from, to, confidence: confidenceOf(rows.slice(from, to), voice) });
    from = to;
  }
  return runs;
}

/** How much likelier the run is under its voice than under the next best. */
function confidenceOf(rows: readonly number[][], voice: number): number {
  const sums = rows.reduce(
    (total, row) => total.map((sum, i) => sum + (row[i] as number)),
    (rows[0] ?? []).map(() => 0),
  );
  const next = Math.max(...sums.filter((_, i) => i !== voice), -Infinity);
  const certainty = 1 / (1 + Math.exp(-EVIDENCE * ((sums[voice] ?? 0) - next)));
  return Math.round(certainty * 100) / 100;
}

function inOrderHeard(stretches: VoiceRun[][]): VoiceRun[][] {
  const order = [...new Set(stretches.flat().map(({ voice }) => voice))];
  return stretches.map((runs) => runs.map((run) => ({ ...run, voice: order.indexOf(run.voice) })));
}
