import { LONGEST_STRETCH_MS, SAMPLE_RATE } from './engine.js';
import { SoundWindow } from './sound-window.js';
import { FRAME_SAMPLES } from './speech-detector.js';

/** A piece of a recording in samples from its start; `end` is the first sample after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Speech between two silences, on one channel. */
export interface Stretch {
  readonly channel: number;
  /** What the stretch answers for: words whose middle lies outside belong to its neighbour. */
  readonly own: Span;
  /** What is heard: `own`, and half a second more on a side that had to be cut in the middle of speech. */
  readonly heard: Span;
  /** The sound of `heard`. */
  readonly samples: Float32Array;
}

const framesOf = (ms: number): number => Math.round((ms * SAMPLE_RATE) / 1000 / FRAME_SAMPLES);

/** Speech begins at a probability of 0.5 and ends below 0.35: Silero's own figures. */
const BEGINS = 0.5;
const ENDS = 0.35;
/** A pause that ends a stretch. */
const PAUSE = framesOf(480);
/** Less speech than this is a click. */
const SHORTEST = framesOf(96);
/** Silero is sure of a word some frames after its first consonant, and lets go before its last has faded. */
const BEFORE = framesOf(96);
const AFTER = framesOf(64);
/** A pause inside a stretch that is good enough to cut at. */
const BREATH = framesOf(96);
const OVERLAP = framesOf(512);
/** With the overlap of both sides it stays below LONGEST_STRETCH_MS. */
const LONGEST = framesOf(LONGEST_STRETCH_MS) - 2 * OVERLAP - 1;

interface Speech {
  /** In frames. */
  start: number;
  /** The last frame that may be speech. */
  last: number;
  /** Frames that surely are. */
  sure: number;
  /** It goes on where a stretch was cut in the middle of speech. */
  broken: boolean;
  /** From `start` on. */
  probabilities: number[];
}

/**
 * Cuts one channel into stretches of speech as it comes. Where it cuts follows from the sound and not
 * from the size of the blocks, so that a second pass finds the same stretches. Keeps no more than a
 * block and the speech that has not ended yet.
 */
export class SpeechCutter {
  private readonly sound = new SoundWindow();
  private frame = 0;
  private previousEnd = 0;
  private speech: Speech | null = null;

  constructor(private readonly channel: number) {}

  /** The next samples and their probabilities of speech, one for FRAME_SAMPLES. */
  push(samples: Float32Array, probabilities: Float32Array): Stretch[] {
    this.sound.append(samples);
    const found: Stretch[] = [];
    for (const probability of probabilities) {
      const stretch = this.hear(probability);
      if (stretch) found.push(stretch);
      this.frame += 1;
    }
    this.sound.forget(((this.speech?.start ?? this.frame - BEFORE) - OVERLAP) * FRAME_SAMPLES);
    return found;
  }

  /** What is left when the recording is over. */
  finish(): Stretch[] {
    const stretch = this.close();
    return stretch ? [stretch] : [];
  }

  private hear(probability: number): Stretch | null {
    if (!this.speech) {
      if (probability >= BEGINS) this.begin(probability);
      return null;
    }
    this.speech.probabilities.push(probability);
    if (probability >= ENDS) this.speech.last = this.frame;
    if (probability >= BEGINS) this.speech.sure += 1;
    if (this.frame - this.speech.last >= PAUSE) return this.close();
    return this.frame - this.speech.start >= LONGEST + OVERLAP ? this.cut(this.speech) : null;
  }

  private begin(probability: number): void {
    const start = Math.max(this.previousEnd, this.frame - BEFORE);
    const before = Array.from({ length: this.frame - start }, () => 0);
    this.speech = { start, last: this.frame, sure: 1, broken: false, probabilities: [...before, probability] };
  }

  private close(): Stretch | null {
    const { speech } = this;
    this.speech = null;
    if (!speech) return null;
    this.previousEnd = Math.min(this.frame, speech.last + 1 + AFTER);
    if (!speech.broken && speech.sure < SHORTEST) return null;
    return this.stretch(speech, this.previousEnd, false);
  }

  /** Ends the stretch at its best pause, or in the middle of a word where there is none. */
  private cut(speech: Speech): Stretch {
    const { at, breath } = bestCut(speech.probabilities);
    const end = speech.start + at;
    const stretch = this.stretch(speech, end, !breath);
    this.previousEnd = end;
    const probabilities = speech.probabilities.slice(at);
    const sure = probabilities.filter((probability) => probability >= BEGINS).length;
    this.speech = speech.last < end ? null : { start: end, last: speech.last, sure, broken: !breath, probabilities };
    return stretch;
  }

  private stretch({ start, broken }: Speech, end: number, brokenOff: boolean): Stretch {
    const own = { start: start * FRAME_SAMPLES, end: end * FRAME_SAMPLES };
    const heard = {
      start: own.start - (broken ? OVERLAP * FRAME_SAMPLES : 0),
      end: own.end + (brokenOff ? OVERLAP * FRAME_SAMPLES : 0),
    };
    return { channel: this.channel, own, heard, samples: this.sound.slice(heard.start, heard.end) };
  }
}

/** Where to cut, in the second half of the longest that a stretch may be: in the longest pause, else where speech is least likely. */
function bestCut(probabilities: readonly number[]): { at: number; breath: boolean } {
  let best = { from: 0, length: 0 };
  let quietest = LONGEST;
  for (let i = LONGEST >> 1, from = i; i < LONGEST; i += 1) {
    const probability = probabilities[i] as number;
    if (probability < (probabilities[quietest] as number)) quietest = i;
    if (probability >= ENDS) from = i + 1;
    else if (i + 1 - from >= best.length) best = { from, length: i + 1 - from };
  }
  if (best.length >= BREATH) return { at: best.from + (best.length >> 1), breath: true };
  return { at: quietest, breath: false };
}
