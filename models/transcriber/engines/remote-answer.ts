import { z } from 'zod';

import { type Recognition, type RecogniseOptions } from '../engine.js';
import { withoutLoops } from '../loops.js';
import { joinWords } from '../writing.js';
import { hearsNobody, judge } from './guards.js';
import { NOTHING_SAID } from './stretch.js';
import { type Piece, wordsOf } from './text.js';

const Seconds = z.number();
/** The part of verbose_json that is used. Servers leave parts of it out. */
export const Answer = z.object({
  language: z.string().nullish(),
  text: z.string(),
  words: z
    .array(z.object({ word: z.string(), start: Seconds, end: Seconds, probability: z.number().nullish() }))
    .nullish(),
  segments: z
    .array(
      z.object({
        text: z.string(),
        start: Seconds,
        end: Seconds,
        avg_logprob: z.number().nullish(),
        no_speech_prob: z.number().nullish(),
      }),
    )
    .nullish(),
});
export type Answer = z.infer<typeof Answer>;

/** Servers that do not say how sure they are: below what is given to clear speech, above where they guess. */
const UNKNOWN_CONFIDENCE = 0.75;
/** OpenAI names languages in English, others by code. */
const LANGUAGES: Readonly<Record<string, 'zh' | 'en'>> = {
  zh: 'zh',
  cmn: 'zh',
  chinese: 'zh',
  mandarin: 'zh',
  en: 'en',
  english: 'en',
};

/** A server's answer as a Recognition. */
export function toRecognition(answer: Answer, asked: RecogniseOptions['language'], durationMs: number): Recognition {
  const segments = answer.segments ?? [];
  const all = wordsOf(piecesOf(answer, durationMs), durationMs);
  const { words, dropped } = withoutLoops(all);
  const known = segments.flatMap(({ avg_logprob: value }) => (value == null ? [] : [value]));
  const averageLogProbability =
    known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : Math.log(UNKNOWN_CONFIDENCE);
  const noSpeech = Math.max(0, ...segments.map(({ no_speech_prob: value }) => value ?? 0));
  const text = joinWords(words.map((word) => word.text));
  const verdict = judge({ text, averageLogProbability, noSpeech });
  if (words.length === 0 || verdict === 'silence') return NOTHING_SAID;
  const named = answer.language?.toLowerCase().split(/[-_]/)[0];
  const told = named ? (LANGUAGES[named] ?? null) : /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
  const language = asked === 'zh' || asked === 'en' ? asked : told;
  return {
    language,
    text,
    words,
    confidence: Math.min(1, Math.exp(averageLogProbability)),
    reliable: language !== null && verdict === 'good' && dropped <= 0.5 && !hearsNobody(noSpeech),
  };
}

/** Words where the server gives times for them, else its segments, else the whole text over the whole stretch. */
function piecesOf({ words, segments, text }: Answer, durationMs: number): Piece[] {
  const confidenceAt = (second: number): number => {
    const within = segments?.find(({ start, end }) => second >= start && second <= end);
    return within?.avg_logprob == null ? UNKNOWN_CONFIDENCE : Math.min(1, Math.exp(within.avg_logprob));
  };
  if (words && words.length > 0)
    return words.map(({ word, start, end, probability }) => ({
      // Some servers give words with the space before them, some without.
      text: ` ${word.trim()}`,
      startMs: start * 1000,
      endMs: end * 1000,
      confidence: probability ?? confidenceAt((start + end) / 2),
    }));
  if (segments && segments.length > 0)
    return segments.map(({ text: said, start, end }) => ({
      text: ` ${said.trim()}`,
      startMs: start * 1000,
      endMs: end * 1000,
      confidence: confidenceAt((start + end) / 2),
    }));
  return [{ text, startMs: 0, endMs: durationMs, confidence: UNKNOWN_CONFIDENCE }];
}
