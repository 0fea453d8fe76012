import type { Importer } from '../importer.js';
import { isObject, labelOf, objectsIn, textOf } from '../json.js';
import type { Identity } from '../sides.js';
import { languageOf } from '../transcripts/language-code.js';
import { spokenConversations } from '../transcripts/spoken.js';
import { millisToMs } from '../transcripts/time-units.js';

/** Amazon Bedrock Data Automation, standard output for audio. Times are milliseconds. */
export const awsBdaImporter: Importer = {
  name: 'aws-bda',
  label: 'AWS Bedrock Data Automation JSON',
  mediaType: 'application/json',
  recognise: ({ json }) => isObject(json) && Array.isArray(json.audio_segments) && 'metadata' in json,
  read: (source, options) => {
    const document = isObject(source.json) ? source.json : {};
    const metadata = isObject(document.metadata) ? document.metadata : {};
    const items: readonly unknown[] = Array.isArray(document.audio_segments) ? document.audio_segments : [];
    const speakers = new Map<string, Identity>();
    const segments = objectsIn(items).map((item) => {
      const speaker = isObject(item.speaker) ? labelOf(item.speaker.speaker_label) : null;
      const channel = /^ch_(\d{1,2})$/.exec((isObject(item.channel) && labelOf(item.channel.channel_label)) || '')?.[1];
      if (speaker !== null) speakers.set(speaker, { channel: channel === undefined ? null : Number(channel) });
      return {
        speaker,
        text: textOf(item.text) ?? '',
        startMs: millisToMs(item.start_timestamp_millis),
        endMs: millisToMs(item.end_timestamp_millis),
      };
    });
    const malformed = items.length - segments.length;
    return spokenConversations(
      source,
      [
        {
          format: 'aws-bda',
          kind: 'call',
          unit: 'segments',
          segments,
          speakers,
          unreadable: malformed > 0 ? { malformed } : {},
          language: languageOf(metadata.dominant_asset_language),
          durationMs: millisToMs(metadata.duration_millis),
        },
      ],
      options,
    );
  },
};
