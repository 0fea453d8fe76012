import { parse } from 'csv-parse/sync';

import { AppError, type Side } from '../../models/domain/index.js';
import type { Importer, ImportOptions } from '../importer.js';
import { sideOfRole } from '../sides.js';
import { ChatThread, readableOr, saidOr } from './chat-thread.js';
import { dialectOf, type Column, type Dialect } from './csv-columns.js';
import { cellTimes } from './csv-times.js';

const REQUIRED: readonly Column[] = ['time', 'speaker', 'text'];

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
