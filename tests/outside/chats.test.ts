import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import type { Importer, ImportOptions } from '../../ingest/importer.js';
import { slackImporter } from '../../ingest/importers/slack.js';
import { telegramImporter } from '../../ingest/importers/telegram.js';
import { wecomImporter } from '../../ingest/importers/wecom.js';
import { whatsappImporter } from '../../ingest/importers/whatsapp.js';
import { openSource } from '../../ingest/source.js';
import type { ImportedConversation } from '../../models/domain/index.js';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/outside/chat-exports');

async function read(importer: Importer, file: string, options: Partial<ImportOptions> = {}) {
  const path = join(FOLDER, file);
  if (!existsSync(path))
    throw new Error(`${path} is missing: the outside tests need the shared folder beside the project.`);
  const source = await openSource(readFileSync(path), file);
  expect(importer.recognise(source)).toBe(true);
  return importer.read(source, { timeZone: 'UTC', staff: [], ...options });
}

/** What the makers of the file say that it holds: newest first, line breaks shown as spaces. */
const target = (file: string): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));

const shown = ({ turns, participants }: ImportedConversation) =>
  turns.map(({ speaker, text, sentAt }) => ({
    timestamp: sentAt?.replace('Z', ''),
    author: participants.find(({ id }) => id === speaker)?.name,
    message: text.replace(/\n/g, ' '),
  }));

const sums = (conversations: readonly ImportedConversation[]) => {
  const reasons: Record<string, number> = {};
  const sum = { total: 0, read: 0, notices: 0, unreadable: 0, reasons };
  for (const { completeness } of conversations) {
    for (const key of ['total', 'read', 'notices', 'unreadable'] as const) sum[key] += completeness[key];
    for (const [reason, count] of Object.entries(completeness.reasons))
      reasons[reason] = (reasons[reason] ?? 0) + count;
  }
  return sum;
};

describe('WhatsApp', () => {
  it.each(['[mmddyy]_24hrs', 'ddmmyy_24hrs', 'mmddyy_24hrs', 'mmddyyyy_12hrs', 'yyyymmdd_24hrs'])(
    'chat-miner %s',
    async (name) => {
      const [chat] = await read(whatsappImporter, `chat-miner/whatsapp__test_${name}.txt`);
      expect(chat && shown(chat).reverse()).toEqual(target('chat-miner/whatsapp__target.json'));
      expect(chat?.completeness).toEqual({
        unit: 'messages',
        total: 9,
        read: 6,
        notices: 3,
        unreadable: 0,
        reasons: {},
      });
    },
  );

  it('a file that mixes three ways of writing dates', async () => {
    const [chat] = await read(whatsappImporter, 'langchain_whatsapp_chat.txt');
    expect(chat?.completeness).toEqual({
      unit: 'messages',
      total: 10,
      read: 8,
      notices: 0,
      unreadable: 2,
      reasons: { attachment_absent: 1, recalled: 1 },
    });
    expect(chat?.turns.map(({ sentAt, text }) => `${sentAt ?? ''} ${text}`)).toEqual([
      '2021-01-24T12:41:03Z Of course!',
      '2021-11-08T09:41:32Z Message 123',
      '2022-07-19T23:32:00Z Hello',
      '2022-07-20T11:32:00Z Goodbye',
      '2023-01-23T03:19:00Z Bye!',
      '2023-01-23T03:22:00Z And let me know if anything changes',
      '2023-05-04T16:13:23Z See you!',
      '2023-05-05T15:48:11Z Hi here',
    ]);
    expect(chat?.notes.join(' ')).toContain('mixes several ways of writing dates');
  });
});

describe('Telegram', () => {
  it.each(['single', 'batch'])('chat-miner %s export', async (kind) => {
    const [chat] = await read(telegramImporter, `chat-miner/telegram__test_${kind}_export.json`);
    expect(chat && shown(chat).map((one) => ({ ...one, message: one.message.replace('Link:h', 'Link: h') }))).toEqual(
      target('chat-miner/telegram__target.json'),
    );
  });
});

describe('Slack', () => {
  it('a workspace with one small day a channel', async () => {
    const channels = await read(slackImporter, 'langchain_slack_export.zip');
    expect(channels.map(({ threadId, title, turns }) => [threadId, title, turns.map(({ text }) => text)])).toEqual([
      ['C0535BV3C6P', '#example-channel', ['Example message']],
      ['C05019B47SB', '#general', ['Hello, world!', 'Example in general']],
      ['C050FR57M8S', '#random', ['Example random message']],
    ]);
    expect(channels[1]?.turns[0]?.sentAt).toBe('2023-04-13T19:15:17.397Z');
    expect(channels[1]?.participants).toMatchObject([{ id: 'U0500003428', name: 'Example User', side: 'unknown' }]);
  });

  it('a workspace with bots, files and deleted people', async () => {
    const channels = await read(slackImporter, 'slack_export_viewer_testarchive.zip');
    expect(channels.map(({ title, completeness }) => [title, completeness])).toEqual([
      ['#enrique', { unit: 'messages', total: 102, read: 96, notices: 6, unreadable: 0, reasons: {} }],
      ['#traveling-sailor', { unit: 'messages', total: 56, read: 51, notices: 5, unreadable: 0, reasons: {} }],
    ]);
    const words = channels.flatMap(({ turns }) => turns.map(({ text }) => text)).join('\n');
    expect(words).not.toMatch(/<@U|&(?:amp|lt|gt);/);
    expect(words).toContain('[traveling-sailor:master] 1 new commit by hfaran:');
  });
});

describe('WeCom archive', () => {
  it('accounts for 30 messages of 27 kinds', async () => {
    const threads = await read(wecomImporter, 'wecom_msgaudit_samples.jsonl', { timeZone: 'Asia/Shanghai' });
    expect(sums(threads)).toEqual({
      total: 30,
      read: 21,
      notices: 3,
      unreadable: 6,
      reasons: { no_time: 1, recalled: 1, attachment_absent: 4 },
    });
    const said = threads.flatMap(({ turns }) => turns.map(({ text, sentAt }) => `${sentAt ?? ''} ${text}`)).sort();
    expect(said).toEqual(
      expect.arrayContaining(['2019-01-10T10:38:14.783+08:00 这是一条引用/回复消息："\n------\n@nick777']),
    );
    for (const line of [
      '[名片] 微信联系人 wmGAgeDQAAGjFmfnP7A3j2JxQDdLNhSw',
      '[位置] xxx管理中心 北京市xxx区xxx路xxx大厦x座',
      '[文件] 资料.docx',
      '[链接] 邀请你加入群聊\n技术支持群，进入可查看详情',
      '[小程序] 开始聊天前请仔细阅读服务须知事项 服务须知\n客户需同意存档聊天记录',
      '[聊天记录] 群聊\ntest\ntest2',
      '[红包] 恭喜发财，大吉大利',
      '[会议] 夕会 2020-10-28 17:30–18:30',
      '[文档] 测试&演示客户',
      '请前往系统查看，谢谢。',
      '[图文] service\ntest',
      '[日程] xxx业绩复盘会 2020-10-28 19:00–20:00',
      '你好[微笑]\n[图片]',
      '[文件] 欢迎使用微盘.pdf.pdf',
    ])
      expect(said.map((one) => one.replace(/^\S+ /, ''))).toContain(line);
  });

  it('knows staff from external contacts', async () => {
    const threads = await read(wecomImporter, 'wecom_msgaudit_samples.jsonl');
    const sides = new Map(
      threads.flatMap(({ participants }) => participants.map(({ id, side }) => [id, side] as const)),
    );
    expect(sides.get('kenshin')).toBe('rep');
    expect(sides.get('wmGAgeDQAAvQeaTqWwkMTxGMkvI7OOuQ')).toBe('customer');
    expect(sides.get('wo137MCgAAYW6pIiKKrDe5SlzEhSgwbA')).toBe('customer');
  });
});
