import type { Importer } from '../importer.js';
import { isObject, type JsonObject, labelOf, objectsIn, textOf } from '../json.js';
import type { Identity } from '../sides.js';
import { channelOf } from '../transcripts/channel.js';
import { languageOf } from '../transcripts/language-code.js';
import { type Segment, spokenConversations } from '../transcripts/spoken.js';
import { secondsToMs } from '../transcripts/time-units.js';
import { confidenceOf, groupWords } from '../transcripts/words.js';

/** With one channel words are one segment up to a pause of 2 s; with more, short pauses let the other side in between. */
const PAUSE_MS = { oneChannel: 2000, moreChannels: 700 };

/**
 * Deepgram's response (also under Whisper models): utterances where they were asked for, else paragraphs,
 * else words. Times are seconds. Channels become speakers when there are several and nobody was diarized.
 */
export const deepgramImporter: Importer = {
  name: 'deepgram',
  label: 'Deepgram JSON',
  mediaType: 'application/json',
  recognise: ({ json }) => isObject(json) && channelsOf(json).some(({ alternatives }) => Array.isArray(alternatives)),
  read: (source, options) => {
    const document = isObject(source.json) ? source.json : {};
    const channels = channelsOf(document);
    const speakers = new Map<string, Identity>();
    const speakerOf = (speaker: unknown, channel: number): string | null => {
      const label = labelOf(speaker);
      if (channels.length < 2) {
        if (label !== null) speakers.set(label, {});
        return label;
      }
      const id = label === null ? `channel ${channel}` : `${channel}:${label}`;
      speakers.set(id, { channel });
      return id;
    };
    const utterances = objectsIn(isObject(document.results) ? document.results.utterances : undefined);
    const segments =
      utterances.length > 0
        ? utterances.map((one) => fromUtterance(one, speakerOf))
        : channels.flatMap((channel, index) => fromChannel(channel, index, channels.length, speakerOf));
    return spokenConversations(
      source,
      [
        {
          format: 'deepgram',
          kind: 'call',
          unit: 'segments',
          segments,
          speakers,
          language: languageOf(channels[0]?.detected_language),
          durationMs: isObject(document.metadata) ? secondsToMs(document.metadata.duration) : null,
        },
      ],
      options,
    );
  },
};

type SpeakerOf = (speaker: unknown, channel: number) => string | null;

const channelsOf = (document: JsonObject): readonly JsonObject[] =>
  objectsIn(isObject(document.results) ? document.results.channels : undefined);

function fromUtterance(utterance: JsonObject, speakerOf: SpeakerOf): Segment {
  return {
    speaker: speakerOf(utterance.speaker, channelOf(utterance.channel) ?? 0),
    text: textOf(utterance.transcript) ?? '',
    startMs: secondsToMs(utterance.start),
    endMs: secondsToMs(utterance.end),
    confidence: confidenceOf(utterance.confidence),
  };
}

function fromChannel(channel: JsonObject, index: number, channels: number, speakerOf: SpeakerOf): Segment[] {
  const best = objectsIn(channel.alternatives)[0] ?? {};
  const paragraphs = objectsIn(isObject(best.paragraphs) ? best.paragraphs.paragraphs : undefined);
  if (paragraphs.length > 0) return paragraphs.flatMap((one) => fromParagraph(one, speakerOf(one.speaker, index)));
  const words = objectsIn(best.words);
  if (words.length > 0)
    return groupWords(
      words.map((word) => ({
        text: textOf(word.punctuated_word) ?? textOf(word.word) ?? '',
        speaker: speakerOf(word.speaker, index),
        startMs: secondsToMs(word.start),
        endMs: secondsToMs(word.end),
        confidence: confidenceOf(word.confidence),
      })),
      channels > 1 ? PAUSE_MS.moreChannels : PAUSE_MS.oneChannel,
    );
  const text = textOf(best.transcript);
  return text === null ? [] : [{ speaker: speakerOf(undefined, index), text, startMs: null, endMs: null }];
}

function fromParagraph(paragraph: JsonObject, speaker: string | null): Segment[] {
  return objectsIn(paragraph.sentences).map((sentence) => ({
    speaker,
    text: textOf(sentence.text) ?? '',
    startMs: secondsToMs(sentence.start),
    endMs: secondsToMs(sentence.end),
  }));
}
