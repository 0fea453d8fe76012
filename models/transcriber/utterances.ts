import type { Language } from '../domain/index.js';
import { type Recognition, SAMPLE_RATE, type Word } from './engine.js';
import { tooManyWords, withoutLoops } from './loops.js';
import type { Span } from './stretches.js';
import { joinWords } from './writing.js';

/** What an engine made of a stretch, without its sound. */
export interface HeardStretch {
  readonly channel: number;
  readonly own: Span;
  readonly heard: Span;
  readonly recognition: Recognition;
}

/** A piece of speech by one voice; times in milliseconds of the recording. */
export interface Utterance {
  readonly channel: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly words: readonly Word[];
  readonly language: Language | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reliable: boolean;
}

export const msOf = (samples: number): number => Math.round((samples * 1000) / SAMPLE_RATE);

/** Half of a stretch looping, or more, is an engine that has lost its way. */
const LOST = 0.5;
/** Two words that overlap by this much at a cut are one, heard twice. */
const SAME_WORD_MS = 100;

/**
 * Stretches as utterances in the recording's time: loops dropped, and a word that was cut in two heard
 * once, by the side that its middle lies on. Where the engine heard speech and could not make it out, an
 * utterance without words says so; where it is sure that nothing was said there is none.
 */
export function utterancesOf(stretches: readonly HeardStretch[]): Utterance[] {
  const found: Utterance[] = [];
  const lastOf = new Map<number, Word>();
  for (const stretch of [...stretches].sort((a, b) => a.own.start - b.own.start)) {
    const utterance = utteranceOf(stretch, lastOf.get(stretch.channel));
    if (!utterance) continue;
    found.push(utterance);
    const last = utterance.words.at(-1);
    if (last) lastOf.set(stretch.channel, last);
  }
  return believed(found);
}

/** An engine that could not make out four fifths of a recording is not believed on a word here and there. */
const LEAST_RELIABLE = 0.2;

function believed(utterances: Utterance[]): Utterance[] {
  const time = (all: readonly Utterance[]): number => all.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const reliable = utterances.filter((utterance) => utterance.reliable);
  if (time(reliable) >= LEAST_RELIABLE * time(utterances)) return utterances;
  return utterances.map((utterance) => ({ ...utterance, reliable: false }));
}

function utteranceOf({ channel, own, heard, recognition }: HeardStretch, before: Word | undefined): Utterance | null {
  const [ownStart, ownEnd, offset] = [msOf(own.start), msOf(own.end), msOf(heard.start)];
  const spoken = recognition.words.length > 0 ? recognition.words : wholeText(recognition, msOf(heard.end) - offset);
  const { words: once, dropped } = withoutLoops(spoken);
  const words = once
    .map((word) => ({ ...word, startMs: word.startMs + offset, endMs: word.endMs + offset }))
    .filter(({ startMs, endMs }) => startMs + endMs >= 2 * ownStart && startMs + endMs < 2 * ownEnd)
    .filter((word) => !(before?.text === word.text && before.endMs - word.startMs >= SAME_WORD_MS));
  const reliable = recognition.reliable && dropped < LOST && !tooManyWords(recognition.words, msOf(heard.end) - offset);
  const whole = words.length === spoken.length;
  const text = whole ? recognition.text.trim() : joinWords(words.map((word) => word.text));
  const [first, last] = [words[0], words.at(-1)];
  const made = { channel, text, words, language: recognition.language };
  if (!reliable)
    return { ...made, startMs: ownStart, endMs: ownEnd, confidence: meanConfidence(words), reliable: false };
  if (!first || !last || text === '') return null;
  return {
    ...made,
    startMs: heard.start === own.start ? atEdge(first.startMs, ownStart) : first.startMs,
    endMs: Math.max(heard.end === own.end ? atEdge(last.endMs, ownEnd) : last.endMs, first.startMs),
    confidence: meanConfidence(words),
    reliable: true,
  };
}

/** Where a stretch ends at a silence, the silence is known to 50 ms; engines tell a word's edge to some 100 ms. */
const EDGE_MS = 600;
const atEdge = (wordMs: number, silenceMs: number): number =>
  Math.abs(wordMs - silenceMs) <= EDGE_MS ? silenceMs : wordMs;

/** For engines that give no times of words: the text as one. */
const wholeText = ({ text, confidence }: Recognition, durationMs: number): Word[] =>
  text.trim() === '' ? [] : [{ text: text.trim(), startMs: 0, endMs: durationMs, confidence }];

/** By how long the words last: a long doubtful word weighs more than a short sure one. */
export function meanConfidence(words: readonly Word[]): number {
  let [sum, time] = [0, 0];
  for (const { startMs, endMs, confidence } of words) {
    const duration = Math.max(1, endMs - startMs);
    sum += confidence * duration;
    time += duration;
  }
  return time === 0 ? 0 : sum / time;
}
