import { AppError, type ImportedConversation } from '../../models/domain/index.js';
import type { Importer, ImportOptions, Source } from '../importer.js';
import { isObject, labelOf, objectsIn, parseJson, textOf, type JsonObject } from '../json.js';
import { makeSource } from '../source.js';
import { ChatThread, readableOr, saidOr, type Account, type Content } from './chat-thread.js';
import { attachmentText, fileLabels, shownText, type Names } from './slack-text.js';

/** `general/2024-03-05.json`, with or without a folder around everything. */
const DAY = /^((?:[^/]+\/)?)([^/]+)\/\d{4}-\d{2}-\d{2}\.json$/;

/** A workspace export: users and channels beside one folder a channel with one file a day. One conversation a channel. */
export const slackImporter: Importer = {
  name: 'slack',
  label: 'Slack export (.zip)',
  mediaType: 'application/zip',
  recognise({ entries }) {
    if (!entries) return false;
    const names = [...entries.keys()];
    return names.some((name) => /(?:^|\/)users\.json$/.test(name)) && names.some((name) => DAY.test(name));
  },
  read(source, options) {
    const workspace = readWorkspace(source);
    const conversations = workspace.folders.map((folder) => readChannel(source, workspace, folder, options));
    return readableOr(
      source.fileName,
      conversations.filter((one) => one.completeness.total > 0),
    );
  },
};

interface Channel {
  id: string;
  title: string | null;
  members: string[];
}

interface Workspace {
  folders: string[];
  accounts: ReadonlyMap<string, Account>;
  names: Names;
  /** By the name of its folder. */
  channels: ReadonlyMap<string, Channel>;
  channelNames: Names;
}

const LISTS = ['channels.json', 'groups.json', 'dms.json', 'mpims.json'];

function readWorkspace(source: Source): Workspace {
  const accounts = new Map<string, Account>();
  for (const user of listIn(source, 'users.json')) {
    const account = accountOf(user);
    if (account) accounts.set(account.id, account);
  }
  const names = new Map([...accounts].flatMap(([id, { name }]) => (name ? [[id, name] as const] : [])));
  const channels = new Map<string, Channel>();
  const channelNames = new Map<string, string>();
  for (const list of LISTS)
    for (const channel of listIn(source, list)) {
      const id = labelOf(channel['id']);
      if (id === null) continue;
      const members = (Array.isArray(channel['members']) ? channel['members'] : []).flatMap(
        (one) => labelOf(one) ?? [],
      );
      const name = labelOf(channel['name']);
      if (name) channelNames.set(id, name);
      // The folder of a direct message is its id; it has no name but those of the two.
      const title = list === 'dms.json' ? members.map((one) => names.get(one) ?? one).join(', ') : name && `#${name}`;
      channels.set(name ?? id, { id, title, members });
    }
  const folders = new Set([...(source.entries?.keys() ?? [])].flatMap((name) => DAY.exec(name)?.[2] ?? []));
  return { folders: [...folders].sort(), accounts, names, channels, channelNames };
}

/** A list of the workspace; one that is missing is empty. */
function listIn(source: Source, list: string): readonly JsonObject[] {
  const name = [...(source.entries?.keys() ?? [])].find(
    (one) => one === list || /^[^/]+\/(.+)$/.exec(one)?.[1] === list,
  );
  return name === undefined ? [] : objectsIn(jsonIn(source, name));
}

function jsonIn(source: Source, name: string): unknown {
  const bytes = source.entries?.get(name);
  const text = bytes ? makeSource(bytes, name).text : null;
  return text === null ? undefined : parseJson(text);
}

function accountOf(user: JsonObject): Account | null {
  const id = labelOf(user['id']);
  if (id === null) return null;
  const profile = isObject(user['profile']) ? user['profile'] : {};
  return {
    id,
    externalId: id,
    name: shownName(profile) ?? textOf(user['real_name']) ?? textOf(user['name']),
    title: textOf(profile['title']),
    phone: textOf(profile['phone']),
    email: textOf(profile['email']),
  };
}

/** People are called what they call themselves; the real name stands in where they did not say. */
const shownName = (profile: JsonObject): string | null =>
  textOf(profile['display_name']) ?? textOf(profile['real_name']);

function readChannel(
  source: Source,
  workspace: Workspace,
  folder: string,
  options: ImportOptions,
): ImportedConversation {
  const channel = workspace.channels.get(folder);
  const thread = new ChatThread(channel?.id ?? folder, channel?.title ?? `#${folder}`);
  const days = [...(source.entries?.keys() ?? [])].filter((name) => DAY.exec(name)?.[2] === folder).sort();
  for (const day of days) {
    const messages = jsonIn(source, day);
    if (!Array.isArray(messages))
      throw new AppError('unreadable', `${source.fileName}: ${day} is not a list of messages. Export it again.`);
    for (const message of messages as unknown[]) addMessage(thread, message, workspace);
  }
  return thread.toConversation('slack', options);
}

function addMessage(thread: ChatThread, message: unknown, workspace: Workspace): void {
  if (!isObject(message)) return thread.add({ speaker: null, atMs: null, content: { unreadable: 'malformed' } });
  const content = contentOf(message, workspace);
  const author = 'notice' in content ? null : authorOf(message, workspace);
  // `ts` is seconds with six places in a string; it names the message within its channel.
  const ts = labelOf(message['ts']);
  const seconds = Number(ts ?? NaN);
  thread.add({
    speaker: author && thread.account(author),
    atMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
    content,
    externalId: ts,
  });
}

function authorOf(message: JsonObject, { accounts }: Workspace): Account | null {
  const comment = isObject(message['comment']) ? labelOf(message['comment']['user']) : null;
  const user = labelOf(message['user']) ?? comment;
  const profile = isObject(message['user_profile']) ? message['user_profile'] : {};
  if (user !== null) return accounts.get(user) ?? { id: user, externalId: user, name: shownName(profile) };
  const bot = labelOf(message['bot_id']);
  if (bot === null) return null;
  const botProfile = isObject(message['bot_profile']) ? message['bot_profile'] : {};
  return { id: bot, externalId: bot, name: textOf(message['username']) ?? textOf(botProfile['name']) };
}

/** Who came and went and what happened to the channel; nobody said it. */
const NOTICE =
  /^(?:(?:channel|group)_(?!message)\w+|bot_(?:add|remove|enable|disable)|(?:un)?pinned_item|reminder_add|huddle_thread|sh_room_\w+|app_conversation_\w+|ekm_access_denied|assistant_app_thread)$/;

function contentOf(message: JsonObject, { names, channelNames }: Workspace): Content {
  const subtype = textOf(message['subtype']) ?? '';
  if (NOTICE.test(subtype)) return { notice: true };
  if (subtype === 'tombstone' || subtype === 'message_deleted') return { unreadable: 'recalled' };
  const text = textOf(message['text']) ?? attachmentText(message['attachments']);
  const files = [...objectsIn(message['files']), ...objectsIn([message['file']])];
  const labels = subtype === 'file_comment' ? [] : fileLabels(files);
  const said = [...labels, shownText(text, names, channelNames)].filter((part) => part.trim() !== '').join('\n');
  if (said !== '') return { said };
  if (files.length > 0) return { unreadable: 'attachment_absent' };
  const isKnown = ['', 'bot_message', 'me_message', 'thread_broadcast', 'file_share', 'reply_broadcast'].includes(
    subtype,
  );
  return isKnown ? saidOr('') : { unreadable: 'unsupported_kind' };
}
