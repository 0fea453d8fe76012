import type { Importer } from '../importer.js';
import { isObject, type JsonObject, labelOf, objectsIn, textOf } from '../json.js';
import type { Identity } from '../sides.js';
import { channelOf } from '../transcripts/channel.js';
import { languageOf } from '../transcripts/language-code.js';
import { type Segment, spokenConversations } from '../transcripts/spoken.js';
import { endOf, isoDurationToMs, millisToMs, ticksToMs } from '../transcripts/time-units.js';
import { confidenceOf } from '../transcripts/words.js';

/** Azure Speech batch transcription. Times are ticks of 100 ns, ISO 8601 durations or (newer versions) milliseconds. */
export const azureBatchImporter: Importer = {
  name: 'azure-batch',
  label: 'Azure batch transcription JSON',
  mediaType: 'application/json',
  recognise: ({ json }) => isObject(json) && Array.isArray(json.recognizedPhrases),
  read: (source, options) => {
    const document = isObject(source.json) ? source.json : {};
    const phrases = objectsIn(document.recognizedPhrases);
    const heard = phrases.filter(
      ({ recognitionStatus }) => recognitionStatus === undefined || recognitionStatus === 'Success',
    );
    const isMultiChannel = new Set(phrases.map(({ channel }) => channel)).size > 1;
    const speakers = new Map<string, Identity>();
    const segments = heard.map((phrase) => {
      const channel = isMultiChannel ? channelOf(phrase.channel) : null;
      const speaker = labelOf(phrase.speaker) ?? (channel === null ? null : `channel ${channel}`);
      if (speaker !== null) speakers.set(speaker, { channel });
      return toSegment(phrase, speaker);
    });
    const unheard = phrases.length - heard.length;
    return spokenConversations(
      source,
      [
        {
          format: 'azure-batch',
          kind: 'call',
          unit: 'segments',
          segments,
          speakers,
          unreadable: unheard > 0 ? { no_speech: unheard } : {},
          language: languageOf(phrases.find(({ locale }) => locale !== undefined)?.locale),
          durationMs: durationOf(document, 'duration'),
        },
      ],
      options,
    );
  },
};

function toSegment(phrase: JsonObject, speaker: string | null): Segment {
  const best = objectsIn(phrase.nBest)[0] ?? {};
  const startMs = durationOf(phrase, 'offset');
  const lengthMs = durationOf(phrase, 'duration');
  return {
    speaker,
    text: textOf(best.display) ?? textOf(best.itn) ?? textOf(best.lexical) ?? '',
    startMs,
    endMs: endOf(startMs, lengthMs),
    confidence: confidenceOf(best.confidence),
  };
}

/** The same time stands under up to three names, e.g. `offsetInTicks`, `offsetMilliseconds`, `offset`. */
function durationOf(object: JsonObject, name: 'offset' | 'duration'): number | null {
  return (
    ticksToMs(object[`${name}InTicks`] ?? object[`${name}Ticks`]) ??
    millisToMs(object[`${name}Milliseconds`]) ??
    isoDurationToMs(object[name])
  );
}
