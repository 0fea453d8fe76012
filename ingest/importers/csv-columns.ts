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
export type Column = keyof typeof COLUMNS;
const DELIMITERS = [',', ';', '\t'] as const;
/** A header is short words; a sentence with a comma in it is not one. */
const HEADER_CELL = 40;

/** How a file is written, and which column is which. */
export interface Dialect {
  delimiter: string;
  headers: string[];
  columns: Partial<Record<Column, number>>;
}

/** The delimiter under which most header names are known; null when the first line is no header. */
export function dialectOf(text: string): Dialect | null {
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
