import type { Participant, Side } from '../domain/index.js';
import { HOP_SAMPLES, type SpectrumRow } from './spectrum.js';
import type { SpokenUtterance } from './turns.js';
import { type HeardStretch, meanConfidence, msOf, type Utterance } from './utterances.js';
import { tellVoicesApart, type VoiceRun } from './voices.js';
import type { Word } from './engine.js';
import { joinWords } from './writing.js';

/** A recording's utterances with their speakers, and the speakers. */
export interface Spoken {
  readonly participants: Participant[];
  readonly utterances: SpokenUtterance[];
}

const speakerId = (index: number): string => `speaker-${index + 1}`;

/** Each channel is a speaker, whether it says anything or not; its side is what the source says of the channel. */
export function speakersByChannel(
  utterances: readonly Utterance[],
  channels: number,
  sides: Readonly<Record<number, Side>> = {},
): Spoken {
  return {
    participants: Array.from({ length: channels }, (_, channel) => {
      const [one, side] = [participant(speakerId(channel), channel), sides[channel] ?? 'unknown'];
      return side === 'unknown' ? one : { ...one, side, sideConfidence: 1, sideSource: 'channel' };
    }),
    utterances: utterances.map((utterance) => ({ ...utterance, speaker: speakerId(utterance.channel) })),
  };
}

/** The stretch with its spectrum, from which voices are told apart. */
export interface AudibleStretch extends HeardStretch {
  /** With pitch, of what was heard. */
  readonly rows: readonly SpectrumRow[];
}

/** A run of a voice in the recording's time. */
interface TimedRun {
  readonly voice: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
}

/**
 * Everybody on one channel: the voices are told apart, and each word goes to the voice that speaks in its
 * middle. A turn is as sure as the less sure of its words and its voice.
 */
export function speakersByVoice(utterances: readonly Utterance[], stretches: readonly AudibleStretch[]): Spoken {
  const ordered = [...stretches].sort((a, b) => a.own.start - b.own.start);
  const voices = tellVoicesApart(ordered.map(({ rows }) => rows));
  const runs = ordered.flatMap((stretch, i) => (voices[i] ?? []).map((run) => timed(run, stretch)));
  const spoken = utterances.flatMap((utterance) => byVoice(utterance, runs));
  const ids = [...new Set(spoken.map(({ speaker }) => speaker))].sort();
  return {
    participants: (ids.length > 0 ? ids : [speakerId(0)]).map((id) => participant(id, null)),
    utterances: spoken,
  };
}

const participant = (id: string, channel: number | null): Participant => ({
  id,
  side: 'unknown',
  sideConfidence: 0,
  sideSource: 'none',
  channel,
});

function timed({ voice, from, to, confidence }: VoiceRun, { heard, own, rows }: AudibleStretch): TimedRun {
  const at = (row: number): number => msOf(heard.start + row * HOP_SAMPLES);
  return {
    voice,
    // The first and the last run reach to the edges of what the stretch answers for.
    startMs: from === 0 ? msOf(own.start) : at(from),
    endMs: to === rows.length ? msOf(own.end) : at(to),
    confidence,
  };
}

/** Cuts an utterance where the voice changes. */
function byVoice(utterance: Utterance, runs: readonly TimedRun[]): SpokenUtterance[] {
  if (utterance.words.length === 0)
    return [attributed(utterance, runAt(runs, (utterance.startMs + utterance.endMs) / 2))];
  const parts: { run: TimedRun | undefined; words: Word[] }[] = [];
  for (const word of utterance.words) {
    const run = runAt(runs, (word.startMs + word.endMs) / 2);
    const part = parts.at(-1);
    if (part?.run?.voice === run?.voice && part) part.words.push(word);
    else parts.push({ run, words: [word] });
  }
  if (parts.length === 1) return [attributed(utterance, parts[0]?.run)];
  return parts.map(({ run, words }) => {
    const [first, last] = [words[0] as Word, words.at(-1) as Word];
    const text = joinWords(words.map((word) => word.text));
    const part = { ...utterance, words, text, startMs: first.startMs, endMs: last.endMs };
    return attributed({ ...part, confidence: meanConfidence(words) }, run);
  });
}

const attributed = (utterance: Utterance, run: TimedRun | undefined): SpokenUtterance => ({
  ...utterance,
  speaker: speakerId(run?.voice ?? 0),
  confidence: Math.min(utterance.confidence, run?.confidence ?? utterance.confidence),
});

/** The run at a moment, else the nearest. */
function runAt(runs: readonly TimedRun[], ms: number): TimedRun | undefined {
  const away = ({ startMs, endMs }: TimedRun): number => Math.max(0, startMs - ms, ms - endMs);
  return runs.reduce<TimedRun | undefined>((best, run) => (!best || away(run) < away(best) ? run : best), undefined);
}
