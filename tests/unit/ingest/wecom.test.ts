import { Buffer } from 'node:buffer';

import { describe, expect, it } from 'vitest';

import { wecomImporter } from '../../../ingest/importers/wecom.js';
import { makeSource } from '../../../ingest/source.js';
import { importerContract, OPTIONS } from './importer-contract.js';

const CUSTOMER = 'wmSampleShenYuLan00000000000001';

importerContract('wecom', {
  files: ['archive.jsonl', 'array.json', 'chatdata.json', 'wrapped.jsonl'],
  expected: [
    {
      threadId: `pair:PeiQing|${CUSTOMER}`,
      kind: 'chat',
      turns: 4,
      participants: [
        { id: CUSTOMER, name: null, side: 'customer' },
        { id: 'PeiQing', name: null, side: 'rep' },
      ],
      first: '2026-01-05T10:01:00+08:00',
      last: '2026-01-05T10:05:00+08:00',
      completeness: {
        unit: 'messages',
        total: 8,
        read: 4,
        notices: 2,
        unreadable: 2,
        reasons: { attachment_absent: 1, recalled: 1 },
      },
      texts: { 1: '好的，预算大概二十万', 2: '[文件] 排产方案.pdf', 3: '九折可以的' },
    },
    {
      threadId: 'room:wrSampleRoom0000000000000000001',
      kind: 'chat',
      turns: 2,
      participants: [
        { id: 'PeiQing', side: 'rep' },
        { id: CUSTOMER, side: 'customer' },
        { id: 'LuoAn', side: 'rep' },
      ],
      first: '2026-01-05T10:06:30+08:00',
      last: '2026-01-05T10:06:40+08:00',
      completeness: { unit: 'messages', total: 2, read: 2, notices: 0, unreadable: 0, reasons: {} },
      texts: { 0: '我是实施罗安', 1: '现场照片在下面\n[图片]' },
    },
  ],
});

const MS = 1767578400000;
const message = (msgtype: string, body: unknown, more: Record<string, unknown> = {}) => ({
  msgid: `id-${msgtype}`,
  action: 'send',
  from: 'PeiQing',
  tolist: [CUSTOMER],
  roomid: '',
  msgtime: MS,
  msgtype,
  [msgtype]: body,
  ...more,
});
/** Something readable beside the message under test, so that the file as a whole can be read. */
const ANCHOR = message('text', { content: '在吗' }, { msgid: 'anchor', msgtime: MS - 1000 });

function read(...messages: unknown[]) {
  const text = [ANCHOR, ...messages].map((one) => JSON.stringify(one)).join('\n');
  return wecomImporter.read(makeSource(Buffer.from(text), 'archive.jsonl'), OPTIONS);
}

describe('every kind of message', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['text', message('text', { content: ' 价格\n面议 ' }), ' 价格\n面议 '],
    ['markdown', message('markdown', null, { info: { content: '**已上线**' } }), '**已上线**'],
    ['card', message('card', { corpname: '微信联系人', userid: 'wmX' }), '[名片] 微信联系人 wmX'],
    [
      'location',
      message('location', { title: '总部', address: '江边路 1 号', longitude: 1, latitude: 2 }),
      '[位置] 总部 江边路 1 号',
    ],
    ['file', message('file', { filename: '报价单.pdf', fileext: 'pdf' }), '[文件] 报价单.pdf'],
    [
      'link',
      message('link', { title: '产品介绍', description: '', link_url: 'https://example.com' }),
      '[链接] 产品介绍',
    ],
    [
      'link with description',
      message('link', { title: '产品介绍', description: '三分钟看完' }),
      '[链接] 产品介绍\n三分钟看完',
    ],
    ['weapp', message('weapp', { title: '预约', displayname: '云梭' }), '[小程序] 预约 云梭'],
    [
      'chatrecord',
      message('chatrecord', {
        title: '群聊',
        item: [
          { type: 'ChatRecordText', msgtime: 1, content: '{"content":"先这样"}' },
          { type: 'ChatRecordImage', msgtime: 1, content: '{}' },
        ],
      }),
      '[聊天记录] 群聊\n先这样\n[图片]',
    ],
    ['todo', message('todo', { title: '回访', content: '周三' }), '[待办] 回访\n周三'],
    ['vote', message('vote', { votetitle: '选日子', voteitem: ['周一', '周二'] }), '[投票] 选日子\n周一\n周二'],
    [
      'collect',
      message('collect', { title: '信息表', details: [{ id: 1, ques: '姓名', type: 'Text' }] }),
      '[填表] 信息表\n姓名',
    ],
    [
      'redpacket',
      message('redpacket', { type: 1, wish: '恭喜发财', totalcnt: 1, totalamount: 3000 }),
      '[红包] 恭喜发财',
    ],
    ['external_redpacket', message('external_redpacket', null, { redpacket: { wish: '恭喜发财' } }), '[红包] 恭喜发财'],
    [
      'meeting, in seconds',
      message('meeting', { topic: '夕会', starttime: 1767582000, endtime: 1767585600, address: '', remarks: '' }),
      '[会议] 夕会 2026-01-05 11:00–12:00',
    ],
    [
      'calendar, over midnight',
      message('calendar', { title: '割接', starttime: 1767625200, endtime: 1767632400, place: '机房', remarks: '' }),
      '[日程] 割接 2026-01-05 23:00–2026-01-06 01:00 机房',
    ],
    ['docmsg', message('docmsg', null, { doc: { title: '需求表' } }), '[文档] 需求表'],
    [
      'news',
      message('news', null, { info: { item: [{ title: '周报', description: '第一期' }, { title: '月报' }] } }),
      '[图文] 周报\n第一期\n[图文] 月报',
    ],
    [
      'mixed',
      message('mixed', {
        item: [
          { type: 'image', content: '{}' },
          { type: 'text', content: '{"content":"如图"}' },
        ],
      }),
      '[图片]\n如图',
    ],
    [
      'voip_doc_share without room',
      message('voip_doc_share', { filename: '方案.pdf' }, { roomid: undefined }),
      '[文件] 方案.pdf',
    ],
    ['sphfeed', message('sphfeed', { feed_type: 4, sph_name: '云梭', feed_desc: '新品' }), '[视频号] 云梭\n新品'],
    [
      'voiptext without room',
      message('voiptext', { callduration: 3725, invitetype: 2 }, { roomid: undefined }),
      '[语音通话] 1:02:05',
    ],
    ['voiptext with picture', message('voiptext', { callduration: 65, invitetype: 1 }), '[视频通话] 01:05'],
  ])('%s becomes words', (_kind, one, expected) => {
    const [thread] = read(one);
    expect(thread?.turns[1]?.text).toBe(expected);
    expect(thread?.turns[1]?.sentAt).toBe('2026-01-05T10:00:00+08:00');
  });

  it.each<[string, Record<string, unknown>, string | null]>([
    ['image', message('image', { sdkfileid: 'A' }), 'attachment_absent'],
    ['voice', message('voice', { sdkfileid: 'A', play_length: 3 }), 'attachment_absent'],
    ['video', message('video', { sdkfileid: 'A' }), 'attachment_absent'],
    ['emotion', message('emotion', { type: 1 }), 'attachment_absent'],
    [
      'meeting_voice_call without room',
      message('meeting_voice_call', { endtime: 1767578500, sdkfileid: 'A' }, { roomid: undefined, voiceid: 'v' }),
      'attachment_absent',
    ],
    ['image without a time', message('image', { sdkfileid: 'A' }, { msgtime: 0 }), 'no_time'],
    ['mixed of pictures alone', message('mixed', { item: [{ type: 'image', content: '{}' }] }), 'attachment_absent'],
    ['blank text', message('text', { content: ' \n' }), 'empty'],
    ['a kind of tomorrow', message('hologram', { content: '…' }), 'unsupported_kind'],
    ['a body that is missing', message('text', undefined), 'malformed'],
    [
      'revoke of a message that is not there',
      message('revoke', { pre_msgid: 'gone' }, { action: 'recall' }),
      'recalled',
    ],
    ['revoke of a message that is there', message('revoke', { pre_msgid: 'anchor' }, { action: 'recall' }), null],
    ['agree', message('agree', { userid: CUSTOMER, agree_time: MS }), null],
    ['disagree', message('disagree', { userid: CUSTOMER, disagree_time: MS }), null],
    ['switch', { msgid: 's', action: 'switch', time: MS, user: 'PeiQing' }, null],
    [
      'still encrypted',
      { seq: 1, msgid: 'e', publickey_ver: 3, encrypt_random_key: 'A', encrypt_chat_msg: 'B' },
      'encrypted',
    ],
  ])('%s has no words and is counted', (_kind, one, reason) => {
    const [thread, ...others] = read(one);
    expect(others).toEqual([]);
    expect(thread?.turns.map(({ text }) => text)).toEqual(['在吗']);
    expect(thread?.completeness).toMatchObject(
      reason === null ? { total: 2, notices: 1, reasons: {} } : { total: 2, notices: 0, reasons: { [reason]: 1 } },
    );
  });
});

describe('threads', () => {
  it('words without a time stay in their place and get no time', () => {
    const [thread] = read(
      message('text', { content: '补一句' }, { msgtime: 0 }),
      message('text', { content: '好' }, { msgid: 'x', msgtime: MS + 1 }),
    );
    expect(thread?.turns.map(({ text, sentAt }) => [text, sentAt])).toEqual([
      ['在吗', '2026-01-05T09:59:59+08:00'],
      ['补一句', null],
      ['好', '2026-01-05T10:00:00.001+08:00'],
    ]);
    expect(thread?.notes).toEqual(['Without a time, left where the file has them: 1.']);
  });

  it('both directions of a pair are one thread, a room is another', () => {
    const answer = message('text', { content: '在' }, { msgid: 'a', from: CUSTOMER, tolist: ['PeiQing'] });
    const room = message('text', { content: '大家好' }, { msgid: 'r', roomid: 'wr1' });
    expect(read(answer, room).map(({ threadId, turns }) => [threadId, turns.length])).toEqual([
      [`pair:PeiQing|${CUSTOMER}`, 2],
      ['room:wr1', 1],
    ]);
  });

  it('the same record twice is one message; another message under the same id is not lost', () => {
    const one = message('text', { content: '一' });
    const [thread] = read(one, one, { ...one, text: { content: '二' } });
    expect(thread?.completeness).toMatchObject({ total: 3, read: 3 });
  });

  it('encrypted messages beside several threads stand on their own, notices do not', () => {
    const room = message('text', { content: '大家好' }, { msgid: 'r', roomid: 'wr1' });
    const encrypted = { seq: 1, msgid: 'e', publickey_ver: 3, encrypt_random_key: 'A', encrypt_chat_msg: 'B' };
    const threads = read(room, encrypted, { msgid: 's', action: 'switch', time: MS, user: 'PeiQing' });
    expect(threads.map(({ threadId, completeness }) => [threadId, completeness.total, completeness.reasons])).toEqual([
      [`pair:PeiQing|${CUSTOMER}`, 2, {}],
      ['room:wr1', 1, {}],
      [null, 1, { encrypted: 1 }],
    ]);
  });

  it('a line that is cut off is counted', () => {
    const text = `${JSON.stringify(ANCHOR)}\n${JSON.stringify(ANCHOR).slice(0, 40)}`;
    const [thread] = wecomImporter.read(makeSource(Buffer.from(text), 'archive.jsonl'), OPTIONS);
    expect(thread?.completeness).toMatchObject({ total: 2, read: 1, reasons: { malformed: 1 } });
  });

  it.each([
    ['PeiQing', 'rep'],
    ['wowo', 'rep'],
    ['wmzhang', 'rep'],
    ['15108264797', 'rep'],
    ['wmErxtDgAA9AW32YyyuYRimKr7D1KWlw', 'customer'],
    ['wo137MCgAAYW6pIiKKrDe5SlzEhSgwbA', 'customer'],
    ['wbSampleRobot0000000000000000001', 'unknown'],
  ])('the account %s is on the side %s', (from, side) => {
    const threads = read(message('text', { content: '你好' }, { from, roomid: 'wr9' }));
    expect(threads[1]?.participants.find(({ id }) => id === from)).toMatchObject({ side });
  });

  it('a file with nothing but encrypted messages says what to do', () => {
    const chatdata = [1, 2].map((seq) => ({
      seq,
      msgid: `e${seq}`,
      publickey_ver: 3,
      encrypt_random_key: 'A',
      encrypt_chat_msg: 'B',
    }));
    const source = makeSource(Buffer.from(JSON.stringify({ errcode: 0, chatdata })), 'pull.json');
    expect(wecomImporter.recognise(source)).toBe(true);
    expect(() => wecomImporter.read(source, OPTIONS)).toThrow(
      'pull.json: none of the 2 messages can be read (2 encrypted). Decrypt them first, with the private key of version 3.',
    );
  });

  it('the zone form (numbers for kinds, chatid, seconds) is counted as encrypted', () => {
    const one = {
      msgid: 'z',
      sender: { type: 1, id: 'PeiQing' },
      receiver_list: [{ type: 2, id: CUSTOMER }],
      chatid: '',
      send_time: 1767578400,
      msgtype: 1,
      service_encrypt_info: { encrypted_secret_key: 'A', public_key_ver: 2 },
    };
    const source = makeSource(Buffer.from(JSON.stringify({ errcode: 0, msg_list: [one] })), 'zone.json');
    expect(wecomImporter.recognise(source)).toBe(true);
    expect(() => wecomImporter.read(source, OPTIONS)).toThrow('1 encrypted');
  });
});
