import { AppError } from '../models/domain/index.js';
import type { Importer, Source } from './importer.js';
import { assemblyaiImporter } from './importers/assemblyai.js';
import { awsBdaImporter } from './importers/aws-bda.js';
import { awsCallAnalyticsImporter } from './importers/aws-call-analytics.js';
import { awsTranscribeImporter } from './importers/aws-transcribe.js';
import { azureBatchImporter } from './importers/azure-batch.js';
import { azureConversationImporter } from './importers/azure-conversation.js';
import { csvImporter } from './importers/csv.js';
import { deepgramImporter } from './importers/deepgram.js';
import { funasrImporter } from './importers/funasr.js';
import { slackImporter } from './importers/slack.js';
import { srtImporter } from './importers/srt.js';
import { telegramImporter } from './importers/telegram.js';
import { tencentMeetingImporter } from './importers/tencent-meeting.js';
import { vouchJsonImporter } from './importers/vouch-json.js';
import { webvttImporter } from './importers/webvtt.js';
import { wecomImporter } from './importers/wecom.js';
import { weflowImporter } from './importers/weflow.js';
import { whatsappImporter } from './importers/whatsapp.js';
import { whisperImporter } from './importers/whisper.js';
import { isObject, whereJsonBreaks } from './json.js';
import type { DecodedSource } from './source.js';
import { isZip } from './zip.js';

/** Every format that is understood, in the order in which they are asked: what is told most surely comes first. */
export const importers: readonly Importer[] = [
  vouchJsonImporter,
  webvttImporter,
  deepgramImporter,
  assemblyaiImporter,
  awsCallAnalyticsImporter,
  awsTranscribeImporter,
  awsBdaImporter,
  azureBatchImporter,
  azureConversationImporter,
  funasrImporter,
  tencentMeetingImporter,
  whisperImporter,
  srtImporter,
  wecomImporter,
  weflowImporter,
  telegramImporter,
  slackImporter,
  whatsappImporter,
  csvImporter,
];

/**
 * The importer that knows the content; names and suffixes are not looked at. Where bytes had to be
 * replaced while decoding, what it reads carries a note of that.
 * @throws AppError `unreadable` (empty, or text in an encoding that cannot be told) or `unsupported_format`, naming the file
 */
export function recognise(source: Source): Importer {
  const found = importers.find((importer) => importer.recognise(source));
  if (!found) throw unknownFormat(source);
  const note = damageNote(source);
  if (note === null) return found;
  return {
    ...found,
    recognise: (other) => found.recognise(other),
    read: (again, options) =>
      found.read(again, options).map((conversation) => ({ ...conversation, notes: [...conversation.notes, note] })),
  };
}

function damageNote(source: Source): string | null {
  const { decoding } = source as Partial<DecodedSource>;
  if (!decoding || decoding.text === null || decoding.replaced === 0) return null;
  return `${decoding.replaced} damaged place(s) in the text (not valid ${decoding.encoding.toUpperCase()}) are shown as \uFFFD`;
}

function unknownFormat(source: Source): AppError {
  const { fileName, bytes, entries, text, json } = source;
  if (bytes.length === 0) return new AppError('unreadable', `${fileName} is empty: export or download it again.`);
  // A bug of ours, not of the file: the archive was never inflated.
  if (!entries && isZip(bytes)) throw new TypeError('a ZIP archive is opened with openSource, not with makeSource');
  if (entries)
    return unsupported(
      `${fileName} is a ZIP archive of ${entries.size} file(s), but no chat export that is known: ` +
        'unpack it and add the files, or give it to `vouch ingest`, which takes archives as folders.',
    );
  if (text === null) {
    const { decoding } = source as Partial<DecodedSource>;
    if (decoding?.text === null && decoding.why === 'encoding')
      return new AppError(
        'unreadable',
        `${fileName} is text, but not in UTF-8, UTF-16 or GB18030${decoding.guess === null ? '' : ` (it may be ${decoding.guess})`}: save it as UTF-8, then add it again.`,
      );
    return unsupported(`${fileName} is neither text nor a ZIP archive.`);
  }
  if (text.trim() === '')
    return new AppError('unreadable', `${fileName} has nothing but white space in it: export or download it again.`);
  if (json !== undefined) return unsupported(`${fileName} is JSON of an unknown shape: ${shapeOf(json)}.`);
  const broken = /^\s*[[{]/.test(text) ? whereJsonBreaks(text) : null;
  if (broken)
    return unsupported(
      `${fileName} is text of no known form; as JSON it is broken at line ${broken.line}, column ${broken.column}.`,
    );
  return unsupported(`${fileName} is text of no known form.`);
}

const unsupported = (what: string): AppError =>
  new AppError('unsupported_format', `${what} Understood are: ${importers.map(({ label }) => label).join(', ')}.`);

/** Top-level keys only, eight at most and cut to 40 characters: values may be what people said. */
function shapeOf(json: unknown): string {
  if (Array.isArray(json)) {
    const first: unknown = json[0];
    return `a list of ${json.length}${isObject(first) ? ` whose first item has ${keysOf(first)}` : ''}`;
  }
  return isObject(json) ? `an object with ${keysOf(json)}` : `a single ${json === null ? 'null' : typeof json}`;
}

function keysOf(object: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(object);
  if (keys.length === 0) return 'no keys';
  const shown = keys.slice(0, 8).map((key) => `"${key.slice(0, 40)}"`);
  return `the keys ${shown.join(', ')}${keys.length > 8 ? ', …' : ''}`;
}
