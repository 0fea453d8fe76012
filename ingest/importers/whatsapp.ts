import type { ImportedConversation } from '../../models/domain/index.js';
import type { Importer, ImportOptions, Source } from '../importer.js';
import { makeSource } from '../source.js';
import { ChatThread, readableOr, saidOr, type Content } from './chat-thread.js';
import {
  ATTACHED,
  DELETED,
  EDITED,
  ENCRYPTION_NOTICE,
  EVENT,
  GROUP_NOTICE,
  OMITTED,
  WAITING,
  WORDLESS_FILE,
} from './whatsapp-phrases.js';
import { timeReader, toWrittenTime, WRITTEN_TIME, WRITTEN_TIME_GROUPS, type WrittenTime } from './written-time.js';

/** U+200E, U+200F, isolates and the byte order mark: WhatsApp puts them in front of what it adds itself. */
const MARKS = /^[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/;
const HEADER = new RegExp(`^(?:\\[${WRITTEN_TIME}\\]\\s?|${WRITTEN_TIME}\\s-\\s)`, 'u');

interface Header {
  line: number;
  bracketed: boolean;
  time: WrittenTime;
  /** What stands behind the date: `author: text`, or a notice. */
  rest: string;
}

/** The first message stands at the very top; a few lines of leeway for what people paste above. */
const TOP_LINES = 3;
/** Names and group subjects end at 100 characters; a colon far behind belongs to a sentence. */
const LONGEST_AUTHOR = 200;
/** A chat is written in one style; fewer headers than this in the other are pasted into messages. */
const PASTED_SHARE = 0.1;

export const whatsappImporter: Importer = {
  name: 'whatsapp',
  label: 'WhatsApp chat export (.txt or .zip)',
  mediaType: 'text/plain',
  recognise: (source) => chatText(source) !== null,
  read(source, options) {
    const chat = chatText(source);
    return readableOr(source.fileName, chat ? [readChat(chat, source.fileName, options)] : []);
  },
};

interface ChatText {
  name: string;
  text: string;
  /** Names of the media files beside it; null for a bare text. */
  media: ReadonlySet<string> | null;
}

/** The text itself, or `_chat.txt` (or whatever it is called) out of the archive. */
function chatText(source: Source): ChatText | null {
  if (!source.entries) {
    const text = source.text;
    return text !== null && startsWithHeader(text) ? { name: source.fileName, text, media: null } : null;
  }
  const names = [...source.entries.keys()].filter((one) => !one.startsWith('__MACOSX/'));
  for (const name of names.filter((one) => /\.txt$/i.test(one))) {
    const bytes = source.entries.get(name);
    const text = bytes ? makeSource(bytes, name).text : null;
    if (text === null || !startsWithHeader(text)) continue;
    const others = names.filter((one) => one !== name).map(baseName);
    if (
      namesAll(
        text,
        others.filter((other) => STANDS_ALONE.test(other)),
      )
    )
      return { name: source.fileName, text, media: new Set(others) };
  }
  return null;
}

/** Whether the chat names all these files; archives hold them in the order of the chat as a rule, so each is looked for from the last one on. */
function namesAll(text: string, files: readonly string[]): boolean {
  let from = 0;
  return files.every((file) => {
    const after = text.indexOf(file, from);
    const at = after < 0 ? text.indexOf(file) : after;
    if (at >= 0) from = at;
    return at >= 0;
  });
}

/**
 * What may be a recording or an export by itself. Where such a file lies beside a chat that does not name it,
 * the archive is a folder of several things, and reading it as one chat would lose the others.
 */
const STANDS_ALONE =
  /\.(?:txt|json|jsonl|ndjson|csv|vtt|srt|zip|wav|w64|mp3|m4a|aac|flac|ogg|oga|opus|amr|mp4|mov|mkv|webm)$/i;

function startsWithHeader(text: string): boolean {
  let from = 0;
  for (let seen = 0; seen < TOP_LINES && from < text.length;) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    if (headerOf(line, 0)) return true;
    if (line.trim() !== '') seen += 1;
    if (end < 0) return false;
    from = end + 1;
  }
  return false;
}

function headerOf(raw: string, line: number): Header | null {
  const text = raw.replace(MARKS, '');
  const code = text.charCodeAt(0);
  if (code !== 0x5b && !(code >= 0x30 && code <= 0x39)) return null;
  const match = HEADER.exec(text);
  if (!match) return null;
  const bracketed = code === 0x5b;
  const time = toWrittenTime(match, bracketed ? 1 : 1 + WRITTEN_TIME_GROUPS);
  return time && { line, bracketed, time, rest: text.slice(match[0].length) };
}

function readChat(chat: ChatText, fileName: string, options: ImportOptions): ImportedConversation {
  const lines = chat.text.split(/\r?\n/);
  const found = lines.map(headerOf).filter((header) => header !== null);
  const brackets = found.filter((header) => header.bracketed).length / Math.max(1, found.length);
  const headers = found.filter(({ bracketed }) => (bracketed ? brackets : 1 - brackets) >= PASTED_SHARE);
  const reader = timeReader(
    headers.map((header) => header.time),
    fileName,
    options,
  );
  const thread = new ChatThread(null, titleOf(chat.name));
  reader.notes.forEach((note) => thread.note(note));
  const dated = headers
    .map((header) => ({ header, atMs: reader.read(header.time) }))
    .filter((one): one is { header: Header; atMs: number } => one.atMs !== null);
  const preamble = lines.slice(0, dated[0]?.header.line ?? lines.length);
  if (preamble.some((line) => line.trim() !== ''))
    thread.add({ speaker: null, atMs: null, content: { unreadable: 'malformed' } });
  dated.forEach(({ header, atMs }, at) => {
    const more = lines.slice(header.line + 1, dated[at + 1]?.header.line ?? lines.length);
    addMessage(thread, header.rest, more, atMs, chat.media);
  });
  if (chat.media && chat.media.size > 0)
    thread.note(`${chat.media.size} media files lie beside the chat; only text is read.`);
  return thread.toConversation('whatsapp', options);
}

function addMessage(
  thread: ChatThread,
  rest: string,
  more: readonly string[],
  atMs: number,
  media: ReadonlySet<string> | null,
): void {
  const { author, text, marked } = authorAndText(rest);
  const whole = [text, ...more].join('\n').trimEnd();
  if (author === null) return thread.add({ speaker: null, atMs, content: { notice: true } });
  const content = contentOf(whole, marked, media);
  // The group's own name stands in front of iOS notices: nobody who takes part.
  const speaker = 'notice' in content ? null : thread.account({ id: author, name: author.replace(/^~\s*/u, '') });
  thread.add({ speaker, atMs, content });
}

/** `author: text`; a system line has no author. `marked`: the text starts with U+200E, so WhatsApp wrote it. */
function authorAndText(rest: string): { author: string | null; text: string; marked: boolean } {
  const line = rest.replace(MARKS, '');
  const colon = line.search(/:(?:\s|$)/u);
  const author =
    colon < 0 || colon > LONGEST_AUTHOR
      ? ''
      : line
          .slice(0, colon)
          .replace(MARKS, '')
          .replace(/[\s\u200e\u200f]+$/u, '');
  if (author === '' || GROUP_NOTICE.test(author)) return { author: null, text: line, marked: false };
  const text = line.slice(colon + 1).replace(/^\s/u, '');
  return { author, text: text.replace(MARKS, ''), marked: MARKS.test(text) };
}

function contentOf(raw: string, marked: boolean, media: ReadonlySet<string> | null): Content {
  const text = raw.replace(EDITED, '');
  const plain = text.replace(/[\u200e\u200f]/g, '').trim();
  if (DELETED.test(plain)) return { unreadable: 'recalled' };
  if (WAITING.test(plain)) return { unreadable: 'encrypted' };
  if (OMITTED.test(plain)) return { unreadable: 'attachment_absent' };
  if (ENCRYPTION_NOTICE.test(plain)) return { notice: true };
  for (const form of ATTACHED) {
    const match = form.exec(plain);
    const file = match?.[1]?.trim();
    if (!match || !file) continue;
    const caption = plain.replace(match[0], '').trim();
    // A contract's name is worth reading; a picture's (IMG-20170306-WA0001.jpg) says nothing.
    if (caption !== '' || !WORDLESS_FILE.test(file)) return { said: text };
    return { unreadable: media?.has(baseName(file)) ? 'unsupported_kind' : 'attachment_absent' };
  }
  if (marked && EVENT.test(plain)) return { notice: true };
  return saidOr(text);
}

/** The chat partner's or group's name out of `WhatsApp Chat with X.txt`, `与X的 WhatsApp 聊天.txt`, `WhatsApp Chat - X.zip`. */
function titleOf(fileName: string): string | null {
  const name = baseName(fileName).replace(/\.(?:txt|zip)$/i, '');
  return (
    /^WhatsApp Chat (?:with|-) (.+)$/i.exec(name)?.[1] ??
    /^[与與](.+?)的\s?WhatsApp\s?(?:聊天|對話|对话)/i.exec(name)?.[1] ??
    null
  );
}

const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
