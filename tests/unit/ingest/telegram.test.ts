import { Buffer } from 'node:buffer';

import { describe, expect, it } from 'vitest';

import { telegramImporter } from '../../../ingest/importers/telegram.js';
import { makeSource } from '../../../ingest/source.js';
import { importerContract, OPTIONS } from './importer-contract.js';

importerContract('telegram', {
  files: ['single.json', 'all.json'],
  options: { staff: ['Jon Pell'] },
  expected: [
    {
      threadId: '770001',
      kind: 'chat',
      turns: 3,
      participants: [
        { id: 'user770001', name: 'Ines Calder' },
        { id: 'user770002', name: 'Jon Pell', side: 'rep', sideSource: 'staff_list' },
      ],
      first: '2026-01-05T10:01:00+08:00',
      last: '2026-01-05T10:04:00+08:00',
      completeness: {
        unit: 'messages',
        total: 5,
        read: 3,
        notices: 1,
        unreadable: 1,
        reasons: { attachment_absent: 1 },
      },
      texts: { 1: 'Yes, until March, see https://example.com/pilot', 2: '[file] terms.pdf\nPlease check' },
    },
  ],
});

const message = (more: Record<string, unknown>) => ({
  id: 1,
  type: 'message',
  date: '2026-01-05T10:00:00',
  date_unixtime: '1767578400',
  from: 'Ines',
  from_id: 'user1',
  text: '',
  ...more,
});
function read(...messages: unknown[]) {
  const json = JSON.stringify({
    name: 'Ines',
    id: 1,
    messages: [message({ text: 'hi', date_unixtime: '1767578399' }), ...messages],
  });
  return telegramImporter.read(makeSource(Buffer.from(json), 'result.json'), OPTIONS)[0];
}

describe('what a message says', () => {
  it.each([
    [{ text: ['a', { type: 'bold', text: ' ' }, 'b'] }, 'a b'],
    [{ photo: 'photos/1.jpg', text: 'our office' }, 'our office'],
    [{ file: 'files/offer.xlsx', mime_type: 'application/vnd.ms-excel' }, '[file] offer.xlsx'],
    [{ location_information: { latitude: 1.5, longitude: 2.5 }, place_name: 'HQ' }, '[location] HQ 1.5 2.5'],
    [
      { contact_information: { first_name: 'Bo', last_name: 'Ek', phone_number: '0046 8 1234' } },
      '[contact] Bo Ek 0046 8 1234',
    ],
    [{ poll: { question: 'When?', answers: [{ text: 'Mon' }, { text: 'Tue' }] } }, '[poll] When?\nMon\nTue'],
  ])('%j', (more, expected) => {
    expect(read(message(more))?.turns[1]?.text).toBe(expected);
  });

  it.each([
    [{ photo: 'photos/1.jpg' }, { attachment_absent: 1 }],
    [{ media_type: 'voice_message', file: 'voice/1.ogg' }, { attachment_absent: 1 }],
    [{ media_type: 'sticker', file: 's.webp', sticker_emoji: '👍' }, { attachment_absent: 1 }],
    [{ file: '(File exceeds maximum size. Change data exporting settings to download.)' }, { attachment_absent: 1 }],
    [{ file: 'files/shot.png', mime_type: 'image/png' }, { attachment_absent: 1 }],
    [{}, { empty: 1 }],
  ])('%j has no words', (more, reasons) => {
    expect(read(message(more))?.completeness.reasons).toEqual(reasons);
  });

  it('date_unixtime is seconds in a string; without it the local date counts', () => {
    expect(read(message({ text: 'x', date_unixtime: undefined }))?.turns[1]?.sentAt).toBe('2026-01-05T10:00:00+08:00');
    expect(read(message({ text: 'x', date_unixtime: '1767578401' }))?.turns[1]?.sentAt).toBe(
      '2026-01-05T10:00:01+08:00',
    );
  });

  it('a deleted account keeps its id and has no name', () => {
    expect(read(message({ text: 'x', from: null, from_id: 'user9' }))?.participants[1]).toMatchObject({
      id: 'user9',
      name: null,
    });
  });

  it.each([
    ['a list of unknown messages', { messages: [{ type: 'message', body: 'x' }] }],
    ['WeFlow', { session: {}, messages: [{ createTime: 1, isSend: 0 }] }],
    ['an empty chat', { name: 'x', messages: [] }],
  ])('%s is not Telegram', (_what, json) => {
    expect(telegramImporter.recognise(makeSource(Buffer.from(JSON.stringify(json)), 'x.json'))).toBe(false);
  });
});
