import { type Recognition, type RecogniseOptions, type Word } from '../engine.js';
import { NOTHING_SAID } from '../engines/stretch.js';
import { withoutLoops } from '../loops.js';
import { joinWords } from '../writing.js';
import { type Lexicon } from './lexicon.js';
import { type Found, type FoundWord, type Frames, search } from './search.js';

/** The model's step: four spectra of 10 ms. */
const FRAME_MS = 40;
/** A unit is heard when it has begun, not when it ends. */
const UNIT_MS = 80;

export interface Listening {
  readonly lexicons: readonly Lexicon[];
  /** Names of the units, in the order of the model's output. */
  readonly units: readonly string[];
  readonly language: RecogniseOptions['language'];
  /** Where the first frame is in the stretch; before it where the sound was lengthened. */
  readonly startMs: number;
  /** Of the stretch. */
  readonly durationMs: number;
}

/** How sure the model was, in figures that are each 1 where it was entirely sure. */
export interface Sureness {
  /** The mean probability of the likeliest unit, over the frames where one was heard. */
  readonly clear: number;
  /** What the words cost against the likeliest units, for each unit. */
  readonly fitting: number;
  /** The share of units of the language that the words are in; names of products bring in some of the other. */
  readonly oneLanguage: number;
}

/**
 * On synthetic speech, also of voices that were never trained on, `clear` times `fitting` is mostly above
 * this; on people and noise hardly ever (figures: models/speech/bundled/README.md).
 */
const LEAST_CERTAINTY = 0.65;
/** Names of products bring some English into Chinese; more than this is neither. */
const LEAST_OF_ONE_LANGUAGE = 0.6;

/** Words for what the model heard. */
export function listen(frames: Frames, { lexicons, units, language, startMs, durationMs }: Listening): Recognition {
  const heard = greedy(frames, units);
  if (heard.units === 0) return NOTHING_SAID;
  const spoken = language === 'zh' || language === 'en' ? language : heard.chinese > 0.5 ? 'zh' : 'en';
  const lexicon = lexicons.find((one) => one.language === spoken);
  if (!lexicon) throw new Error(`no lexicon of ${spoken}`);
  const found = search(frames, lexicon);
  const { words, dropped } = withoutLoops(
    apart(found.words.flatMap((word) => written(word, units, startMs, durationMs))),
  );
  // Sounds of speech, but no words of ours: that is not silence.
  if (words.length === 0) return { ...NOTHING_SAID, reliable: false };
  const sure = sureness(heard, found, spoken);
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  const reliable =
    dropped <= 0.5 && sure.clear * sure.fitting >= LEAST_CERTAINTY && sure.oneLanguage >= LEAST_OF_ONE_LANGUAGE;
  return { language: spoken, text: joinWords(words.map(({ text }) => text)), words, confidence, reliable };
}

interface Greedy {
  readonly units: number;
  readonly acoustic: number;
  readonly clear: number;
  /** Share of Chinese units, 0 to 1. */
  readonly chinese: number;
}

/** Chinese units are initials (`sh_`) and finals with their tone (`ang4`); English ones are phones. */
const isChinese = (unit: string): boolean => /[1-5_]$/.test(unit);

/** The likeliest unit of each frame, without regard to words. */
export function greedy({ values, count, units: width }: Frames, names: readonly string[]): Greedy {
  let [acoustic, certain, chinese, units, spokenFrames, last] = [0, 0, 0, 0, 0, 0];
  for (let frame = 0; frame < count; frame += 1) {
    let best = 0;
    const at = frame * width;
    for (let unit = 1; unit < width; unit += 1)
      if ((values[at + unit] as number) > (values[at + best] as number)) best = unit;
    const logProbability = values[at + best] as number;
    acoustic += logProbability;
    if (best !== 0) {
      spokenFrames += 1;
      certain += Math.exp(logProbability);
      if (best !== last) {
        units += 1;
        if (isChinese(names[best] as string)) chinese += 1;
      }
    }
    last = best;
  }
  return { units, acoustic, clear: certain / Math.max(1, spokenFrames), chinese: chinese / Math.max(1, units) };
}

export function sureness(heard: Greedy, found: Found, spoken: 'zh' | 'en'): Sureness {
  const units = found.words.reduce((sum, word) => sum + word.units.length, 0);
  return {
    clear: heard.clear,
    fitting: Math.exp((found.acoustic - heard.acoustic) / Math.max(1, units)),
    oneLanguage: spoken === 'zh' ? heard.chinese : 1 - heard.chinese,
  };
}

/** A unit's end is not heard: at the latest it is where the next word begins. */
const apart = (words: readonly Word[]): Word[] =>
  words.map((word, i) => ({ ...word, endMs: Math.min(word.endMs, words[i + 1]?.startMs ?? word.endMs) }));

/** A word in its place; a Chinese one character by character. */
function written({ word, units }: FoundWord, names: readonly string[], firstMs: number, durationMs: number): Word[] {
  const characters = [...word];
  const groups: FoundWord['units'][number][][] = [[]];
  if (/^\p{Script=Han}/u.test(word))
    for (const unit of units) {
      groups.at(-1)?.push(unit);
      if (!(names[unit.unit] as string).endsWith('_') && groups.length < characters.length) groups.push([]);
    }
  else groups[0] = [...units];
  return groups.map((group, i) => {
    const [first, last] = [group[0], group.at(-1)];
    const at = (frame: number | undefined): number => firstMs + (frame ?? 0) * FRAME_MS;
    const startMs = Math.min(durationMs, Math.max(0, at(first?.frame) - FRAME_MS));
    const sum = group.reduce((all, unit) => all + unit.logProbability, 0);
    return {
      text: groups.length > 1 ? (characters[i] as string) : word,
      startMs,
      endMs: Math.min(durationMs, Math.max(startMs, at(last?.frame) + UNIT_MS)),
      confidence: Math.exp(sum / Math.max(1, group.length)),
    };
  });
}
