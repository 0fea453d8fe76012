import type { ImportedConversation, Side } from '../../models/domain/index.js';
import type { Importer, ImportOptions, Source } from '../importer.js';
import { isObject, labelOf, textOf, type JsonObject } from '../json.js';
import { ChatThread, readableOr, type Content } from './chat-thread.js';
import { BODY_KEYS, contentOfKind } from './wecom-content.js';

/** WeCom's conversation archive (会话存档), decrypted: JSON lines, a JSON array, or `{chatdata: […]}`. */
export const wecomImporter: Importer = {
  name: 'wecom',
  label: 'WeCom archive (decrypted JSON)',
  mediaType: 'application/x-ndjson',
  recognise: (source) => (recordsOf(source, RECOGNISED) ?? []).some(isArchived),
  read(source, options) {
    const records = recordsOf(source) ?? [];
    return readableOr(source.fileName, threadsOf(records, options), hintFor(records));
  },
};

/** How many records are looked at to recognise the format. */
const RECOGNISED = 20;

function recordsOf({ json, jsonLines }: Source, limit = Infinity): unknown[] | null {
  const list = Array.isArray(json)
    ? json
    : isObject(json) && Array.isArray(json['chatdata'])
      ? json['chatdata']
      : isObject(json) && Array.isArray(json['msg_list'])
        ? json['msg_list']
        : jsonLines;
  return list ? list.slice(0, limit).map(unwrapped) : null;
}

/** Some tools write `{name, msg: {…}}` around each message. */
const unwrapped = (record: unknown): unknown =>
  isObject(record) && isObject(record['msg']) && 'msgid' in record['msg'] ? record['msg'] : record;

const isEncrypted = (record: JsonObject): boolean =>
  'encrypt_chat_msg' in record || 'encrypt_random_key' in record || 'service_encrypt_info' in record;

function isArchived(record: unknown): boolean {
  if (!isObject(record) || !('msgid' in record)) return false;
  if (isEncrypted(record)) return true;
  return 'action' in record && (('from' in record && 'msgtype' in record) || record['action'] === 'switch');
}

function hintFor(records: readonly unknown[]): string {
  const versions = new Set(
    records.flatMap((record) =>
      isObject(record) && isEncrypted(record) ? (labelOf(record['publickey_ver']) ?? []) : [],
    ),
  );
  if (versions.size === 0) return '';
  return `Decrypt them first, with the private key of version ${[...versions].join(', ')}.`;
}

function threadsOf(records: readonly unknown[], options: ImportOptions): ImportedConversation[] {
  const present = new Set(records.flatMap((record) => (isObject(record) ? (labelOf(record['msgid']) ?? []) : [])));
  const threads = new Map<string, ChatThread>();
  const homeless: Content[] = [];
  for (const record of withoutRepeats(records)) {
    if (!isObject(record)) {
      homeless.push({ unreadable: 'malformed' });
      continue;
    }
    const people = peopleOf(record);
    const content = contentOf(record, present, options.timeZone);
    if (!people) {
      homeless.push(content);
      continue;
    }
    let thread = threads.get(people.threadId);
    if (!thread) threads.set(people.threadId, (thread = new ChatThread(people.threadId)));
    for (const id of people.accounts) thread.account({ id, externalId: id, side: sideOfAccount(id) });
    if (record['msgtype'] === 'revoke' && 'notice' in content)
      thread.note('A recalled message is kept as the archive keeps it.');
    thread.add({ speaker: people.from, atMs: timeOf(record), content, externalId: labelOf(record['msgid']) });
  }
  return settled(threads, homeless).map((thread) => thread.toConversation('wecom', options));
}

/**
 * Messages that name no thread (still encrypted, broken, the archive's switch) belong to the only
 * thread where there is one. Else the unreadable ones stand on their own, so that they are counted
 * and claimed of nobody, and mere notices are counted with the first thread.
 */
function settled(threads: ReadonlyMap<string, ChatThread>, homeless: readonly Content[]): ChatThread[] {
  const all = [...threads.values()];
  const lost = new ChatThread(null);
  for (const content of homeless) {
    const home = all[0] && (all.length === 1 || 'notice' in content) ? all[0] : lost;
    home.add({ speaker: null, atMs: null, content });
  }
  return lost.size > 0 ? [...all, lost] : all;
}

/** The archive is pulled in overlapping pieces: the very same record again is one message. Equal ids with different content stay. */
function withoutRepeats(records: readonly unknown[]): unknown[] {
  const seen = new Map<string, string>();
  return records.filter((record) => {
    const id = isObject(record) ? labelOf(record['msgid']) : null;
    if (id === null) return true;
    const written = JSON.stringify(record);
    if (seen.get(id) === written) return false;
    seen.set(id, written);
    return true;
  });
}

interface People {
  threadId: string;
  from: string;
  accounts: string[];
}

/** A thread is a room, or else the accounts that write to each other, in either direction. Calls carry no `roomid` at all. */
function peopleOf(record: JsonObject): People | null {
  const sender = isObject(record['sender']) ? record['sender']['id'] : record['from'];
  const from = labelOf(sender);
  if (from === null) return null;
  const list = record['tolist'] ?? record['receiver_list'];
  const to = (Array.isArray(list) ? list : []).flatMap(
    (one: unknown) => labelOf(isObject(one) ? one['id'] : one) ?? [],
  );
  const accounts = [...new Set([from, ...to])];
  const room = textOf(record['roomid']) ?? textOf(record['chatid']);
  return { threadId: room ? `room:${room}` : `pair:${[...accounts].sort().join('|')}`, from, accounts };
}

/**
 * A recalled message stays as it was said where the archive has it, and the recall itself is a notice;
 * where the archive lacks it, the recall is all that is left of a message: `recalled`.
 */
function contentOf(record: JsonObject, present: ReadonlySet<string>, timeZone: string): Content {
  if (isEncrypted(record)) return { unreadable: 'encrypted' };
  if (record['action'] === 'switch') return { notice: true };
  const kind = textOf(record['msgtype'])?.toLowerCase();
  if (!kind) return { unreadable: 'malformed' };
  const key = BODY_KEYS[kind] ?? kind;
  const body = record[key] ?? record[kind];
  if (kind === 'revoke' || record['action'] === 'recall') {
    const recalled = isObject(body) ? labelOf(body['pre_msgid']) : null;
    return recalled !== null && present.has(recalled) ? { notice: true } : { unreadable: 'recalled' };
  }
  if (!isObject(body)) return { unreadable: 'malformed' };
  return contentOfKind(kind, body, timeZone);
}

/**
 * `msgtime` is milliseconds, 0 where the archive does not know. In the zone form `msgtype` is a number
 * and the time is `send_time`, in seconds as in the rest of WeCom's interfaces.
 */
function timeOf(record: JsonObject): number | null {
  const ms = record['msgtime'] === undefined ? Number(record['send_time']) * 1000 : Number(record['msgtime']);
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** External contacts are `wm…`/`wo…`, group robots `wb…`, all of them long; everybody else is staff. `wowo` is a person. */
function sideOfAccount(id: string): Side {
  if (/^w[mo][\w-]{14,}$/.test(id)) return 'customer';
  return /^wb[\w-]{14,}$/.test(id) ? 'unknown' : 'rep';
}
