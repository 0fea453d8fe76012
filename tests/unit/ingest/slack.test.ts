import { Buffer } from 'node:buffer';

import { describe, expect, it } from 'vitest';

import { shownText } from '../../../ingest/importers/slack-text.js';
import { slackImporter } from '../../../ingest/importers/slack.js';
import { makeSource } from '../../../ingest/source.js';
import { importerContract, OPTIONS } from './importer-contract.js';

importerContract('slack', {
  files: ['workspace.zip', 'in-a-folder.zip'],
  options: { staff: ['Rosa@seller.example'] },
  expected: [
    {
      threadId: 'D1SAMPLE',
      kind: 'chat',
      turns: 1,
      participants: [{ id: 'U1SAMPLE', name: 'Rosa', side: 'rep', sideSource: 'staff_list' }],
      first: '2026-01-05T10:01:00.001+08:00',
      last: '2026-01-05T10:01:00.001+08:00',
      completeness: { unit: 'messages', total: 1, read: 1, notices: 0, unreadable: 0, reasons: {} },
      texts: { 0: '[file] offer.pdf' },
    },
    {
      threadId: 'C1SAMPLE',
      kind: 'chat',
      turns: 4,
      participants: [
        { id: 'U1SAMPLE', name: 'Rosa', side: 'rep', sideSource: 'staff_list' },
        { id: 'U2SAMPLE', name: 'Omar Haddad' },
        { id: 'B1SAMPLE', name: 'Deploy' },
      ],
      first: '2026-01-05T10:01:00+08:00',
      last: '2026-01-06T10:00:00+08:00',
      completeness: {
        unit: 'messages',
        total: 6,
        read: 4,
        notices: 1,
        unreadable: 1,
        reasons: { attachment_absent: 1 },
      },
      texts: {
        0: 'Hi @Omar Haddad, see the plan <https://example.com/plan> in #rollout & tell me',
        1: 'Late reply in the thread',
        2: 'Fine, 5 < 6 seats',
        3: 'Release 1.2\nwent live',
      },
    },
  ],
});

describe('markup', () => {
  const people = new Map([['U1', 'Rosa']]);
  const channels = new Map([['C1', 'rollout']]);
  it.each([
    ['hi <@U1>', 'hi @Rosa'],
    ['hi <@U9|omar>', 'hi @omar'],
    ['hi <@U9>', 'hi @U9'],
    ['in <#C1>', 'in #rollout'],
    ['in <#C1|other>', 'in #other'],
    ['<!here> <!channel>', '@here @channel'],
    ['<!subteam^S1|@sales>', '@sales'],
    ['<!date^1392734382^{date}|18 February>', '18 February'],
    ['<https://example.com>', 'https://example.com'],
    ['<https://example.com|example.com>', 'https://example.com'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['<tel:+4612|+46 12>', '+46 12 <+4612>'],
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['5 > 3 and 2 < 4', '5 > 3 and 2 < 4'],
    ['&nbsp; stays', '&nbsp; stays'],
  ])('%s', (text, expected) => {
    expect(shownText(text, people, channels)).toBe(expected);
  });
});

function read(messages: unknown, users: unknown = []) {
  const entries = new Map([
    ['users.json', Buffer.from(JSON.stringify(users))],
    ['general/2026-01-05.json', Buffer.from(JSON.stringify(messages))],
  ]);
  const source = makeSource(Buffer.from('PK'), 'slack.zip', entries);
  return slackImporter.read(source, OPTIONS)[0];
}
const message = (more: Record<string, unknown>) => ({
  type: 'message',
  user: 'U1',
  text: 'x',
  ts: '1767578400.000200',
  ...more,
});
const ANCHOR = message({ text: 'hello', ts: '1767578400.000100' });

describe('what a message is', () => {
  it.each<[Record<string, unknown>, object]>([
    [{ subtype: 'channel_leave' }, { notices: 1 }],
    [{ subtype: 'channel_topic' }, { notices: 1 }],
    [{ subtype: 'bot_add' }, { notices: 1 }],
    [{ subtype: 'pinned_item' }, { notices: 1 }],
    [{ subtype: 'tombstone' }, { reasons: { recalled: 1 } }],
    [{ subtype: 'me_message' }, { read: 2 }],
    [{ subtype: 'thread_broadcast' }, { read: 2 }],
    [
      { subtype: 'file_share', text: '', files: [{ name: 'a.mp4', mimetype: 'video/mp4' }] },
      { reasons: { attachment_absent: 1 } },
    ],
    [{ text: '', files: [{ mode: 'tombstone' }] }, { reasons: { attachment_absent: 1 } }],
    [{ text: '' }, { reasons: { empty: 1 } }],
    [{ subtype: 'of_tomorrow', text: '' }, { reasons: { unsupported_kind: 1 } }],
    [{ subtype: 'of_tomorrow', text: 'words all the same' }, { read: 2 }],
  ])('%j', (more, counts) => {
    expect(read([ANCHOR, message(more)])?.completeness).toMatchObject({ total: 2, ...counts });
  });

  it('a message that is no object is counted', () => {
    expect(read([ANCHOR, 7])?.completeness).toMatchObject({ total: 2, reasons: { malformed: 1 } });
  });

  it('somebody missing from users.json keeps the name in the message', () => {
    const profile = { user: 'U7', user_profile: { display_name: '', real_name: 'Ann Lee' } };
    expect(read([message(profile)])?.participants).toMatchObject([{ id: 'U7', name: 'Ann Lee' }]);
  });

  it('e-mail, phone and title come from the profile', () => {
    const users = [{ id: 'U1', profile: { email: 'a@b.example', phone: '+8613800138000', title: 'CFO' } }];
    expect(read([ANCHOR], users)?.participants).toMatchObject([
      { email: 'a@b.example', phone: '+8613800138000', title: 'CFO' },
    ]);
  });

  it('a day that is no list is an error that names it', () => {
    expect(() => read({ ok: false })).toThrow('slack.zip: general/2026-01-05.json is not a list of messages.');
  });
});

it.each([
  ['no users.json', ['general/2026-01-05.json'], false],
  ['no day', ['users.json', 'general/notes.json'], false],
  ['a WhatsApp archive', ['_chat.txt', 'IMG.jpg'], false],
  ['users and a day', ['users.json', 'general/2026-01-05.json'], true],
])('an archive with %s', (_what, names, expected) => {
  const entries = new Map(names.map((name) => [name, Buffer.from('[]')]));
  expect(slackImporter.recognise(makeSource(Buffer.from('PK'), 'a.zip', entries))).toBe(expected);
});
