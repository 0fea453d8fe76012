import type { Importer } from '../importer.js';
import { isObject, type JsonObject, labelOf, objectsIn, textOf } from '../json.js';
import { type Spoken, spokenConversations } from '../transcripts/spoken.js';
import { millisToMs } from '../transcripts/time-units.js';

/** FunASR's results with `sentence_info`: the list that its Python API prints, one of its items, or `{ result: [...] }`. Times are milliseconds. */
export const funasrImporter: Importer = {
  name: 'funasr',
  label: 'FunASR JSON (sentence_info)',
  mediaType: 'application/json',
  recognise: ({ json }) => resultsIn(json).some(({ sentence_info: sentences }) => Array.isArray(sentences)),
  read: (source, options) => {
    const results = resultsIn(source.json).filter(({ sentence_info: sentences }) => Array.isArray(sentences));
    return spokenConversations(source, results.map(readOne), options);
  },
};

function resultsIn(json: unknown): readonly JsonObject[] {
  if (Array.isArray(json)) return objectsIn(json);
  if (!isObject(json)) return [];
  return Array.isArray(json.result) ? objectsIn(json.result) : [json];
}

function readOne(result: JsonObject): Spoken {
  const items: readonly unknown[] = Array.isArray(result.sentence_info) ? result.sentence_info : [];
  const segments = objectsIn(items).map((item) => ({
    speaker: labelOf(item.spk),
    text: textOf(item.text) ?? textOf(item.sentence) ?? '',
    startMs: millisToMs(item.start),
    endMs: millisToMs(item.end),
  }));
  const malformed = items.length - segments.length;
  return {
    format: 'funasr',
    kind: 'call',
    unit: 'segments',
    segments,
    unreadable: malformed > 0 ? { malformed } : {},
    threadId: labelOf(result.key),
  };
}
