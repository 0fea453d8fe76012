import { Buffer } from 'node:buffer';

import { describe, expect, it } from 'vitest';

import type { ImportOptions } from '../../../ingest/importer.js';
import { whatsappImporter } from '../../../ingest/importers/whatsapp.js';
import { makeSource } from '../../../ingest/source.js';
import { importerContract, OPTIONS } from './importer-contract.js';

importerContract('whatsapp', {
  files: ['android.txt'],
  options: { timeZone: 'Europe/London', staff: ['nora whitfield'] },
  expected: [
    {
      threadId: null,
      kind: 'chat',
      turns: 3,
      participants: [
        { id: 'Nora Whitfield', name: 'Nora Whitfield', side: 'rep', sideSource: 'staff_list' },
        { id: '+44 20 7946 0018', name: '+44 20 7946 0018', phone: '+442079460018' },
      ],
      first: '2026-03-13T09:02:00Z',
      last: '2026-03-14T18:41:00Z',
      completeness: {
        unit: 'messages',
        total: 7,
        read: 3,
        notices: 2,
        unreadable: 2,
        reasons: { attachment_absent: 1, recalled: 1 },
      },
      texts: {
        0: 'Hi Sam, thanks for the call: here is the short version\n1) go-live in May\n2) 40 seats',
        1: '12/05 works for us, not 10:30 though',
        2: 'Offer.pdf (file attached)',
      },
    },
  ],
});

importerContract('whatsapp', {
  files: ['ios-zh.txt'],
  expected: [
    {
      threadId: null,
      kind: 'chat',
      turns: 3,
      participants: [
        { id: '唐工', name: '唐工' },
        { id: '贺敏', name: '贺敏' },
      ],
      first: '2026-03-13T09:02:11+08:00',
      last: '2026-03-13T20:00:01+08:00',
      completeness: {
        unit: 'messages',
        total: 5,
        read: 3,
        notices: 1,
        unreadable: 1,
        reasons: { attachment_absent: 1 },
      },
      texts: { 2: '违约金呢？' },
    },
  ],
});

importerContract('whatsapp', {
  files: ['ios-media.zip'],
  options: { timeZone: 'America/Chicago' },
  expected: [
    {
      threadId: null,
      kind: 'chat',
      turns: 2,
      participants: [
        { id: 'Nora Whitfield', name: 'Nora Whitfield' },
        { id: '~\u202fSam Ortiz', name: 'Sam Ortiz' },
      ],
      first: '2026-03-14T09:02:40-05:00',
      last: '2026-03-14T13:10:00-05:00',
      completeness: {
        unit: 'messages',
        total: 4,
        read: 2,
        notices: 0,
        unreadable: 2,
        reasons: { attachment_absent: 1, unsupported_kind: 1 },
      },
    },
  ],
});

function read(text: string, options: Partial<ImportOptions> = {}) {
  const [chat] = whatsappImporter.read(makeSource(Buffer.from(text), 'chat.txt'), {
    ...OPTIONS,
    timeZone: 'UTC',
    ...options,
  });
  if (!chat) throw new Error('nothing was read');
  return chat;
}

describe('ways of writing a time', () => {
  it.each([
    ['06/03/2017, 00:45 - ', '2017-03-06T00:45:00Z'],
    ['6/3/17, 00:45 - ', '2017-03-06T00:45:00Z'],
    ['06.03.17, 00:45 - ', '2017-03-06T00:45:00Z'],
    ['06.03.2017 um 00:45 - ', '2017-03-06T00:45:00Z'],
    ['06/03/2017 à 00:45 - ', '2017-03-06T00:45:00Z'],
    ['06-03-2017 00:45 - ', '2017-03-06T00:45:00Z'],
    ['06/03/2017, 12:45 a. m. - ', '2017-03-06T00:45:00Z'],
    ['06/03/2017, 12:45 p.\u00a0m. - ', '2017-03-06T12:45:00Z'],
    ['06/03/2017, 11:45\u202fPM - ', '2017-03-06T23:45:00Z'],
    ['06/03/2017, 11:45\u2009pm - ', '2017-03-06T23:45:00Z'],
    ['06/03/2017, 00:45 a. m. - ', '2017-03-06T00:45:00Z'],
    ['2017/3/6 00:45 - ', '2017-03-06T00:45:00Z'],
    ['2017-03-06, 00:45 - ', '2017-03-06T00:45:00Z'],
    ['2017年3月6日 00:45 - ', '2017-03-06T00:45:00Z'],
    ['2017/3/6 凌晨12:45 - ', '2017-03-06T00:45:00Z'],
    ['2017/3/6 上午12:45 - ', '2017-03-06T00:45:00Z'],
    ['2017/3/6 上午9:45 - ', '2017-03-06T09:45:00Z'],
    ['2017/3/6 中午12:45 - ', '2017-03-06T12:45:00Z'],
    ['2017/3/6 中午1:05 - ', '2017-03-06T13:05:00Z'],
    ['2017/3/6 中午11:45 - ', '2017-03-06T11:45:00Z'],
    ['2017/3/6 下午12:45 - ', '2017-03-06T12:45:00Z'],
    ['2017/3/6 下午6:45 - ', '2017-03-06T18:45:00Z'],
    ['2017/3/6 晚上11:45 - ', '2017-03-06T23:45:00Z'],
    ['[2017/3/6 00:45:10] ', '2017-03-06T00:45:10Z'],
    ['\u200e[2017/3/6 00:45:10] ', '2017-03-06T00:45:10Z'],
    ['\ufeff[06.03.17, 00:45:10] ', '2017-03-06T00:45:10Z'],
    ['[06/03/17, 12:45:10\u202fAM] ', '2017-03-06T00:45:10Z'],
  ])('%j', (header, expected) => {
    // The order of day and month is another matter: here the sender says it.
    expect(read(`${header}Ann: hello`, { dateOrder: 'dmy' }).turns).toEqual([
      { speaker: 'Ann', text: 'hello', sentAt: expected },
    ]);
  });

  it.each([
    ['no time', '06/03/2017 - dinner: at eight'],
    ['no year', '[02/06, 22:45] Bob: copied from a phone'],
    ['time first, as WhatsApp Web copies it', '[22:45, 2/6/2018] Bob: copied from the web'],
    ['a day that does not exist', '31/02/2017, 10:00 - Bob: hi'],
    ['a month that does not exist', '[99/99/2017, 10:00:00] Bob: hi'],
    ['a time that does not exist', '06/03/2017, 25:00 - Bob: hi'],
    ['no dash', '06/03/2017, 10:00 Bob: hi'],
    ['no bracket at the end', '[06/03/2017, 10:00:00 Bob: hi'],
    ['a date inside the words', 'on 06/03/2017, 10:00 - Bob: hi'],
    ['a list', '1. 2. 2017: the plan'],
    ['a three-digit year', '06/03/201, 10:00 - Bob: hi'],
  ])('%s does not start a message', (_what, line) => {
    expect(read(`28/02/2017, 09:00 - Ann: hello\n${line}`).turns).toEqual([
      { speaker: 'Ann', text: `hello\n${line}`, sentAt: '2017-02-28T09:00:00Z' },
    ]);
  });

  it('a chat pasted into a message in the other style stays in the message', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `${at + 1}/03/2017, 09:00 - Ann: message ${at}`);
    const chat = read([...lines, '[2018/6/2 22:45:00] Bob: from elsewhere'].join('\n'));
    expect(chat.turns).toHaveLength(20);
    expect(chat.turns.at(-1)?.text).toBe('message 19\n[2018/6/2 22:45:00] Bob: from elsewhere');
  });

  it('times follow the clock of the zone through a change of it', () => {
    const chat = read('28/03/2026, 12:00 - Ann: a\n29/03/2026, 12:00 - Ann: b', { timeZone: 'Europe/Berlin' });
    expect(chat.turns.map(({ sentAt }) => sentAt)).toEqual(['2026-03-28T12:00:00+01:00', '2026-03-29T12:00:00+02:00']);
  });

  it('lines that stand out of order are put in order, and equal times keep theirs', () => {
    const chat = read('13/03/2017, 10:00 - Ann: b\n13/03/2017, 09:59 - Ann: a\n13/03/2017, 10:00 - Bob: c');
    expect(chat.turns.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  });
});

describe('the order of day and month', () => {
  const file = (...dates: string[]) => dates.map((date) => `${date}, 10:00 - Ann: hi`).join('\n');
  const first = (...dates: string[]) => read(file(...dates)).turns[0]?.sentAt?.slice(0, 10);

  it.each([
    ['a day above 12 in front', ['03/04/2024', '14/04/2024'], '2024-04-03'],
    ['a day above 12 behind', ['03/04/2024', '03/14/2024'], '2024-03-04'],
    ['two-digit years', ['03/04/24', '03/14/24'], '2024-03-04'],
    ['only day/month runs forwards', ['11/01/2024', '12/01/2024', '01/02/2024'], '2024-01-11'],
    ['only month/day runs forwards', ['01/11/2024', '01/12/2024', '02/01/2024'], '2024-01-11'],
    ['the same either way', ['05/05/2024', '06/06/2024'], '2024-05-05'],
    ['dots are day.month', ['03.04.2024', '05.04.2024'], '2024-04-03'],
    ['the year in front', ['2024/03/04', '2024/03/05'], '2024-03-04'],
    ['a two-digit year in front, when nothing else fits', ['24/03/31', '24/04/30'], '2024-03-31'],
  ])('%s', (_what, dates, expected) => {
    expect(first(...dates)).toBe(expected);
  });

  it('tells what decided', () => {
    expect(read(file('03/04/2024', '14/04/2024')).notes).toEqual([
      'Date order taken as day/month: 14/4/2024 decides it.',
    ]);
  });

  it.each([
    ['one day', ['03/04/2024']],
    ['forwards both ways', ['01/02/2024', '02/02/2024', '03/02/2024']],
    ['two-digit years', ['01/02/24', '02/03/24']],
  ])('%s: it cannot be told, and the error says how to settle it', (_what, dates) => {
    expect(() => read(file(...dates))).toThrow(
      expect.objectContaining({
        code: 'unreadable',
        message: expect.stringMatching(/^chat\.txt: .*cannot be told.*dateOrder: dmy or mdy \(--date-order/s),
      }),
    );
    expect(read(file(...dates), { dateOrder: 'mdy' }).turns).toHaveLength(dates.length);
  });

  it('an order that contradicts the file is refused', () => {
    expect(() => read(file('14/03/2024', '15/03/2024'), { dateOrder: 'mdy' })).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  });
});

describe('what a message is', () => {
  const contentOf = (line: string) => {
    const { turns, completeness } = read(`13/03/2017, 09:00 - Ann: before\n13/03/2017, 10:00 - ${line}`);
    if (completeness.notices > 0) return 'notice';
    return turns[1]?.text ?? Object.keys(completeness.reasons)[0];
  };

  it.each([
    ['Bob: <Media omitted>', 'attachment_absent'],
    ['Bob: <省略多媒体文件>', 'attachment_absent'],
    ['Bob: \u200eimage omitted', 'attachment_absent'],
    ['Bob: \u200e图像已忽略', 'attachment_absent'],
    ['Bob: \u200e圖片已略去', 'attachment_absent'],
    ['Bob: \u200eGIF 动态图已被忽略', 'attachment_absent'],
    ['Bob: IMG-20170306-WA0001.jpg (file attached)', 'attachment_absent'],
    ['Bob: \u200e<attached: 00000012-AUDIO-2017-03-06.opus>', 'attachment_absent'],
    ['Bob: \u200e<附件：00000012-PHOTO-2017.jpg>', 'attachment_absent'],
    ['Bob: This message was deleted', 'recalled'],
    ['Bob: You deleted this message.', 'recalled'],
    ['Bob: 此消息已删除', 'recalled'],
    ['Bob: 此消息已删除。', 'recalled'],
    ['Bob: 您已删除此消息', 'recalled'],
    ['Bob: 这条消息已删除', 'recalled'],
    ['Bob: 你已刪除這則訊息。', 'recalled'],
    ['Bob: Waiting for this message. This may take a while.', 'encrypted'],
    ['Bob: ', 'empty'],
    ['Bob created group "Rollout"', 'notice'],
    ['Bob changed the subject to "Price: final"', 'notice'],
    ['您创建了群组“报价：终版”', 'notice'],
    ['Ann 将群组名称从“报价: 一”更改为“报价: 二”', 'notice'],
    ['Your security code with Bob changed.', 'notice'],
    ['Rollout: \u200eBob added Ann', 'notice'],
    ['Bob: \u200eMissed voice call', 'notice'],
    ['Bob: \u200e未接语音通话', 'notice'],
    ['Bob: Messages and calls are end-to-end encrypted. Nobody can read them.', 'notice'],
    ['Bob: 消息和通话已进行端到端加密。', 'notice'],
    ['Bob:.', 'notice'],
  ])('%j is %s', (line, expected) => {
    expect(contentOf(line)).toBe(expected);
  });

  it.each([
    ['Bob: the image omitted the price', 'the image omitted the price'],
    ['Bob: This message was deleted by mistake, sorry', 'This message was deleted by mistake, sorry'],
    ['Bob: 此消息已删除吗？', '此消息已删除吗？'],
    ['Bob: I added Ann, and Joe left', 'I added Ann, and Joe left'],
    ['Bob: we missed your voice call: sorry', 'we missed your voice call: sorry'],
    ['Bob: \u200eLocation: https://maps.example.com/1', 'Location: https://maps.example.com/1'],
    ['Bob: see https://example.com: all there', 'see https://example.com: all there'],
    ['Bob: 报价单.pdf (file attached)', '报价单.pdf (file attached)'],
    ['Bob: IMG-1.jpg (file attached)\nthis is the plant', 'IMG-1.jpg (file attached)\nthis is the plant'],
    ['Bob: done by Friday \u200e<This message was edited>', 'done by Friday'],
    ['Bob: 周五前给您\u200e<这条消息已经过编辑>', '周五前给您'],
    ['Bob: <This message was edited> is what it said', '<This message was edited> is what it said'],
    ['Bob: <b>hi</b>', '<b>hi</b>'],
    ['Bob:\nbelow', '\nbelow'],
    ['Bob "Bobby" Ek: hi', 'hi'],
    ['李建立: 您好', '您好'],
  ])('%j is what somebody said', (line, expected) => {
    expect(contentOf(line)).toBe(expected);
  });

  it('an author with dashes, colours and a number keeps the words behind the first colon', () => {
    const { turns } = read('13/03/2017, 09:00 - John-John Doe 🤓: a : b\n13/03/2017, 09:01 - +86 138 0013 8000: c');
    expect(turns.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['John-John Doe 🤓', 'a : b'],
      ['+86 138 0013 8000', 'c'],
    ]);
  });

  it.each([
    ['+86 138 0013 8000', '+8613800138000'],
    ['\u202a+86 138-0013-8000\u202c', '+8613800138000'],
    ['008613800138000', '+8613800138000'],
    ['13800138000', '+8613800138000'],
    ['Bob 13800138000', null],
    ['+12 345 578', null],
    ['2024001', null],
  ])('the account %j has the phone %j', (author, phone) => {
    expect(read(`13/03/2017, 09:00 - ${author}: hi`).participants[0]?.phone).toBe(phone);
  });

  it('what stands above the first message is counted', () => {
    expect(read('Exported for you\n13/03/2017, 09:00 - Ann: hi').completeness).toMatchObject({
      total: 2,
      read: 1,
      reasons: { malformed: 1 },
    });
  });

  it('a file of nothing but left out media is unreadable, with the counts', () => {
    expect(() => read('13/03/2017, 09:00 - Ann: <Media omitted>')).toThrow(
      'chat.txt: none of the 1 messages can be read (1 attachment_absent).',
    );
  });

  it.each([
    ['WhatsApp Chat with Ann Lee.txt', 'Ann Lee'],
    ['WhatsApp Chat - 唐工.zip', '唐工'],
    ['与唐工的 WhatsApp 聊天.txt', '唐工'],
    ['與唐工的WhatsApp對話.txt', '唐工'],
    ['_chat.txt', null],
  ])('%s is called %s', (name, title) => {
    const source = makeSource(Buffer.from('13/03/2017, 09:00 - Ann: hi'), name);
    expect(whatsappImporter.read(source, OPTIONS)[0]?.title).toBe(title);
  });
});

describe('size', () => {
  it.each([
    [
      '20,000 messages',
      Array.from({ length: 20_000 }, (_, at) => `${(at % 28) + 1}/03/2026, ${at % 24}:05 - Ann: message ${at}`).join(
        '\n',
      ),
      20_000,
    ],
    ['one message of 5 MB', `13/03/2026, 10:00 - Ann: ${'x y '.repeat(1_300_000)}`, 1],
    ['one message of a million lines', `13/03/2026, 10:00 - Ann: a${'\n1'.repeat(1_000_000)}`, 1],
    ['spaces without end behind a date', `13/03/2026, 10:00 - Ann: a\n13/03/2026,${' '.repeat(1_000_000)}b`, 1],
    ['spaces without end inside a message', `13/03/2026, 10:00 - Ann: a${' '.repeat(1_000_000)}b`, 1],
  ])('%s', (_what, text, turns) => {
    // Nothing here may be quadratic: the test's time limit would not be met.
    expect(read(text).turns).toHaveLength(turns);
  });
});

it('a time zone that does not exist is an error that says so', () => {
  expect(() => read('13/03/2026, 10:00 - Ann: a', { timeZone: 'Mars/Olympus' })).toThrow(
    expect.objectContaining({ code: 'invalid_input' }),
  );
});
