import { parse } from 'csv-parse/sync';

import { AppError, type Side } from '../../models/domain/index.js';
import type { Importer, ImportOptions } from '../importer.js';
import { sideOfRole } from '../sides.js';
import { ChatThread, readableOr, saidOr } from './chat-thread.js';
import { cellTimes } from './csv-times.js';

/** What a column may be called; compared without case, spaces and underscores. */
const COLUMNS = {
  time: [
    '时间',
    '發送時間',
    '发送时间',
    '消息时间',
    '日期',
    '日期时间',
    '时间戳',
    'time',
    'timestamp',
    'datetime',
    'date',
    'sentat',
    'createdat',
    'sent',
    'msgtime',
  ],
  speaker: [
    '发送人',
    '发送者',
    '發送人',
    '发言人',
    '说话人',
    '姓名',
    '昵称',
    '发件人',
    'speaker',
    'sender',
    'sendername',
    'from',
    'name',
    'author',
    'user',
    'username',
    'participant',
  ],
  text: [
    '内容',
    '消息',
    '消息内容',
    '聊天内容',
    '文本',
    '內容',
    'text',
    'message',
    'content',
    'body',
    'msg',
    'utterance',
  ],
  side: ['角色', '身份', '方向', '发送方', 'role', 'side', 'sendertype', 'authortype'],
  phone: ['电话', '手机', '手机号', '電話', 'phone', 'mobile', 'tel', 'phonenumber'],
  email: ['邮箱', '电子邮件', 'email', 'mail', 'emailaddress'],
  id: ['消息id', '消息编号', 'id', 'messageid', 'msgid'],
  thread: [
    '会话',
    '会话id',
    '会话编号',
    '群聊',
    '对话id',
    'conversation',
    'conversationid',
    'thread',
    'threadid',
    'chat',
    'chatid',
    'ticketid',
  ],
} as const satisfies Record<string, readonly string[]>;
type Column = keyof typeof COLUMNS;
const REQUIRED: readonly Column[] = ['time', 'speaker', 'text'];

const DELIMITERS = [',', ';', '\t'] as const;
/** A header is short words; a sentence with a comma in it is not one. */
const HEADER_CELL = 40;
/** Header names that are shown in an error. */
const SHOWN_HEADERS = 12;

/** One message a row under a header in Chinese or English. The least certain format: it is asked last. */
export const csvImporter: Importer = {
  name: 'csv',
  label: 'CSV with time, speaker and text columns',
  mediaType: 'text/csv',
  recognise: ({ text }) => text !== null && dialectOf(text) !== null,
  read(source, options) {
    const text = source.text ?? '';
    const dialect = dialectOf(text);
    const missing = REQUIRED.filter((column) => dialect?.columns[column] === undefined);
    if (!dialect || missing.length > 0)
      throw new AppError(
        'unreadable',
        `${source.fileName}: no column for ${missing.join(', ')}. Its headers are: ${(dialect?.headers ?? []).slice(0, SHOWN_HEADERS).join(', ')}. ` +
          `Name them, for example, time, speaker, text and role (时间, 发送人, 内容, 角色).`,
        { details: { missing } },
      );
    const threads = readRows(rowsOf(text, dialect.delimiter, source.fileName), dialect, source.fileName, options);
    return readableOr(
      source.fileName,
      threads.map((thread) => thread.toConversation('csv', options)),
    );
  },
};

interface Dialect {
  delimiter: string;
  headers: string[];
  columns: Partial<Record<Column, number>>;
}

/** The delimiter under which most header names are known; null when the first line is no header. */
function dialectOf(text: string): Dialect | null {
  const start = text.search(/\S/);
  if (start < 0) return null;
  const end = text.indexOf('\n', start);
  const line = text
    .slice(start, end < 0 ? undefined : end)
    .replace(/^\ufeff/, '')
    .replace(/\r$/, '');
  if (line.length > 2000) return null;
  let best: Dialect | null = null;
  for (const delimiter of DELIMITERS) {
    const headers = line.split(delimiter).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    );
    if (headers.length < 2 || headers.some((cell) => cell.length > HEADER_CELL)) continue;
    const columns = columnsOf(headers);
    const known = Object.keys(columns).length;
    if (known > 0 && known > Object.keys(best?.columns ?? {}).length) best = { delimiter, headers, columns };
  }
  return best;
}

function columnsOf(headers: readonly string[]): Dialect['columns'] {
  const columns: Dialect['columns'] = {};
  const keys = headers.map((header) =>
    header
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_-]/g, ''),
  );
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const names: readonly string[] = COLUMNS[column];
    const at = keys.findIndex((key) => names.includes(key));
    if (at >= 0) columns[column] = at;
  }
  return columns;
}

function rowsOf(text: string, delimiter: string, fileName: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter,
      from: 2,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    throw new AppError(
      'unreadable',
      `${fileName} is not regular CSV: a quote is opened and never closed. Export it again.`,
      {
        cause: error,
      },
    );
  }
}

function readRows(rows: string[][], { columns }: Dialect, fileName: string, options: ImportOptions): ChatThread[] {
  const cell = (row: string[], column: Column): string => {
    const at = columns[column];
    return at === undefined ? '' : (row[at] ?? '').trim();
  };
  const times = cellTimes(
    rows.map((row) => cell(row, 'time')),
    fileName,
    options,
  );
  const threads = new Map<string, ChatThread>();
  rows.forEach((row, at) => {
    const threadId = cell(row, 'thread');
    let thread = threads.get(threadId);
    if (!thread) {
      threads.set(threadId, (thread = new ChatThread(threadId || null, null, 'rows')));
      times.notes.forEach((note) => thread?.note(note));
    }
    const speaker = cell(row, 'speaker');
    if (speaker)
      thread.account({
        id: speaker,
        name: speaker,
        phone: cell(row, 'phone') || null,
        email: cell(row, 'email') || null,
        side: sideIn(cell(row, 'side')),
      });
    // Only outer line ends go: the words stay as they were typed.
    const text = row[columns.text ?? -1] ?? '';
    thread.add({
      speaker: speaker || null,
      atMs: times.ms[at] ?? null,
      content: row.length === 1 ? { unreadable: 'malformed' } : saidOr(text),
      externalId: cell(row, 'id') || null,
    });
  });
  return [...threads.values()];
}

/** Directions tell it as well: what goes out is the rep's. */
const DIRECTIONS: Readonly<Record<string, Side>> = {
  out: 'rep',
  outbound: 'rep',
  outgoing: 'rep',
  sent: 'rep',
  发送: 'rep',
  员工: 'rep',
  顾问: 'rep',
  卖家: 'rep',
  商家: 'rep',
  staff: 'rep',
  in: 'customer',
  inbound: 'customer',
  incoming: 'customer',
  received: 'customer',
  接收: 'customer',
  买家: 'customer',
  访客: 'customer',
  visitor: 'customer',
  contact: 'customer',
};

function sideIn(role: string): Side | undefined {
  const key = role.toLowerCase();
  return sideOfRole(role) ?? (Object.hasOwn(DIRECTIONS, key) ? DIRECTIONS[key] : undefined);
}
