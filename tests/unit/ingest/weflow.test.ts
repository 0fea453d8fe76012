import { Buffer } from 'node:buffer';

import { describe, expect, it } from 'vitest';

import { weflowImporter } from '../../../ingest/importers/weflow.js';
import { makeSource } from '../../../ingest/source.js';
import { importerContract, OPTIONS } from './importer-contract.js';

importerContract('weflow', {
  files: ['private.json', 'echotrace.json'],
  expected: [
    {
      threadId: 'wxid_sample_lan',
      kind: 'chat',
      turns: 3,
      participants: [
        { id: 'wxid_sample_lan', name: '苏岚', side: 'customer' },
        { id: 'wxid_sample_me', name: '裴青', side: 'rep' },
      ],
      first: '2026-01-05T10:00:00+08:00',
      last: '2026-01-05T10:05:00+08:00',
      completeness: {
        unit: 'messages',
        total: 6,
        read: 3,
        notices: 1,
        unreadable: 2,
        reasons: { attachment_absent: 1, recalled: 1 },
      },
      texts: { 2: '[文件] 报价单.xlsx' },
    },
  ],
});

function read(
  messages: unknown[],
  session: Record<string, unknown> = { wxid: 'wxid_a', type: '私聊' },
  staff: string[] = [],
) {
  const json = JSON.stringify({ weflow: {}, session, messages });
  const [thread] = weflowImporter.read(makeSource(Buffer.from(json), 'wechat.json'), { ...OPTIONS, staff });
  return thread;
}
const message = (type: string, content: unknown, more: Record<string, unknown> = {}) => ({
  localId: 1,
  createTime: 1767578400,
  type,
  content,
  isSend: 0,
  senderUsername: 'wxid_a',
  senderDisplayName: '苏岚',
  ...more,
});
const ANCHOR = message('文本消息', '在吗', { createTime: 1767578399 });

describe('what a message says', () => {
  it.each([
    ['文本消息', '[抱拳]多谢', '[抱拳]多谢'],
    ['引用消息', '同意', '同意'],
    ['位置消息', '江边路 1 号', '[位置] 江边路 1 号'],
    ['卡片式链接', '[链接] 产品介绍', '[链接] 产品介绍'],
    ['转账卡片', '已收款', '[转账] 已收款'],
    [
      '小程序分享',
      '<?xml version="1.0"?><msg><appmsg><title><![CDATA[预约演示]]></title></appmsg></msg>',
      '[小程序] 预约演示',
    ],
    ['语音消息', '[语音转文字] 明天我过去一趟', '明天我过去一趟'],
    ['文本消息', '<b>不是 XML', '<b>不是 XML'],
  ])('%s %s', (type, content, expected) => {
    expect(read([ANCHOR, message(type, content)])?.turns[1]?.text).toBe(expected);
  });

  it.each([
    ['图片消息', '[图片]', { attachment_absent: 1 }],
    ['语音消息', '[语音]', { attachment_absent: 1 }],
    ['动画表情', '', { attachment_absent: 1 }],
    ['文本消息', null, { empty: 1 }],
    ['未知类型(99)', '<msg><x/></msg>', { unsupported_kind: 1 }],
  ])('%s %s has no words', (type, content, reasons) => {
    expect(read([ANCHOR, message(type, content)])?.completeness).toMatchObject({ read: 1, reasons });
  });
});

describe('sides and times', () => {
  it('in a group only the exporter and the staff list are certain', () => {
    const thread = read(
      [
        message('文本消息', '一', { isSend: 1, senderUsername: 'wxid_me', senderDisplayName: '裴青' }),
        message('文本消息', '二', { senderUsername: 'wxid_b', senderDisplayName: '罗安' }),
        message('文本消息', '三', { senderUsername: 'wxid_c', senderDisplayName: '沈岳' }),
      ],
      { wxid: '1@chatroom', type: '群聊' },
      ['罗安'],
    );
    expect(thread?.participants.map(({ id, side, sideSource }) => [id, side, sideSource])).toEqual([
      ['wxid_me', 'rep', 'export'],
      ['wxid_b', 'rep', 'staff_list'],
      ['wxid_c', 'unknown', 'none'],
    ]);
  });

  it('createTime is seconds; without it the formatted time in the configured zone counts; without both there is none', () => {
    const thread = read([
      message('文本消息', '一'),
      message('文本消息', '二', { createTime: 0, formattedTime: '2026-01-05 10:00:05' }),
      message('文本消息', '三', { createTime: 0, formattedTime: '昨天' }),
    ]);
    expect(thread?.turns.map(({ sentAt }) => sentAt)).toEqual([
      '2026-01-05T10:00:00+08:00',
      '2026-01-05T10:00:05+08:00',
      null,
    ]);
  });
});
