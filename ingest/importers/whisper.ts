import type { Importer } from '../importer.js';
import { isObject, type JsonObject, labelOf, objectsIn, textOf } from '../json.js';
import { isGenericLabel } from '../transcripts/cue-text.js';
import { languageOf } from '../transcripts/language-code.js';
import { type Segment, spokenConversations } from '../transcripts/spoken.js';
import { secondsToMs } from '../transcripts/time-units.js';
import { confidenceOf } from '../transcripts/words.js';

/**
 * Whisper's verbose JSON (OpenAI, whisper_timestamped, servers that speak the same) and whisperX.
 * Times are seconds. Speakers only where diarization named them.
 */
export const whisperImporter: Importer = {
  name: 'whisper',
  label: 'Whisper verbose JSON and whisperX',
  mediaType: 'application/json',
  recognise: ({ json }) => isObject(json) && Array.isArray(json.segments) && isWhisper(json),
  read: (source, options) => {
    const document = isObject(source.json) ? source.json : {};
    const items: readonly unknown[] = Array.isArray(document.segments) ? document.segments : [];
    const segments = objectsIn(items)
      .filter(({ text }) => typeof text === 'string')
      .map(toSegment);
    const malformed = items.length - segments.length;
    return spokenConversations(
      source,
      [
        {
          format: 'whisper',
          kind: 'call',
          unit: 'segments',
          segments,
          speakers: new Map(
            segments.flatMap(({ speaker }) =>
              speaker === null ? [] : [[speaker, { name: isGenericLabel(speaker) ? null : speaker }]],
            ),
          ),
          unreadable: malformed > 0 ? { malformed } : {},
          language: languageOf(document.language),
          durationMs: secondsToMs(document.duration),
        },
      ],
      options,
    );
  },
};

function isWhisper(document: JsonObject): boolean {
  const first: unknown = Array.isArray(document.segments) ? document.segments[0] : undefined;
  if (first === undefined) return typeof document.text === 'string' || 'word_segments' in document;
  return (
    isObject(first) &&
    typeof first.text === 'string' &&
    typeof first.start === 'number' &&
    typeof first.end === 'number'
  );
}

function toSegment(item: JsonObject): Segment {
  const words = objectsIn(item.words);
  const starts = words.flatMap(({ start }) => secondsToMs(start) ?? []);
  const ends = words.flatMap(({ end }) => secondsToMs(end) ?? []);
  return {
    speaker: labelOf(item.speaker) ?? soleSpeaker(words),
    text: String(item.text),
    startMs: secondsToMs(item.start) ?? starts[0] ?? null,
    endMs: secondsToMs(item.end) ?? ends.at(-1) ?? null,
    confidence: confidenceOf(item.confidence) ?? meanProbability(item.avg_logprob),
    unreliable: isGuess(item),
  };
}

/** whisperX leaves the segment's speaker out at times; its words decide when they agree. */
function soleSpeaker(words: readonly JsonObject[]): string | null {
  const speakers = new Set(words.flatMap(({ speaker }) => textOf(speaker) ?? []));
  return speakers.size === 1 ? ([...speakers][0] ?? null) : null;
}

/** `avg_logprob` is the mean log probability of the segment's tokens. */
function meanProbability(logprob: unknown): number | null {
  return typeof logprob === 'number' ? confidenceOf(Math.exp(logprob)) : null;
}

/** Whisper's own thresholds for a failed decoding and for silence (openai/whisper, transcribe.py: 2.4, −1.0, 0.6). */
function isGuess({ compression_ratio, avg_logprob, no_speech_prob }: JsonObject): boolean {
  const repeats = typeof compression_ratio === 'number' && compression_ratio > 2.4;
  const isUnsure = typeof avg_logprob === 'number' && avg_logprob < -1;
  return repeats || (isUnsure && typeof no_speech_prob === 'number' && no_speech_prob > 0.6);
}
