import { VectorSums } from './gaussian.js';
import { CEPSTRA, loudness, mfcc } from './mfcc.js';
import type { SpectrumRow } from './spectrum.js';

/** 20 ms of a voice. */
export interface VoiceFrame {
  readonly cepstra: Float32Array;
  /** Natural logarithm of the fundamental frequency in hertz; null where there is none. */
  readonly logPitch: number | null;
  /** Loud enough to tell a voice by. */
  readonly loud: boolean;
}

/** A second or so that one voice is taken to have spoken. */
export interface VoiceUnit {
  readonly stretch: number;
  readonly from: number;
  readonly to: number;
  readonly voice: VoiceSums;
}

/** What a voice is told by: the spread of its cepstra, and of its pitch. */
export interface VoiceSums {
  readonly cepstra: VectorSums;
  readonly pitch: VectorSums;
}

/** Rows 26 dB below the loudest of a stretch are breath and room. */
const QUIET_NEPERS = 6;
const PERIODIC = 0.6;
/** Two changes of speaker within a second do not happen often; shorter units say too little. */
const UNIT_ROWS = 65;
const LEAST_ROWS = 6;

/** Frames of one stretch. */
export function voiceFrames(rows: readonly SpectrumRow[]): VoiceFrame[] {
  const loud = rows.map(loudness);
  const threshold = ([...loud].sort((a, b) => a - b)[Math.floor(loud.length * 0.9)] ?? 0) - QUIET_NEPERS;
  return rows.map((row, i) => ({
    cepstra: mfcc(row),
    logPitch: row.voiced > PERIODIC && row.pitchHz > 0 ? Math.log(row.pitchHz) : null,
    loud: (loud[i] as number) >= threshold,
  }));
}

export const emptySums = (): VoiceSums => ({ cepstra: new VectorSums(CEPSTRA), pitch: new VectorSums(1) });

export function addFrame(sums: VoiceSums, { cepstra, logPitch, loud }: VoiceFrame): void {
  if (!loud) return;
  sums.cepstra.add(cepstra);
  if (logPitch !== null) sums.pitch.add([logPitch]);
}

export const together = (a: VoiceSums, b: VoiceSums): VoiceSums => ({
  cepstra: a.cepstra.with(b.cepstra),
  pitch: a.pitch.with(b.pitch),
});

/** Stretches in units of about UNIT_ROWS; what is too quiet to tell is left out. */
export function unitsOf(stretches: readonly (readonly VoiceFrame[])[]): VoiceUnit[] {
  return stretches.flatMap((frames, stretch) => {
    const count = Math.max(1, Math.round(frames.length / UNIT_ROWS));
    return Array.from({ length: count }, (_, k): VoiceUnit => {
      const from = Math.floor((k * frames.length) / count);
      const to = Math.floor(((k + 1) * frames.length) / count);
      const voice = emptySums();
      for (const frame of frames.slice(from, to)) addFrame(voice, frame);
      return { stretch, from, to, voice };
    }).filter(({ voice }) => voice.cepstra.count >= LEAST_ROWS);
  });
}
