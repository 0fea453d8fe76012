import { describe, expect, it } from 'vitest';

import { addsNews, mergeExports, overlaps } from '../../../ingest/merge-exports.js';
import type { Completeness, ImportedConversation, Turn } from '../../../models/domain/index.js';

/** `a1` is message `a` at minute 1 by p; `#x` after it gives it the id x. */
function turn(written: string): Turn {
  const [, text = '', minute = '', id] = /^([a-z]+)(\d*)(?:#(.+))?$/.exec(written) ?? [];
  const sentAt = minute === '' ? null : `2026-03-31T09:${minute.padStart(2, '0')}:00+08:00`;
  return { speaker: 'p', text, sentAt, externalId: id ?? null };
}

function chat(written: string, more: Partial<ImportedConversation> = {}): ImportedConversation {
  const turns = written.split(' ').filter(Boolean).map(turn);
  const completeness: Completeness = {
    unit: 'messages',
    total: turns.length,
    read: turns.length,
    notices: 0,
    unreadable: 0,
    reasons: {},
  };
  return {
    threadId: null,
    kind: 'chat',
    participants: [{ id: 'p', side: 'unknown', sideConfidence: 0, sideSource: 'none' }],
    turns,
    completeness,
    engine: { name: 'imported', model: 'x' },
    notes: [],
    ...more,
  };
}

const texts = ({ turns }: ImportedConversation): string => turns.map(({ text }) => text).join(' ');

describe('messages of two exports', () => {
  it.each([
    ['the later holds the earlier', 'a1 b2', 'a1 b2 c3', 'a b c'],
    ['the later holds less', 'a1 b2 c3', 'b2', 'a b c'],
    ['they overlap', 'a1 b2 c3', 'b2 c3 d4', 'a b c d'],
    ['they have nothing in common', 'a1 b2', 'c3 d4', 'a b c d'],
    ['the later one is of an earlier time', 'c3 d4', 'a1 b2 c3', 'a b c d'],
    ['the same words twice in a minute stay twice', 'ok1 ok1', 'ok1 ok1', 'ok ok'],
    ['and once more is one more', 'ok1 ok1', 'ok1 ok1 ok1', 'ok ok ok'],
    ['the same words at another time are another message', 'ok1', 'ok1 ok2', 'ok ok'],
    ['order within a minute is that of the export', 'a1 c1', 'a1 b1 c1', 'a b c'],
    ['ids tell them apart where there are any', 'a1#1', 'a1#1 a1#2', 'a a'],
    ['an edited message has its newest text', 'a1#1 b2#2', 'x1#1 b2#2', 'x b'],
    ['messages without a time stay behind those before them', 'a1 b c3', 'a1 b c3 d4', 'a b c d'],
  ])('%s', (_what, earlier, later, merged) => {
    expect(texts(mergeExports([chat(earlier), chat(later)]))).toBe(merged);
  });

  it.each([
    ['a1 b2', 'a1 b2', false],
    ['a1 b2', 'b2', false],
    ['a1 b2', 'a1 b2 c3', true],
    ['a1#1', 'x1#1', true],
  ])('%s + %s is news: %s', (known, added, news) => expect(addsNews(chat(known), chat(added))).toBe(news));

  it('knows another chat by its having no message in common', () => {
    expect(overlaps(chat('a1 b2'), chat('b2 c3'))).toBe(true);
    expect(overlaps(chat('a1 b2'), chat('c3 d4'))).toBe(false);
  });

  it('takes the newest transcript of a call, not both', () => {
    const call = (text: string) => chat(text, { kind: 'call' });
    expect(texts(mergeExports([call('a b'), call('c')]))).toBe('c');
  });
});

describe('what could not be read', () => {
  const with31 = (written: string, unreadable: number): ImportedConversation => {
    const base = chat(written);
    const read = base.turns.length;
    const reasons = unreadable > 0 ? { encrypted: unreadable } : {};
    return {
      ...base,
      completeness: { unit: 'messages', total: read + unreadable, read, notices: 0, unreadable, reasons },
    };
  };

  it.each([
    ['a later export that holds the earlier', 'a1 b2', 2, 'a1 b2 c3', 3, 3, false],
    ['a later export without news', 'a1 b2 c3', 3, 'b2', 1, 3, false],
    ['two exports of different times', 'a1', 2, 'c3', 3, 5, false],
    ['two that overlap: an upper bound, and it says so', 'a1 b2', 2, 'b2 c3', 3, 5, true],
  ])('%s', (_what, earlier, first, later, second, unreadable, noted) => {
    const { completeness, notes } = mergeExports([with31(earlier, first), with31(later, second)]);
    expect(completeness).toMatchObject({ unreadable, reasons: { encrypted: unreadable } });
    expect(completeness.total).toBe(completeness.read + completeness.notices + completeness.unreadable);
    expect(notes.some((note) => note.includes('counted twice'))).toBe(noted);
  });
});

it('joins participants, and a side that is known stays known', () => {
  const known = chat('a1', {
    participants: [{ id: 'p', side: 'customer', sideConfidence: 1, sideSource: 'export', name: 'Li' }],
  });
  const added = chat('a1 b2', {
    participants: [
      { id: 'p', side: 'unknown', sideConfidence: 0, sideSource: 'none', phone: '13800138000' },
      { id: 'q', side: 'rep', sideConfidence: 1, sideSource: 'export' },
    ],
  });
  expect(mergeExports([known, added]).participants).toEqual([
    { id: 'p', side: 'customer', sideConfidence: 1, sideSource: 'export', name: 'Li', phone: '13800138000' },
    { id: 'q', side: 'rep', sideConfidence: 1, sideSource: 'export' },
  ]);
});
