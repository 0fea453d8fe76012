import type { Importer, ImportOptions } from '../importer.js';
import { isObject, labelOf, objectsIn, textOf, type JsonObject } from '../json.js';
import { exists, zonedMs } from '../local-time.js';
import { ChatThread, readableOr, saidOr, type Content } from './chat-thread.js';

/** Telegram Desktop's `result.json`: one chat, or all of them under `chats.list` (and `left_chats.list`). */
export const telegramImporter: Importer = {
  name: 'telegram',
  label: 'Telegram chat export (result.json)',
  mediaType: 'application/json',
  recognise({ json }) {
    if (!isObject(json)) return false;
    return chatsOf(json).some((chat) => objectsIn(chat['messages']).slice(0, 5).some(isTelegram));
  },
  read(source, options) {
    const chats = isObject(source.json) ? chatsOf(source.json) : [];
    return readableOr(
      source.fileName,
      chats.filter((chat) => Array.isArray(chat['messages'])).map((chat) => readChat(chat, options)),
    );
  },
};

function chatsOf(json: JsonObject): readonly JsonObject[] {
  if (Array.isArray(json['messages'])) return [json];
  return ['chats', 'left_chats'].flatMap((key) => {
    const group = json[key];
    return isObject(group) ? objectsIn(group['list']) : [];
  });
}

const isTelegram = (message: JsonObject): boolean =>
  (message['type'] === 'message' || message['type'] === 'service') &&
  ('date_unixtime' in message || 'date' in message) &&
  ('from' in message || 'from_id' in message || 'actor' in message || 'text_entities' in message);

function readChat(chat: JsonObject, options: ImportOptions) {
  const name = textOf(chat['name']);
  const id = labelOf(chat['id']);
  const thread = new ChatThread(id ?? (name === null ? null : `name:${name}`), name);
  const messages: unknown[] = Array.isArray(chat['messages']) ? chat['messages'] : [];
  for (const message of messages) {
    if (!isObject(message)) {
      thread.add({ speaker: null, atMs: null, content: { unreadable: 'malformed' } });
      continue;
    }
    const content: Content = message['type'] === 'service' ? { notice: true } : contentOf(message);
    const from = textOf(message['from']);
    const fromId = labelOf(message['from_id']);
    const account = fromId ?? from;
    thread.add({
      speaker:
        account === null || 'notice' in content
          ? null
          : thread.account({ id: account, name: from, externalId: fromId }),
      atMs: timeOf(message, options.timeZone),
      content,
      externalId: labelOf(message['id']),
    });
  }
  return thread.toConversation('telegram', options);
}

/** `date_unixtime` is seconds in a string; older exports have only `date`, on the exporting computer's clock. */
function timeOf(message: JsonObject, timeZone: string): number | null {
  const seconds = Number(message['date_unixtime'] ?? NaN);
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})/.exec(textOf(message['date']) ?? '');
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const local = { year, month, day, hour, minute, second };
  return exists(local) ? zonedMs(local, timeZone) : null;
}

/** The words, whether they stand alone, in pieces or in formatted pieces (`{type: 'bold', text}`). */
function plainText(text: unknown): string {
  if (typeof text === 'string') return text;
  if (!Array.isArray(text)) return '';
  return text
    .map((piece: unknown) =>
      typeof piece === 'string' ? piece : isObject(piece) ? (textAsIs(piece['text']) ?? '') : '',
    )
    .join('');
}

/** Pieces may be nothing but a space, which stands between two others. */
const textAsIs = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Pictures, stickers, voice and video have no words; a document, place, contact or poll says something itself. */
const WORDLESS = new Set(['voice_message', 'video_message', 'video_file', 'audio_file', 'sticker', 'animation']);

function contentOf(message: JsonObject): Content {
  const words = plainText(message['text']);
  const said = [labelFor(message), words].filter((part) => part !== null && part.trim() !== '').join('\n');
  if (said !== '') return { said };
  const hasMedia = ['photo', 'file', 'media_type', 'sticker_emoji', 'self_destruct_period_seconds'].some(
    (key) => key in message,
  );
  return saidOr('', hasMedia ? 'attachment_absent' : 'empty');
}

function labelFor(message: JsonObject): string | null {
  const { location_information: place, contact_information: contact, poll } = message;
  if (isObject(place)) {
    const where = [message['place_name'], message['address'], place['latitude'], place['longitude']];
    return `[location] ${where.flatMap((value) => labelOf(value) ?? []).join(' ')}`;
  }
  if (isObject(contact)) {
    const who = [contact['first_name'], contact['last_name'], contact['phone_number']];
    return `[contact] ${who.flatMap((value) => labelOf(value) ?? []).join(' ')}`;
  }
  if (isObject(poll)) {
    const answers = objectsIn(poll['answers']).flatMap((answer) => textOf(answer['text']) ?? []);
    return [`[poll] ${textOf(poll['question']) ?? ''}`, ...answers].join('\n');
  }
  if (!('file' in message) || WORDLESS.has(textOf(message['media_type']) ?? '')) return null;
  const mime = textOf(message['mime_type']) ?? '';
  if (/^(?:image|audio|video)\//.test(mime)) return null;
  // Without the media, `file` holds a sentence in brackets instead of a path.
  const path = textOf(message['file']) ?? '';
  const name = textOf(message['file_name']) ?? (path.startsWith('(') ? null : path.slice(path.lastIndexOf('/') + 1));
  return name ? `[file] ${name}` : null;
}
