import { Buffer } from 'node:buffer';

import { describe, expect, it } from 'vitest';

import type { ImportOptions } from '../../../ingest/importer.js';
import { csvImporter } from '../../../ingest/importers/csv.js';
import { makeSource } from '../../../ingest/source.js';
import { importerContract, OPTIONS } from './importer-contract.js';

importerContract('csv', {
  files: ['zh-comma.csv', 'zh-tab.tsv', 'zh-semicolon-gb18030.csv'],
  expected: [
    {
      threadId: null,
      kind: 'chat',
      turns: 3,
      participants: [
        { id: '沈岳', name: '沈岳', side: 'customer' },
        { id: '裴青', name: '裴青', side: 'rep' },
      ],
      first: '2026-01-05T10:00:00+08:00',
      last: '2026-01-05T10:03:00+08:00',
      completeness: { unit: 'rows', total: 4, read: 3, notices: 0, unreadable: 1, reasons: { empty: 1 } },
      texts: { 0: '你好，"两地三中心"怎么收费？', 1: '按节点，每节点三万\n含一年维护' },
    },
  ],
});

importerContract('csv', {
  files: ['en.csv'],
  options: { timeZone: 'Europe/Stockholm' },
  expected: [
    {
      threadId: null,
      kind: 'chat',
      turns: 2,
      participants: [
        { id: 'Ann Lee', name: 'Ann Lee', side: 'customer' },
        { id: 'Bo Ek', name: 'Bo Ek', side: 'rep' },
      ],
      first: '2026-01-05T10:00:00+01:00',
      last: '2026-01-25T09:30:00+01:00',
      completeness: { unit: 'rows', total: 2, read: 2, notices: 0, unreadable: 0, reasons: {} },
    },
  ],
});

const source = (text: string) => makeSource(Buffer.from(text), 'chat.csv');
const read = (text: string, options: Partial<ImportOptions> = {}) =>
  csvImporter.read(source(text), { ...OPTIONS, ...options });

describe('times', () => {
  it.each([
    ['2026-01-05 10:00:00', '2026-01-05T10:00:00+08:00'],
    ['2026-01-05T10:00:00.5', '2026-01-05T10:00:00+08:00'],
    ['2026/1/5 10:00', '2026-01-05T10:00:00+08:00'],
    ['2026年1月5日 上午10:00', '2026-01-05T10:00:00+08:00'],
    ['2026-01-05T02:00:00Z', '2026-01-05T10:00:00+08:00'],
    ['2026-01-05T03:00:00+01:00', '2026-01-05T10:00:00+08:00'],
    ['2026-01-05 03:00:00 +0100', '2026-01-05T10:00:00+08:00'],
    ['1767578400', '2026-01-05T10:00:00+08:00'],
    ['1767578400000', '2026-01-05T10:00:00+08:00'],
    ['1767578400000000', '2026-01-05T10:00:00+08:00'],
    ['', null],
    ['yesterday', null],
    ['17675784', null],
    ['2026-02-30 10:00:00', null],
  ])('%j', (cell, expected) => {
    expect(read(`time,speaker,text\n${cell},Ann,hi`)[0]?.turns).toEqual([
      { speaker: 'Ann', text: 'hi', sentAt: expected },
    ]);
  });

  it('an order that cannot be told is an error that says how to settle it', () => {
    const text = 'time,speaker,text\n03/04/2026 10:00,Ann,hi';
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'unreadable', message: expect.stringContaining('dateOrder') }),
    );
    expect(read(text, { dateOrder: 'mdy' })[0]?.turns[0]?.sentAt).toBe('2026-03-04T10:00:00+08:00');
  });
});

describe('columns', () => {
  it.each([
    ['time,speaker,text', true],
    ['Time;Speaker;Text', true],
    ['时间\t发送人\t内容', true],
    ['消息时间,发送者,消息内容,角色', true],
    ['"Sent At","Sender Name","Message"', true],
    ['name,age', true],
    ['a,b,c', false],
    ['Hello, this is the first line of a letter to somebody', false],
    ['time', false],
    ['WEBVTT', false],
    ['{"time": 1, "text": 2}', false],
  ])('%s is a header: %s', (line, expected) => {
    expect(csvImporter.recognise(source(`${line}\n`))).toBe(expected);
  });

  it.each([
    ['name,age\nAnn,7', 'chat.csv: no column for time, text. Its headers are: name, age.'],
    ['时间,内容\n2026-01-05 10:00,你好', 'chat.csv: no column for speaker. Its headers are: 时间, 内容.'],
  ])('what is missing is named with what was seen', (text, expected) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'unreadable', message: expect.stringContaining(expected) }),
    );
  });

  it('a quote that is never closed is an error, not a crash', () => {
    expect(() => read('time,speaker,text\n2026-01-05 10:00,Ann,"hi')).toThrow(
      expect.objectContaining({ code: 'unreadable' }),
    );
  });

  it('a header without rows says that there are no messages', () => {
    expect(() => read('time,speaker,text\n')).toThrow('chat.csv holds no messages.');
  });
});

describe('rows', () => {
  it.each([
    ['客户', 'customer', 'export'],
    ['销售', 'rep', 'export'],
    ['客服', 'rep', 'export'],
    ['Outbound', 'rep', 'export'],
    ['received', 'customer', 'export'],
    ['主管', 'unknown', 'none'],
    ['', 'unknown', 'none'],
  ])('the role %j gives the side %s', (role, side, sideSource) => {
    const [chat] = read(`time,speaker,text,role\n2026-01-05 10:00,Ann,hi,${role}`);
    expect(chat?.participants).toMatchObject([{ side, sideSource }]);
  });

  it('nobody is invented for a row without a speaker; extra and missing cells are borne', () => {
    const [chat] = read('time,speaker,text\n2026-01-05 10:00,,hi,extra\nbroken\n2026-01-05 10:01,Ann,"a, b"');
    expect(chat?.turns.map(({ speaker, text }) => [speaker, text])).toEqual([
      [null, 'hi'],
      ['Ann', 'a, b'],
    ]);
    expect(chat?.completeness).toMatchObject({ total: 3, reasons: { malformed: 1 } });
  });

  it('a conversation column makes one conversation each; ids, phones and e-mails are kept', () => {
    const chats = read(
      'conversation,id,time,speaker,text,phone,email\nT1,7,2026-01-05 10:00,Ann,hi,0086 13800138000,a@b.example\nT2,8,2026-01-05 10:01,Bo,ho,,',
    );
    expect(chats.map(({ threadId, turns }) => [threadId, turns[0]?.externalId])).toEqual([
      ['T1', '7'],
      ['T2', '8'],
    ]);
    expect(chats[0]?.participants).toMatchObject([{ phone: '0086 13800138000', email: 'a@b.example' }]);
  });
});
