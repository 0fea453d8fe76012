import type { Importer } from '../importer.js';
import { isObject, type JsonObject, labelOf, objectsIn, textOf } from '../json.js';
import { type Identity, sideOfRole } from '../sides.js';
import { languageOf } from '../transcripts/language-code.js';
import { spokenConversations } from '../transcripts/spoken.js';
import { millisToMs } from '../transcripts/time-units.js';
import { confidenceOf } from '../transcripts/words.js';

/** Amazon Transcribe Call Analytics, post-call. Times are milliseconds; the participant's role gives the side. */
export const awsCallAnalyticsImporter: Importer = {
  name: 'aws-call-analytics',
  label: 'AWS Call Analytics JSON',
  mediaType: 'application/json',
  recognise: ({ json }) =>
    isObject(json) &&
    Array.isArray(json.Transcript) &&
    ('ConversationCharacteristics' in json || objectsIn(json.Transcript).some((one) => 'ParticipantRole' in one)),
  read: (source, options) => {
    const document = isObject(source.json) ? source.json : {};
    const items: readonly unknown[] = Array.isArray(document.Transcript) ? document.Transcript : [];
    const speakers = new Map<string, Identity>();
    const segments = objectsIn(items).map((item) => {
      const role = labelOf(item.ParticipantRole);
      if (role !== null) speakers.set(role, { exportSide: sideOfRole(role) });
      return {
        speaker: role,
        text: textOf(item.Content) ?? '',
        startMs: millisToMs(item.BeginOffsetMillis),
        endMs: millisToMs(item.EndOffsetMillis),
        confidence: meanOfItems(item),
      };
    });
    const malformed = items.length - segments.length;
    const { ConversationCharacteristics: whole } = document;
    return spokenConversations(
      source,
      [
        {
          format: 'aws-call-analytics',
          kind: 'call',
          unit: 'segments',
          segments,
          speakers,
          unreadable: malformed > 0 ? { malformed } : {},
          language: languageOf(document.LanguageCode),
          durationMs: isObject(whole) ? millisToMs(whole.TotalConversationDurationMillis) : null,
          notes: isRedacted(document) ? ['The export has personal data removed ([PII] in the text).'] : [],
        },
      ],
      options,
    );
  },
};

/** Words carry a confidence (as a number or a text), punctuation 0 or none. */
function meanOfItems(item: JsonObject): number | null {
  const words = objectsIn(item.Items).filter(({ Type }) => Type === 'pronunciation');
  const known = words.flatMap(({ Confidence }) => confidenceOf(Number(Confidence ?? NaN)) ?? []);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}

const isRedacted = ({ ContentMetadata: content }: JsonObject): boolean =>
  isObject(content) && content.Output === 'Redacted';
