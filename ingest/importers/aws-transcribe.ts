import type { Importer } from '../importer.js';
import { isObject, type JsonObject, labelOf, objectsIn, textOf } from '../json.js';
import type { Identity } from '../sides.js';
import { languageOf } from '../transcripts/language-code.js';
import { spokenConversations } from '../transcripts/spoken.js';
import { secondsToMs } from '../transcripts/time-units.js';
import { confidenceOf, groupWords, type Word } from '../transcripts/words.js';

/** A pause that ends a segment; speakers change within much shorter ones. */
const PAUSE_MS = 2000;

/** Amazon Transcribe, standard jobs. Times and confidences are numbers written as texts; times are seconds. */
export const awsTranscribeImporter: Importer = {
  name: 'aws-transcribe',
  label: 'AWS Transcribe JSON',
  mediaType: 'application/json',
  recognise: ({ json }) =>
    isObject(json) &&
    isObject(json.results) &&
    Array.isArray(json.results.transcripts) &&
    Array.isArray(json.results.items),
  read: (source, options) => {
    const document = isObject(source.json) ? source.json : {};
    const results = isObject(document.results) ? document.results : {};
    const words = readWords(results);
    const speakers = new Map<string, Identity>();
    for (const { speaker } of words) {
      const channel = /^ch_(\d{1,2})$/.exec(speaker ?? '')?.[1];
      if (speaker !== null) speakers.set(speaker, { channel: channel === undefined ? null : Number(channel) });
    }
    return spokenConversations(
      source,
      [
        {
          format: 'aws-transcribe',
          kind: 'call',
          unit: 'segments',
          segments: groupWords(words, PAUSE_MS),
          speakers,
          language: languageOf(results.language_code),
        },
      ],
      options,
    );
  },
};

/** Punctuation is an item of its own without a time: it belongs to the word before it. */
function readWords(results: JsonObject): Word[] {
  const labels = speakerLabels(results);
  const words: Word[] = [];
  for (const item of objectsIn(results.items)) {
    const best = objectsIn(item.alternatives)[0] ?? {};
    const text = textOf(best.content) ?? '';
    const last = words.at(-1);
    if (item.type === 'punctuation' && last) {
      words[words.length - 1] = { ...last, text: last.text + text };
      continue;
    }
    words.push({
      text,
      speaker: labelOf(item.speaker_label) ?? labels.get(String(item.start_time)) ?? labelOf(item.channel_label),
      startMs: secondsToMs(item.start_time),
      endMs: secondsToMs(item.end_time),
      confidence: confidenceOf(Number(best.confidence ?? NaN)),
    });
  }
  return words;
}

/** Older results name the speaker of a word only in `speaker_labels`, by the word's start as it is written. */
function speakerLabels({ speaker_labels: labels }: JsonObject): ReadonlyMap<string, string> {
  const byStart = new Map<string, string>();
  for (const segment of objectsIn(isObject(labels) ? labels.segments : undefined))
    for (const item of objectsIn(segment.items)) {
      const label = labelOf(item.speaker_label) ?? labelOf(segment.speaker_label);
      if (label !== null) byStart.set(String(item.start_time), label);
    }
  return byStart;
}
