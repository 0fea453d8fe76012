import type { Importer, ImportOptions } from '../importer.js';
import { isObject, labelOf, objectsIn, textOf, type JsonObject } from '../json.js';
import { exists, zonedMs } from '../local-time.js';
import { sideOf } from '../sides.js';
import { ChatThread, readableOr, saidOr, type Account, type Content } from './chat-thread.js';

/** One WeChat thread as WeFlow writes it (and echotrace, which leaves out the `weflow` key). */
export const weflowImporter: Importer = {
  name: 'weflow',
  label: 'WeChat chat export (WeFlow, echotrace)',
  mediaType: 'application/json',
  recognise({ json }) {
    if (!isObject(json) || !isObject(json['session'])) return false;
    const first = objectsIn(json['messages'])[0];
    return isObject(json['weflow']) || (first !== undefined && 'createTime' in first && 'isSend' in first);
  },
  read(source, options) {
    const json = isObject(source.json) ? source.json : {};
    const session = isObject(json['session']) ? json['session'] : {};
    const wxid = labelOf(session['wxid']);
    const isGroup = session['type'] === '群聊' || (wxid?.endsWith('@chatroom') ?? false);
    const thread = new ChatThread(
      wxid,
      textOf(session['remark']) ?? textOf(session['displayName']) ?? textOf(session['nickname']),
    );
    const messages: unknown[] = Array.isArray(json['messages']) ? json['messages'] : [];
    for (const message of messages) {
      if (!isObject(message)) {
        thread.add({ speaker: null, atMs: null, content: { unreadable: 'malformed' } });
        continue;
      }
      const content = contentOf(message);
      const account = 'notice' in content ? null : accountOf(message, isGroup, options);
      thread.add({
        speaker: account && thread.account(account),
        atMs: timeOf(message, options.timeZone),
        content,
        externalId: labelOf(message['serverId']) ?? labelOf(message['localId']),
      });
    }
    return readableOr(source.fileName, [thread.toConversation('weflow', options)]);
  },
};

/**
 * `isSend` 1 is whoever exported: the rep. 0 is the customer in a private chat; in a group it may be a
 * colleague, which only the staff list can tell.
 */
function accountOf(message: JsonObject, isGroup: boolean, options: ImportOptions): Account | null {
  const id = labelOf(message['senderUsername']);
  if (id === null || id.endsWith('@chatroom')) return null;
  const name = textOf(message['senderDisplayName']);
  const account: Account = { id, name, externalId: id };
  if (message['isSend'] === 1) return { ...account, side: 'rep' };
  const isPartner = message['isSend'] === 0 && !isGroup && sideOf({ id, name }, options).side !== 'rep';
  return isPartner ? { ...account, side: 'customer' } : account;
}

/** `createTime` is seconds; `formattedTime` is the same on the exporting phone's clock. */
function timeOf(message: JsonObject, timeZone: string): number | null {
  const seconds = Number(message['createTime'] ?? NaN);
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  const match = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(textOf(message['formattedTime']) ?? '');
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const local = { year, month, day, hour, minute, second };
  return exists(local) ? zonedMs(local, timeZone) : null;
}

/** The Chinese `type` tells the kind; `localType` is not reliable (ChatLab's notes on the format). */
function contentOf(message: JsonObject): Content {
  const type = textOf(message['type']) ?? '';
  const content = textOf(message['content']) ?? '';
  if (type === '系统消息' || message['isSend'] === null)
    return /撤回了?(?:一条|1条)?消息/.test(content) ? { unreadable: 'recalled' } : { notice: true };
  if (/^(?:图片|语音|视频|动画表情|表情)/.test(type)) {
    // WeChat's own transcription of a voice message is words.
    const spoken = /^\[语音转文字\]\s*([\s\S]+)/.exec(content)?.[1];
    return spoken ? { said: spoken } : { unreadable: 'attachment_absent' };
  }
  const words = content.trimStart().startsWith('<') ? titleInXml(content) : content;
  if (words === null) return { unreadable: 'unsupported_kind' };
  if (words === '' || type === '' || /^(?:文本|引用)消息$/.test(type) || words.startsWith('[')) return saidOr(words);
  return { said: `[${type.replace(/(?:消息|卡片|分享)$/, '')}] ${words}` };
}

/** Links, files and mini programs come as XML where the exporter does not know them; their title is what the chat shows. */
function titleInXml(xml: string): string | null {
  const title = /<title>(?:<!\[CDATA\[)?([^<\]]+)/.exec(xml)?.[1]?.trim();
  if (title) return title;
  return /<(?:\?xml|msg|appmsg|sysmsg)[\s>]/.test(xml) ? null : xml;
}
