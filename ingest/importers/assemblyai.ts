import { AppError } from '../../models/domain/index.js';
import type { Importer } from '../importer.js';
import { isObject, type JsonObject, labelOf, objectsIn, textOf } from '../json.js';
import type { Identity } from '../sides.js';
import { languageOf } from '../transcripts/language-code.js';
import { type Segment, spokenConversations } from '../transcripts/spoken.js';
import { millisToMs, secondsToMs } from '../transcripts/time-units.js';
import { confidenceOf, groupWords } from '../transcripts/words.js';

/** A pause that ends a segment where there are only words. */
const PAUSE_MS = 2000;

/** AssemblyAI's transcript: utterances where speakers were asked for, else words. Times are milliseconds, the duration seconds. */
export const assemblyaiImporter: Importer = {
  name: 'assemblyai',
  label: 'AssemblyAI JSON',
  mediaType: 'application/json',
  recognise: ({ json }) =>
    isObject(json) &&
    'audio_url' in json &&
    typeof json.status === 'string' &&
    ('words' in json || 'utterances' in json),
  read: (source, options) => {
    const document = isObject(source.json) ? source.json : {};
    if (document.status !== 'completed')
      throw new AppError(
        'unreadable',
        `${source.fileName} is an AssemblyAI transcript that is not completed: download it again when its status is "completed".`,
      );
    const speakers = new Map<string, Identity>();
    return spokenConversations(
      source,
      [
        {
          format: 'assemblyai',
          kind: 'call',
          unit: 'segments',
          segments: segmentsOf(document, (one) => register(one, speakers)),
          speakers,
          language: languageOf(document.language_code),
          durationMs: secondsToMs(document.audio_duration),
        },
      ],
      options,
    );
  },
};

function segmentsOf(document: JsonObject, speakerOf: (one: JsonObject) => string | null): Segment[] {
  const utterances = objectsIn(document.utterances);
  if (utterances.length > 0) return utterances.map((one) => ({ ...timed(one), speaker: speakerOf(one) }));
  const words = objectsIn(document.words);
  if (words.length > 0)
    return groupWords(
      words.map((one) => ({ ...timed(one), speaker: speakerOf(one) })),
      PAUSE_MS,
    );
  const text = textOf(document.text);
  return text === null ? [] : [{ speaker: null, text, startMs: null, endMs: null }];
}

function timed(one: JsonObject) {
  return {
    text: textOf(one.text) ?? '',
    startMs: millisToMs(one.start),
    endMs: millisToMs(one.end),
    confidence: confidenceOf(one.confidence),
  };
}

/** Channels count from "1" (left), ours from 0. */
function register(one: JsonObject, speakers: Map<string, Identity>): string | null {
  const channelLabel = labelOf(one.channel);
  const channel = channelLabel !== null && /^[1-9]\d?$/.test(channelLabel) ? Number(channelLabel) - 1 : null;
  const id = labelOf(one.speaker) ?? (channel === null ? null : `channel ${channel}`);
  if (id !== null) speakers.set(id, { channel });
  return id;
}
