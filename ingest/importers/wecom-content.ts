import { isObject, objectsIn, parseJson, textOf, type JsonObject } from '../json.js';
import { isoInZone } from '../local-time.js';
import { saidOr, type Content } from './chat-thread.js';

/**
 * What one message of a WeCom archive says, by its kind. Kinds without words of their own (image,
 * voice, video, emotion, a recorded call) have content elsewhere, in files that the archive names by
 * `sdkfileid` only. What is no text but tells a reader something stands as `[类] …`, with nothing but
 * words of the message behind the label.
 * Source: developer.work.weixin.qq.com/document/path/91774.
 */
export function contentOfKind(kind: string, body: JsonObject, timeZone: string): Content {
  if (WORDLESS.has(kind)) return { unreadable: 'attachment_absent' };
  if (NOTICES.has(kind)) return { notice: true };
  const read = READERS[kind];
  if (!read) return { unreadable: 'unsupported_kind' };
  return saidOr(read(body, timeZone), kind === 'mixed' ? 'attachment_absent' : 'empty');
}

/** Kinds whose body stands under another key than the kind itself. */
export const BODY_KEYS: Readonly<Record<string, string>> = {
  docmsg: 'doc',
  markdown: 'info',
  news: 'info',
  external_redpacket: 'redpacket',
  qydiskfile: 'info',
};

const WORDLESS = new Set(['image', 'voice', 'video', 'emotion', 'meeting_voice_call']);
/** Consent to archiving, and the archive's own switching on and off: nobody said them. */
const NOTICES = new Set(['agree', 'disagree', 'switch']);

type Reader = (body: JsonObject, timeZone: string) => string;

const READERS: Readonly<Record<string, Reader>> = {
  text: ({ content }) => textOf(content) ?? '',
  markdown: ({ content }) => textOf(content) ?? '',
  card: ({ corpname, userid }) => label('名片', corpname, userid),
  location: ({ title, address }) => label('位置', title, address),
  file: ({ filename }) => label('文件', filename),
  voip_doc_share: ({ filename }) => label('文件', filename),
  qydiskfile: ({ filename }) => label('文件', filename),
  link: ({ title, description }) => lines(label('链接', title), description),
  weapp: ({ title, displayname, description }) => lines(label('小程序', title, displayname), description),
  sphfeed: ({ sph_name, feed_desc }) => lines(label('视频号', sph_name), feed_desc),
  todo: ({ title, content }) => lines(label('待办', title), content),
  vote: ({ votetitle, voteitem }) => lines(label('投票', votetitle), ...texts(voteitem)),
  collect: ({ title, details }) => lines(label('填表', title), ...objectsIn(details).map(({ ques }) => ques)),
  redpacket: ({ wish }) => label('红包', wish),
  external_redpacket: ({ wish }) => label('红包', wish),
  docmsg: ({ title }) => label('文档', title),
  news: ({ item }) =>
    objectsIn(item)
      .map(({ title, description }) => lines(label('图文', title), description))
      .join('\n'),
  meeting: ({ topic, starttime, endtime, address, remarks }, zone) =>
    lines(label('会议', topic, when(starttime, endtime, zone), address), remarks),
  calendar: ({ title, starttime, endtime, place, remarks }, zone) =>
    lines(label('日程', title, when(starttime, endtime, zone), place), remarks),
  voiptext: ({ invitetype, callduration }) =>
    label(invitetype === 1 || invitetype === 3 ? '视频通话' : '语音通话', duration(callduration)),
  mixed: ({ item }, zone) => parts(item, zone, false),
  chatrecord: ({ title, item }, zone) => lines(label('聊天记录', title), parts(item, zone, true)),
};

/** Stands for a picture or a recording between words; alone such a message counts as `attachment_absent`. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  image: '[图片]',
  voice: '[语音]',
  video: '[视频]',
  emotion: '[表情]',
};

/**
 * The parts of a `mixed` message or a forwarded `chatrecord`. Each part's `content` is JSON in a
 * string, its kind `text`, `image`, … or `ChatRecordText`, `ChatRecordImage`, …
 */
function parts(items: unknown, timeZone: string, always: boolean): string {
  let words = always;
  const read = objectsIn(items).flatMap(({ type, content }) => {
    const kind = (textOf(type) ?? '').replace(/^ChatRecord/, '').toLowerCase();
    const placeholder = PLACEHOLDERS[kind];
    if (placeholder) return [placeholder];
    const body = typeof content === 'string' ? parseJson(content) : content;
    const part = isObject(body) ? contentOfKind(kind === 'mixed' ? 'mixed' : kind, body, timeZone) : null;
    if (!part || !('said' in part)) return [];
    words = true;
    return [part.said.replace(/\s+$/, '')];
  });
  return words ? read.join('\n') : '';
}

const label = (kind: string, ...values: unknown[]): string => {
  const words = values.flatMap((value) => textOf(value)?.trim() ?? []);
  return words.length === 0 ? '' : `[${kind}] ${words.join(' ')}`;
};

const lines = (...values: unknown[]): string => values.flatMap((value) => textOf(value) ?? []).join('\n');

const texts = (values: unknown): unknown[] => (Array.isArray(values) ? values : []);

/** `starttime` and `endtime` are seconds, unlike `msgtime`. */
function when(start: unknown, end: unknown, timeZone: string): string | null {
  if (typeof start !== 'number' || start <= 0) return null;
  const from = isoInZone(start * 1000, timeZone);
  if (typeof end !== 'number' || end <= start) return from.slice(0, 16).replace('T', ' ');
  const to = isoInZone(end * 1000, timeZone);
  const sameDay = from.slice(0, 10) === to.slice(0, 10);
  return `${from.slice(0, 16)}–${sameDay ? to.slice(11, 16) : to.slice(0, 16)}`.replaceAll('T', ' ');
}

/** Seconds as `1:02:03`. */
function duration(seconds: unknown): string | null {
  if (typeof seconds !== 'number' || seconds < 0) return null;
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const rest = `${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest;
}
