import type { Importer } from '../importer.js';
import { isObject, type JsonObject, labelOf, objectsIn, textOf } from '../json.js';
import type { Identity } from '../sides.js';
import { joinText } from '../transcripts/join-text.js';
import { spokenConversations } from '../transcripts/spoken.js';
import { millisToMs } from '../transcripts/time-units.js';

/**
 * Transcript details of Tencent Meeting (`minutes.paragraphs`) and of WeCom meetings
 * (`transcripts.paragraphs`). Times are milliseconds, as numbers or texts.
 * https://cloud.tencent.com/document/product/1095/65111
 */
export const tencentMeetingImporter: Importer = {
  name: 'tencent-meeting',
  label: 'Tencent Meeting transcript JSON',
  mediaType: 'application/json',
  recognise: ({ json }) => paragraphsOf(json) !== undefined,
  read: (source, options) => {
    const paragraphs = paragraphsOf(source.json) ?? [];
    const speakers = new Map<string, Identity>();
    const segments = objectsIn(paragraphs).flatMap((paragraph) => {
      const speaker = register(paragraph.speaker_info, speakers);
      return objectsIn(paragraph.sentences).map((sentence) => ({
        speaker,
        text:
          textOf(sentence.text) ??
          joinText(objectsIn(sentence.words).map(({ text }) => (typeof text === 'string' ? text : ''))),
        startMs: millisToMs(sentence.start_time),
        endMs: millisToMs(sentence.end_time),
      }));
    });
    const malformed = paragraphs.length - objectsIn(paragraphs).length;
    return spokenConversations(
      source,
      [
        {
          format: 'tencent-meeting',
          kind: 'meeting',
          unit: 'segments',
          segments,
          speakers,
          unreadable: malformed > 0 ? { malformed } : {},
          notes: hasMore(source.json) ? ['The export is one page of several: the meeting goes on in the next.'] : [],
        },
      ],
      options,
    );
  },
};

function paragraphsOf(json: unknown): readonly unknown[] | undefined {
  if (!isObject(json)) return undefined;
  for (const part of [json.minutes, json.transcripts])
    if (isObject(part) && Array.isArray(part.paragraphs)) return part.paragraphs as unknown[];
  return undefined;
}

function register(info: unknown, speakers: Map<string, Identity>): string | null {
  if (!isObject(info)) return null;
  const name = textOf(info.username);
  const externalId = labelOf(info.userid) ?? labelOf(info.ms_open_id);
  const id = externalId ?? name;
  if (id !== null) speakers.set(id, { name, externalId });
  return id;
}

const hasMore = (json: unknown): boolean => {
  const flags = (one: JsonObject) => one.more === true || one.has_more === true;
  return (
    isObject(json) && (flags(json) || [json.minutes, json.transcripts].some((part) => isObject(part) && flags(part)))
  );
};
